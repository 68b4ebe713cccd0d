import { expect, test } from 'vitest'
import { summaryText } from '../../src/cli/summary.js'
import type { ProblemRow } from '../../src/report/summary.js'
import { summaryOf } from '../run/stub.js'

const full = {
  ...summaryOf(2, 0, []),
  comments: { found: 13, stubs: 1, announced: 15, foundOfAnnounced: 12 },
  authors: 9,
  quotes: { exact: 3, edited: 2, announced: 1 },
  replies: { structure: 0, attribution: 4, quote: 2, mention: 1, adjacency: 0, position: 5 },
  stances: [
    { stance: 'bubble-skeptic', favor: 4, against: 2, neither: 1 },
    { stance: 'rain', favor: 0, against: 1, neither: 0 },
  ],
}

test('says what was found, kind by kind', () => {
  expect(summaryText(full, 'output', false)).toBe(
    [
      'dumps     2 read',
      'comments  13 found, 1 more removed by the site; 12 of the 15 announced',
      'authors   9',
      'quotes    6 (3 exact, 2 edited, 1 announced)',
      'answers   12 (4 attribution, 2 quote, 1 mention, 5 position)',
      'stances   bubble-skeptic  4 favor, 2 against, 1 neither',
      '          rain            0 favor, 1 against, 0 neither',
      'problems  none',
      'tables    in output',
      '',
    ].join('\n'),
  )
})

test('says who coded how many posts, where people did', () => {
  const codings = [
    { coder: 'Ida', posts: 12 },
    { coder: 'Zoë B', posts: 1 },
  ]
  expect(summaryText({ ...full, codings }, 'output', false)).toContain(
    '\ncodings   posts coded: 12 by Ida, 1 by Zoë B\n',
  )
})

test('shows ten problems with their place and says where the others are', () => {
  const rows = Array.from({ length: 10 }, (_, i): ProblemRow => ({
    source_file: 'a.txt',
    line: i === 0 ? null : i,
    severity: 'warning',
    code: 'frame-unclear',
    message: 'Odd.',
  }))
  const summary = {
    ...full,
    problems: { error: 0, warning: 12, note: 1, first: [...rows, ...rows.slice(0, 1)] },
  }
  const lines = summaryText(summary, 'out/', false).split('\n')
  expect(lines).toContain('problems  12 warnings, 1 note')
  expect(lines).toContain('  warning a.txt frame-unclear: Odd.')
  expect(lines).toContain('  warning a.txt:9 frame-unclear: Odd.')
  expect(lines).toContain('  and 3 more in out/problems.csv')
  expect(lines.filter((line) => line.includes('frame-unclear'))).toHaveLength(10)
})

test('is coloured when asked', () => {
  expect(summaryText(summaryOf(1, 1, []), 'out', true)).toContain('\u001b[31m, 1 could not be used')
})
