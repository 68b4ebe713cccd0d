import { BlockList } from './block-list.js'
import { BlockSearch, type Scope } from './blocks.js'
import type { GramIndex } from './grams.js'
import type { Tolerance } from './tolerance.js'
import type { OwnRuns } from './own-runs.js'
import { PassageList } from './passage-list.js'
import type { Weights } from './rarity.js'
import { SketchList, type Sketches } from './sketches.js'
import type { Range, Stream } from './stream.js'

/** Finds the passages that the posts of one thread share. Its arrays are used again by every search. */
export class PassageSearch {
  private readonly blocks: BlockList
  private readonly sketches: SketchList
  private readonly search: BlockSearch
  private readonly list: PassageList

  constructor(stream: Stream, weights: Weights, index: GramIndex, own: Uint8Array, runs: OwnRuns) {
    this.blocks = new BlockList(stream.from.length)
    this.sketches = new SketchList(weights, this.blocks)
    this.search = new BlockSearch(stream, index, own, runs, this.blocks)
    this.list = new PassageList(stream, weights)
  }

  /** The passages of `range` that weigh `least` or more; they last until the next search. */
  passages(range: Range, scope: Scope, tolerance: Tolerance, least: number): PassageList {
    this.sketch(range, scope, tolerance, least)
    return this.finished(least)
  }

  /** All passages that there may be in `range` and weigh `least` or more; they last until the next search. */
  sketch(range: Range, scope: Scope, tolerance: Tolerance, least: number): Sketches {
    this.blocks.clear()
    this.search.search(range, scope)
    this.sketches.join(tolerance, least)
    return this.sketches
  }

  /**
   * The passages of the last search that weigh `least` or more; of all sketches, or of those with a 1 in `chosen`. They
   * last until the next search.
   */
  finished(least: number, chosen: Uint8Array | null = null): PassageList {
    const { list, sketches } = this
    list.clear()
    for (let i = 0; i < sketches.count; i++) {
      if (chosen?.[i] === 0) continue
      this.finish(i)
      if ((list.weight[list.count - 1] ?? 0) < least) list.drop()
    }
    return list
  }

  /** Adds the passage of a sketch to the list. Of each block counts what lies behind the one before. */
  private finish(sketch: number): void {
    const { list } = this
    const { at, source, length } = this.blocks
    const { next, post } = this.sketches
    const head = this.sketches.head[sketch] ?? 0
    const tail = this.sketches.tail[sketch] ?? 0
    list.open(post[sketch] ?? 0)
    let end = at[head] ?? 0
    let sourceEnd = source[head] ?? 0
    for (let block = head; ; block = next[block] ?? tail) {
      const here = at[block] ?? 0
      const there = source[block] ?? 0
      const size = length[block] ?? 0
      const overlap = Math.max(0, end - here, sourceEnd - there)
      list.add(here + overlap, there + overlap, size - overlap)
      if (block === tail) return
      end = here + size
      sourceEnd = there + size
    }
  }
}
