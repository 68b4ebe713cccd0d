import { describe, expect, it } from 'vitest'
import { Vocabulary } from '../../src/text/vocabulary.js'
import { WordTable } from '../../src/text/word-table.js'
import { indexWords } from '../../src/text/words.js'

const TEXT = 'The mill and THE wheel; a Mühle, a mill'

function valuesIn(table: WordTable, vocabulary?: Vocabulary): number[] {
  const words = indexWords(TEXT, 0, TEXT.length, vocabulary)
  const values = table.of(words)
  return Array.from(words.id, (id) => values[id] ?? 0)
}

describe('a table of words', () => {
  it.each([
    ['indexed against it', true],
    ['indexed by itself', false],
  ])('gives the words of a text their numbers when the text is %s', (_, shared) => {
    const vocabulary = new Vocabulary()
    vocabulary.add('before')
    const table = new WordTable(
      new Map([
        ['the', 3],
        ['mühle', 7],
        ['absent', 9],
      ]),
      vocabulary,
    )
    vocabulary.add('wheel')
    expect(valuesIn(table, shared ? vocabulary : undefined)).toEqual([3, 0, 0, 3, 0, 0, 7, 0, 0])
  })
})

describe('the words of a text', () => {
  it('know their forms’ lengths and find a form again', () => {
    const text = 'Stra\u00ADße &eacute;tude ﬁn Ωmega 12'
    const vocabulary = new Vocabulary()
    vocabulary.add('fin')
    const words = indexWords(text, 0, text.length, vocabulary)
    const lengths = words.lengths()
    expect(Array.from(words.id, (id) => lengths[id])).toEqual(
      Array.from(words.id, (id) => words.form(id).length),
    )
    expect(Array.from(words.id, (id) => words.idOf(words.form(id)))).toEqual([...words.id])
    expect(words.idOf('absent')).toBe(-1)
  })
})
