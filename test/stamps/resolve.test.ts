import { describe, expect, it } from 'vitest'
import { loadLanguages } from '../../src/languages/load.js'
import { resolveStamps, type StampContext } from '../../src/segment/stamps/resolve.js'
import { indexLines } from '../../src/text/lines.js'
import { stampsIn } from './stamps.js'

const { byCode } = loadLanguages()
const plain: StampContext = { capturedAt: null, habit: null, order: 'unknown' }

type Context = Partial<StampContext> & { page?: string }

function resolved(lines: readonly string[], context: Context) {
  const text = lines.join('\n')
  const habit = byCode.get(context.page ?? '') ?? null
  return resolveStamps({ lines: indexLines(text) }, stampsIn(text), { ...plain, habit, ...context })
}

function resolve(lines: readonly string[], context: Context = {}) {
  const { stamps, diagnostics } = resolved(lines, context)
  return {
    dates: stamps.map(({ iso }) => iso),
    notes: diagnostics.map(({ code, line }) => `${code} ${line}`),
  }
}

describe('day or month first', () => {
  it('is decided by a number above 12, for its own form only', () => {
    const { dates, notes } = resolve(['03/14/2026 10:00', '03/04/2026 10:00', '03-04-2026, 10:00'], {
      page: 'fr',
    })
    expect(dates).toEqual(['2026-03-14T10:00', '2026-03-04T10:00', '2026-04-03T10:00'])
    expect(notes).toEqual(['stamp-order-assumed 3'])
  })

  it('keeps posts in the order of the page', () => {
    const lines = ['05/03/2026 10:00', '02/04/2026 10:00', '01/05/2026 10:00']
    expect(resolve(lines, { order: 'oldest-first', page: 'en' })).toEqual({
      dates: ['2026-03-05T10:00', '2026-04-02T10:00', '2026-05-01T10:00'],
      notes: [],
    })
    expect(resolve(lines.toReversed(), { order: 'newest-first', page: 'en' }).dates[0]).toBe(
      '2026-05-01T10:00',
    )
  })

  it('keeps posts after the article', () => {
    expect(resolve(['01/03/2026 10:00'], { notBefore: '2026-02-20', page: 'en' })).toEqual({
      dates: ['2026-03-01T10:00'],
      notes: [],
    })
  })

  it('keeps posts before the capture', () => {
    expect(resolve(['03/05/2026 10:00'], { capturedAt: '2026-03-11', page: 'fr' })).toEqual({
      dates: ['2026-03-05T10:00'],
      notes: [],
    })
  })

  it('keeps posts together, also in a dump that is dated by its article', () => {
    const lines = ['01/09/2004 10:00', '02/09/2004 10:00', '04/09/2004 10:00']
    expect(resolve(lines, { capturedAt: '2004-09-01', page: 'en' }).dates).toEqual([
      '2004-09-01T10:00',
      '2004-09-02T10:00',
      '2004-09-04T10:00',
    ])
  })

  it('is told by a weekday', () => {
    expect(resolve(['Thu 05/03/2026 10:00'], { page: 'en' }).dates).toEqual(['2026-03-05T10:00'])
  })

  it('else follows the habit of the language, and says so', () => {
    expect(resolve(['03/04/2026 10:00'], { page: 'fr' })).toEqual({
      dates: ['2026-04-03T10:00'],
      notes: ['stamp-order-assumed 1'],
    })
    expect(resolve(['03/04/2026 10:00'], { page: 'en' }).dates).toEqual(['2026-03-04T10:00'])
    expect(resolve(['03/04/2026 à 10:00'], { page: 'en' }).dates).toEqual(['2026-04-03T10:00'])
  })

  it('needs no note where both are the same day or stops part the numbers', () => {
    expect(resolve(['03/03/2026', '03.04.2026'], { page: 'en' })).toEqual({
      dates: ['2026-03-03', '2026-04-03'],
      notes: [],
    })
  })
})

describe('a year that is not printed', () => {
  it('is the latest that is not after the capture', () => {
    expect(resolve(['5 mars', '24 décembre'], { capturedAt: '2026-03-11' }).dates).toEqual([
      '2026-03-05',
      '2025-12-24',
    ])
  })

  it('is one in which the weekday is right', () => {
    expect(resolve(['Thu Mar 5, 10:00'], { capturedAt: '2025-06-01' }).dates).toEqual(['2020-03-05T10:00'])
  })

  it('is the first after the article without a capture', () => {
    expect(resolve(['28 décembre', '2 janvier'], { notBefore: '2025-12-20' }).dates).toEqual([
      '2025-12-28',
      '2026-01-02',
    ])
  })

  it('is not before the article, whatever the date of the dump', () => {
    expect(resolve(['12 mars'], { notBefore: '2026-03-05', capturedAt: '2026-03-05' }).dates).toEqual([
      '2026-03-12',
    ])
  })

  it("is a neighbour's, or none", () => {
    expect(resolve(['5 mars 2026', '7 mars']).dates).toEqual(['2026-03-05', '2026-03-07'])
    expect(resolve(['7 mars'])).toEqual({ dates: [null], notes: ['stamp-unresolved 1'] })
  })
})

describe('relative stamps', () => {
  it('stay empty without a date of the dump', () => {
    expect(resolve(['hier à 10:02'])).toEqual({ dates: [null], notes: ['stamp-unresolved 1'] })
  })

  it('do not ask for a date of the dump where there is one', () => {
    const { stamps, diagnostics } = resolved(['il y a 2 heures'], { capturedAt: '2026-03-05' })
    expect(stamps[0]?.iso).toBeNull()
    expect(diagnostics[0]?.message).toContain('too little to tell the day')
    expect(diagnostics[0]?.message).not.toContain('A first line')
  })

  it('are marked and noted once', () => {
    const { notes } = resolve(['x', 'hier à 10:02', 'il y a 2 jours'], { capturedAt: '2026-03-01' })
    expect(notes).toEqual(['stamp-relative 2'])
  })

  it('count back over the end of a month', () => {
    expect(resolve(['il y a 2 jours'], { capturedAt: '2024-03-01' }).dates).toEqual(['2024-02-28'])
  })
})
