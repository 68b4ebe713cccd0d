import type { Blocks } from './blocks.js'

/** How far apart two blocks may stand and still be one passage, in tokens. */
export interface Tolerance {
  /** Words put in by the one who quotes. */
  readonly added: number
  /** Words left out without a sign. */
  readonly dropped: number
  /** Whether the quoted words between two source tokens may be left out whatever their number. */
  readonly mayJump: (at: number, sourceFrom: number, sourceTo: number) => boolean
}

/** At most so many sketches per source are kept open. */
const OPEN = 6
const NONE = -1

/**
 * The sketches that may still go on: per source the latest `OPEN` that were begun, in a ring of places. A sketch is
 * known by its first block; blocks come in order of place, so that one too far behind the ends of all stays so.
 */
export class OpenSketches {
  /** By place the first block of the sketch. */
  private readonly head: Int32Array
  /** By source how many of its sketches may be open, and behind which token all of them end at the latest. */
  private readonly begun: Int32Array
  private readonly ended: Int32Array

  constructor(sources: number) {
    this.head = new Int32Array(sources * OPEN)
    this.begun = new Int32Array(sources)
    this.ended = new Int32Array(sources).fill(NEVER)
  }

  /** Whether no sketch of a source ends close enough before `at` to go on there; if so they are closed. */
  areClosed(source: number, at: number, added: number): boolean {
    if (at - (this.ended[source] ?? 0) <= added) return false
    this.begun[source] = 0
    return true
  }

  add(source: number, head: number, end: number): void {
    const begun = this.begun[source] ?? 0
    this.begun[source] = begun + 1
    this.head[source * OPEN + (begun % OPEN)] = head
    if (end > (this.ended[source] ?? 0)) this.ended[source] = end
  }

  /** A sketch of the source goes on to another end. */
  move(source: number, end: number): void {
    if (end > (this.ended[source] ?? 0)) this.ended[source] = end
  }

  /** Closes all sketches of a source. */
  forget(source: number): void {
    this.begun[source] = 0
    this.ended[source] = NEVER
  }

  /**
   * The first block of the sketch that a block goes on with, else -1: the one that leaves the fewest words out. `tail` is
   * the last block of each sketch by its first.
   */
  bestFit(source: number, blocks: Blocks, block: number, tail: Int32Array, tolerance: Tolerance): number {
    const at = blocks.at[block] ?? 0
    const there = blocks.source[block] ?? 0
    const length = blocks.length[block] ?? 0
    const begun = this.begun[source] ?? 0
    let best = NONE
    let least = Number.POSITIVE_INFINITY
    // From the oldest on: of equals it wins.
    for (let i = Math.max(0, begun - OPEN); i < begun; i++) {
      const head = this.head[source * OPEN + (i % OPEN)] ?? 0
      const last = tail[head] ?? 0
      const size = blocks.length[last] ?? 0
      const end = (blocks.at[last] ?? 0) + size
      if (at - end > tolerance.added) continue
      const sourceEnd = (blocks.source[last] ?? 0) + size
      const overlap = Math.max(0, end - at, sourceEnd - there)
      const added = at + overlap - end
      if (overlap >= length || added > tolerance.added) continue
      const dropped = there + overlap - sourceEnd
      if (dropped > tolerance.dropped && !tolerance.mayJump(end + added, sourceEnd, sourceEnd + dropped))
        continue
      if (added + dropped < least) {
        least = added + dropped
        best = head
      }
    }
    return best
  }
}

/** Farther behind every token than any tolerance reaches. */
const NEVER = -0x10000
