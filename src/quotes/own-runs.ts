import { GRAM, type GramIndex } from './grams.js'
import { OWN, TAKEN } from './ownership.js'
import type { Range, Stream } from './stream.js'

/** A quote, as far as it matters here. */
interface Quoted {
  readonly tokens: Range
}

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
    for (let token = own.indexOf(TAKEN); token >= 0; token = own.indexOf(TAKEN, token + 1)) this.close(token)
  }

  /** Enters a post all of whose quotes are known: `own` says what else may be quoted from now on. */
  enter(stream: Stream, rank: number, quotes: readonly Quoted[]): void {
    const { own, end, places } = this
    const { gram } = this.index
    for (const { tokens } of quotes) {
      for (let token = tokens.from; token < tokens.to; token++) this.close(token)
    }
    const stop = (stream.from[rank + 1] ?? 0) - GRAM
    for (let token = stream.from[rank] ?? 0; token <= stop; token++) {
      const run = gram[token] ?? 0
      if (run < 0 || own[token] !== OWN) continue
      const at = end[run] ?? 0
      places[at] = token
      end[run] = at + 1
    }
  }

  private close(token: number): void {
    if (token >= GRAM - 1 && this.own[token] === TAKEN) this.goesOn[token - GRAM + 1] = CLOSED
  }
}
