import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isParted, partsOf } from '../../src/segment/known.js'
import { Shapes } from '../../src/segment/shapes.js'
import { ALL_GROUPS, compileLines } from '../../src/patterns/lines.js'
import { Vocabulary } from '../../src/text/vocabulary.js'
import { indexWords } from '../../src/text/words.js'

const PIECES =
  'Le|le|ÉTÉ|été|İ|ΟΔΟΣ|οδοσ|12|1 234|1\u202f234|1.234|1.2345|3|:|: | |  |\t|\u00a0|\u202f|\u200b| - |-| — ||·| • |.|,|Répondre'
const lines = fc
  .array(
    fc.oneof(fc.constantFrom(...PIECES.split('|'), '|'), fc.string({ unit: 'grapheme', maxLength: 3 })),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(''))
const whole = (text: string) => ({ start: 0, end: text.length })

/** What the shape is defined as, in words of strings. */
const shapeOf = (line: string): string =>
  line
    .toLowerCase()
    .replace(/\d+(?:[.,\u00a0\u202f ]\d{3}(?!\d))*/gu, '0')
    .replace(/[\s\u00a0\u202f]+/gu, ' ')

test('a line has parts only where its shape says that it may', () => {
  fc.assert(
    fc.property(lines, (line) => {
      const shapes = new Shapes()
      shapes.shape(line, whole(line), [], 0, 0)
      expect(shapes.mayPart || !isParted(line, 0, line.length)).toBe(true)
    }),
    { numRuns: 500 },
  )
})

describe('the shape of a line', () => {
  test('is one for lines that differ in case, numbers and white space only', () => {
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 8 }), (page) => {
        const shapes = new Shapes()
        const numbers = page.map((line) => shapes.shape(line, whole(line), [], 0, 0))
        page.forEach((a, i) => {
          page.forEach((b, j) => expect(numbers[i] === numbers[j]).toBe(shapeOf(a) === shapeOf(b)))
        })
      }),
    )
  })

  test('counts its lines, and labels beside them', () => {
    const shapes = new Shapes()
    const [a, b, c] = ['Message 12', 'message  1 345', 'Message : 12'].map((line) =>
      shapes.shape(line, whole(line), [], 0, 0),
    )
    expect(a).toBe(b)
    expect(c).not.toBe(a)
    expect(shapes.counts[a ?? -1]).toBe(2)
    expect(shapes.shape('message 1\u202f345', whole('message 1\u202f345'), [], 0, 0)).toBe(a)
    expect(shapes.label('Inscrit le 3: hier', whole('Inscrit le 3: hier'))).toBe(
      shapes.label('inscrit le 45: jamais', whole('inscrit le 45: jamais')),
    )
    expect(shapes.label('17:08', whole('17:08'))).toBe(-1)
  })
})

test('a line is parted at bars, dots, tabs, wide gaps and dashes between spaces', () => {
  const parts = /\s*[|·•]\s*|[^\S\n]{2,}|\t+|\s+[-–—]\s+/gu
  fc.assert(
    fc.property(lines, (line) => {
      const expected = line.split(parts).filter((part) => part !== '')
      expect(partsOf(line, whole(line)).map(({ start, end }) => line.slice(start, end))).toEqual(expected)
      expect(isParted(line, 0, line.length)).toBe(expected.length > 1)
    }),
  )
})

test('the quick look at a line’s words never hides a match', () => {
  const sources = [
    'Répondre',
    '{number} été',
    'le … ',
    '{author} a été',
    '- {any} ·',
    '{any} :',
    'répond*',
    '12 : {title}',
    '{number}',
    '{number} : {number}',
    '{any} Oui',
    '{author} → {author}',
    '{author}, abon*',
  ]
  const vocabulary = new Vocabulary()
  const { matcher } = compileLines(
    sources.map((source, i) => ({ id: source, source, group: 1 << i })),
    vocabulary,
  )
  const asks = (line: string, source: string): boolean => {
    const words = indexWords(line, 0, line.length, vocabulary)
    return matcher.mayMatch(line, whole(line), words, 1 << sources.indexOf(source))
  }
  expect([asks('Oui :', '{any} :'), asks('Oui', '{any} :'), asks('Oui', 'Répondre')]).toEqual([
    true,
    false,
    false,
  ])
  fc.assert(
    fc.property(lines, fc.nat(4), (line, cut) => {
      const words = indexWords(line, 0, line.length, vocabulary)
      const span = { start: Math.min(cut, line.length), end: line.length }
      for (const { id } of matcher.matchAll(line, span, [], words)) {
        expect(matcher.mayMatch(line, span, words, 1 << sources.indexOf(id))).toBe(true)
      }
      expect(matcher.matchAll(line, span, [], words, ALL_GROUPS)).toEqual(matcher.matchAll(line, span, []))
    }),
  )
})
