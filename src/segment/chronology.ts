import type { PageOrder } from '../model/thread.js'
import type { StampPhrase } from '../model/stamp.js'

/**
 * A number that grows with time, for comparing stamps of one page before anything is resolved; null when the phrase
 * says too little. In minutes, years as 12 x 31 days: order counts here, distance does not.
 */
function roughTime(phrase: StampPhrase, dayFirst: boolean): number | null {
  if (phrase.kind === 'relative' && phrase.ago !== null) {
    return -phrase.ago.amount * MINUTES[phrase.ago.unit]
  }
  let { month, day } = phrase
  if (phrase.open !== null) [day, month] = dayFirst ? phrase.open : [phrase.open[1], phrase.open[0]]
  if (month === null) return null
  const date = ((phrase.year ?? 0) * 12 + month) * 31 + (day ?? 1)
  return (date * 24 + (phrase.hour ?? 0)) * 60 + (phrase.minute ?? 0)
}

const MINUTES = {
  second: 1 / 60,
  minute: 1,
  hour: 60,
  day: 1440,
  week: 10080,
  month: 44640,
  year: 535680,
} as const

/** Share of neighbouring pairs in order for either direction, 0.5 where nothing can be compared. */
export interface Direction {
  readonly rising: number
  readonly falling: number
  readonly pairs: number
}

type Times = readonly (number | null)[]

function directionOf(times: Times): Direction {
  let last: number | null = null
  let up = 0
  let down = 0
  let pairs = 0
  for (const time of times) {
    if (time === null) continue
    if (last !== null) {
      pairs++
      if (time >= last) up++
      if (time <= last) down++
    }
    last = time
  }
  if (pairs === 0) return { rising: 0.5, falling: 0.5, pairs }
  return { rising: up / pairs, falling: down / pairs, pairs }
}

/** The order of stamps, with the rough time of each. */
export interface Timeline extends Direction {
  readonly times: Times
}

/** The better of day-first and month-first, as the page's own order of its stamps has it. */
export function bestDirection(phrases: readonly (StampPhrase | null)[]): Timeline {
  const a = timeline(phrases, true)
  // Where no date is open both readings are one.
  if (!phrases.some(isOpen)) return a
  const b = timeline(phrases, false)
  return Math.max(b.rising, b.falling) > Math.max(a.rising, a.falling) ? b : a
}

function timeline(phrases: readonly (StampPhrase | null)[], dayFirst: boolean): Timeline {
  const times = phrases.map((phrase) => (phrase === null ? null : roughTime(phrase, dayFirst)))
  const { rising, falling, pairs } = directionOf(times)
  return { rising, falling, pairs, times }
}

function isOpen(phrase: StampPhrase | null): boolean {
  return phrase !== null && phrase.open !== null
}

/** Pages slip by a minute here and there; below this share of pairs in order they follow something else (votes). */
const ORDER_SHARE = 0.9

export function pageOrder(direction: Direction): PageOrder {
  if (direction.pairs === 0) return 'unknown'
  if (direction.rising >= ORDER_SHARE) return 'oldest-first'
  if (direction.falling >= ORDER_SHARE) return 'newest-first'
  return 'other'
}
