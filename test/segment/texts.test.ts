import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bareName, nameScore } from '../../src/segment/names.js'
import { Texts } from '../../src/segment/texts.js'
import { indexLines, isSpace } from '../../src/text/lines.js'
import { indexWords } from '../../src/text/words.js'

function isText(line: string): boolean {
  const words = indexWords(line)
  return new Texts(words, indexLines(line), Int32Array.of(0, words.count)).has(0)
}

/** What is left once so many words are taken off at both ends, and then a remark in brackets. */
function* remains(line: string): Generator<{ readonly start: number; readonly end: number }> {
  const starts: number[] = []
  const ends: number[] = []
  for (let i = 0; i < line.length; i++) {
    if (isSpace(line.charCodeAt(i))) continue
    if (i === 0 || isSpace(line.charCodeAt(i - 1))) starts.push(i)
    if (i + 1 === line.length || isSpace(line.charCodeAt(i + 1))) ends.push(i + 1)
  }
  for (let first = 0; first <= 6; first++) {
    for (let last = 0; last <= 10; last++) {
      const start = starts[first] ?? line.length
      const end = ends[ends.length - 1 - last] ?? 0
      if (start >= end) continue
      yield { start, end }
      const remark = /[\s\u00a0]*\(([^()]{2,40})\)$/u.exec(line.slice(start, end))
      if (remark !== null && remark.index > 0) yield { start, end: start + remark.index }
    }
  }
}

const WORDS = 'mot et a-b l’ami 42 … — u/x [–] #12 (web ada@x.org) <ada at b> ❤️ * ÀÉ &amp; 、'.split(' ')
const STRANGE = ['n [S]', '• ', '\u200b', '\u00a0', 'mot '.repeat(24), 'a·b '.repeat(9)]
const pieces = fc.constantFrom(...WORDS, ...STRANGE)

test('whatever a column takes off a text, no name is left', () => {
  const lines = fc
    .tuple(
      fc.array(pieces, { maxLength: 12 }),
      fc.constantFrom(' ', '\u00a0', ''),
      fc.array(pieces, { maxLength: 40 }),
    )
    .map(([head, space, rest]) => `${head.join(space)} ${rest.join(' ')}`.trim())
  fc.assert(
    fc.property(lines, (line) => {
      if (!isText(line)) return
      for (const span of remains(line)) {
        const { start, end } = bareName(line, span)
        expect(nameScore(line.slice(start, end))).toBe(0)
      }
    }),
    { numRuns: 1000 },
  )
})

test('a text has more words than the page can take off a name', () => {
  expect(isText('mot '.repeat(40).trim())).toBe(true)
  expect(isText('mot '.repeat(24).trim())).toBe(false)
  expect(isText(`Ada (${'mot '.repeat(40)}at example)`)).toBe(false)
  expect(isText('a-b'.repeat(60))).toBe(false)
})
