import { describe, expect, it } from 'vitest'
import { agreementText } from '../../src/cli/agreement-text.js'
import { compareCoders } from '../../src/coding/agreement/compare.js'
import type { CodedUnit } from '../../src/coding/agreement/units.js'
import type { Code } from '../../src/model/coding.js'
import type { ProblemRow } from '../../src/report/summary.js'
import { summaryOf } from '../run/stub.js'

function unit(people: Readonly<Record<string, Code>>): CodedUnit {
  return { people: new Map(Object.entries(people)), machines: new Map([['codebook', 'none']]) }
}

function text(units: readonly CodedUnit[], first: readonly ProblemRow[] = []): string {
  const agreement = [
    { stance: 'bubble', comparisons: compareCoders(units) },
    { stance: 'listing', comparisons: [] },
  ]
  return agreementText({ ...summaryOf(1, 0, first), agreement }, 'out/', { color: false, columns: 80 })
}

const longNames = ['Maximiliane Freifrau', 'Maximilian Freiherr', '松本さくら松本さくら'] as const

describe('agreement on the terminal', () => {
  it('names targets that nobody coded, and where the tables are', () => {
    const out = text([unit({ Ada: 'favor', Bo: 'none' })])
    expect(out).toContain('Nobody coded listing.')
    expect(out).toContain('out/agreement.csv')
    expect(out).toContain('out/disagreements.csv')
  })

  it('leaves a place empty where nothing is defined', () => {
    const out = text([unit({ Ada: 'none', Bo: 'none' }), unit({ Ada: 'none', Bo: 'none' })])
    expect(out).toMatch(/^ {2}Ada, Bo +2 +100 %$/m)
    expect(out).not.toMatch(/NaN|null|undefined/)
  })

  it('keeps its columns with names of any length and figures below zero', () => {
    const [a, b, c] = longNames
    const opposed = [
      unit({ [a]: 'favor', [b]: 'none', [c]: 'favor' }),
      unit({ [a]: 'none', [b]: 'favor', [c]: 'none' }),
    ]
    const rows = text([...opposed, ...opposed]).split('\n')
    const [head, ...pairs] = rows.filter((row) => /^ {2}people|, /.test(row) && !row.includes('%,'))
    expect(pairs.length).toBeGreaterThanOrEqual(3)
    expect(rows.some((row) => row.includes('-1.00'))).toBe(true)
    for (const row of rows) expect(row.length).toBeLessThanOrEqual(80)
    expect(head).toMatch(/^ {2}people +posts +agree +kappa +alpha$/)
  })

  it('tells what is odd about the sheets, and leaves other problems to the table', () => {
    const row = (code: string): ProblemRow => ({
      source_file: 'codings/Ada.csv',
      line: 12,
      severity: 'warning',
      code,
      message: 'Look \u001b[2J here.',
    })
    const out = text([unit({ Ada: 'favor' })], [row('coding-value-unknown'), row('comments-missing')])
    expect(out).toContain('warning codings/Ada.csv:12 coding-value-unknown: Look ␛[2J here.')
    expect(out).not.toContain('comments-missing')
    expect(text([unit({ Ada: 'favor' })])).not.toContain('odd')
  })

  it('does not let a name command the terminal', () => {
    expect(text([unit({ '\u001b[2JAda': 'favor' })])).not.toContain('\u001b')
  })
})
