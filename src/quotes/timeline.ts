import type { Thread } from '../model/thread.js'

/** When posts were written relative to each other, as far as quoting cares. */
export interface Timeline {
  /** Positions from the earliest post to the latest. The article stands first. */
  readonly order: readonly number[]
  /** Per position its index in `order`. */
  readonly rank: Int32Array
  /** Whether the stamps of both say that `a` was written before `b`. */
  readonly surelyBefore: (a: number, b: number) => boolean
  /** The rank from which on all posts are surely later than post `a`, as far as that can be said. */
  readonly unsureUntil: (a: number) => number
}

/**
 * By stamps; posts without one keep their place beside their neighbours on the page; equal times keep the page's
 * order, turned round when the page shows the newest first.
 */
export function timelineOf({ posts, order: shown }: Thread): Timeline {
  const stamps = stampsOf(posts)
  const { from, to } = stamps
  const order = orderOf(from, shown === 'newest-first')
  const rank = new Int32Array(posts.length)
  for (let index = 0; index < order.length; index++) rank[order[index] ?? 0] = index
  /** Per rank the earliest that it or any behind it may have been written. */
  const earliest = new Float64Array(order.length)
  let least = Number.POSITIVE_INFINITY
  for (let at = order.length - 1; at >= 0; at--) {
    const begin = from[order[at] ?? 0] ?? Number.NaN
    least = Math.min(least, Number.isNaN(begin) ? Number.NEGATIVE_INFINITY : begin)
    earliest[at] = least
  }
  return {
    order,
    rank,
    surelyBefore: (a, b) => (a === 0 || b === 0 ? a === 0 && b !== 0 : (to[a] ?? 0) < (from[b] ?? 0)),
    unsureUntil: (a) => firstBehind(earliest, to[a] ?? 0),
  }
}

function orderOf(from: Float64Array, turned: boolean): number[] {
  const order = from.length === 0 ? [] : [0]
  /** By position the seconds of its stamp, else of the nearest one before it; the article goes before all. */
  const key = new Float64Array(from.length).fill(Number.NEGATIVE_INFINITY)
  let last = Number.NEGATIVE_INFINITY
  let sorted = true
  for (let i = 1; i < from.length; i++) {
    const position = turned ? from.length - i : i
    const begin = from[position] ?? Number.NaN
    if (begin < last) sorted = false
    if (!Number.isNaN(begin)) last = begin
    key[position] = last
    order.push(position)
  }
  // Most pages show their comments in the order of time.
  return sorted ? order : order.sort((a, b) => compare(key[a] ?? 0, key[b] ?? 0))
}

/** Infinities are equal to themselves; subtracting them is not a number. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/** The first index whose value is above `bound`, none above what is not a number; values never fall. */
function firstBehind(values: Float64Array, bound: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] ?? 0) > bound) high = middle
    else low = middle + 1
  }
  return low
}

/** By position the first and the last second since 1970 that its stamp can mean, NaN where none can be read. */
interface Stamps {
  readonly from: Float64Array
  readonly to: Float64Array
}

const DAY = 86_400

function stampsOf(posts: Thread['posts']): Stamps {
  const stamps = {
    from: new Float64Array(posts.length).fill(Number.NaN),
    to: new Float64Array(posts.length).fill(Number.NaN),
  }
  for (const { position, stamp } of posts) {
    if (stamp !== null && stamp.iso !== null) enter(stamps, position, stamp.iso)
  }
  return stamps
}

/** Reads ISO 8601 as stamps have it (see model/stamp.ts); zones count when they are printed. */
function enter({ from, to }: Stamps, position: number, iso: string): void {
  const year = numberIn(iso, 0, 4)
  const month = numberIn(iso, 5, 7)
  if (Number.isNaN(year) || Number.isNaN(month)) return
  const day = iso.length >= 10 ? numberIn(iso, 8, 10) : 1
  const midnight = Date.UTC(year, month - 1, day) / 1000
  if (iso.length <= 10 || iso.charCodeAt(10) !== T) {
    from[position] = midnight
    to[position] = midnight + (iso.length < 10 ? 31 : 1) * DAY - 1
    return
  }
  const clock = numberIn(iso, 11, 13) * 3600 + numberIn(iso, 14, 16) * 60
  const precise = iso.length > 16 && iso.charCodeAt(16) === COLON
  const seconds = precise ? numberIn(iso, 17, 19) : Number.NaN
  const zone = iso.slice(precise ? 19 : 16)
  const begin = midnight + clock + (Number.isNaN(seconds) ? 0 : seconds) - 60 * minutesEast(zone)
  from[position] = begin
  to[position] = begin + (Number.isNaN(seconds) ? 59 : 0)
}

const T = 84
const COLON = 58

/** The digits from `from` to `to`, up to the first other sign, as a number; NaN without any. */
function numberIn(text: string, from: number, to: number): number {
  let value = Number.NaN
  const stop = Math.min(to, text.length)
  for (let i = from; i < stop; i++) {
    const digit = text.charCodeAt(i) - 48
    if (!(digit >= 0 && digit <= 9)) break
    value = (Number.isNaN(value) ? 0 : 10 * value) + digit
  }
  return value
}

function minutesEast(zone: string): number {
  if (zone.length < 6) return 0
  const minutes = numberIn(zone, 1, 3) * 60 + numberIn(zone, 4, 6)
  return Number.isNaN(minutes) ? 0 : zone.startsWith('-') ? -minutes : minutes
}
