/**
 * Order of two times of the tables' form (`2026-03-05`, `2026-03-05T17:08`, `…:22`, `…+01:00`). Those with a zone are
 * compared as instants, those without as if in UTC, a day as its beginning; what is still equal by code unit.
 */
export function compareTimes(a: string, b: string): number {
  // Without a zone the order of the letters is the order of time.
  if (!isZoned(a) && !isZoned(b)) return a < b ? -1 : a > b ? 1 : 0
  const difference = instant(a) - instant(b)
  if (difference !== 0) return difference
  return a < b ? -1 : a > b ? 1 : 0
}

function isZoned(time: string): boolean {
  return time.length > '2026-03-05T17:08:22'.length || time.endsWith('Z')
}

/** Milliseconds since 1970 in UTC; -Infinity for what is no time. */
function instant(time: string): number {
  const parts = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?(?:Z|([+-])(\d\d):(\d\d))?)?$/.exec(time)
  if (parts === null) return Number.NEGATIVE_INFINITY
  const part = (n: number): number => Number(parts[n] ?? 0)
  const east = (part(8) * 60 + part(9)) * (parts[7] === '-' ? -1 : 1)
  return Date.UTC(part(1), part(2) - 1, part(3), part(4), part(5) - east, part(6))
}

/** The earliest and latest of the times put in, nulls passed over. */
export class TimeRange {
  first: string | null = null
  last: string | null = null

  include(time: string | null): void {
    if (time === null) return
    if (this.first === null || compareTimes(time, this.first) < 0) this.first = time
    if (this.last === null || compareTimes(time, this.last) > 0) this.last = time
  }
}

// The first year of the calendar, so that no instant is below 0.
const BEFORE_ALL = Date.UTC(-1, 0, 1)
const DIGITS = 15

/** A text that sorts by code unit as the time does by `compareTimes`. */
export function timeKey(time: string): string {
  const at = instant(time)
  return `${String(Number.isFinite(at) ? at - BEFORE_ALL : 0).padStart(DIGITS, '0')}${time}`
}

/** The time that a `timeKey` was made from. */
export function timeOfKey(key: string): string {
  return key.slice(DIGITS)
}
