/** The stretch of time that a stamp can mean, in seconds since 1970: half-open, `from < to`. */
export interface Instant {
  readonly from: number
  readonly to: number
}

const DAY = 86_400
const ALWAYS: Instant = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }

/**
 * Reads `2026`, `2026-03`, `2026-03-05`, `2026-03-05T17:08`, `…:22` and a zone (`Z`, `+01:00`). A stamp that is as
 * precise as a minute lasts a minute. `zoned` false leaves printed zones out of account: a page that prints them on
 * some stamps only means the same clock everywhere. What cannot be read lasts for ever.
 */
export function instantOf(iso: string | null, zoned: boolean): Instant {
  if (iso === null) return ALWAYS
  const year = digits(iso, 0, 4)
  if (year === null) return ALWAYS
  const month = stands(iso, 4, '-') ? digits(iso, 5, 2) : null
  if (month === null) return stretch(Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1))
  const day = stands(iso, 7, '-') ? digits(iso, 8, 2) : null
  if (day === null) return stretch(Date.UTC(year, month - 1, 1), Date.UTC(year, month, 1))
  const midnight = Date.UTC(year, month - 1, day) / 1000
  const hour = hasTime(iso) ? digits(iso, 11, 2) : null
  if (hour === null) return { from: midnight, to: midnight + DAY }
  const minute = digits(iso, 14, 2)
  const second = stands(iso, 16, ':') ? digits(iso, 17, 2) : null
  const from = midnight + hour * 3600 + (minute ?? 0) * 60 + (second ?? 0) - (zoned ? secondsEast(iso) : 0)
  return { from, to: from + (minute === null ? 3600 : second === null ? 60 : 1) }
}

/** Whether a time of day with its zone is printed. */
export function hasZone(iso: string): boolean {
  return zoneAt(iso) >= 0
}

/** Whether a time of day is printed. */
export function hasTime(iso: string): boolean {
  return stands(iso, 10, 'T')
}

/** Whether a sign stands there; a look behind the end costs V8 what it knew of the function. */
function stands(iso: string, at: number, sign: string): boolean {
  return at < iso.length && iso.charAt(at) === sign
}

function stretch(from: number, to: number): Instant {
  return { from: from / 1000, to: to / 1000 }
}

function digits(text: string, at: number, length: number): number | null {
  if (text.length < at + length) return null
  let value = 0
  for (let i = at; i < at + length; i++) {
    const digit = text.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return null
    value = value * 10 + digit
  }
  return value
}

function zoneAt(iso: string): number {
  if (!hasTime(iso)) return -1
  for (let i = 11; i < iso.length; i++) {
    const unit = iso.charAt(i)
    if (unit === 'Z' || unit === '+' || unit === '-') return i
  }
  return -1
}

function secondsEast(iso: string): number {
  const at = zoneAt(iso)
  if (at < 0 || iso.charAt(at) === 'Z') return 0
  const seconds = (digits(iso, at + 1, 2) ?? 0) * 3600 + (digits(iso, at + 4, 2) ?? 0) * 60
  return iso.charAt(at) === '-' ? -seconds : seconds
}
