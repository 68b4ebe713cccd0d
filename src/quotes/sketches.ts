import type { BlockList } from './block-list.js'
import { doubled, doubledFloats } from './columns.js'
import { NONE, OpenSketches, type Tolerance } from './open-sketches.js'
import type { Weights } from './rarity.js'
import type { Stream } from './stream.js'

/**
 * What passages there may be, before any of them is made: on some pages most words stand in hundreds of passages of
 * which none weighs enough. In no order.
 */
export interface Sketches {
  readonly count: number
  /** Per sketch the first token and the one behind the last, in the post looked at. */
  readonly from: Int32Array
  readonly to: Int32Array
  /** Per sketch what its passage weighs at most: its blocks and the words between them that may be alike. */
  readonly most: Float64Array
}

const NO_TOLERANCE: Tolerance = { added: 0, dropped: 0, mayJump: () => false }

/**
 * Joins blocks into sketches as they are found. Greedy from left to right per source: a block goes on with the open sketch
 * it fits best, else it opens a new one. Most stay alone and weigh too little: they leave nothing behind. Its arrays are
 * used again by every search.
 */
export class SketchList implements Sketches {
  count = 0
  from = new Int32Array(64)
  to = new Int32Array(64)
  most = new Float64Array(64)
  /** Per sketch its first and last block. */
  head = new Int32Array(64)
  tail = new Int32Array(64)
  /** Per block the next one of its sketch, where there is one. */
  next = new Int32Array(256)
  /** Per block that begins a sketch the sketch's last block and what it weighs at most. */
  private lastOf = new Int32Array(256)
  private weightOf = new Float64Array(256)
  private readonly open: OpenSketches
  /** By source 1 where its blocks came in another order than that of their places, and the number of such sources. */
  private readonly disordered: Uint8Array
  private disorder = 0
  private tolerance = NO_TOLERANCE
  private least = 0

  constructor(
    private readonly stream: Stream,
    private readonly weights: Weights,
    private readonly blocks: BlockList,
  ) {
    const sources = stream.from.length
    this.open = new OpenSketches(sources, stream.count + 1)
    this.disordered = new Uint8Array(sources)
  }

  /** Joins the blocks of a search to sketches; those that weigh `least` or more are listed. */
  join(tolerance: Tolerance, least: number): void {
    const { count, at, source, length } = this.blocks
    this.count = 0
    this.tolerance = tolerance
    this.least = least
    this.open.close()
    this.makeRoom(count)
    for (let block = 0; block < count; block++) {
      this.take(block, at[block] ?? 0, source[block] ?? 0, length[block] ?? 0)
    }
    if (this.disorder > 0) this.reorder()
    for (let i = 0; i < this.count; i++) {
      const head = this.head[i] ?? 0
      const tail = this.lastOf[head] ?? 0
      this.tail[i] = tail
      this.from[i] = at[head] ?? 0
      this.to[i] = (at[tail] ?? 0) + (length[tail] ?? 0)
      this.most[i] = this.weightOf[head] ?? 0
    }
  }

  private take(block: number, at: number, there: number, length: number): void {
    const source = this.stream.rank[there] ?? 0
    const place = this.open.bestFit(source, at, there, length, this.tolerance)
    if (place >= 0) this.goOn(source, place, block, at, there, length)
    else if (place === NONE) this.begin(source, block, at, there, length)
    else if (this.disordered[source] === 0) {
      this.disordered[source] = 1
      this.disorder++
    }
  }

  /** The rank of the post that a block is from. */
  sourceOf(block: number): number {
    return this.stream.rank[this.blocks.source[block] ?? 0] ?? 0
  }

  private begin(source: number, block: number, at: number, there: number, length: number): void {
    const weight = (this.weights[at + length] ?? 0) - (this.weights[at] ?? 0)
    this.lastOf[block] = block
    this.weightOf[block] = weight
    this.open.add(source, block, at, there, length)
    if (weight >= this.least) this.keep(block)
  }

  /** Adds to a sketch what of a block lies behind its end. */
  private goOn(
    source: number,
    place: number,
    block: number,
    at: number,
    there: number,
    length: number,
  ): void {
    const head = this.open.headAt(place)
    const before = this.weightOf[head] ?? 0
    const weight = before + this.gain(place, at, there, length)
    this.weightOf[head] = weight
    this.next[this.lastOf[head] ?? 0] = block
    this.lastOf[head] = block
    this.open.move(source, place, at, there, length)
    if (before < this.least && weight >= this.least) this.keep(head)
  }

  /** What a block adds at most. Words in a gap count as alike until somebody looks. */
  private gain(place: number, at: number, there: number, length: number): number {
    const end = this.open.endAt(place)
    const sourceEnd = this.open.sourceEndAt(place)
    const overlap = Math.max(0, end - at, sourceEnd - there)
    const from = there + overlap > sourceEnd ? end : at + overlap
    return (this.weights[at + length] ?? 0) - (this.weights[from] ?? 0)
  }

  private keep(head: number): void {
    const i = this.count++
    if (i === this.head.length) this.grow()
    this.head[i] = head
  }

  /** Joins the blocks of the sources that came in disorder once more, in order. */
  private reorder(): void {
    const { disordered, blocks } = this
    const { at, source, length, count } = blocks
    let kept = 0
    for (let i = 0; i < this.count; i++) {
      const head = this.head[i] ?? 0
      if (disordered[this.sourceOf(head)] === 0) this.head[kept++] = head
    }
    this.count = kept
    const again: number[] = []
    for (let block = 0; block < count; block++) {
      if (disordered[this.sourceOf(block)] === 1) again.push(block)
    }
    again.sort((a, b) => (at[a] ?? 0) - (at[b] ?? 0) || (source[a] ?? 0) - (source[b] ?? 0))
    for (const block of again) {
      const post = this.sourceOf(block)
      if (disordered[post] === 1) this.open.forget(post)
      disordered[post] = 0
      this.take(block, at[block] ?? 0, source[block] ?? 0, length[block] ?? 0)
    }
    this.disorder = 0
  }

  private makeRoom(blocks: number): void {
    if (this.next.length >= blocks) return
    this.next = new Int32Array(2 * blocks)
    this.lastOf = new Int32Array(2 * blocks)
    this.weightOf = new Float64Array(2 * blocks)
  }

  private grow(): void {
    this.head = doubled(this.head)
    this.tail = doubled(this.tail)
    this.from = doubled(this.from)
    this.to = doubled(this.to)
    this.most = doubledFloats(this.most)
  }
}
