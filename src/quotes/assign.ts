import { mostlyOwn } from './choose.js'
import type { Context } from './context.js'
import { cut, type Passage } from './passages.js'
import type { Range } from './stream.js'

/** A stretch of tokens and the passage that explains it best. */
export interface Assigned {
  readonly range: Range
  readonly passage: Passage
  readonly runnerUp: Passage | null
  /** Posts, the source included, that hold most of these words as their own: a phrase that many use is no quote. */
  readonly holders: number
}

interface Claim {
  passage: Passage
  runnerUp: Passage | null
  readonly holders: Set<number>
}

const EQUAL = 0.9
const SAME_WORDS = 0.8

/**
 * Gives every token of `range` to one passage at most, the heaviest first; equally heavy ones to the earliest source.
 * A passage most of whose words are taken becomes the runner-up of the one that took them. In order of place.
 */
export function assign(context: Context, range: Range, passages: readonly Passage[]): Assigned[] {
  const owner = new Int32Array(Math.max(0, range.to - range.from)).fill(-1)
  const claims: Claim[] = []
  const sorted = [...passages].sort(
    (a, b) => b.weight - a.weight || a.source - b.source || (a.blocks[0]?.at ?? 0) - (b.blocks[0]?.at ?? 0),
  )
  for (const passage of sorted) {
    const holder = holderOf(owner, range, passage)
    const claim = claims[holder.claim]
    if (claim === undefined || holder.taken < passage.matched / 2) {
      take(owner, range, passage, claims.length)
      claims.push({ passage, runnerUp: null, holders: new Set([passage.source]) })
      continue
    }
    if (passage.weight >= SAME_WORDS * claim.passage.weight) claim.holders.add(passage.source)
    if (passage.source === claim.passage.source) continue
    const better =
      passage.weight >= EQUAL * claim.passage.weight &&
      passage.source < claim.passage.source &&
      mostlyOwn(passage, context.own)
    if (better) {
      claim.runnerUp = claim.passage
      claim.passage = passage
      take(owner, range, passage, holder.claim)
    } else if (claim.runnerUp === null && passage.weight >= claim.passage.weight / 2) {
      claim.runnerUp = passage
    }
  }
  return runs(context, owner, range, claims)
}

/** The claim that holds most of a passage's words (the one found first of several), and how many are taken in all. */
function holderOf(owner: Int32Array, range: Range, passage: Passage): { claim: number; taken: number } {
  let claim = -1
  let taken = 0
  let counts: Map<number, number> | null = null
  for (const block of passage.blocks) {
    for (let i = 0; i < block.length; i++) {
      const by = owner[block.at + i - range.from] ?? -1
      if (by < 0) continue
      if (counts === null && by !== claim && claim >= 0) counts = new Map([[claim, taken]])
      taken++
      if (counts === null) claim = by
      else counts.set(by, (counts.get(by) ?? 0) + 1)
    }
  }
  let most = 0
  for (const [by, count] of counts ?? []) {
    if (count > most) {
      most = count
      claim = by
    }
  }
  return { claim, taken }
}

function take(owner: Int32Array, range: Range, passage: Passage, claim: number): void {
  for (const block of passage.blocks) {
    for (let i = 0; i < block.length; i++) {
      const at = block.at + i - range.from
      if ((owner[at] ?? 0) < 0) owner[at] = claim
    }
  }
}

function runs(context: Context, owner: Int32Array, range: Range, claims: readonly Claim[]): Assigned[] {
  const found: Assigned[] = []
  let by = -1
  let from = 0
  let last = 0
  const close = (): void => {
    const claim = claims[by]
    if (claim === undefined) return
    const stretch = { from: range.from + from, to: range.from + last + 1 }
    const passage = cut(context.stream, context.weights, claim.passage, stretch)
    if (passage === null) return
    const runnerUp =
      claim.runnerUp === null ? null : cut(context.stream, context.weights, claim.runnerUp, stretch)
    found.push({ range: stretch, passage, runnerUp, holders: claim.holders.size })
  }
  for (let i = 0; i < owner.length; i++) {
    const next = owner[i] ?? -1
    if (next < 0) continue
    if (next !== by) {
      close()
      by = next
      from = i
    }
    last = i
  }
  close()
  return found
}
