import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compareTimes, timeKey, timeOfKey } from '../../src/report/times.js'

const two = fc.integer({ min: 0, max: 61 }).map((number) => String(number).padStart(2, '0'))
const zone = fc.oneof(
  fc.constantFrom('', 'Z'),
  fc.tuple(fc.constantFrom('+', '-'), two, two).map(([sign, hours, minutes]) => `${sign}${hours}:${minutes}`),
)
const clock = fc.oneof(
  fc.constant(''),
  fc
    .tuple(
      two,
      two,
      fc.oneof(
        fc.constant(''),
        two.map((second) => `:${second}`),
      ),
      zone,
    )
    .map(([hour, minute, second, east]) => `T${hour}:${minute}${second}${east}`),
)
const time = fc
  .tuple(fc.integer({ min: 0, max: 9999 }), two, two, clock)
  .map(([year, month, day, rest]) => `${String(year).padStart(4, '0')}-${month}-${day}${rest}`)
/** What is one character off. */
const spoilt = fc
  .tuple(time, fc.nat(25), fc.constantFrom('', 'x', '0', '-', ':', 'Z'))
  .map(([whole, at, mark]) => whole.slice(0, at) + mark + whole.slice(at + 1))

/** The definition of what a time is. */
const FORM = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?(?:Z|([+-])(\d\d):(\d\d))?)?$/

function instant(of: string): number | null {
  const parts = FORM.exec(of)
  if (parts === null) return null
  const part = (n: number): number => Number(parts[n] ?? 0)
  const east = (part(8) * 60 + part(9)) * (parts[7] === '-' ? -1 : 1)
  return Date.UTC(part(1), part(2) - 1, part(3), part(4), part(5) - east, part(6))
}

it('sorts by its key as an instant, and what is no time first', () => {
  fc.assert(
    fc.property(fc.oneof(time, spoilt), (one) => {
      const at = instant(one)
      const since = at === null ? 0 : at - Date.UTC(-1, 0, 1)
      expect(timeKey(one)).toBe(String(since).padStart(15, '0') + one)
      expect(timeOfKey(timeKey(one))).toBe(one)
    }),
  )
})

it('is compared as its keys are', () => {
  fc.assert(
    fc.property(time, time, (a, b) => {
      const [first, second] = [timeKey(a), timeKey(b)]
      const zoned = [a, b].some((one) => one.length > 19 || one.endsWith('Z'))
      if (zoned) expect(Math.sign(compareTimes(a, b))).toBe(first < second ? -1 : first > second ? 1 : 0)
    }),
  )
})
