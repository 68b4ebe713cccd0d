import type { BlockList } from './block-list.js'
import { doubled, doubledFloats } from './columns.js'
import type { Weights } from './rarity.js'
import type { Tolerance } from './tolerance.js'

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

/** So many sketches of a post may still go on: those begun last. */
const OPEN = 6
const NONE = -1
const HIGHEST = 0x7fffffff

/**
 * Joins blocks into sketches, post by post. Greedy from left to right: a block goes on with the open sketch it fits best,
 * else it begins a new one. Most stay alone and weigh too little: they are not kept. Its arrays are used again by every
 * search.
 */
export class SketchList implements Sketches {
  count = 0
  from = new Int32Array(64)
  to = new Int32Array(64)
  most = new Float64Array(64)
  /** Per sketch the rank of its post, and its first and last block. */
  post = new Int32Array(64)
  head = new Int32Array(64)
  tail = new Int32Array(64)
  /** Per block the next one of its sketch, where there is one. */
  next = new Int32Array(256)
  /** The blocks of the post that is joined, the last one first. */
  private order = new Int32Array(256)
  /**
   * Its sketches as they were begun: the first and the last block, the tokens behind the last one in the post looked at and
   * in the source, and what it weighs at most.
   */
  private begun = begunOf(256)

  constructor(
    private readonly weights: Weights,
    private readonly blocks: BlockList,
  ) {}

  /** Joins the blocks of a search to sketches; those that weigh `least` or more are kept. */
  join(tolerance: Tolerance, least: number): void {
    const { weights } = this
    const { count, at, length, posts, postCount, latest, previous } = this.blocks
    this.count = 0
    if (this.next.length < count) this.makeRoom(2 * count)
    for (let i = 0; i < postCount; i++) {
      const post = posts[i] ?? 0
      const last = latest[post] ?? 0
      if ((previous[last] ?? NONE) !== NONE) {
        this.joinPost(post, last, tolerance, least)
        continue
      }
      const from = at[last] ?? 0
      const to = from + (length[last] ?? 0)
      const weight = (weights[to] ?? 0) - (weights[from] ?? 0)
      if (weight >= least) this.keep(post, last, last, to, weight)
    }
  }

  private joinPost(post: number, last: number, tolerance: Tolerance, least: number): void {
    const { weights, next, order } = this
    const { heads, tails, ends, sourceEnds, most } = this.begun
    const { at, source, length } = this.blocks
    const { added: mostAdded } = tolerance
    let begun = 0
    /** The first sketch that may still go on, and behind which token all of them end at the latest. */
    let open = 0
    let ended = 0
    for (let i = this.inOrder(last) - 1; i >= 0; i--) {
      const block = order[i] ?? 0
      const here = at[block] ?? 0
      const there = source[block] ?? 0
      const size = length[block] ?? 0
      if (here - ended > mostAdded) open = begun
      else if (begun - open > OPEN) open = begun - OPEN
      const best = open < begun ? this.bestFit(open, begun, here, there, size, tolerance) : NONE
      if (best === NONE) {
        heads[begun] = block
        most[begun] = (weights[here + size] ?? 0) - (weights[here] ?? 0)
      } else {
        const end = ends[best] ?? 0
        const sourceEnd = sourceEnds[best] ?? 0
        const overlap = Math.max(0, end - here, sourceEnd - there)
        // Words in a gap count as alike until somebody looks.
        const from = there + overlap > sourceEnd ? end : here + overlap
        most[best] = (most[best] ?? 0) + (weights[here + size] ?? 0) - (weights[from] ?? 0)
        next[tails[best] ?? 0] = block
      }
      const sketch = best === NONE ? begun++ : best
      tails[sketch] = block
      ends[sketch] = here + size
      sourceEnds[sketch] = there + size
      if (here + size > ended) ended = here + size
    }
    for (let i = 0; i < begun; i++) {
      const weight = most[i] ?? 0
      if (weight >= least) this.keep(post, heads[i] ?? 0, tails[i] ?? 0, ends[i] ?? 0, weight)
    }
  }

  /** Writes the chain of blocks that ends with `last` into `order`, sorted by place from the end. The number of them. */
  private inOrder(last: number): number {
    const { order } = this
    const { at, source, previous } = this.blocks
    let count = 0
    let sorted = true
    let here = HIGHEST
    let there = HIGHEST
    for (let block = last; block !== NONE; block = previous[block] ?? NONE) {
      order[count++] = block
      const begin = at[block] ?? 0
      const begins = source[block] ?? 0
      if (begin > here || (begin === here && begins > there)) sorted = false
      here = begin
      there = begins
    }
    if (!sorted) {
      order
        .subarray(0, count)
        .sort((a, b) => (at[b] ?? 0) - (at[a] ?? 0) || (source[b] ?? 0) - (source[a] ?? 0))
    }
    return count
  }

  /** Which of the sketches begun from `open` on a block goes on with: the one that leaves the fewest words out. */
  private bestFit(
    open: number,
    begun: number,
    here: number,
    there: number,
    size: number,
    tolerance: Tolerance,
  ): number {
    const { ends, sourceEnds } = this.begun
    const { added: mostAdded, dropped: mostDropped } = tolerance
    let best = NONE
    let least = HIGHEST
    // From the oldest on: of equals it wins.
    for (let i = open; i < begun; i++) {
      const end = ends[i] ?? 0
      const sourceEnd = sourceEnds[i] ?? 0
      if (here - end > mostAdded || here + size <= end || there + size <= sourceEnd) continue
      const overlap = Math.max(0, end - here, sourceEnd - there)
      const added = here + overlap - end
      const dropped = there + overlap - sourceEnd
      if (added > mostAdded || added + dropped >= least) continue
      if (dropped > mostDropped && !tolerance.mayJump(end + added, sourceEnd, sourceEnd + dropped)) continue
      least = added + dropped
      best = i
    }
    return best
  }

  private keep(post: number, head: number, tail: number, to: number, weight: number): void {
    const i = this.count++
    if (i === this.head.length) this.grow()
    this.post[i] = post
    this.head[i] = head
    this.tail[i] = tail
    this.from[i] = this.blocks.at[head] ?? 0
    this.to[i] = to
    this.most[i] = weight
  }

  private makeRoom(blocks: number): void {
    this.next = new Int32Array(blocks)
    this.order = new Int32Array(blocks)
    this.begun = begunOf(blocks)
  }

  private grow(): void {
    this.post = doubled(this.post)
    this.head = doubled(this.head)
    this.tail = doubled(this.tail)
    this.from = doubled(this.from)
    this.to = doubled(this.to)
    this.most = doubledFloats(this.most)
  }
}

interface Begun {
  readonly heads: Int32Array
  readonly tails: Int32Array
  readonly ends: Int32Array
  readonly sourceEnds: Int32Array
  readonly most: Float64Array
}

function begunOf(sketches: number): Begun {
  return {
    heads: new Int32Array(sketches),
    tails: new Int32Array(sketches),
    ends: new Int32Array(sketches),
    sourceEnds: new Int32Array(sketches),
    most: new Float64Array(sketches),
  }
}
