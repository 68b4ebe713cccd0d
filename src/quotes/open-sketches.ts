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
/** Farther behind every token than any tolerance reaches. */
const NEVER = -0x10000

/**
 * A source's numbers stand side by side: how many of its sketches may be open, behind which token all of them end at the
 * latest, then three for each of the latest `OPEN` sketches, in a ring: its first block and the tokens behind its last
 * one, in the post looked at and in the source.
 */
const BEGUN = 0
const ENDED = 1
const RING = 2
const HEAD = 0
const END = 1
const SOURCE_END = 2
const PLACE = 3
const STRIDE = RING + OPEN * PLACE

/**
 * The sketches that may still go on. A sketch is known by its first block. Blocks come in order of place, so that what
 * one of them is too far behind stays closed.
 */
export class OpenSketches {
  private readonly numbers: Int32Array

  constructor(sources: number) {
    this.numbers = new Int32Array(sources * STRIDE)
    for (let source = 0; source < sources; source++) this.forget(source)
  }

  /** Whether no sketch of a source ends close enough before `at` to go on there; if so they are closed. */
  areClosed(source: number, at: number, added: number): boolean {
    const { numbers } = this
    const record = source * STRIDE
    if (at - (numbers[record + ENDED] ?? 0) <= added) return false
    numbers[record + BEGUN] = 0
    return true
  }

  add(source: number, head: number, end: number, sourceEnd: number): void {
    const { numbers } = this
    const record = source * STRIDE
    const begun = numbers[record + BEGUN] ?? 0
    numbers[record + BEGUN] = begun + 1
    const place = record + RING + (begun % OPEN) * PLACE
    numbers[place + HEAD] = head
    this.move(source, place, end, sourceEnd)
  }

  /** The sketch at `place` goes on to other ends. */
  move(source: number, place: number, end: number, sourceEnd: number): void {
    const { numbers } = this
    numbers[place + END] = end
    numbers[place + SOURCE_END] = sourceEnd
    const latest = source * STRIDE + ENDED
    if (end > (numbers[latest] ?? 0)) numbers[latest] = end
  }

  /** Closes all sketches of a source. */
  forget(source: number): void {
    this.numbers[source * STRIDE + BEGUN] = 0
    this.numbers[source * STRIDE + ENDED] = NEVER
  }

  /** The place of the sketch that a block goes on with, else -1: the one that leaves the fewest words out. */
  bestFit(source: number, at: number, there: number, length: number, tolerance: Tolerance): number {
    const { numbers } = this
    const { added: mostAdded, dropped: mostDropped } = tolerance
    const ring = source * STRIDE + RING
    const begun = numbers[ring - RING + BEGUN] ?? 0
    let best = NONE
    let least = HIGHEST
    // From the oldest on: of equals it wins.
    for (let i = begun > OPEN ? begun - OPEN : 0; i < begun; i++) {
      const place = ring + (i % OPEN) * PLACE
      const end = numbers[place + END] ?? 0
      const gap = at - end
      if (gap > mostAdded) continue
      const sourceEnd = numbers[place + SOURCE_END] ?? 0
      const sourceGap = there - sourceEnd
      const overlap = -Math.min(0, gap, sourceGap)
      const added = gap + overlap
      if (overlap >= length || added > mostAdded) continue
      const dropped = sourceGap + overlap
      if (added + dropped >= least) continue
      if (dropped > mostDropped && !tolerance.mayJump(end + added, sourceEnd, sourceEnd + dropped)) continue
      least = added + dropped
      best = place
    }
    return best
  }

  headAt(place: number): number {
    return this.numbers[place + HEAD] ?? 0
  }
}

const HIGHEST = 0x7fffffff
