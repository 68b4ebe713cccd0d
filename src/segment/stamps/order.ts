import type { DateOrder } from '../../languages/schema.js'
import type { StampPhrase } from '../../model/stamp.js'
import type { PageOrder } from '../../model/thread.js'
import { dayNumber, weekdayOf } from './calendar.js'

/** What is known besides the stamps themselves. Days are counted from 1 January 1970. */
export interface Bounds {
  readonly capture: number | null
  readonly floor: number | null
  readonly order: PageOrder
  readonly habit: DateOrder | null
}

/** How a form writes its two numbers, and whether that had to be assumed. */
export interface FormOrder {
  readonly order: DateOrder
  readonly assumed: boolean
}

/** Year, month and day of a phrase under an order; the year still null where none is printed. */
export type YearOf = (phrase: StampPhrase, month: number, day: number) => number | null

export function monthAndDay(
  phrase: StampPhrase,
  order: DateOrder,
): readonly [month: number, day: number] | null {
  if (phrase.month !== null && phrase.day !== null) return [phrase.month, phrase.day]
  if (phrase.open === null) return null
  const [a, b] = phrase.open
  return order === 'day-first' ? [b, a] : [a, b]
}

/**
 * Decides for the phrases of one form (in page order) which of the two numbers is the day: a number above 12; then
 * the weekday; then the order that keeps them after the article, before the capture and in the page's order; then,
 * as an assumption, the one that keeps them close together; then the habit.
 */
export function orderOfForm(phrases: readonly StampPhrase[], bounds: Bounds, yearOf: YearOf): FormOrder {
  const printed = votes(phrases)
  if (printed !== null) return { order: printed, assumed: false }
  const day = judge(phrases, 'day-first', bounds, yearOf)
  const month = judge(phrases, 'month-first', bounds, yearOf)
  for (const figure of ['wrongWeekdays', 'outside', 'breaks'] as const) {
    if (day[figure] !== month[figure]) {
      return { order: day[figure] < month[figure] ? 'day-first' : 'month-first', assumed: false }
    }
  }
  // The same day either way, or stops between the numbers, which no language writes month first (CLDR).
  const same = phrases.every(({ open }) => open === null || open[0] === open[1])
  if (same || phrases[0]?.form.startsWith('N.N') === true) return { order: 'day-first', assumed: false }
  const [closer, wider] = day.spread <= month.spread ? [day, month] : [month, day]
  if (wider.spread >= FAR_APART && closer.spread * CLOSER <= wider.spread)
    return { order: closer.order, assumed: true }
  return { order: bounds.habit ?? 'day-first', assumed: true }
}

// Posts of a page stand days apart, not months: five times closer together is no accident beyond a month.
const FAR_APART = 28
const CLOSER = 5

function votes(phrases: readonly StampPhrase[]): DateOrder | null {
  let day = 0
  let month = 0
  for (const phrase of phrases) {
    if (phrase.open === null || phrase.day === null) continue
    if (phrase.open[0] === phrase.day) day++
    else month++
  }
  return day > 0 === month > 0 ? null : day > 0 ? 'day-first' : 'month-first'
}

interface Judgement {
  readonly order: DateOrder
  readonly wrongWeekdays: number
  readonly outside: number
  readonly breaks: number
  readonly spread: number
}

function judge(phrases: readonly StampPhrase[], order: DateOrder, bounds: Bounds, yearOf: YearOf): Judgement {
  let [wrongWeekdays, outside, rises, falls] = [0, 0, 0, 0]
  let [least, most] = [Infinity, -Infinity]
  let before: number | null = null
  for (const phrase of phrases) {
    const date = monthAndDay(phrase, order)
    const year = date === null ? null : (phrase.year ?? yearOf(phrase, date[0], date[1]))
    if (date === null || year === null) continue
    const day = dayNumber(year, date[0], date[1])
    if (phrase.weekday !== null && weekdayOf(day) !== phrase.weekday) wrongWeekdays++
    // A day of grace on either side: page, author and crawler may live in different zones.
    if (bounds.capture !== null && day > bounds.capture + 1) outside++
    if (bounds.floor !== null && day < bounds.floor - 1) outside++
    const instant = day * 1440 + (phrase.hour ?? 0) * 60 + (phrase.minute ?? 0)
    if (before !== null && instant > before) rises++
    if (before !== null && instant < before) falls++
    before = instant
    least = Math.min(least, day)
    most = Math.max(most, day)
  }
  const breaks =
    bounds.order === 'oldest-first'
      ? falls
      : bounds.order === 'newest-first'
        ? rises
        : bounds.order === 'unknown'
          ? Math.min(rises, falls)
          : 0
  return { order, wrongWeekdays, outside, breaks, spread: most < least ? 0 : most - least }
}
