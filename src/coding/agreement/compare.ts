import { codesByCategory, coincidences, krippendorffsAlpha, observedAgreement } from './alpha.js'
import type { Coincidences } from './alpha.js'
import { bootstrapIntervals } from './bootstrap.js'
import type { Interval, Statistic } from './bootstrap.js'
import { cohensKappa, crosstab, macroF1, percentAgreement, retrieval } from './crosstab.js'
import type { Crosstab, Retrieval } from './crosstab.js'
import { agreedCode } from './units.js'
import type { CodedUnit } from './units.js'
import { CODES } from '../../model/coding.js'
import type { Code } from '../../model/coding.js'
import { AGREED } from '../../report/counted.js'
import type { Polarity } from '../../model/stance.js'
import { compareCodePoints } from '../../text/order.js'

/**
 * Who is compared: all people together; two people; the machine with the code on which people agree; the machine with one
 * person.
 */
export const COMPARISONS = ['people', 'pair', 'people-machine', 'person-machine'] as const
export type ComparisonKind = (typeof COMPARISONS)[number]

/** Stands for all people together. */
const ALL = 'all'

/** A coefficient with its 95 per cent interval; null where it is not defined. */
export interface Estimate {
  readonly value: number | null
  readonly interval: Interval | null
}

/** How far coders agree on one target. Shares are 0 to 1, coefficients -1 to 1, null where they are not defined. */
export interface Comparison {
  readonly kind: ComparisonKind
  readonly a: string
  readonly b: string
  /** People whose codes are in it. */
  readonly coders: number
  /** Posts that both coded; for all people together, posts that at least two coded. */
  readonly n: number
  readonly agreement: number | null
  /** None for all people together, being made for two. */
  readonly kappa: Estimate
  readonly alpha: Estimate
  /** Share of each code among all codes that the comparison rests on. */
  readonly prevalence: Readonly<Record<Code, number | null>>
  /** The machine judged by people, null among people. */
  readonly machine: MachineFigures | null
}

export interface MachineFigures {
  readonly polarities: Readonly<Record<Polarity, Retrieval>>
  /** Mean F1 of favor and against (SemEval-2016 Task 6, Mohammad et al. 2016). */
  readonly macroF1: Estimate
}

/**
 * All comparisons for one target: people together (where there are two or more), each pair of people, then people's agreed
 * code and each person against each machine. Coders in order of their names by code point.
 * @param units every unit of the target that a person coded
 */
export function compareCoders(units: readonly CodedUnit[]): readonly Comparison[] {
  const people = namesIn(units.map((unit) => unit.people))
  const machines = namesIn(units.map((unit) => unit.machines))
  const pairs = people.flatMap((a, at) => people.slice(at + 1).map((b) => [a, b] as const))
  return [
    ...(people.length < 2 ? [] : [together(units, people.length)]),
    ...pairs.map(([a, b]) => two('pair', units, named(a), named(b))),
    ...machines.map((machine) =>
      two(
        'people-machine',
        units,
        { name: AGREED, coders: people.length, of: agreedCode },
        byMachine(machine),
      ),
    ),
    ...machines.flatMap((machine) =>
      people.map((person) => two('person-machine', units, named(person), byMachine(machine))),
    ),
  ]
}

/** Somebody's code of a unit, undefined where they have none. */
interface Side {
  readonly name: string
  readonly coders: number
  readonly of: (unit: CodedUnit) => Code | undefined
}

function named(name: string): Side {
  return { name, coders: 1, of: ({ people }) => people.get(name) }
}

function byMachine(name: string): Side {
  return { name, coders: 0, of: ({ machines }) => machines.get(name) }
}

function namesIn(codes: readonly ReadonlyMap<string, Code>[]): string[] {
  return [...new Set(codes.flatMap((one) => [...one.keys()]))].sort(compareCodePoints)
}

const FAVOR_AND_AGAINST = [CODES.indexOf('favor'), CODES.indexOf('against')]
const UNDEFINED: Estimate = { value: null, interval: null }

function two(kind: ComparisonKind, units: readonly CodedUnit[], a: Side, b: Side): Comparison {
  const pairs = units.flatMap((unit): (readonly [Code, Code])[] => {
    const [first, second] = [a.of(unit), b.of(unit)]
    return first === undefined || second === undefined ? [] : [[first, second]]
  })
  const table = crosstab(
    CODES.length,
    pairs.map(([first, second]) => [CODES.indexOf(first), CODES.indexOf(second)] as const),
  )
  const judged = kind === 'people-machine' || kind === 'person-machine'
  const [kappa = UNDEFINED, macro = UNDEFINED] = estimated(table.counts, [
    (counts) => cohensKappa({ ...table, counts }),
    ...(judged ? [(counts: readonly number[]) => macroF1({ ...table, counts }, FAVOR_AND_AGAINST)] : []),
  ])
  const found = coincidences(pairs.map(tallyOf))
  return {
    kind,
    a: a.name,
    b: b.name,
    coders: a.coders + b.coders,
    n: pairs.length,
    agreement: percentAgreement(table),
    kappa,
    alpha: alphaOf(found),
    prevalence: prevalenceOf(found),
    machine: judged ? { polarities: perPolarity(table), macroF1: macro } : null,
  }
}

function together(units: readonly CodedUnit[], coders: number): Comparison {
  const found = coincidences(units.map(({ people }) => tallyOf(people.values())))
  return {
    kind: 'people',
    a: ALL,
    b: ALL,
    coders,
    n: found.times.reduce((sum, count) => sum + count, 0),
    agreement: observedAgreement(found),
    kappa: UNDEFINED,
    alpha: alphaOf(found),
    prevalence: prevalenceOf(found),
    machine: null,
  }
}

/** From the tallies, also for two coders: alpha does not ask who gave which code, so neither does its interval. */
function alphaOf({ tallies, times }: Coincidences): Estimate {
  return estimated(times, [(counts) => krippendorffsAlpha({ tallies, times: counts })])[0] ?? UNDEFINED
}

function tallyOf(codes: Iterable<Code>): number[] {
  const tally = CODES.map(() => 0)
  for (const code of codes) {
    const at = CODES.indexOf(code)
    tally[at] = (tally[at] ?? 0) + 1
  }
  return tally
}

function prevalenceOf(found: Coincidences): Comparison['prevalence'] {
  const counts = codesByCategory(found)
  const total = counts.reduce((sum, count) => sum + count, 0)
  const share = (code: Code): number | null =>
    total === 0 ? null : (counts[CODES.indexOf(code)] ?? 0) / total
  return { favor: share('favor'), against: share('against'), neither: share('neither'), none: share('none') }
}

function perPolarity(table: Crosstab): MachineFigures['polarities'] {
  const of = (polarity: Polarity): Retrieval => retrieval(table, CODES.indexOf(polarity))
  return { favor: of('favor'), against: of('against'), neither: of('neither') }
}

function estimated(counts: readonly number[], statistics: readonly Statistic[]): Estimate[] {
  const intervals = bootstrapIntervals(counts, statistics)
  return statistics.map((statistic, at) => {
    const value = statistic(counts)
    // An interval says nothing where there is no figure for it.
    return value === null ? UNDEFINED : { value, interval: intervals[at] ?? null }
  })
}
