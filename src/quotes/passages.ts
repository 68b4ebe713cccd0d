import type { Block } from './block-list.js'
import { weightOf, type Weights } from './rarity.js'
import type { Range } from './stream.js'

/**
 * Words of one post that follow words of one other post, with small changes: the blocks run forward in both. Words that
 * stand unchanged in the small gaps between runs are blocks too.
 */
export interface Passage {
  /** Rank of the post the words come from. */
  readonly source: number
  readonly blocks: readonly Block[]
  /** Summed weights of the matched tokens. */
  readonly weight: number
  readonly matched: number
}

/** From the first to the last matched token in the post that quotes. */
export function reachOf(passage: Passage): Range {
  const first = passage.blocks[0]
  const last = passage.blocks.at(-1)
  return { from: first?.at ?? 0, to: last === undefined ? 0 : last.at + last.length }
}

/** The same in the source. */
export function sourceReachOf(passage: Passage): Range {
  const first = passage.blocks[0]
  const last = passage.blocks.at(-1)
  return { from: first?.source ?? 0, to: last === undefined ? 0 : last.source + last.length }
}

/** The part of a passage that lies within `range`; null when nothing is left. */
export function cut(weights: Weights, passage: Passage, range: Range): Passage | null {
  const reach = reachOf(passage)
  if (range.from <= reach.from && reach.to <= range.to) return passage.blocks.length === 0 ? null : passage
  const blocks: Block[] = []
  for (const block of passage.blocks) {
    const from = Math.max(block.at, range.from)
    const to = Math.min(block.at + block.length, range.to)
    if (from < to) blocks.push({ at: from, source: block.source + from - block.at, length: to - from })
  }
  return blocks.length === 0 ? null : passageOf(weights, passage.source, blocks)
}

/** A passage of these blocks and no others. */
export function passageOf(weights: Weights, source: number, blocks: readonly Block[]): Passage {
  let weight = 0
  let matched = 0
  for (const { at, length } of blocks) {
    weight += weightOf(weights, { from: at, to: at + length })
    matched += length
  }
  return { source, blocks, weight, matched }
}
