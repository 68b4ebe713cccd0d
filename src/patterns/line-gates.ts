import type { Vocabulary } from '../text/vocabulary.js'
import { isWordAt } from '../text/words.js'
import type { LineProgram } from './line-program.js'

/** A stretch of words: `id[from]` to `id[to - 1]`. */
interface WordRange {
  readonly id: Int32Array
  readonly from: number
  readonly to: number
  /** Whether the stretch of text begins and ends with a word, and not with a mark. */
  readonly first: boolean
  readonly last: boolean
}

/**
 * Which groups of patterns a line's words let through, asked before its marks are read: a pattern needs its first word at
 * the line's beginning, else its last one at the end, else some word of its own in between.
 */
export class LineGates {
  readonly #first: Gate
  readonly #last: Gate
  readonly #within: Gate
  /** Groups of patterns that ask for no word. */
  readonly #open: number

  constructor(patterns: readonly LineProgram[], vocabulary: Vocabulary) {
    this.#first = new Gate(vocabulary)
    this.#last = new Gate(vocabulary)
    this.#within = new Gate(vocabulary)
    let open = 0
    for (const { first, last, needs, groups } of patterns) {
      const [need] = needs
      if (first !== null) this.#first.add(first, groups)
      else if (last !== null) this.#last.add(last, groups)
      else if (need !== undefined) this.#within.add(need, groups)
      else open |= groups
    }
    this.#open = open
  }

  /** False when no pattern of these groups can match, whatever marks stand between the words. */
  mayPass({ id, from, to, first, last }: WordRange, groups: number): boolean {
    let through = this.#open | this.#within.ofMarks
    through |= this.#first.of(id[from] ?? -1) | this.#last.of(id[to - 1] ?? -1)
    if (!first) through |= this.#first.ofMarks
    if (!last) through |= this.#last.ofMarks
    if ((through & groups) !== 0) return true
    if ((this.#within.all & groups) === 0) return false
    for (let i = from; i < to; i++) if ((this.#within.of(id[i] ?? -1) & groups) !== 0) return true
    return false
  }
}

/** Groups by the vocabulary's numbers. */
class Gate {
  ofMarks = 0
  all = 0
  readonly #groups: Int32Array
  readonly #forms: readonly string[]

  constructor(vocabulary: Vocabulary) {
    this.#groups = new Int32Array(vocabulary.size)
    this.#forms = vocabulary.forms
  }

  add(ids: readonly number[], groups: number): void {
    this.all |= groups
    for (const id of ids) {
      this.#groups[id] = (this.#groups[id] ?? 0) | groups
      if (!isWordAt(this.#forms[id] ?? '', 0)) this.ofMarks |= groups
    }
  }

  of(id: number): number {
    return id >= 0 && id < this.#groups.length ? (this.#groups[id] ?? 0) : 0
  }
}
