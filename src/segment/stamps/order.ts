import type { DateOrder, LanguageData } from '../../languages/schema.js'
import type { StampPhrase } from '../../model/stamp.js'
import type { PageOrder } from '../../model/thread.js'
import { dayNumber, weekdayOf } from './calendar.js'

/** What is known besides the stamps themselves. Days are counted from 1 January 1970. */
export interface Bounds {
  readonly capture: number | null
  readonly floor: number | null
  readonly order: PageOrder
  readonly habit: LanguageData | null
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
 * the weekday; then the order that keeps them after the article and in the page's order; then the one that keeps
 * them close together; then the one that keeps them before the capture, or at it; then, as an assumption, the habit. The
 * capture comes late because people date a dump by its article as well as by the day they saved it.
 */
export function orderOfForm(phrases: readonly StampPhrase[], bounds: Bounds, yearOf: YearOf): FormOrder {
  const printed = votes(phrases)
  if (printed !== null) return { order: printed, assumed: false }
  const day = judge(phrases, 'day-first', bounds, yearOf)
  const month = judge(phrases, 'month-first', bounds, yearOf)
  const better = (figure: 'wrongWeekdays' | 'early' | 'breaks' | 'late'): DateOrder | null =>
    day[figure] === month[figure] ? null : day[figure] < month[figure] ? 'day-first' : 'month-first'
  const shown =
    better('wrongWeekdays') ??
    better('early') ??
    better('breaks') ??
    closer(day, month) ??
    better('late') ??
    nearer(day, month)
  if (shown !== null) return { order: shown, assumed: false }
  // The same day either way, or stops between the numbers, which no language writes month first (CLDR).
  const same = phrases.every(({ open }) => open === null || open[0] === open[1])
  if (same || phrases[0]?.form.startsWith('N.N') === true) return { order: 'day-first', assumed: false }
  return { order: habitOf(phrases, bounds), assumed: true }
}

/** The page's language, unless the stamps have words of another: English posts stand on French pages. */
function habitOf(phrases: readonly StampPhrase[], { habit }: Bounds): DateOrder {
  const code = phrases[0]?.language ?? habit?.code ?? null
  return habit !== null && habit.code === code ? habit.stamps.order : 'day-first'
}

// Posts of a page stand days apart, not months: five times closer together is no accident beyond a month.
const FAR_APART = 28
const CLOSER = 5
const WEEK = 7

function closer(day: Judgement, month: Judgement): DateOrder | null {
  const [near, wide] = day.spread <= month.spread ? [day, month] : [month, day]
  return wide.spread >= FAR_APART && near.spread * CLOSER <= wide.spread ? near.order : null
}

/** At the capture rather than weeks away from it: people save pages that are being talked about. */
function nearer(day: Judgement, month: Judgement): DateOrder | null {
  const [near, far] = day.distance <= month.distance ? [day, month] : [month, day]
  return near.distance <= 2 && far.distance >= FAR_APART ? near.order : null
}

function votes(phrases: readonly StampPhrase[]): DateOrder | null {
  let day = 0
  let month = 0
  for (const { settled } of phrases) {
    if (settled === 'day-first') day++
    if (settled === 'month-first') month++
  }
  return day > 0 === month > 0 ? null : day > 0 ? 'day-first' : 'month-first'
}

interface Judgement {
  readonly order: DateOrder
  readonly wrongWeekdays: number
  readonly early: number
  /** 1 when some are after the capture, unless the dump is dated by its article and none is before that. */
  readonly late: number
  readonly breaks: number
  readonly spread: number
  /** Days between the capture and the stamps, 0 without a capture. */
  readonly distance: number
}

function judge(phrases: readonly StampPhrase[], order: DateOrder, bounds: Bounds, yearOf: YearOf): Judgement {
  let [wrongWeekdays, early, late, rises, falls] = [0, 0, 0, 0, 0]
  let [least, most] = [Infinity, -Infinity]
  let before: number | null = null
  for (const phrase of phrases) {
    const date = monthAndDay(phrase, order)
    const year = date === null ? null : (phrase.year ?? yearOf(phrase, date[0], date[1]))
    if (date === null || year === null) continue
    const day = dayNumber(year, date[0], date[1])
    if (phrase.weekday !== null && weekdayOf(day) !== phrase.weekday) wrongWeekdays++
    // A day of grace on either side: page, author and crawler may live in different zones.
    if (bounds.capture !== null && day > bounds.capture + 1) late++
    if (bounds.floor !== null && day < bounds.floor - 1) early++
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
  const distance = bounds.capture === null ? 0 : Math.max(0, least - bounds.capture, bounds.capture - most)
  // A dump that is dated by its article has all its posts after that, the first ones soon after.
  if (bounds.capture !== null && least >= bounds.capture - 1 && least <= bounds.capture + WEEK) late = 0
  return {
    order,
    wrongWeekdays,
    early,
    late: Math.min(late, 1),
    breaks,
    spread: most < least ? 0 : most - least,
    distance,
  }
}
