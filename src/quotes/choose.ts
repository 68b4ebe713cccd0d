import { TAKEN } from './ownership.js'
import { reachOf, sourceReachOf, type Passage } from './passages.js'

/** Passages within this share of the heaviest count as equally good. */
const EQUAL = 0.9

export interface Choice {
  readonly best: Passage
  readonly runnerUp: Passage | null
}

/**
 * The source of a quote among passages that cover the same words: the heaviest; of equally heavy ones the one whose
 * words are its author's own, then the earliest in time. The runner-up is the best one from another post.
 */
export function choose(passages: readonly Passage[], own: Uint8Array): Choice | null {
  let heaviest = 0
  for (const passage of passages) heaviest = Math.max(heaviest, passage.weight)
  const best = earliest(
    passages.filter((passage) => passage.weight >= EQUAL * heaviest),
    own,
  )
  if (best === null) return null
  let second = 0
  for (const passage of passages) {
    if (passage.source !== best.source) second = Math.max(second, passage.weight)
  }
  const others = passages.filter((one) => one.source !== best.source && one.weight >= EQUAL * second)
  return { best, runnerUp: second >= best.weight / 2 ? earliest(others, own) : null }
}

function earliest(passages: readonly Passage[], own: Uint8Array): Passage | null {
  let best: Passage | null = null
  let bestOwn = false
  for (const passage of passages) {
    const isOwn = mostlyOwn(passage, own)
    if (best === null || (isOwn && !bestOwn) || (isOwn === bestOwn && before(passage, best))) {
      best = passage
      bestOwn = isOwn
    }
  }
  return best
}

function before(a: Passage, b: Passage): boolean {
  if (a.source !== b.source) return a.source < b.source
  if (a.weight !== b.weight) return a.weight > b.weight
  const behind = sourceReachOf(a).from - sourceReachOf(b).from
  return behind === 0 ? reachOf(a).from < reachOf(b).from : behind < 0
}

function mostlyOwn(passage: Passage, own: Uint8Array): boolean {
  let count = 0
  for (const block of passage.blocks)
    for (let i = 0; i < block.length; i++) if (own[block.source + i] !== TAKEN) count++
  return 2 * count >= passage.matched
}
