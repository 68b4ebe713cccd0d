import type { DateOrder } from '../../languages/schema.js'
import type { RelativeUnit, StampPhrase } from '../../model/stamp.js'
import { isDate } from './calendar.js'
import type { Lexicon } from './lexicon.js'
import type { Token } from './tokens.js'

/** A stamp while it is read. Copied before a reading that may fail; see `Drafts`. */
export class Draft {
  year: number | null = null
  month: number | null = null
  day: number | null = null
  open: readonly [number, number] | null = null
  settled: DateOrder | null = null
  hour: number | null = null
  minute: number | null = null
  second: number | null = null
  offset: number | null = null
  ago: { readonly amount: number; readonly unit: RelativeUnit } | null = null
  weekday: number | null = null
  relative = false
  /** Languages that have all its words, and those that have its small words as well. */
  languages = -1
  small = -1
  worded = false
  form = ''

  /** Becomes what the other one is. */
  take(other: Draft): this {
    this.year = other.year
    this.month = other.month
    this.day = other.day
    this.open = other.open
    this.settled = other.settled
    this.hour = other.hour
    this.minute = other.minute
    this.second = other.second
    this.offset = other.offset
    this.ago = other.ago
    this.weekday = other.weekday
    this.relative = other.relative
    this.languages = other.languages
    this.small = other.small
    this.worded = other.worded
    this.form = other.form
    return this
  }

  /** Adds what a token is to the form; an empty role leaves it out. */
  put(token: Token, role: string): void {
    if (role === '') return
    this.form += token.spaced && this.form !== '' ? ` ${role}` : role
  }

  word(languages: number): void {
    this.worded = true
    if ((this.languages & languages) !== 0) this.languages &= languages
  }

  smallWord(languages: number): void {
    this.worded = true
    if ((this.small & languages) !== 0) this.small &= languages
  }

  get dated(): boolean {
    return this.day !== null || this.open !== null
  }

  /** Month and day, or two numbers whose order is still open, are a day that exists. */
  get possible(): boolean {
    if (this.month !== null && this.day !== null) return isDate(this.year, this.month, this.day)
    if (this.open === null) return true
    const [a, b] = this.open
    return isDate(this.year, b, a) || isDate(this.year, a, b)
  }

  /** `forms` has every form as one string, since forms are compared often. */
  finished(lexicon: Lexicon, start: number, end: number, forms: Map<string, string>): StampPhrase {
    const { year, month, day, open, hour, minute, second, offset, ago, weekday } = this
    const form = forms.get(this.form) ?? this.form
    forms.set(form, form)
    const kind = this.relative ? 'relative' : this.dated ? 'absolute' : 'time-only'
    const language = this.language(lexicon)
    const phrase: StampPhrase = {
      start,
      end,
      form,
      kind,
      year,
      month,
      day,
      open,
      hour,
      minute,
      second,
      offset,
      ago,
      weekday,
      language,
    }
    return this.settled === null ? phrase : { ...phrase, settled: this.settled }
  }

  /** Words such as "Mar" belong to several languages: then one that writes dates in this order, the first listed. */
  private language(lexicon: Lexicon): string | null {
    if (!this.worded) return null
    const both = this.languages & this.small
    const words = both === 0 ? this.languages : both
    const habit = MONTH_FIRST.test(this.form) ? lexicon.monthFirst : ~lexicon.monthFirst
    const mask = (words & habit) === 0 || this.month === null ? words : words & habit
    for (let i = 0; i < lexicon.codes.length; i++)
      if (((mask >> i) & 1) === 1) return lexicon.codes[i] ?? null
    return null
  }
}

const MONTH_FIRST = /M.?N/

/** Drafts for one candidate after the other: each is good until all are taken back. */
export class Drafts {
  readonly #drafts: Draft[] = []
  #count = 0

  takeBack(): void {
    this.#count = 0
  }

  fresh(): Draft {
    return this.copy(EMPTY)
  }

  copy(draft: Draft): Draft {
    const next = this.#drafts[this.#count++]
    if (next !== undefined) return next.take(draft)
    const made = new Draft().take(draft)
    this.#drafts.push(made)
    return made
  }
}

const EMPTY = new Draft()
