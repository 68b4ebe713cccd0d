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
 * A source's numbers stand side by side: how many of its sketches may be open, which place the next one takes, behind which token all of them end at the
 * latest (plus `base`), where its last block begins in the post looked at and in the source, then three for each of the
 * latest `OPEN` sketches, in a ring: its first block and the tokens behind its last one, in the post and in the source.
 */
const OPENED = 0
const NEXT = 1
const ENDED = 2
const AT = 3
const THERE = 4
const RING = 5
const HEAD = 0
const END = 1
const SOURCE_END = 2
const PLACE = 3
const STRIDE = RING + OPEN * PLACE

/** What `bestFit` says where no sketch of the source goes on, and where the block came too late to be asked. */
export const NONE = -1
const DISORDERED = -2

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
    this.numbers[source * STRIDE + OPENED] = 0
    this.numbers[source * STRIDE + NEXT] = 0
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
      numbers[record + OPENED] = 0
      numbers[record + NEXT] = 0
      return NONE
    }
    const before = at - (numbers[record + AT] ?? 0)
    if (before < 0 || (before === 0 && there < (numbers[record + THERE] ?? 0))) {
      // From now on all of its blocks come too late.
      numbers[record + ENDED] = HIGHEST
      numbers[record + AT] = HIGHEST
      return DISORDERED
    }
    return this.fitting(record, at, there, length, tolerance)
  }

  private fitting(record: number, at: number, there: number, length: number, tolerance: Tolerance): number {
    const { numbers } = this
    const { added: mostAdded, dropped: mostDropped } = tolerance
    const opened = numbers[record + OPENED] ?? 0
    const first = record + RING
    const behind = record + STRIDE
    // From the oldest on: of equals it wins.
    let place = opened < OPEN ? first : first + (numbers[record + NEXT] ?? 0) * PLACE
    let best = NONE
    let least = HIGHEST
    for (let i = 0; i < opened; i++) {
      const candidate = place
      place += PLACE
      if (place === behind) place = first
      const end = numbers[candidate + END] ?? 0
      const sourceEnd = numbers[candidate + SOURCE_END] ?? 0
      if (at - end > mostAdded || at + length <= end || there + length <= sourceEnd) continue
      const overlap = Math.max(0, end - at, sourceEnd - there)
      const added = at + overlap - end
      const dropped = there + overlap - sourceEnd
      if (added > mostAdded || added + dropped >= least) continue
      if (dropped > mostDropped && !tolerance.mayJump(end + added, sourceEnd, sourceEnd + dropped)) continue
      least = added + dropped
      best = candidate
    }
    return best
  }

  /** Opens a sketch of one block. */
  add(source: number, head: number, at: number, there: number, length: number): void {
    const { numbers } = this
    const record = source * STRIDE
    const opened = numbers[record + OPENED] ?? 0
    const next = numbers[record + NEXT] ?? 0
    if (opened < OPEN) numbers[record + OPENED] = opened + 1
    numbers[record + NEXT] = next + 1 === OPEN ? 0 : next + 1
    const place = record + RING + next * PLACE
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
