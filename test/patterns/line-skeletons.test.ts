import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StampPhrase } from '../../src/model/stamp.js'
import { ALL_GROUPS, compileLines } from '../../src/patterns/lines.js'
import { isCut } from '../../src/patterns/names.js'
import { partsWords } from '../../src/text/gaps.js'
import { Vocabulary } from '../../src/text/vocabulary.js'
import { indexWords } from '../../src/text/words.js'
import { dateAt } from './dates.js'

const SOURCES = [
  'Répondre',
  '{author} a écrit :',
  '{author} (le|-) {date}',
  '[le] {date} [-] {author}',
  '{number} commentaire*',
  '{number}',
  '{author} → {author}',
  '{any} été',
  'le … ',
  '#{number} {title}',
]
const PIECES =
  'le|Le |a écrit| :| - |-| → |été|#|Répondre|Ada B.| «zoe» |x_12|12| 1 234 |1&nbsp;234|1,2k|5 mars| 5 mars |commentaires|commentez|—|’|…|“|,|\u200b|\u00a0|&eacute;|𐀀| '
const lines = fc
  .array(
    fc.oneof(
      fc.constantFrom(...PIECES.split('|'), 'mot '.repeat(20)),
      fc.string({ unit: 'grapheme', maxLength: 2 }),
    ),
    {
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(''))

const vocabulary = new Vocabulary()
const { matcher } = compileLines(
  SOURCES.map((source, i) => ({ id: source, source, group: 1 << i })),
  vocabulary,
)

function datesIn(line: string): StampPhrase[] {
  return [...line.matchAll(/5 mars/gu)].map(({ index }) => dateAt(index, index + '5 mars'.length, null))
}

// One matcher for all of them: lines of one skeleton answer for each other.
test('what is remembered of lines alike is what each line says by itself', () => {
  fc.assert(
    fc.property(lines, fc.nat(3), (line, cut) => {
      const words = indexWords(line, 0, line.length, vocabulary)
      const span = { start: Math.min(cut, line.length), end: line.length }
      const dates = datesIn(line).filter(({ start }) => start >= span.start)
      const plain = matcher.matchAll(line, span, dates)
      expect(matcher.matchAll(line, span, dates, words)).toEqual(plain)
      const length = ({ slots: { author } }: (typeof plain)[number]): number =>
        author === undefined ? 0 : author.end - author.start
      const names = plain.filter(
        ({ slots: { author } }) => author === undefined || !isCut(line, author.start, author.end),
      )
      const groups = names.reduce((all, { index }) => all | (1 << index), 0)
      expect(matcher.groupsOf(line, span, dates, words, ALL_GROUPS)).toBe(groups)
      const [first = null] = names.sort((a, b) => length(a) - length(b) || a.index - b.index)
      expect(matcher.leading(line, span, dates, words, ALL_GROUPS)).toEqual(first)
      const author = first === null ? undefined : (first.slots.author ?? null)
      expect(matcher.leadingAuthor(line, span, dates, words, ALL_GROUPS)).toEqual(author)
    }),
    { numRuns: 500 },
  )
})

test('a line none of whose words has a group holds no match of it in any part that cuts no word', () => {
  fc.assert(
    fc.property(lines, fc.nat(20), fc.nat(20), (line, from, length) => {
      const words = indexWords(line, 0, line.length, vocabulary)
      const span = { start: Math.min(from, line.length), end: Math.min(from + length, line.length) }
      const groups = matcher.wordGroups(words)
      fc.pre(groups !== null && partsWords(line, span.start) && partsWords(line, span.end))
      const possible = [...words.id].reduce((all, id) => all | (groups?.byWord[id] ?? 0), groups?.always ?? 0)
      for (const { index } of matcher.matchAll(line, span, [])) expect(possible & (1 << index)).not.toBe(0)
    }),
    { numRuns: 500 },
  )
})
