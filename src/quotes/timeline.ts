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
export function timelineOf(thread: Thread): Timeline {
  const posts = thread.posts
  const shown = posts.map((post) => post.position).slice(1)
  if (thread.order === 'newest-first') shown.reverse()
  const instants = posts.map((post) => instantOf(post.stamp?.iso ?? null))
  const keyed: { position: number; key: number; at: number }[] = []
  let last = Number.NEGATIVE_INFINITY
  for (const [at, position] of shown.entries()) {
    const instant = instants[position]
    if (instant !== null && instant !== undefined) last = instant.from
    keyed.push({ position, key: last, at })
  }
  keyed.sort((a, b) => (a.key === b.key ? a.at - b.at : a.key < b.key ? -1 : 1))
  const order = [...posts.slice(0, 1).map((post) => post.position), ...keyed.map((entry) => entry.position)]
  const rank = new Int32Array(posts.length)
  for (const [index, position] of order.entries()) rank[position] = index
  const surelyBefore = (a: number, b: number): boolean => {
    const first = instants[a]
    const second = instants[b]
    if (a === 0 && b !== 0) return true
    if (b === 0) return false
    return first !== null && first !== undefined && second !== null && second !== undefined
      ? first.to < second.from
      : false
  }
  /** Per rank the earliest that it or any behind it may have been written. */
  const earliest = new Float64Array(order.length)
  let least = Number.POSITIVE_INFINITY
  for (let at = order.length - 1; at >= 0; at--) {
    least = Math.min(least, instants[order[at] ?? 0]?.from ?? Number.NEGATIVE_INFINITY)
    earliest[at] = least
  }
  return {
    order,
    rank,
    surelyBefore,
    unsureUntil: (a) => firstBehind(earliest, instants[a]?.to ?? Number.POSITIVE_INFINITY),
  }
}

/** The first index whose value is above `bound`; values never fall. */
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

interface Instant {
  /** Seconds since 1970, the first and the last that the stamp can mean. */
  readonly from: number
  readonly to: number
}

const DAY = 86_400

/** ISO 8601 as stamps have it (see model/stamp.ts) as a stretch of seconds; zones count when they are printed. */
function instantOf(iso: string | null): Instant | null {
  if (iso === null) return null
  const year = numberIn(iso, 0, 4)
  const month = numberIn(iso, 5, 7)
  if (Number.isNaN(year) || Number.isNaN(month)) return null
  const day = iso.length >= 10 ? numberIn(iso, 8, 10) : 1
  const midnight = Date.UTC(year, month - 1, day) / 1000
  if (iso.length < 10) return { from: midnight, to: midnight + 31 * DAY - 1 }
  if (iso.charAt(10) !== 'T') return { from: midnight, to: midnight + DAY - 1 }
  const clock = numberIn(iso, 11, 13) * 3600 + numberIn(iso, 14, 16) * 60
  const seconds = iso.charAt(16) === ':' ? numberIn(iso, 17, 19) : Number.NaN
  const zone = iso.slice(iso.charAt(16) === ':' ? 19 : 16)
  const from = midnight + clock + (Number.isNaN(seconds) ? 0 : seconds) - 60 * minutesEast(zone)
  return { from, to: from + (Number.isNaN(seconds) ? 59 : 0) }
}

/** The digits from `from` to `to`, up to the first other sign, as a number; NaN without any. */
function numberIn(text: string, from: number, to: number): number {
  let value = Number.NaN
  for (let i = from; i < to; i++) {
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
