import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Sequences } from '../../src/text/sequences.js'

test('equal sequences, and only they, have one number; numbers go up by one', () => {
  const sequence = fc.array(fc.constantFrom(-1, 0, 1, 2, 0x10000, 0x7fffffff), { maxLength: 5 })
  fc.assert(
    fc.property(fc.array(sequence, { maxLength: 200 }), (list) => {
      const sequences = new Sequences(1)
      const known = new Map<string, number>()
      for (const each of list) {
        const key = each.join()
        const expected = known.get(key) ?? known.size
        known.set(key, expected)
        // What stands behind the sequence in the buffer does not count.
        expect(sequences.find(Int32Array.from([...each, 7]), each.length)).toBe(expected)
        expect(sequences.size).toBe(known.size)
      }
    }),
  )
})
