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
 * The sketches that may still go on: per source the latest `OPEN` that were begun, in a ring of places. What is asked of
 * them for every block stands side by side.
 */
export class OpenSketches {
  /** By place the sketch, and the tokens behind its last one, in the post looked at and in the source. */
  readonly sketch: Int32Array
  readonly end: Int32Array
  readonly sourceEnd: Int32Array
  /** By source how many sketches were begun in all, and behind which token all of them end at the latest. */
  private readonly begun: Int32Array
  private readonly ended: Int32Array

  constructor(sources: number) {
    this.sketch = new Int32Array(sources * OPEN)
    this.end = new Int32Array(sources * OPEN)
    this.sourceEnd = new Int32Array(sources * OPEN)
    this.begun = new Int32Array(sources)
    this.ended = new Int32Array(sources)
  }

  add(source: number, sketch: number, end: number, sourceEnd: number): void {
    const begun = this.begun[source] ?? 0
    const place = source * OPEN + (begun % OPEN)
    this.begun[source] = begun + 1
    this.sketch[place] = sketch
    this.end[place] = end
    this.sourceEnd[place] = sourceEnd
    if (end > (this.ended[source] ?? 0)) this.ended[source] = end
  }

  /** The sketch at `place` goes on to other ends. */
  move(place: number, end: number, sourceEnd: number): void {
    const source = Math.floor(place / OPEN)
    this.end[place] = end
    this.sourceEnd[place] = sourceEnd
    if (end > (this.ended[source] ?? 0)) this.ended[source] = end
  }

  /** Closes all sketches of a source. */
  forget(source: number): void {
    this.begun[source] = 0
    this.ended[source] = 0
  }

  /** The place of the sketch that a block goes on with, else -1: the one that leaves the fewest words out. */
  bestFit(source: number, blocks: Blocks, block: number, tolerance: Tolerance): number {
    const at = blocks.at[block] ?? 0
    const begun = this.begun[source] ?? 0
    if (begun === 0 || at - (this.ended[source] ?? 0) > tolerance.added) return NONE
    const there = blocks.source[block] ?? 0
    const length = blocks.length[block] ?? 0
    let best = NONE
    let least = Number.POSITIVE_INFINITY
    // From the oldest on: of equals it wins.
    for (let i = Math.max(0, begun - OPEN); i < begun; i++) {
      const place = source * OPEN + (i % OPEN)
      const end = this.end[place] ?? 0
      if (at - end > tolerance.added) continue
      const sourceEnd = this.sourceEnd[place] ?? 0
      const overlap = Math.max(0, end - at, sourceEnd - there)
      const added = at + overlap - end
      if (overlap >= length || added > tolerance.added) continue
      const dropped = there + overlap - sourceEnd
      if (dropped > tolerance.dropped && !tolerance.mayJump(end + added, sourceEnd, sourceEnd + dropped))
        continue
      if (added + dropped < least) {
        least = added + dropped
        best = place
      }
    }
    return best
  }
}
