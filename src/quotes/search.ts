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
  /** The highest of these, 0 without sketches. */
  readonly heaviest: number
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
  heaviest = 0
  private source = new Int32Array(256)
  /** Per sketch its first and last block; per block the next one of its sketch. */
  private first = new Int32Array(256)
  private last = new Int32Array(256)
  private next = new Int32Array(256)
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
    this.sketch(range, scope, tolerance)
    return this.finished(least)
  }

  /** All passages that there may be in `range`; they last until the next search. */
  sketch(range: Range, scope: Scope, tolerance: Tolerance): Sketches {
    const blocks = this.search.search(range, scope)
    const { rank } = this.stream
    this.blocks = blocks
    this.count = 0
    if (this.next.length < blocks.count) this.next = new Int32Array(blocks.at.length)
    for (let block = 0; block < blocks.count; block++) {
      const source = rank[blocks.source[block] ?? 0] ?? 0
      const place = this.open.bestFit(source, blocks, block, tolerance)
      if (place === NONE) this.begin(source, block)
      else this.goOn(place, block)
    }
    this.heaviest = 0
    for (let i = 0; i < this.count; i++) {
      this.open.forget(this.source[i] ?? 0)
      if ((this.most[i] ?? 0) > this.heaviest) this.heaviest = this.most[i] ?? 0
    }
    return this
  }

  /**
   * The passages of the last search that weigh `least` or more; of all sketches, or of those with a 1 in `chosen`. They
   * last until the next search.
   */
  finished(least: number, chosen: Uint8Array | null = null): PassageList {
    const { list } = this
    const { at, source, length } = this.blocks
    list.clear()
    if (this.heaviest < least) return list
    for (let i = 0; i < this.count; i++) {
      if ((this.most[i] ?? 0) < least || chosen?.[i] === 0) continue
      list.open(this.source[i] ?? 0)
      for (let block = this.first[i] ?? NONE; block !== NONE; block = this.next[block] ?? NONE) {
        list.add(at[block] ?? 0, source[block] ?? 0, length[block] ?? 0)
      }
      if ((list.weight[list.count - 1] ?? 0) < least) list.drop()
    }
    return list
  }

  private begin(source: number, block: number): void {
    const i = this.count++
    if (i === this.from.length) this.grow()
    const at = this.blocks.at[block] ?? 0
    const length = this.blocks.length[block] ?? 0
    const end = at + length
    this.source[i] = source
    this.first[i] = block
    this.last[i] = block
    this.next[block] = NONE
    this.from[i] = at
    this.to[i] = end
    this.most[i] = (this.weights[end] ?? 0) - (this.weights[at] ?? 0)
    this.open.add(source, i, end, (this.blocks.source[block] ?? 0) + length)
  }

  /** Adds what of `block` lies behind the last one of the sketch that is open at `place`. */
  private goOn(place: number, block: number): void {
    const { at, source, length } = this.blocks
    const sketch = this.open.sketch[place] ?? 0
    const atEnd = this.open.end[place] ?? 0
    const sourceEnd = this.open.sourceEnd[place] ?? 0
    const overlap = Math.max(0, atEnd - (at[block] ?? 0), sourceEnd - (source[block] ?? 0))
    at[block] = (at[block] ?? 0) + overlap
    source[block] = (source[block] ?? 0) + overlap
    length[block] = (length[block] ?? 0) - overlap
    this.next[this.last[sketch] ?? 0] = block
    this.next[block] = NONE
    this.last[sketch] = block
    const end = (at[block] ?? 0) + (length[block] ?? 0)
    // Words in a gap count as alike until somebody looks.
    const gap = (source[block] ?? 0) > sourceEnd ? atEnd : (at[block] ?? 0)
    this.most[sketch] = (this.most[sketch] ?? 0) + (this.weights[end] ?? 0) - (this.weights[gap] ?? 0)
    this.to[sketch] = end
    this.open.move(place, end, (source[block] ?? 0) + (length[block] ?? 0))
  }

  private grow(): void {
    this.from = doubled(this.from)
    this.to = doubled(this.to)
    this.most = doubledFloats(this.most)
    this.source = doubled(this.source)
    this.first = doubled(this.first)
    this.last = doubled(this.last)
  }
}
