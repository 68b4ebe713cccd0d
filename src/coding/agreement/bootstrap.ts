import { createRandom } from '../../random.js'

/** Both ends belong to it. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/** 1999 and not 2000: the 50th and the 1950th value are then the 2.5 and 97.5 per cent points, with no rule for between. */
export const RESAMPLES = 1999
const RANK = ((RESAMPLES + 1) * 25) / 1000
/** Every interval starts from it, so none depends on which others were asked for. */
const SEED = 1960
/** Beyond this share of resamples without a value, the rest would speak for lucky samples only. */
const UNDEFINED_AT_MOST = 0.05

/** A figure of units that are given as patterns, each with its number of units; null where it is not defined. */
export type Statistic = (counts: readonly number[]) => number | null

/**
 * The 95 per cent percentile bootstrap intervals of statistics (Efron & Tibshirani, "An Introduction to the Bootstrap", 1993,
 * chapter 13; for agreement Zapf et al. 2016): units are drawn with replacement, as many as there are, and all statistics
 * are taken of the same draws. Equal units are one pattern with its number, so their order does not matter.
 * @param counts per pattern how many units have it
 * @returns per statistic; null for fewer than two units, or when more than 5 per cent of the resamples have no value
 */
export function bootstrapIntervals(
  counts: readonly number[],
  statistics: readonly Statistic[],
): readonly (Interval | null)[] {
  const units = patternOfUnit(counts)
  if (units.length < 2) return statistics.map(() => null)
  const random = createRandom(SEED)
  const values = statistics.map((): number[] => [])
  for (let n = 0; n < RESAMPLES; n++) {
    const drawn = counts.map(() => 0)
    for (let i = 0; i < units.length; i++) {
      const pattern = units[random.below(units.length)] ?? 0
      drawn[pattern] = (drawn[pattern] ?? 0) + 1
    }
    for (const [at, statistic] of statistics.entries()) {
      const value = statistic(drawn)
      if (value !== null) values[at]?.push(value)
    }
  }
  return values.map(percentiles)
}

function percentiles(values: readonly number[]): Interval | null {
  if (values.length < RESAMPLES * (1 - UNDEFINED_AT_MOST)) return null
  const sorted = values.toSorted((a, b) => a - b)
  const rank = Math.floor((RANK * (sorted.length + 1)) / (RESAMPLES + 1))
  const [low, high] = [sorted[rank - 1], sorted[sorted.length - rank]]
  return low === undefined || high === undefined ? null : { low, high }
}

/** Unit by unit the pattern it has, in the order of the patterns. */
function patternOfUnit(counts: readonly number[]): Uint32Array {
  const units = new Uint32Array(counts.reduce((sum, count) => sum + count, 0))
  let at = 0
  for (const [pattern, count] of counts.entries()) {
    units.fill(pattern, at, at + count)
    at += count
  }
  return units
}
