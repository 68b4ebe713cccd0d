import type { Span } from './span.js'

/**
 * A date or time phrase as it stands in the text, read but not yet decided: `05/03/2026` keeps its two numbers in
 * `first` and `second` until the thread says which one is the day.
 */
export interface StampPhrase extends Span {
  /**
   * The shape, equal for phrases that the same page template wrote: `N/N/N à N:N`, `D M Y, N:N am`… Decisions
   * about day and month order are made per form.
   */
  readonly form: string
  readonly kind: 'absolute' | 'relative' | 'time-only'
  readonly year: number | null
  /** 1 to 12, null when not printed or when the order of the two numbers is still open. */
  readonly month: number | null
  readonly day: number | null
  /** The two numbers of an all-numeric date whose order is open, else null. */
  readonly open: readonly [number, number] | null
  /** How an all-numeric date with a number above 12 is written: evidence for the others of its form. */
  readonly settled?: 'day-first' | 'month-first'
  readonly hour: number | null
  readonly minute: number | null
  readonly second: number | null
  /** Minutes east of UTC when the phrase names its zone, else null. */
  readonly offset: number | null
  /** How long ago, for relative phrases: `yesterday at 10:02` is 1 day with hour and minute set. */
  readonly ago: { readonly amount: number; readonly unit: RelativeUnit } | null
  /** The language whose words were used, null for phrases of digits only. */
  readonly language: string | null
  /** 0 (Monday) to 6 when a weekday is printed, else null. */
  readonly weekday: number | null
}

export const RELATIVE_UNITS = ['second', 'minute', 'hour', 'day', 'week', 'month', 'year'] as const
export type RelativeUnit = (typeof RELATIVE_UNITS)[number]

/** A stamp with its meaning. `iso` is as precise as the page is, null when it cannot be told. */
export interface Stamp extends Span {
  /** `2026-03-05`, `2026-03-05T17:08`, `…:22`, with `+01:00` only when the zone is printed. */
  readonly iso: string | null
  readonly relative: boolean
}
