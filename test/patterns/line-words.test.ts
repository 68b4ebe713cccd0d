import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstWordNear } from '../../src/patterns/line-words.js'
import { firstWordFrom, indexWords } from '../../src/text/words.js'

test('the first word from a place on is the same wherever the search begins', () => {
  const texts = fc.array(fc.constantFrom('a', 'bc', ' ', '. ', '\n'), { maxLength: 120 })
  fc.assert(
    fc.property(texts, fc.nat(150), fc.nat(80), (parts, offset, near) => {
      const words = indexWords(parts.join(''))
      expect(firstWordNear(words, offset, near)).toBe(firstWordFrom(words, offset))
    }),
  )
})
