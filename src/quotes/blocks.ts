import { GRAM, type GramIndex } from './grams.js'
import type { Range, Stream } from './stream.js'

/** The same words in two places: `length` tokens from `at` in the post looked at and from `source` in another. */
export interface Block {
  readonly at: number
  readonly source: number
  readonly length: number
}

/** Which other posts may be the source of words in a post, and which of their words. */
export interface Scope {
  /** The rank of the post looked at. */
  readonly rank: number
  readonly admits: (token: number) => boolean
  /** Which words a run that was found may go on over. */
  readonly extends: (token: number) => boolean
  /** Whether posts that stand later in the timeline are looked at too (nothing says that they are later). */
  readonly beyond: boolean
  /** How many occurrences of a run are looked at; runs with more are popular and other runs decide. */
  readonly reach: number
}

/** Steps per token of the post before only rare runs are followed: keeps hostile repetitions linear. */
const PATIENCE = 64
const RARE = 4

/**
 * All maximal runs of `GRAM` words or more that `range` shares with posts in scope, in order of `at`, then
 * `source`. Time is proportional to the range times `reach`.
 */
export function blocksIn(stream: Stream, index: GramIndex, range: Range, scope: Scope): Block[] {
  const blocks: Block[] = []
  const covered = new Map<number, number>()
  let work = 0
  const budget = 4096 + PATIENCE * (range.to - range.from)
  for (let at = range.from; at + GRAM <= range.to; at++) {
    const gram = index.gram[at] ?? -1
    if (gram < 0) continue
    const first = index.first[gram] ?? 0
    const stop = index.first[gram + 1] ?? 0
    if (stop - first < 2 || (work > budget && stop - first > RARE)) continue
    const found: Block[] = []
    for (const place of candidates(stream, index, first, stop, scope)) {
      const diagonal = place - at
      if ((covered.get(diagonal) ?? -1) > at) continue
      const block = extended(stream, range, scope, at, place)
      covered.set(diagonal, block.at + block.length)
      work += block.length
      found.push(block)
    }
    work += found.length + 1
    blocks.push(...found)
  }
  return blocks.sort((a, b) => a.at - b.at || a.source - b.source)
}

/** Occurrences of one run in scope: the earliest quarter of `reach`, the rest the nearest before, then those beyond. */
function candidates(stream: Stream, index: GramIndex, first: number, stop: number, scope: Scope): number[] {
  const begin = stream.from[scope.rank] ?? 0
  const finish = stream.from[scope.rank + 1] ?? 0
  const before = bound(index.places, first, stop, begin)
  const after = bound(index.places, before, stop, finish)
  const chosen: number[] = []
  const early = scope.reach >> 2
  let i = first
  for (let seen = 0; i < before && chosen.length < early && seen < scope.reach; i++, seen++) {
    const place = index.places[i] ?? 0
    if (scope.admits(place)) chosen.push(place)
  }
  for (
    let j = before - 1, seen = 0;
    j >= i && chosen.length < scope.reach && seen < 4 * scope.reach;
    j--, seen++
  ) {
    const place = index.places[j] ?? 0
    if (scope.admits(place)) chosen.push(place)
  }
  if (!scope.beyond) return chosen
  for (
    let j = after, seen = 0;
    j < stop && chosen.length < 2 * scope.reach && seen < 2 * scope.reach;
    j++, seen++
  ) {
    const place = index.places[j] ?? 0
    if (scope.admits(place)) chosen.push(place)
  }
  return chosen
}

function bound(places: Int32Array, from: number, to: number, token: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] ?? 0) < token) low = middle + 1
    else high = middle
  }
  return low
}

function extended(stream: Stream, range: Range, scope: Scope, at: number, source: number): Block {
  const { id, rank, from } = stream
  const post = rank[source] ?? 0
  const floor = from[post] ?? 0
  const ceiling = from[post + 1] ?? 0
  let left = 0
  while (
    at - left > range.from &&
    source - left > floor &&
    id[at - left - 1] === id[source - left - 1] &&
    scope.extends(source - left - 1)
  ) {
    left++
  }
  let right = GRAM
  while (
    at + right < range.to &&
    source + right < ceiling &&
    id[at + right] === id[source + right] &&
    scope.extends(source + right)
  ) {
    right++
  }
  return { at: at - left, source: source - left, length: left + right }
}
