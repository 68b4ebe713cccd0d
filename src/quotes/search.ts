import { BlockSearch, type Blocks, type Scope } from './blocks.js'
import { doubled, doubledFloats } from './columns.js'
import type { GramIndex } from './grams.js'
import { OpenSketches, type Tolerance } from './open-sketches.js'
import type { OwnRuns } from './own-runs.js'
import { PassageList } from './passage-list.js'
import type { Weights } from './rarity.js'
import type { Range, Stream } from './stream.js'

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
  /** Per sketch its first block. */
  private head = new Int32Array(256)
  /**
   * Per block that begins a sketch the sketch's last block, -1 for the others; per block but the last the next one of its
   * sketch; per block that begins a sketch of several what they weigh at most.
   */
  private tail = new Int32Array(256)
  private next = new Int32Array(256)
  private sum = new Float64Array(256)
  private readonly open: OpenSketches
  private readonly search: BlockSearch
  private readonly list: PassageList
  private blocks: Blocks

  constructor(
    private readonly stream: Stream,
    private readonly weights: Weights,
    index: GramIndex,
    own: Uint8Array,
    runs: OwnRuns,
  ) {
    this.open = new OpenSketches(stream.from.length)
    this.search = new BlockSearch(stream, index, own, runs)
    this.list = new PassageList(stream, weights)
    this.blocks = this.search
  }

  /** The passages of `range` that weigh `least` or more, in order of place; they last until the next search. */
  passages(range: Range, scope: Scope, tolerance: Tolerance, least: number): PassageList {
    this.sketch(range, scope, tolerance, least)
    return this.finished(least)
  }

  /** All passages that there may be in `range` and weigh `least` or more; they last until the next search. */
  sketch(range: Range, scope: Scope, tolerance: Tolerance, least: number): Sketches {
    const blocks = this.search.search(range, scope)
    this.blocks = blocks
    this.makeRoom(blocks.at.length)
    this.join(blocks, tolerance)
    this.collect(blocks, least)
    return this
  }

  /**
   * The passages of the last search that weigh `least` or more; of all sketches, or of those with a 1 in `chosen`. They
   * last until the next search.
   */
  finished(least: number, chosen: Uint8Array | null = null): PassageList {
    const { list, next, tail } = this
    const { at, source, length } = this.blocks
    const { rank } = this.stream
    list.clear()
    for (let i = 0; i < this.count; i++) {
      if (chosen?.[i] === 0) continue
      let block = this.head[i] ?? 0
      const last = tail[block] ?? NONE
      list.open(rank[source[block] ?? 0] ?? 0)
      list.add(at[block] ?? 0, source[block] ?? 0, length[block] ?? 0)
      while (block !== last) {
        block = next[block] ?? last
        list.add(at[block] ?? 0, source[block] ?? 0, length[block] ?? 0)
      }
      if ((list.weight[list.count - 1] ?? 0) < least) list.drop()
    }
    return list
  }

  private join(blocks: Blocks, tolerance: Tolerance): void {
    const { open, tail } = this
    const { rank } = this.stream
    const { count, at, source, length } = blocks
    const { added } = tolerance
    for (let block = 0; block < count; block++) {
      const here = at[block] ?? 0
      const there = source[block] ?? 0
      const size = length[block] ?? 0
      const post = rank[there] ?? 0
      const place = open.areClosed(post, here, added)
        ? NONE
        : open.bestFit(post, here, there, size, tolerance)
      if (place === NONE) {
        tail[block] = block
        open.add(post, block, here + size, there + size)
      } else {
        tail[block] = NONE
        this.goOn(blocks, open.headAt(place), block)
        const end = length[block] ?? 0
        open.move(post, place, (at[block] ?? 0) + end, (source[block] ?? 0) + end)
      }
    }
    for (let block = 0; block < count; block++) open.forget(rank[source[block] ?? 0] ?? 0)
  }

  /** Adds what of `block` lies behind the last one of the sketch that begins with `head`. */
  private goOn({ at, source, length }: Blocks, head: number, block: number): void {
    const { weights } = this
    const last = this.tail[head] ?? head
    const atEnd = (at[last] ?? 0) + (length[last] ?? 0)
    const sourceEnd = (source[last] ?? 0) + (length[last] ?? 0)
    const overlap = Math.max(0, atEnd - (at[block] ?? 0), sourceEnd - (source[block] ?? 0))
    at[block] = (at[block] ?? 0) + overlap
    source[block] = (source[block] ?? 0) + overlap
    length[block] = (length[block] ?? 0) - overlap
    this.next[last] = block
    this.tail[head] = block
    const end = (at[block] ?? 0) + (length[block] ?? 0)
    // Words in a gap count as alike until somebody looks.
    const gap = (source[block] ?? 0) > sourceEnd ? atEnd : (at[block] ?? 0)
    const before = last === head ? (weights[atEnd] ?? 0) - (weights[at[head] ?? 0] ?? 0) : (this.sum[head] ?? 0)
    this.sum[head] = before + (weights[end] ?? 0) - (weights[gap] ?? 0)
  }

  private collect({ count, at, length }: Blocks, least: number): void {
    const { tail, sum, weights } = this
    this.count = 0
    for (let block = 0; block < count; block++) {
      const last = tail[block] ?? NONE
      if (last === NONE) continue
      const from = at[block] ?? 0
      const to = (at[last] ?? 0) + (length[last] ?? 0)
      const most = last === block ? (weights[to] ?? 0) - (weights[from] ?? 0) : (sum[block] ?? 0)
      if (most < least) continue
      const i = this.count++
      if (i === this.from.length) this.grow()
      this.head[i] = block
      this.from[i] = from
      this.to[i] = to
      this.most[i] = most
    }
  }

  private makeRoom(blocks: number): void {
    if (this.tail.length >= blocks) return
    this.tail = new Int32Array(blocks)
    this.next = new Int32Array(blocks)
    this.sum = new Float64Array(blocks)
  }

  private grow(): void {
    this.from = doubled(this.from)
    this.to = doubled(this.to)
    this.most = doubledFloats(this.most)
    this.head = doubled(this.head)
  }
}
