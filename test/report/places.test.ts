import fc from 'fast-check'
import { expect, it } from 'vitest'
import { indexPlaces } from '../../src/report/places.js'

const text = fc
  .array(fc.constantFrom('a', 'é', '\n', '🙂', '👩‍👩‍👧', '\ud83d', '\ude42', '\r', '\u2028'))
  .map((units) => units.join(''))

it('counts code points before every offset', () => {
  fc.assert(
    fc.property(text, (whole) => {
      const places = indexPlaces(whole)
      for (let at = 0; at <= whole.length; at++) {
        expect(places.codePoint(at)).toBe(Array.from(whole.slice(0, at)).length)
      }
    }),
  )
})

it('numbers lines from 1, ended by line feeds alone', () => {
  const { lines } = indexPlaces('one\r\u2028still one\ntwo\n\nfour')
  expect(lines({ start: 0, end: 3 })).toEqual({ from: 1, to: 1 })
  expect(lines({ start: 15, end: 18 })).toEqual({ from: 2, to: 2 })
  expect(lines({ start: 4, end: 24 })).toEqual({ from: 1, to: 4 })
})

it('ends a span on the line of its last character, not on the one behind its line feed', () => {
  const { lines } = indexPlaces('one\ntwo\n')
  expect(lines({ start: 0, end: 4 })).toEqual({ from: 1, to: 1 })
  expect(lines({ start: 4, end: 4 })).toEqual({ from: 2, to: 2 })
})
