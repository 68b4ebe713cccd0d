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
  const year = 100 * twoDigits(time, 0) + twoDigits(time, 2)
  const month = after(DASH, time, 4)
  const day = after(DASH, time, 7)
  if (time.length === DAY) return utc(year, month, day, 0, 0, 0)
  const hour = after(T, time, DAY)
  const minute = after(COLON, time, 13)
  const seconds = time.charCodeAt(MINUTE) === COLON
  const second = seconds ? twoDigits(time, MINUTE + 1) : 0
  const zone = seconds ? MINUTE + 3 : MINUTE
  return utc(year, month, day, hour, minute - eastOf(time, zone), second)
}

const DASH = 0x2d
const T = 0x54
const COLON = 0x3a

/** Where what is behind the day, and behind the minute, stands. */
const DAY = '2026-03-05'.length
const MINUTE = '2026-03-05T17:08'.length

function utc(year: number, month: number, day: number, hour: number, minute: number, second: number): number {
  const at = Date.UTC(year, month - 1, day, hour, minute, second)
  return Number.isNaN(at) ? Number.NEGATIVE_INFINITY : at
}

/** Minutes east of UTC by the zone that stands at `at`, to the end of the time; NaN for what is no zone. */
function eastOf(time: string, at: number): number {
  const rest = time.length - at
  if (rest === 0) return 0
  const sign = time.charAt(at)
  if (rest === 1 && sign === 'Z') return 0
  if (rest !== '+01:00'.length || (sign !== '+' && sign !== '-')) return Number.NaN
  const minutes = 60 * twoDigits(time, at + 1) + after(COLON, time, at + 3)
  return sign === '-' ? -minutes : minutes
}

/** The two digits behind the mark at `at`; NaN where another one stands there. */
function after(mark: number, text: string, at: number): number {
  return text.charCodeAt(at) === mark ? twoDigits(text, at + 1) : Number.NaN
}

/** The number that two digits make; NaN where there are none. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO
  const ones = text.charCodeAt(at + 1) - ZERO
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : Number.NaN
}

const ZERO = 0x30

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
// A number with one digit more, before which the others keep their zeros.
const PADDED = 10 ** DIGITS

/** A text that sorts by code unit as the time does by `compareTimes`. */
export function timeKey(time: string): string {
  const at = instant(time)
  return `${String(PADDED + (Number.isFinite(at) ? at - BEFORE_ALL : 0)).slice(1)}${time}`
}

/** The time that a `timeKey` was made from. */
export function timeOfKey(key: string): string {
  return key.slice(DIGITS)
}
