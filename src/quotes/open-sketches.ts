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

/**
 * A source's numbers stand side by side: how many of its sketches may be open, behind which token all of them end at the
 * latest (plus `base`), where its last block begins in the post looked at and in the source, then three for each of the
 * latest `OPEN` sketches, in a ring: its first block and the tokens behind its last one, in the post and in the source.
 */
const BEGUN = 0
const ENDED = 1
const AT = 2
const THERE = 3
const RING = 4
const HEAD = 0
const END = 1
const SOURCE_END = 2
const PLACE = 3
const STRIDE = RING + OPEN * PLACE

/** What `opened` says where no sketch of the source goes on, and where the block came too late to be asked. */
export const NONE = -1
export const DISORDERED = -2

const HIGHEST = 0x7fffffff
/** Farther behind every token than any tolerance reaches. */
const NEVER = -0x10000
/** More than any tolerance adds: so far apart are the tokens of two searches. */
const APART = 64

/**
 * The sketches that may still go on, by source. A sketch is known by its first block. The blocks of one source must come
 * in order of place, which closes what they have left behind.
 */
export class OpenSketches {
  private readonly numbers: Int32Array
  private base = 0

  constructor(
    sources: number,
    /** More than any token. */
    private readonly tokens: number,
  ) {
    this.numbers = new Int32Array(sources * STRIDE)
    this.forgetAll()
  }

  /** Closes all sketches. */
  close(): void {
    this.base += this.tokens + APART
    if (this.base <= HIGHEST - this.tokens - APART) return
    this.base = 0
    this.forgetAll()
  }

  /** Closes all sketches of a source, which may begin anew. */
  forget(source: number): void {
    this.numbers[source * STRIDE + BEGUN] = 0
    this.numbers[source * STRIDE + ENDED] = NEVER
  }

  /**
   * The place of the sketch that a block goes on with: the one that leaves the fewest words out. `NONE` when there is none;
   * `DISORDERED` once a block of the source has come behind one that stands before it.
   */
  bestFit(source: number, at: number, there: number, length: number, tolerance: Tolerance): number {
    const { numbers } = this
    const record = source * STRIDE
    if (this.base + at - (numbers[record + ENDED] ?? 0) > tolerance.added) {
      numbers[record + BEGUN] = 0
      return NONE
    }
    const before = at - (numbers[record + AT] ?? 0)
    if (before < 0 || (before === 0 && there < (numbers[record + THERE] ?? 0))) {
      // From now on all of its blocks come too late.
      numbers[record + ENDED] = HIGHEST
      numbers[record + AT] = HIGHEST
      return DISORDERED
    }
    return this.fitting(record + RING, numbers[record + BEGUN] ?? 0, at, there, length, tolerance)
  }

  private fitting(
    ring: number,
    begun: number,
    at: number,
    there: number,
    length: number,
    tolerance: Tolerance,
  ): number {
    const { numbers } = this
    const { added: mostAdded, dropped: mostDropped } = tolerance
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

  /** Opens a sketch of one block. */
  add(source: number, head: number, at: number, there: number, length: number): void {
    const { numbers } = this
    const record = source * STRIDE
    const begun = numbers[record + BEGUN] ?? 0
    numbers[record + BEGUN] = begun + 1
    const place = record + RING + (begun % OPEN) * PLACE
    numbers[place + HEAD] = head
    this.move(source, place, at, there, length)
  }

  /** The sketch at `place` goes on with a block. */
  move(source: number, place: number, at: number, there: number, length: number): void {
    const { numbers } = this
    const record = source * STRIDE
    numbers[record + AT] = at
    numbers[record + THERE] = there
    const end = at + length
    numbers[place + END] = end
    numbers[place + SOURCE_END] = there + length
    if (this.base + end > (numbers[record + ENDED] ?? 0)) numbers[record + ENDED] = this.base + end
  }

  headAt(place: number): number {
    return this.numbers[place + HEAD] ?? 0
  }

  endAt(place: number): number {
    return this.numbers[place + END] ?? 0
  }

  sourceEndAt(place: number): number {
    return this.numbers[place + SOURCE_END] ?? 0
  }

  private forgetAll(): void {
    for (let record = 0; record < this.numbers.length; record += STRIDE) this.forget(record / STRIDE)
  }
}
