import type { CodedUnit } from '../../src/coding/agreement/units.js'
import type { Code } from '../../src/model/coding.js'
import { CODERS, TARGETS, simulate } from './simulated.js'
import type { Simulation } from './simulated.js'

/** Per target and coder a letter for each post, as reference.py reads them. */
export type CodedSet = Readonly<Record<string, Readonly<Record<string, string>>>>

const LETTERS = new Map<string, Code>([
  ['f', 'favor'],
  ['a', 'against'],
  ['n', 'neither'],
  ['o', 'none'],
])
const NO_CODE = '-'

/**
 * Simulated posts coded by the two coders, a third one who did a third of them, and one who stands for the machine and passes
 * over none.
 */
export function simulatedSet(threads = 40): Simulation {
  return simulate(threads, 9, 7, [
    ...CODERS,
    { name: 'Cy', errors: { favor: 0.3, against: 0.3, neither: 0.5, none: 0.1 }, missing: 0.66 },
    { name: 'codebook', errors: { favor: 0.5, against: 0.6, neither: 0.7, none: 0.05 }, missing: 0 },
  ])
}

/** The codes of 360 posts. */
export function codedSet(): CodedSet {
  const simulation = simulatedSet()
  return Object.fromEntries(TARGETS.map((target) => [target, codesOf(simulation, target)]))
}

function codesOf({ posts }: Simulation, target: (typeof TARGETS)[number]): CodedSet[string] {
  const coders = Object.keys(posts[0]?.codes ?? {})
  return Object.fromEntries(
    coders.map((coder) => [coder, posts.map(({ codes }) => letterOf(codes[coder]?.[target])).join('')]),
  )
}

function letterOf(code: string | null | undefined): string {
  for (const [letter, means] of LETTERS) if (means === code) return letter
  return NO_CODE
}

/** The same as the program's units; posts that no person coded are none. */
export function unitsOf(codes: CodedSet[string]): CodedUnit[] {
  const { codebook = '', ...people } = codes
  return [...codebook].flatMap((machine, post) => {
    const given = Object.entries(people).flatMap(([coder, all]): [string, Code][] => {
      const code = LETTERS.get(all[post] ?? NO_CODE)
      return code === undefined ? [] : [[coder, code]]
    })
    const found = LETTERS.get(machine)
    return given.length === 0
      ? []
      : [{ people: new Map(given), machines: new Map(found === undefined ? [] : [['codebook', found]]) }]
  })
}
