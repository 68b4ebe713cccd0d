import type { StampPhrase } from '../../src/model/stamp.js'

/** A phrase that says the fifth of March, as the search for stamps would find it. */
export function dateAt(start: number, end: number, year: number | null): StampPhrase {
  return {
    start,
    end,
    form: 'test',
    kind: 'absolute',
    year,
    month: 3,
    day: 5,
    open: null,
    hour: null,
    minute: null,
    second: null,
    offset: null,
    ago: null,
    language: null,
    weekday: null,
  }
}
