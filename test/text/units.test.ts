import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FOLDED, foldedUnits } from '../../src/text/units.js'

it('folds a text unit by unit, halves of surrogate pairs included', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (units) => {
      const text = units.map((unit) => String.fromCharCode(unit)).join('')
      expect([...foldedUnits(text)]).toEqual(units.map((unit) => FOLDED[unit]))
    }),
  )
})
