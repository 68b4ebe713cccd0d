import { BlockSearch, type Block, type Blocks, type Scope } from './blocks.js'
import type { GramIndex } from './grams.js'
import { weightOf, type Weights } from './rarity.js'
import type { Range, Stream } from './stream.js'

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
 * What passages there may be, before any of them is made: on some pages most words stand in hundreds of passages of
 * which none weighs enough. In the order in which they begin.
 */
export interface Sketches {
  readonly count: number
  /** Per sketch the first token and the one behind the last, in the post looked at. */
  readonly from: Int32Array
  readonly to: Int32Array
  /** Per sketch what its passage weighs at most: its blocks and the words between them that may be alike. */
  readonly most: Float64Array
}

/** At most so many passages per source are kept open. */
const OPEN = 6
const NONE = -1

/**
 * Joins the blocks that posts of one thread share into passages, each with one source. Greedy from left to right per
 * source: a block goes on with the open passage it fits best, else it opens a new one. Its arrays are used again by
 * every search.
 */
export class PassageSearch implements Sketches {
  count = 0
  from = new Int32Array(256)
  to = new Int32Array(256)
  most = new Float64Array(256)
  private source = new Int32Array(256)
  /** Per sketch its first and last block; per block the next one of its sketch. */
  private first = new Int32Array(256)
  private last = new Int32Array(256)
  private next = new Int32Array(256)
  /** Per rank how many sketches are open, and which: `OPEN` places for each, the oldest first. */
  private readonly openCount: Uint8Array
  private readonly open: Int32Array
  private readonly search: BlockSearch
  private blocks: Blocks

  constructor(
    private readonly stream: Stream,
    private readonly weights: Weights,
    index: GramIndex,
  ) {
    const ranks = stream.from.length
    this.openCount = new Uint8Array(ranks)
    this.open = new Int32Array(ranks * OPEN)
    this.search = new BlockSearch(stream, index)
    this.blocks = this.search
  }

  /** The passages of `range` that weigh `least` or more, in order of place. */
  passages(range: Range, scope: Scope, tolerance: Tolerance, least: number): Passage[] {
    this.sketch(range, scope, tolerance)
    return this.finished(least)
  }

  /** All passages that there may be in `range`; they last until the next search. */
  sketch(range: Range, scope: Scope, tolerance: Tolerance): Sketches {
    const blocks = this.search.search(range, scope)
    this.blocks = blocks
    this.count = 0
    if (this.next.length < blocks.count) this.next = new Int32Array(blocks.at.length)
    for (let block = 0; block < blocks.count; block++) {
      const source = this.stream.rank[blocks.source[block] ?? 0] ?? 0
      const sketch = this.bestFit(source, block, tolerance)
      if (sketch === NONE) this.begin(source, block)
      else this.goOn(sketch, block)
    }
    for (let i = 0; i < this.count; i++) this.openCount[this.source[i] ?? 0] = 0
    return this
  }

  /** The passages of the last search that weigh `least` or more; of all sketches, or of those with a 1 in `chosen`. */
  finished(least: number, chosen: Uint8Array | null = null): Passage[] {
    const found: Passage[] = []
    for (let i = 0; i < this.count; i++) {
      if ((this.most[i] ?? 0) < least || chosen?.[i] === 0) continue
      const passage = this.passage(i)
      if (passage.weight >= least) found.push(passage)
    }
    return found
  }

  private passage(i: number): Passage {
    const { at, source, length } = this.blocks
    const blocks: Block[] = []
    for (let block = this.first[i] ?? NONE; block !== NONE; block = this.next[block] ?? NONE) {
      blocks.push({ at: at[block] ?? 0, source: source[block] ?? 0, length: length[block] ?? 0 })
    }
    return passageOf(this.stream, this.weights, this.source[i] ?? 0, blocks)
  }

  /** The open sketch that `block` goes on with, else `NONE`: the one that leaves the fewest words out. */
  private bestFit(source: number, block: number, tolerance: Tolerance): number {
    const { at, source: there, length } = this.blocks
    const begin = source * OPEN
    const end = begin + (this.openCount[source] ?? 0)
    let best = NONE
    let least = Number.POSITIVE_INFINITY
    for (let i = begin; i < end; i++) {
      const sketch = this.open[i] ?? 0
      const last = this.last[sketch] ?? 0
      const atEnd = (at[last] ?? 0) + (length[last] ?? 0)
      const sourceEnd = (there[last] ?? 0) + (length[last] ?? 0)
      const overlap = Math.max(0, atEnd - (at[block] ?? 0), sourceEnd - (there[block] ?? 0))
      const added = (at[block] ?? 0) + overlap - atEnd
      if (overlap >= (length[block] ?? 0) || added > tolerance.added) continue
      const dropped = (there[block] ?? 0) + overlap - sourceEnd
      if (dropped > tolerance.dropped && !tolerance.mayJump(atEnd + added, sourceEnd, sourceEnd + dropped))
        continue
      if (added + dropped < least) {
        least = added + dropped
        best = sketch
      }
    }
    return best
  }

  private begin(source: number, block: number): void {
    const i = this.count++
    if (i === this.from.length) this.grow()
    const at = this.blocks.at[block] ?? 0
    const end = at + (this.blocks.length[block] ?? 0)
    this.source[i] = source
    this.first[i] = block
    this.last[i] = block
    this.next[block] = NONE
    this.from[i] = at
    this.to[i] = end
    this.most[i] = (this.weights[end] ?? 0) - (this.weights[at] ?? 0)
    const begin = source * OPEN
    const opened = this.openCount[source] ?? 0
    if (opened < OPEN) {
      this.open[begin + opened] = i
      this.openCount[source] = opened + 1
    } else {
      this.open.copyWithin(begin, begin + 1, begin + OPEN)
      this.open[begin + OPEN - 1] = i
    }
  }

  /** Adds what of `block` lies behind the sketch's last one. */
  private goOn(sketch: number, block: number): void {
    const { at, source, length } = this.blocks
    const last = this.last[sketch] ?? 0
    const atEnd = (at[last] ?? 0) + (length[last] ?? 0)
    const sourceEnd = (source[last] ?? 0) + (length[last] ?? 0)
    const overlap = Math.max(0, atEnd - (at[block] ?? 0), sourceEnd - (source[block] ?? 0))
    at[block] = (at[block] ?? 0) + overlap
    source[block] = (source[block] ?? 0) + overlap
    length[block] = (length[block] ?? 0) - overlap
    this.next[last] = block
    this.next[block] = NONE
    this.last[sketch] = block
    const end = (at[block] ?? 0) + (length[block] ?? 0)
    // Words in a gap count as alike until somebody looks.
    const gap = (source[block] ?? 0) > sourceEnd ? atEnd : (at[block] ?? 0)
    this.most[sketch] = (this.most[sketch] ?? 0) + (this.weights[end] ?? 0) - (this.weights[gap] ?? 0)
    this.to[sketch] = end
  }

  private grow(): void {
    const wider = (array: Int32Array): Int32Array<ArrayBuffer> => {
      const twice = new Int32Array(array.length * 2)
      twice.set(array)
      return twice
    }
    this.from = wider(this.from)
    this.to = wider(this.to)
    this.source = wider(this.source)
    this.first = wider(this.first)
    this.last = wider(this.last)
    const most = new Float64Array(this.most.length * 2)
    most.set(this.most)
    this.most = most
  }
}

function passageOf(stream: Stream, weights: Weights, source: number, blocks: readonly Block[]): Passage {
  const all = blocks.length > 1 ? withSingles(stream, blocks) : blocks
  let weight = 0
  let matched = 0
  for (const block of all) {
    weight += weightOf(weights, { from: block.at, to: block.at + block.length })
    matched += block.length
  }
  return { source, blocks: all, weight, matched }
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
  return passageOf(stream, weights, passage.source, blocks)
}
