import { FOLDED, hashed, hashStart, hashUnits, WIDE } from '../text/units.js'
import { slotOf } from '../text/vocabulary.js'
import { plainForm } from './plain-form.js'

/** What a look at a word's letters tells, or else the number of the longest beginning that it has and that is all. */
export const NOTHING = -1
export const UNSURE = -2

/**
 * Tells of most words what cues ask of them from their letters in the text, without a string: nothing, or only how they
 * begin. Spelling is compared without accents.
 */
export class CueFilter {
  readonly #literals = new HashFilter()
  readonly #ends = new HashFilter()
  #hasEnds = false
  readonly #heads = new HashFilter()
  /** The beginnings, and by hash their numbers. */
  readonly #beginnings: string[] = []
  readonly #numbers = new Map<number, number[]>()

  get beginnings(): readonly string[] {
    return this.#beginnings
  }

  /** Each takes a folded form without accents. */
  addLiteral(form: string): void {
    this.#literals.add(hashUnits(form))
  }

  addEnd(form: string): void {
    let hash = hashStart
    for (let i = form.length - 1; i >= 0; i--) hash = hashed(hash, form.charCodeAt(i))
    this.#ends.add(hash)
    this.#hasEnds = true
  }

  addBeginning(form: string): void {
    const hash = hashUnits(form)
    const same = this.#numbers.get(hash) ?? []
    if (same.some((number) => this.#beginnings[number] === form)) return
    this.#heads.add(hash)
    this.#numbers.set(hash, [...same, this.#beginnings.push(form) - 1])
  }

  /**
   * Of the word from `start` to `end` `NOTHING` where nothing that was added is its form, beginning or end; the number of
   * its longest beginning where only beginnings are; otherwise `UNSURE`.
   */
  look(text: string, start: number, end: number): number {
    let hash = hashStart
    let longest = NOTHING
    for (let i = start; i < end; i++) {
      const unit = plainUnit(text.charCodeAt(i))
      if (unit === 0) return UNSURE
      hash = hashed(hash, unit)
      if (this.#heads.has(hash)) longest = this.#beginningOf(hash, text, start, i + 1, longest)
    }
    return this.#literals.has(hash) || (this.#hasEnds && this.#mayEnd(text, start, end)) ? UNSURE : longest
  }

  /** The beginning that stands from `start` to `end`; `otherwise` without one. */
  #beginningOf(hash: number, text: string, start: number, end: number, otherwise: number): number {
    for (const number of this.#numbers.get(hash) ?? []) {
      const form = this.#beginnings[number] ?? ''
      let i = 0
      while (start + i < end && form.charCodeAt(i) === plainUnit(text.charCodeAt(start + i))) i++
      if (i === form.length && start + i === end) return number
    }
    return otherwise
  }

  #mayEnd(text: string, start: number, end: number): boolean {
    let hash = hashStart
    for (let i = end - 1; i >= start; i--) {
      hash = hashed(hash, plainUnit(text.charCodeAt(i)))
      if (this.#ends.has(hash)) return true
    }
    return false
  }
}

/** So many bits that a few thousand forms fill a fiftieth of them. */
const BITS = 1 << 17

/** Which hashes were added, with a few false confirmations: a Bloom filter of one function (Bloom 1970). */
class HashFilter {
  readonly #bits = new Int32Array(BITS >> 5)

  add(hash: number): void {
    const bit = slotOf(hash, BITS - 1)
    this.#bits[bit >> 5] = (this.#bits[bit >> 5] ?? 0) | (1 << (bit & 31))
  }

  has(hash: number): boolean {
    const bit = slotOf(hash, BITS - 1)
    return (((this.#bits[bit >> 5] ?? 0) >> (bit & 31)) & 1) === 1
  }
}

/** By folded Latin unit the unit without its accent; 0 where it is not one unit. */
const PLAIN = Uint16Array.from({ length: WIDE }, (_, unit) => {
  const plain = plainForm(String.fromCharCode(unit))
  return unit > 1 && plain.length === 1 ? plain.charCodeAt(0) : 0
})

/** The unit that a unit of a word is compared as; 0 where that takes a look at the whole word. */
function plainUnit(unit: number): number {
  return PLAIN[FOLDED[unit] ?? 0] ?? 0
}
