import { describe, expect, it } from 'vitest'
import { coincidences, krippendorffsAlpha, observedAgreement } from '../../src/coding/agreement/alpha.js'
import {
  cohensKappa,
  crosstab,
  macroF1,
  percentAgreement,
  retrieval,
} from '../../src/coding/agreement/crosstab.js'
import type { Crosstab } from '../../src/coding/agreement/crosstab.js'

/** Worked examples as they were printed, so that the figures can be looked up. */

describe("Krippendorff, Computing Krippendorff's Alpha-Reliability (2011)", () => {
  it('A: two observers, two values', () => {
    expect(alphaOf(['0100000010', '1110010000'])).toBeCloseTo(0.095, 3)
  })

  it('B: two observers, five values', () => {
    expect(alphaOf(['aabbdcccedda', 'babbbccceddd'])).toBeCloseTo(0.692, 3)
  })

  it('C: four observers, twelve units, missing values, one unit with a single one', () => {
    const observers = ['123321412...', '1233224125.3', '.3332342251.', '12332441251.']
    expect(alphaOf(observers)).toBeCloseTo(0.743, 3)
    // 40 pairable values, of which 32 lie on the diagonal of the coincidence matrix printed there (7, 10, 8, 4, 3).
    expect(observedAgreement(coincidences(talliesOf(observers)))).toBeCloseTo(32 / 40, 12)
  })
})

describe("Cohen's kappa", () => {
  it('Cohen 1968, table 1: 200 patients, three diagnoses', () => {
    const table = { categories: 3, counts: [88, 10, 2, 14, 40, 6, 18, 10, 12] }
    expect(percentAgreement(table)).toBeCloseTo(0.7, 12)
    expect(cohensKappa(table)).toBeCloseTo(0.492, 3)
  })

  it('equal agreement, unequal margins: the two tables by which kappa is usually explained', () => {
    expect(cohensKappa({ categories: 2, counts: [45, 15, 25, 15] })).toBeCloseTo(0.1304, 4)
    expect(cohensKappa({ categories: 2, counts: [25, 35, 5, 35] })).toBeCloseTo(0.2593, 4)
  })

  it('less than chance is below zero', () => {
    expect(cohensKappa({ categories: 2, counts: [0, 3, 3, 0] })).toBe(-1)
  })
})

describe("scikit-learn's own examples", () => {
  it('precision, recall, F1 per class', () => {
    const table = tableOf([0, 1, 2, 0, 1, 2], [0, 2, 1, 0, 0, 1])
    expect(retrieval(table, 0)).toEqual({ precision: 2 / 3, recall: 1, f1: 0.8 })
    expect(retrieval(table, 1)).toEqual({ precision: 0, recall: 0, f1: 0 })
    expect(macroF1(table, [0, 1, 2])).toBeCloseTo(0.8 / 3, 12)
  })

  it('kappa of five sentiments', () => {
    expect(cohensKappa(tableOf([0, 2, 0, 1, 2], [0, 2, 0, 1, 0]))).toBeCloseTo(0.6875, 12)
  })
})

function alphaOf(observers: readonly string[]): number | null {
  return krippendorffsAlpha(coincidences(talliesOf(observers)))
}

/** One string per observer, one sign per unit, a full stop where the value is missing. */
function talliesOf(observers: readonly string[]): number[][] {
  const values = [...new Set(observers.join(''))].filter((sign) => sign !== '.')
  return [...(observers[0] ?? '')].map((_, unit) =>
    values.map((value) => observers.filter((signs) => signs[unit] === value).length),
  )
}

function tableOf(first: readonly number[], second: readonly number[]): Crosstab {
  return crosstab(
    3,
    first.map((category, unit): [number, number] => [category, second[unit] ?? -1]),
  )
}
