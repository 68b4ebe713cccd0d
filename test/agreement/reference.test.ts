import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compareCoders } from '../../src/coding/agreement/compare.js'
import type { Comparison } from '../../src/coding/agreement/compare.js'
import { createRandom } from '../../src/random.js'
import { CODES } from '../../src/model/coding.js'
import { codedSet, simulatedSet, unitsOf } from './reference.js'
import { CODERS, TARGETS } from './simulated.js'

interface Expected {
  readonly n: number
  readonly agreement?: number
  readonly kappa?: number
  readonly alpha: number
  readonly alpha_by_nltk?: number
  readonly macro_f1?: number
  readonly prevalence: Readonly<Record<string, number>>
  readonly polarities?: Readonly<Record<string, Readonly<Record<'precision' | 'recall' | 'f1', number>>>>
  readonly intervals?: Readonly<Record<string, readonly [number, number]>>
}

interface Reference {
  readonly random: { readonly seed: number; readonly below_1000: readonly number[] }
  readonly targets: Readonly<Record<string, Readonly<Record<string, Expected>>>>
}

const folder = new URL('reference/', import.meta.url)
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8')
const reference: Reference = JSON.parse(read('expected.json'))
const set = codedSet()

it('the coded set is the one that the reference was made from', () => {
  expect(set).toEqual(JSON.parse(read('units.json')))
  for (const coders of Object.values(set)) {
    for (const letters of Object.values(coders)) expect(letters.length).toBeGreaterThanOrEqual(300)
  }
})

it('the random numbers are those of the published generator', () => {
  const random = createRandom(reference.random.seed)
  expect(reference.random.below_1000.map(() => random.below(1000))).toEqual(reference.random.below_1000)
})

describe.each(Object.entries(reference.targets))(
  '%s: as krippendorff, nltk and scikit-learn have it, to 1e-9',
  (target, expected) => {
    const found = compareCoders(unitsOf(set[target] ?? {}))

    it('compares the same coders', () => {
      expect(found.map(nameOf)).toEqual(Object.keys(expected))
    })

    it.each(Object.keys(expected))('%s', (name) => {
      const [comparison, want] = [found.find((one) => nameOf(one) === name), expected[name]]
      if (comparison === undefined || want === undefined) throw new Error(`${name} is missing`)
      expect(comparison.n).toBe(want.n)
      near(comparison.alpha.value, want.alpha)
      if (want.alpha_by_nltk !== undefined) near(comparison.alpha.value, want.alpha_by_nltk)
      if (want.agreement !== undefined) near(comparison.agreement, want.agreement)
      if (want.kappa === undefined) expect(comparison.kappa.value).toBeNull()
      else near(comparison.kappa.value, want.kappa)
      for (const [code, share] of Object.entries(want.prevalence)) {
        near(new Map(Object.entries(comparison.prevalence)).get(code), share)
      }
      const { machine } = comparison
      expect(machine === null).toBe(want.polarities === undefined)
      if (machine === null || want.polarities === undefined || want.macro_f1 === undefined) return
      near(machine.macroF1.value, want.macro_f1)
      for (const polarity of ['favor', 'against', 'neither'] as const) {
        for (const figure of ['precision', 'recall', 'f1'] as const) {
          near(machine.polarities[polarity][figure], want.polarities[polarity]?.[figure])
        }
      }
    })

    it.each(Object.keys(expected).filter((name) => expected[name]?.intervals !== undefined))(
      'intervals of %s, from the same draws',
      (name) => {
        const comparison = found.find((one) => nameOf(one) === name)
        const intervals = {
          kappa: comparison?.kappa.interval,
          alpha: comparison?.alpha.interval,
          macro_f1: comparison?.machine?.macroF1.interval,
        }
        for (const [figure, [low, high]] of Object.entries(expected[name]?.intervals ?? {})) {
          const interval = new Map(Object.entries(intervals)).get(figure)
          near(interval?.low, low)
          near(interval?.high, high)
        }
      },
    )
  },
)

it.each(TARGETS)('%s: the coders’ known error rates are within the interval that is found', (target) => {
  const truths = simulatedSet().posts.map(({ truth }) => truth[target])
  // Per true code what each of the two gives it: right, or each of the three others alike.
  let agreed = 0
  let chance = 0
  for (const code of CODES) {
    let [first, second] = [0, 0]
    for (const truth of truths) {
      const [a, b] = CODERS.map(({ errors }) => shareOf(code, truth, errors[truth] ?? 0))
      agreed += ((a ?? 0) * (b ?? 0)) / truths.length
      first += (a ?? 0) / truths.length
      second += (b ?? 0) / truths.length
    }
    chance += first * second
  }
  const known = (agreed - chance) / (1 - chance)
  const pair = compareCoders(unitsOf(set[target] ?? {})).find((one) => nameOf(one) === 'pair Ada Bo')
  expect(pair?.kappa.interval?.low).toBeLessThan(known)
  expect(pair?.kappa.interval?.high).toBeGreaterThan(known)
})

function shareOf(code: string, truth: string, errors: number): number {
  return code === truth ? 1 - errors : errors / 3
}

function nameOf({ kind, a, b }: Comparison): string {
  return `${kind} ${a} ${b}`
}

function near(found: number | null | undefined, wanted: number | undefined): void {
  expect(found).toBeTypeOf('number')
  expect(wanted).toBeTypeOf('number')
  expect(Math.abs((found ?? NaN) - (wanted ?? NaN))).toBeLessThan(1e-9)
}
