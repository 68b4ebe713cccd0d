import type { Code } from '../../model/coding.js'
import { CODES } from '../../model/coding.js'
import { createRandom } from '../../random.js'
import { compareCodePoints } from '../../text/order.js'

export interface Member {
  /** Posts of one group are never parted. */
  readonly group: string
  readonly code: Code
}

/**
 * A fold per member, 0 to `folds` - 1, so that groups stay whole and each fold has about its share of every code. Groups are
 * dealt one by one, those with most posts first (ties in a seeded order), each to the fold where the codes are then
 * spread most evenly; after scikit-learn's StratifiedGroupKFold.
 */
export function foldsOf(members: readonly Member[], folds: number, seed: number): number[] {
  const groups = new Map<string, number[]>()
  const total = CODES.map(() => 0)
  for (const { group, code } of members) {
    const counts = groups.get(group) ?? CODES.map(() => 0)
    groups.set(group, counts)
    add(counts, code)
    add(total, code)
  }
  const names = [...groups.keys()].toSorted(compareCodePoints)
  const random = createRandom(seed)
  for (let i = names.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const moved = names[i] ?? ''
    names[i] = names[j] ?? ''
    names[j] = moved
  }
  const sizeOf = (name: string): number => sum(groups.get(name) ?? [])
  names.sort((a, b) => sizeOf(b) - sizeOf(a))
  const dealt = Array.from({ length: folds }, () => CODES.map(() => 0))
  const foldOf = new Map<string, number>()
  for (const name of names) {
    const counts = groups.get(name) ?? []
    let best = 0
    let least = Infinity
    for (const [fold, held] of dealt.entries()) {
      // How much less even the shares become when the group goes here.
      let cost = 0
      for (const [c, all] of total.entries()) {
        if (all === 0) continue
        const before = (held[c] ?? 0) / all
        const after = before + (counts[c] ?? 0) / all
        cost += after * after - before * before
      }
      if (cost < least) {
        least = cost
        best = fold
      }
    }
    foldOf.set(name, best)
    const held = dealt[best] ?? []
    for (const [c, count] of counts.entries()) held[c] = (held[c] ?? 0) + count
  }
  return members.map(({ group }) => foldOf.get(group) ?? 0)
}

function add(counts: number[], code: Code): void {
  const at = CODES.indexOf(code)
  counts[at] = (counts[at] ?? 0) + 1
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
