import { GRAM, type GramIndex } from './grams.js'
import { OWN, TAKEN } from './ownership.js'
import type { Range, Stream } from './stream.js'

/** What no token has as the number of its run. */
export const CLOSED = 0x7fffffff

/**
 * Where the posts that were read say something in their own words, run by run: what may be quoted. Run `g` has the
 * places `places[first[g]]` to `places[end[g] - 1]`, `first` being the index's, in order of time.
 */
export class OwnRuns {
  readonly places: Int32Array
  readonly end: Int32Array
  /**
   * Per token the number of the run that begins there, and one that no token has where its last word is taken: a copy
   * goes on by one word where the entry behind is the run of the words copied.
   */
  readonly goesOn: Int32Array

  constructor(
    private readonly index: GramIndex,
    private readonly own: Uint8Array,
  ) {
    this.places = new Int32Array(index.places.length)
    this.end = index.first.slice(0, -1)
    this.goesOn = index.gram.slice()
    this.close({ from: 0, to: own.length })
  }

  /** From now on the words of a post may be quoted that are its author's own; all of its quotes are known. */
  enter(stream: Stream, rank: number): void {
    const { own, end, places } = this
    const { gram } = this.index
    const from = stream.from[rank] ?? 0
    const to = stream.from[rank + 1] ?? 0
    this.close({ from, to })
    for (let token = from; token + GRAM <= to; token++) {
      const run = gram[token] ?? 0
      if (run < 0 || own[token] !== OWN) continue
      const at = end[run] ?? 0
      places[at] = token
      end[run] = at + 1
    }
  }

  private close({ from, to }: Range): void {
    for (let token = Math.max(from, GRAM - 1); token < to; token++) {
      if (this.own[token] === TAKEN) this.goesOn[token - GRAM + 1] = CLOSED
    }
  }
}
