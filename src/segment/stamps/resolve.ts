import type { LanguageData } from '../../languages/schema.js'
import type { Diagnostic } from '../../model/diagnostic.js'
import type { Stamp, StampPhrase } from '../../model/stamp.js'
import type { PageOrder } from '../../model/thread.js'
import { type Lines, lineAt } from '../../text/lines.js'
import { dayNumber, dayOfIso, isDate, isoDate, isoDay, twoDigits, weekdayOf } from './calendar.js'
import { type Bounds, type FormOrder, monthAndDay, orderOfForm, type YearOf } from './order.js'

export interface StampContext {
  /** `YYYY-MM-DD` of the dump, null without one. */
  readonly capturedAt: string | null
  /** The page's language, whose habit decides what nothing else does. */
  readonly habit: LanguageData | null
  readonly order: PageOrder
  /** The article's own date or time: no comment is older. */
  readonly notBefore?: string | null
}

export interface ResolvedStamps {
  /** One per phrase, in the order given. */
  readonly stamps: readonly Stamp[]
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Gives each phrase its meaning, as precise as the page is and no more. The phrases are to be in the page's order and
 * of one kind (the posts' stamps, or the article's): day and month are told apart per form. A year that is not
 * printed is the latest one that is not after the capture, else the first one after the article, else the nearest
 * neighbour's. Relative phrases are counted back from the capture; what would need its time of day stays empty.
 */
export function resolveStamps(
  page: { readonly lines: Lines },
  phrases: readonly StampPhrase[],
  context: StampContext,
): ResolvedStamps {
  const bounds: Bounds = {
    capture: dayOfIso(context.capturedAt),
    floor: dayOfIso(context.notBefore ?? null),
    order: context.order,
    habit: context.habit,
  }
  // Asked for only where neither the capture nor the article is dated.
  const neighbours = bounds.capture === null && bounds.floor === null ? neighbourYears(phrases) : NO_YEARS
  const yearOf: YearOf = (phrase, month, day) =>
    yearFor(phrase, month, day, bounds, neighbours.get(phrase) ?? null)
  const orders = ordersOfForms(phrases, bounds, yearOf)
  const notes = new Notes(page.lines, context.capturedAt !== null)
  const stamps = phrases.map((phrase): Stamp => {
    const iso = isoOf(phrase, orders.get(phrase.form) ?? null, bounds, yearOf)
    if (iso === null) notes.unresolved(phrase)
    else if (phrase.kind === 'relative') notes.relative(phrase, iso)
    return { start: phrase.start, end: phrase.end, iso, relative: phrase.kind === 'relative' }
  })
  for (const phrase of phrases) {
    const form = orders.get(phrase.form)
    if (form?.assumed === true && phrase.open !== null) notes.assumed(phrase, form)
  }
  return { stamps, diagnostics: notes.all() }
}

function ordersOfForms(
  phrases: readonly StampPhrase[],
  bounds: Bounds,
  yearOf: YearOf,
): Map<string, FormOrder> {
  const forms = new Map<string, StampPhrase[]>()
  for (const phrase of phrases) {
    if (phrase.open === null && phrase.settled === undefined) continue
    const list = forms.get(phrase.form)
    if (list === undefined) forms.set(phrase.form, [phrase])
    else list.push(phrase)
  }
  return new Map([...forms].map(([form, list]) => [form, orderOfForm(list, bounds, yearOf)]))
}

function isoOf(phrase: StampPhrase, form: FormOrder | null, bounds: Bounds, yearOf: YearOf): string | null {
  if (phrase.kind === 'time-only') return null
  if (phrase.kind === 'relative') {
    const day = relativeDay(phrase, bounds.capture)
    return day === null ? null : isoDay(day) + timeOf(phrase)
  }
  const date = monthAndDay(phrase, form?.order ?? 'day-first')
  if (date === null) return null
  const [month, day] = date
  const year = phrase.year ?? yearOf(phrase, month, day)
  return year === null || !isDate(year, month, day) ? null : isoDate(year, month, day) + timeOf(phrase)
}

function relativeDay({ ago, weekday }: StampPhrase, capture: number | null): number | null {
  if (capture === null) return null
  if (ago === null) {
    if (weekday === null) return null
    // "Monday at 10:02" is the last Monday: were it today, the page would say so.
    return capture - (((weekdayOf(capture) - weekday + 6) % 7) + 1)
  }
  if (ago.unit === 'day') return capture - ago.amount
  // Hours back from an unknown time of day may be yesterday, weeks and months are rounded by the page.
  return ago.amount === 0 ? capture : null
}

function timeOf({ hour, minute, second, offset }: StampPhrase): string {
  if (hour === null) return ''
  const seconds = second === null ? '' : `:${twoDigits(second)}`
  return `T${twoDigits(hour)}:${twoDigits(minute ?? 0)}${seconds}${offset === null ? '' : zone(offset)}`
}

function zone(offset: number): string {
  if (offset === 0) return 'Z'
  const minutes = Math.abs(offset)
  return `${offset < 0 ? '-' : '+'}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`
}

/** 29 February or a weekday may need several years back. */
const YEARS_BACK = 12 // as many ahead where the article's date is the bound

function yearFor(
  phrase: StampPhrase,
  month: number,
  day: number,
  { capture, floor }: Bounds,
  neighbour: number | null,
): number | null {
  const fits = (year: number): boolean =>
    isDate(year, month, day) &&
    (phrase.weekday === null || weekdayOf(dayNumber(year, month, day)) === phrase.weekday)
  const bounded = capture === null ? null : lastBefore(capture + 1, month, day, fits)
  // Nothing on the page is older than the article; a dump may be dated by it rather than by the day of the capture.
  const early = bounded !== null && floor !== null && dayNumber(bounded, month, day) < floor - 1
  if (bounded !== null && !early) return bounded
  if (floor !== null) return firstAfter(floor, month, day, fits)
  if (capture !== null) return null
  if (neighbour === null) return null
  const near = [neighbour, neighbour - 1, neighbour + 1]
  return near.find(fits) ?? null
}

type Fits = (year: number) => boolean

function lastBefore(limit: number, month: number, day: number, fits: Fits): number | null {
  const latest = Number(isoDay(limit).slice(0, 4))
  for (let year = latest; year > latest - YEARS_BACK; year--) {
    if (fits(year) && dayNumber(year, month, day) <= limit) return year
  }
  return null
}

function firstAfter(limit: number, month: number, day: number, fits: Fits): number | null {
  const first = Number(isoDay(limit).slice(0, 4))
  for (let year = first; year < first + YEARS_BACK; year++) {
    if (fits(year) && dayNumber(year, month, day) >= limit) return year
  }
  return null
}

/** Per phrase the year printed nearest to it on the page, the one before it first. */
function neighbourYears(phrases: readonly StampPhrase[]): ReadonlyMap<StampPhrase, number> {
  const years = new Map<StampPhrase, number>()
  let next: number | null = null
  for (const phrase of phrases.toReversed()) {
    next = phrase.year ?? next
    if (next !== null) years.set(phrase, next)
  }
  let last: number | null = null
  for (const phrase of phrases) {
    last = phrase.year ?? last
    if (last !== null) years.set(phrase, last)
  }
  return years
}

const NO_YEARS: ReadonlyMap<StampPhrase, number> = new Map()

/** Notes for people: one per form or kind, at the first line where it is so. */
class Notes {
  private readonly firsts = new Map<string, { count: number; diagnostic: (count: number) => Diagnostic }>()
  constructor(
    private readonly lines: Lines,
    private readonly dated: boolean,
  ) {}

  assumed(phrase: StampPhrase, form: FormOrder): void {
    const order = form.order === 'day-first' ? 'the day first' : 'the month first'
    this.count(
      `order ${phrase.form}`,
      phrase,
      'stamp-order-assumed',
      (count) =>
        `Nothing shows which number is the day in ${times(count, 'date')} of the form "${phrase.form}": ` +
        `read with ${order}. Compare with the page.`,
    )
  }

  relative(phrase: StampPhrase, iso: string): void {
    this.count(
      'relative',
      phrase,
      'stamp-relative',
      (count) =>
        `${times(count, 'date')} given as time passed, counted back from the date of the dump ` +
        `(the first is ${iso.slice(0, 10)}).`,
    )
  }

  unresolved(phrase: StampPhrase): void {
    const why =
      phrase.kind === 'time-only'
        ? 'only the time of day is printed'
        : phrase.kind === 'relative'
          ? `it is given as time passed, ${this.dated ? 'too little to tell the day from the date of the dump' : 'and the dump has no date line'}`
          : 'the year is not printed and nothing tells it'
    this.count(
      `unresolved ${why}`,
      phrase,
      'stamp-unresolved',
      (count) =>
        `${times(count, 'date')} left empty: ${why}.${this.dated ? '' : ' A first line " date YYYY-MM-DD" in the dump may help.'}`,
    )
  }

  all(): Diagnostic[] {
    return [...this.firsts.values()].map(({ count, diagnostic }) => diagnostic(count))
  }

  private count(
    key: string,
    phrase: StampPhrase,
    code: Diagnostic['code'],
    message: (count: number) => string,
  ): void {
    const known = this.firsts.get(key)
    if (known !== undefined) {
      known.count++
      return
    }
    const line = lineAt(this.lines, phrase.start) + 1
    this.firsts.set(key, { count: 1, diagnostic: (count) => ({ code, line, message: message(count) }) })
  }
}

function times(count: number, noun: string): string {
  return count === 1 ? `one ${noun}` : `${count} ${noun}s`
}
