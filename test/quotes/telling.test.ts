import { describe, expect, it } from 'vitest'
import { rowsOf, type Row } from '../../src/quotes/rows.js'
import { TellingWords } from '../../src/quotes/telling.js'
import type { Span } from '../../src/model/span.js'
import type { Post } from '../../src/model/thread.js'
import { Vocabulary } from '../../src/text/vocabulary.js'
import { indexWords } from '../../src/text/words.js'

const PATTERNS = ['{author} wrote:', 'Quote by {author}', '{author}: ↑', '<{any}>']

function rowsIn(text: string, body: readonly Span[]): readonly Row[] {
  const post: Post = {
    position: 0,
    kind: 'comment',
    author: null,
    stamp: null,
    span: { start: 0, end: text.length },
    body,
    furniture: [],
    number: null,
    declared: [],
  }
  return rowsOf(text, post)
}

function told(text: string, body: readonly Span[] = [{ start: 0, end: text.length }]): string {
  const vocabulary = new Vocabulary()
  const telling = new TellingWords(PATTERNS, vocabulary)
  return telling.inRows(text, rowsIn(text, body), indexWords(text, 0, text.length, vocabulary)).join('')
}

describe('rows that a pattern may match', () => {
  it.each([
    ['Ada WROTE something\nand Ben read it', '10'],
    ['nothing\nto see\nhere', '000'],
    ['a colon: here\nand none there', '10'],
    ['a full-width one： here\nnone', '10'],
    ['an entity &lt;here\nnone', '10'],
    ['none\n\n> a quote\nnone', '0010'],
    ['‹ folds to an angle\nas does 🦀 for all we know', '11'],
  ])('have a word or mark of it: %j', (text, expected) => {
    expect(told(text)).toBe(expected)
  })

  it('may have it in the page text between two parts of a body', () => {
    const text = 'first part\nAda wrote\nsecond part\nthird'
    const second = text.indexOf('second')
    expect(
      told(text, [
        { start: 0, end: 10 },
        { start: second, end: text.length },
      ]),
    ).toBe('010')
  })

  it('are taken for such where a row cuts a word', () => {
    const text = 'one two\nthree four'
    expect(told(text, [{ start: 2, end: text.length }])).toBe('10')
    expect(told(text, [{ start: 0, end: 6 }])).toBe('1')
  })

  it('are all rows where some pattern asks for no word', () => {
    const telling = new TellingWords(['{date}'])
    const text = 'one\ntwo'
    expect([...telling.inRows(text, rowsIn(text, [{ start: 0, end: 7 }]), indexWords(text))]).toEqual([1, 1])
  })

  it('are not looked for in rows that are too long', () => {
    const telling = new TellingWords(['{author} wrote:'])
    const text = 'wrote it\nwrote all of it\nwrote'
    const rows = rowsIn(text, [{ start: 0, end: text.length }])
    expect([...telling.inRows(text, rows, indexWords(text))]).toEqual([1, 1, 1])
    expect([...telling.inRows(text, rows, indexWords(text), 10)]).toEqual([1, 0, 1])
  })
})
