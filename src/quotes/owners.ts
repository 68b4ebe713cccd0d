import type { PassageList } from './passage-list.js'
import type { Range } from './stream.js'

const NOBODY = -1

/** Which claim has each token of a range. Its arrays are used again for every range. */
export class Owners {
  /** By the last `look`: the claim that holds most of the passage's words, -1 for none, and how many are taken in all. */
  claim = NOBODY
  taken = 0
  private from = 0
  /** Per token of the range its claim, and per claim how many words of a passage it has while they are counted. */
  private of = new Int32Array(256)
  private counts = new Int32Array(256)

  clear({ from, to }: Range): void {
    this.from = from
    const size = Math.max(0, to - from)
    if (this.of.length < size) {
      this.of = new Int32Array(2 * size)
      this.counts = new Int32Array(2 * size)
    }
    this.of.fill(NOBODY, 0, size)
  }

  claimOf(token: number): number {
    return this.of[token - this.from] ?? NOBODY
  }

  /** Sets `claim` and `taken`; of claims that hold equally many words the one found first. */
  look({ first, last, at, length }: PassageList, passage: number): void {
    const { of, from } = this
    let claim = NOBODY
    let taken = 0
    let several = false
    const stop = last[passage] ?? NOBODY
    for (let block = first[passage] ?? 0; block <= stop; block++) {
      const begin = (at[block] ?? 0) - from
      const end = begin + (length[block] ?? 0)
      for (let i = begin; i < end; i++) {
        const by = of[i] ?? NOBODY
        if (by === NOBODY) continue
        taken++
        if (claim === NOBODY) claim = by
        else if (by !== claim) several = true
      }
    }
    this.taken = taken
    this.claim = several ? this.most(first[passage] ?? 0, stop, at, length) : claim
  }

  /** The claim that holds most words of blocks `first` to `last`. */
  private most(first: number, last: number, at: Int32Array, length: Int32Array): number {
    const { of, counts } = this
    let claim = NOBODY
    let most = 0
    // Once to count, once to find the highest count, once to leave the counts as they were.
    for (const step of ['count', 'find', 'reset'] as const) {
      for (let block = first; block <= last; block++) {
        const begin = (at[block] ?? 0) - this.from
        const end = begin + (length[block] ?? 0)
        for (let i = begin; i < end; i++) {
          const by = of[i] ?? NOBODY
          if (by === NOBODY) continue
          const count = counts[by] ?? 0
          if (step === 'count') counts[by] = count + 1
          else if (step === 'reset') counts[by] = 0
          else if (count > most) {
            most = count
            claim = by
          }
        }
      }
    }
    return claim
  }

  /** Gives a passage's words that nobody has to `claim`. */
  take({ first, last, at, length }: PassageList, passage: number, claim: number): void {
    const { of, from } = this
    const stop = last[passage] ?? NOBODY
    for (let block = first[passage] ?? 0; block <= stop; block++) {
      const begin = (at[block] ?? 0) - from
      const end = begin + (length[block] ?? 0)
      for (let i = begin; i < end; i++) if (of[i] === NOBODY) of[i] = claim
    }
  }
}
