import type { Block } from './blocks.js'
import type { Range, Stream } from './stream.js'
import type { Weights } from './rarity.js'

/** Words of one post that follow words of one other post, with small changes: the blocks run forward in both. */
export interface Passage {
  /** Rank of the post the words come from. */
  readonly source: number
  readonly blocks: readonly Block[]
  /** Summed weights of the matched tokens. */
  readonly weight: number
  readonly matched: number
}

/** How far apart two blocks may stand and still be one passage, in tokens. */
export interface Tolerance {
  /** Words put in by the one who quotes. */
  readonly added: number
  /** Words left out without a sign. */
  readonly dropped: number
  /** Whether the quoted words between two source tokens may be left out whatever their number. */
  readonly mayJump: (at: number, sourceFrom: number, sourceTo: number) => boolean
}

/**
 * Joins blocks into passages, each with one source. Greedy from left to right per source: a block goes on with the
 * open passage it fits best, else it opens a new one. At most `OPEN` passages per source are kept open.
 */
export function passagesOf(
  stream: Stream,
  weights: Weights,
  blocks: readonly Block[],
  tolerance: Tolerance,
): Passage[] {
  const done: Draft[] = []
  const open = new Map<number, Draft[]>()
  for (const block of blocks) {
    const source = stream.rank[block.source] ?? 0
    const drafts = open.get(source) ?? []
    const fit = bestFit(drafts, block, tolerance)
    if (fit === null) {
      const draft: Draft = { source, blocks: [block] }
      done.push(draft)
      drafts.push(draft)
      if (drafts.length > OPEN) drafts.shift()
      open.set(source, drafts)
    } else {
      fit.draft.blocks.push(fit.block)
    }
  }
  return done.map((draft) => finished(stream, weights, draft))
}

const OPEN = 6

interface Draft {
  readonly source: number
  readonly blocks: Block[]
}

function bestFit(
  drafts: readonly Draft[],
  block: Block,
  tolerance: Tolerance,
): { draft: Draft; block: Block } | null {
  let best: { draft: Draft; block: Block } | null = null
  let least = Number.POSITIVE_INFINITY
  for (const draft of drafts) {
    const last = draft.blocks.at(-1)
    if (last === undefined) continue
    const overlap = Math.max(0, last.at + last.length - block.at, last.source + last.length - block.source)
    if (overlap >= block.length) continue
    const rest = {
      at: block.at + overlap,
      source: block.source + overlap,
      length: block.length - overlap,
    }
    const added = rest.at - (last.at + last.length)
    const dropped = rest.source - (last.source + last.length)
    if (added < 0 || dropped < 0 || added > tolerance.added) continue
    if (dropped > tolerance.dropped && !tolerance.mayJump(rest.at, last.source + last.length, rest.source))
      continue
    const cost = added + dropped
    if (cost < least) {
      least = cost
      best = { draft, block: rest }
    }
  }
  return best
}

function finished(stream: Stream, weights: Weights, draft: Draft): Passage {
  const blocks = withSingles(stream, draft.blocks)
  let weight = 0
  let matched = 0
  for (const block of blocks) {
    for (let i = 0; i < block.length; i++) weight += weights[block.at + i] ?? 0
    matched += block.length
  }
  return { source: draft.source, blocks, weight, matched }
}

/** Words that stand unchanged in the small gaps between blocks, too few in a row to be found as a run. */
function withSingles(stream: Stream, blocks: readonly Block[]): Block[] {
  const all: Block[] = []
  for (const block of blocks) {
    const last = all.at(-1)
    if (last !== undefined) {
      all.push(
        ...commonIn(
          stream,
          { from: last.at + last.length, to: block.at },
          { from: last.source + last.length, to: block.source },
        ),
      )
    }
    all.push(block)
  }
  return all
}

const GAP = 24

/** Longest common subsequence of two short ranges, as blocks; nothing when either is longer than `GAP`. */
function commonIn(stream: Stream, here: Range, there: Range): Block[] {
  const rows = here.to - here.from
  const columns = there.to - there.from
  if (rows <= 0 || columns <= 0 || rows > GAP || columns > GAP) return []
  const width = columns + 1
  const best = new Uint8Array((rows + 1) * width)
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      const same = stream.id[here.from + i] === stream.id[there.from + j]
      best[i * width + j] = same
        ? (best[(i + 1) * width + j + 1] ?? 0) + 1
        : Math.max(best[(i + 1) * width + j] ?? 0, best[i * width + j + 1] ?? 0)
    }
  }
  const blocks: Block[] = []
  let i = 0
  let j = 0
  while (i < rows && j < columns) {
    if (stream.id[here.from + i] === stream.id[there.from + j]) {
      const last = blocks.at(-1)
      const at = here.from + i
      const source = there.from + j
      if (last !== undefined && last.at + last.length === at && last.source + last.length === source) {
        blocks[blocks.length - 1] = { ...last, length: last.length + 1 }
      } else {
        blocks.push({ at, source, length: 1 })
      }
      i++
      j++
    } else if ((best[(i + 1) * width + j] ?? 0) >= (best[i * width + j + 1] ?? 0)) i++
    else j++
  }
  return blocks
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
export function cut(stream: Stream, weights: Weights, passage: Passage, range: Range): Passage | null {
  const blocks: Block[] = []
  for (const block of passage.blocks) {
    const from = Math.max(block.at, range.from)
    const to = Math.min(block.at + block.length, range.to)
    if (from < to) blocks.push({ at: from, source: block.source + from - block.at, length: to - from })
  }
  if (blocks.length === 0) return null
  return finished(stream, weights, { source: passage.source, blocks })
}
