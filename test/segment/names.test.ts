import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Span } from '../../src/model/span.js'
import { stripAffixes, withoutRemarks } from '../../src/segment/affixes.js'
import { bareName, nameScore, scoreByPatterns } from '../../src/segment/names.js'

/** The lines one below the other, and where each stands. */
function column(...lines: string[]): { text: string; spans: Span[] } {
  const spans: Span[] = []
  let at = 0
  for (const line of lines) {
    spans.push({ start: at, end: at + line.length })
    at += line.length + 1
  }
  return { text: lines.join('\n'), spans }
}

const words = (text: string, spans: readonly Span[]): string[] =>
  spans.map(({ start, end }) => text.slice(start, end))

describe('what looks like a name', () => {
  test.each([
    'Ada',
    'jean.neymar',
    'Mme Bovary-Hébert',
    'X_poulpe_X',
    '90.12.204.77',
    'G. DE LA TOUR',
    'zoé 🦀',
  ])('%s does', (name) => expect(nameScore(name)).toBeGreaterThan(0.6))
  test.each([
    'Tout est dit.',
    'https://example.org/a',
    '#12',
    '5 871',
    'Et vous, vous en pensez quoi ?',
    '> quoted',
  ])('%s hardly does', (name) => expect(nameScore(name)).toBeLessThan(0.5))
})

test('a plain name looks as much like one as by the patterns', () => {
  const parts = fc.constantFrom(...'aBc09_- ', ' ab', ' Ab', ' a1', ' ab cd', '.', 'é')
  const names = fc.array(parts, { maxLength: 16 }).map((all) => all.join(''))
  fc.assert(fc.property(names, (name) => nameScore(name) === scoreByPatterns(name)))
})

describe('a name without what is around it', () => {
  test.each([
    ['Hester Quill (hquill@mossgate.example)', 'Hester Quill'],
    ['"Stroud, Winifred" <w.stroud@school.example>', 'Stroud, Winifred'],
    ['u/gravy_train', 'gravy_train'],
    ['[–]plinth[S]', 'plinth'],
    ['#1.2  —  N. Ulpe —', 'N. Ulpe'],
    ['-Jo-', '-Jo-'],
  ])('%s is %s', (line, name) => {
    const { start, end } = bareName(line, { start: 0, end: line.length })
    expect(line.slice(start, end)).toBe(name)
  })
})

describe('what the page writes around every name', () => {
  test('is taken off where nearly all lines have it', () => {
    const { text, spans } = column('Posted by Ada says:', 'Posted by Old Bob says:', 'Posted by Cleo says:')
    expect(words(text, stripAffixes(text, spans).spans)).toEqual(['Ada', 'Old Bob', 'Cleo'])
  })

  test('is taken off where different names have it, each with another number', () => {
    const { text, spans } = column('ada 288 points', 'bob 12 points', 'cleo -3 points', 'dan [hidden]')
    expect(words(text, stripAffixes(text, spans).spans)).toEqual(['ada', 'bob', 'cleo', 'dan [hidden]'])
  })

  test('stays where it is a picture that the members wear', () => {
    const { text, spans } = column('Ada 🦀', 'Bob 🦀', 'Cleo 🦀')
    expect(words(text, stripAffixes(text, spans).spans)).toEqual(['Ada 🦀', 'Bob 🦀', 'Cleo 🦀'])
  })

  test('stays where it is the letter of a surname', () => {
    const { text, spans } = column('Ada B.', 'Lou B.', 'Cleo B.', 'Max T.', 'Zoé')
    expect(words(text, stripAffixes(text, spans).spans)).toEqual([
      'Ada B.',
      'Lou B.',
      'Cleo B.',
      'Max T.',
      'Zoé',
    ])
  })

  test('stays where it is one person’s own', () => {
    const { text, spans } = column('Ada (Lyon)', 'Bob', 'Ada (Lyon)')
    expect(words(text, withoutRemarks(text, spans))).toEqual(['Ada (Lyon)', 'Bob', 'Ada (Lyon)'])
  })

  test('goes where different names carry the same remark', () => {
    const { text, spans } = column('Ada (web site)', 'Bob (web site, mail)', 'Cleo')
    expect(words(text, withoutRemarks(text, spans))).toEqual(['Ada', 'Bob', 'Cleo'])
  })
})
