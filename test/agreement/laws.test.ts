import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bootstrapIntervals } from '../../src/coding/agreement/bootstrap.js'
import { compareCoders } from '../../src/coding/agreement/compare.js'
import type { Comparison } from '../../src/coding/agreement/compare.js'
import { cohensKappa, crosstab } from '../../src/coding/agreement/crosstab.js'
import type { CodedUnit } from '../../src/coding/agreement/units.js'
import { CODES } from '../../src/model/coding.js'
import type { Code } from '../../src/model/coding.js'

const code = fc.constantFrom(...CODES)
const units = fc.array(
  fc.record({
    people: fc.dictionary(fc.constantFrom('A', 'B', 'C'), code, { minKeys: 1 }),
    machine: code,
  }),
  { maxLength: 30 },
)

function unit(people: Readonly<Record<string, Code>>, machine: Code = 'none'): CodedUnit {
  return { people: new Map(Object.entries(people)), machines: new Map([['codebook', machine]]) }
}

function repeated(times: number, people: Readonly<Record<string, Code>>, machine?: Code): CodedUnit[] {
  return Array.from({ length: times }, () => unit(people, machine))
}

function named(found: readonly Comparison[], kind: string, a: string, b: string): Comparison {
  const comparison = found.find((one) => one.kind === kind && one.a === a && one.b === b)
  if (comparison === undefined) throw new Error(`no comparison ${kind} ${a} ${b}`)
  return comparison
}

describe('for any codes', () => {
  it('every figure is undefined or within its range, and every interval lies there in order', () => {
    fc.assert(
      fc.property(units, (given) => {
        for (const one of compareCoders(given.map(({ people, machine }) => unit(people, machine)))) {
          const shares = [one.agreement, ...Object.values(one.prevalence)]
          const figures = Object.values(one.machine?.polarities ?? {}).flatMap((part) => Object.values(part))
          for (const share of [...shares, ...figures, one.machine?.macroF1.value ?? null]) {
            if (share !== null) expect(share >= 0 && share <= 1).toBe(true)
          }
          for (const { value, interval } of [one.kappa, one.alpha]) {
            if (value !== null) expect(value >= -1 && value <= 1).toBe(true)
            if (interval === null) continue
            expect(value).not.toBeNull()
            expect(-1 <= interval.low && interval.low <= interval.high && interval.high <= 1).toBe(true)
          }
          if (one.n < 2) expect([one.kappa.value, one.alpha.value]).toEqual([null, null])
        }
      }),
      { numRuns: 40 },
    )
  })

  it('the order of the posts does not matter', () => {
    fc.assert(
      fc.property(units, (given) => {
        const made = given.map(({ people, machine }) => unit(people, machine))
        expect(compareCoders(made.toReversed())).toEqual(compareCoders(made))
      }),
      { numRuns: 20 },
    )
  })

  it('who comes first does not matter for agreement, kappa and alpha', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(code, code), { minLength: 2, maxLength: 30 }), (pairs) => {
        const one = named(compareCoders(pairs.map(([A, B]) => unit({ A, B }))), 'pair', 'A', 'B')
        const other = named(compareCoders(pairs.map(([B, A]) => unit({ A, B }))), 'pair', 'A', 'B')
        expect(other.agreement).toBe(one.agreement)
        expect(other.kappa.value).toBe(one.kappa.value)
        expect(other.alpha).toEqual(one.alpha)
      }),
      { numRuns: 20 },
    )
  })

  it('alpha of all people is that of the pair where there are two', () => {
    fc.assert(
      fc.property(units, (given) => {
        const found = compareCoders(
          given.map(({ people: { A = 'none', B = 'favor' }, machine }) => unit({ A, B }, machine)),
        )
        const together = found.find(({ kind }) => kind === 'people')
        if (together === undefined) return
        expect(together.alpha).toEqual(named(found, 'pair', 'A', 'B').alpha)
        expect(together.agreement).toBe(named(found, 'pair', 'A', 'B').agreement)
      }),
      { numRuns: 20 },
    )
  })
})

describe('what is not defined is no number', () => {
  it('one category only: all agree, and nothing is known beyond chance', () => {
    const [together, pair] = compareCoders(repeated(5, { A: 'none', B: 'none' }))
    expect(pair).toMatchObject({ n: 5, agreement: 1 })
    for (const one of [together, pair]) {
      expect(one?.alpha).toEqual({ value: null, interval: null })
      expect(one?.kappa).toEqual({ value: null, interval: null })
    }
  })

  it('a single post', () => {
    const pair = named(compareCoders([unit({ A: 'favor', B: 'against' })]), 'pair', 'A', 'B')
    expect(pair).toMatchObject({ n: 1, agreement: 0, kappa: { value: null }, alpha: { value: null } })
  })

  it('coders who share no post', () => {
    const found = compareCoders([unit({ A: 'favor' }), unit({ B: 'favor' })])
    expect(named(found, 'pair', 'A', 'B')).toMatchObject({ n: 0, agreement: null, kappa: { value: null } })
    expect(named(found, 'people', 'all', 'all')).toMatchObject({ n: 0, alpha: { value: null } })
  })

  it('a polarity that nobody gave has no precision, recall or F1, and there is no mean of it', () => {
    const found = compareCoders([...repeated(3, { A: 'favor' }, 'favor'), unit({ A: 'none' }, 'favor')])
    const { machine } = named(found, 'person-machine', 'A', 'codebook')
    expect(machine?.polarities.favor).toEqual({ precision: 0.75, recall: 1, f1: 6 / 7 })
    expect(machine?.polarities.against).toEqual({ precision: null, recall: null, f1: null })
    expect(machine?.macroF1).toEqual({ value: null, interval: null })
  })

  it('a polarity that the machine never finds has no precision, and an F1 of 0', () => {
    const { machine } = named(
      compareCoders([unit({ A: 'favor' }, 'none')]),
      'person-machine',
      'A',
      'codebook',
    )
    expect(machine?.polarities.favor).toEqual({ precision: null, recall: 0, f1: 0 })
  })

  it('one coder alone is compared with the machine only', () => {
    expect(compareCoders([unit({ A: 'favor' })]).map(({ kind }) => kind)).toEqual([
      'people-machine',
      'person-machine',
    ])
  })

  it('posts that people code differently are not held against the machine, nor for it', () => {
    const found = compareCoders([
      unit({ A: 'favor', B: 'favor' }, 'favor'),
      unit({ A: 'favor', B: 'none' }, 'none'),
    ])
    expect(named(found, 'people-machine', 'agreed', 'codebook')).toMatchObject({ n: 1, agreement: 1 })
  })

  it('a machine that abstains is judged by the posts that it coded', () => {
    const abstaining: CodedUnit = { people: new Map([['A', 'favor']]), machines: new Map() }
    const found = compareCoders([abstaining, unit({ A: 'none' }, 'none')])
    expect(named(found, 'person-machine', 'A', 'codebook').n).toBe(1)
  })
})

describe('intervals', () => {
  const shareOfFirst = (counts: readonly number[]): number =>
    (counts[0] ?? 0) / counts.reduce((sum, count) => sum + count, 0)

  it('hold about 95 % of what resampling a share gives: close to the binomial one', () => {
    // 1.96 standard errors of a share of 0.5 in 400 posts are 0.049.
    const [interval] = bootstrapIntervals([200, 200], [shareOfFirst])
    expect(interval?.low).toBeCloseTo(0.451, 2)
    expect(interval?.high).toBeCloseTo(0.549, 2)
  })

  it('cover a coefficient that is known: 95 of 100 samples, give or take', () => {
    // Two coders who each err at random on 10 % of posts with two equally frequent codes: kappa is 0.64.
    const covering = Array.from({ length: 100 }, (_, n) => {
      const table = crosstab(
        CODES.length,
        errors(60, n).map(({ people }) => [numberOf(people.get('A')), numberOf(people.get('B'))] as const),
      )
      const [interval] = bootstrapIntervals(table.counts, [(counts) => cohensKappa({ ...table, counts })])
      return interval
    }).filter((interval) => interval && interval.low <= 0.64 && 0.64 <= interval.high)
    expect(covering.length).toBeGreaterThanOrEqual(88)
    expect(covering.length).toBeLessThan(100)
  })

  it('become narrower with more posts', () => {
    const width = (posts: number): number => {
      const { interval } = named(compareCoders(errors(posts, 1)), 'pair', 'A', 'B').kappa
      return interval === null ? NaN : interval.high - interval.low
    }
    expect(width(500)).toBeLessThan(width(50) / 2)
  })

  it('are left out where too many resamples have no value', () => {
    // Without the one post that differs, which 37 % of the resamples miss, only one category is left.
    const found = compareCoders([...repeated(20, { A: 'none', B: 'none' }), unit({ A: 'favor', B: 'favor' })])
    expect(named(found, 'pair', 'A', 'B').kappa).toEqual({ value: 1, interval: null })
  })
})

function numberOf(given: Code | undefined): number {
  return CODES.findIndex((one) => one === given)
}

/** Posts whose code two coders each get wrong in one of ten, by a generator that the program does not use. */
function errors(posts: number, seed: number): CodedUnit[] {
  let state = seed * 2654435761 + 1
  const chance = (share: number): boolean => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 0x1_0000_0000 < share
  }
  return Array.from({ length: posts }, () => {
    const truth: readonly [Code, Code] = chance(0.5) ? ['favor', 'none'] : ['none', 'favor']
    return unit({ A: truth[chance(0.1) ? 1 : 0], B: truth[chance(0.1) ? 1 : 0] })
  })
}
