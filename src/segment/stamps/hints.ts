import type { Vocabulary } from '../../text/vocabulary.js'
import type { Words } from '../../text/words.js'

/** A word with a digit, or one that stands somewhere with an entity or a joiner in it: as `Words.mixed` has it. */
export const MIXED = 1
/** A stamp can begin here. */
export const STARTS = 2
/** A stamp can begin here if the next word is one that the lexicon has behind this one. */
export const STARTS_BEFORE = 4
/** Can stand behind the first number of a stamp. */
export const FOLLOWS_NUMBER = 8
/** Can be the next word of some word that `STARTS_BEFORE`. */
const FOLLOWS = 16

/** A text's words and by id what they say of the places where they stand. */
export interface HintedWords {
  readonly words: Words
  readonly hints: Uint8Array
}

/** What single words say of the places where they stand, by vocabulary number: most of a text is given up for this. */
export class Hints {
  /** The words that say something, and what, side by side. */
  readonly #ids: Int32Array
  readonly #bits: Uint8Array
  /** Of words that `STARTS_BEFORE` the first's number times `#size`, plus the second's. */
  readonly #pairs: ReadonlySet<number>
  readonly #size: number

  constructor(bits: ReadonlyMap<number, number>, pairs: ReadonlySet<number>, size: number) {
    this.#ids = Int32Array.from(bits.keys())
    this.#bits = Uint8Array.from(bits.values())
    this.#pairs = pairs
    this.#size = size
  }

  /** By id what a text's words say. */
  of(words: Words): Uint8Array {
    const table = words.mixed()
    const ids = this.#ids
    const bits = this.#bits
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i] ?? 0
      table[id] = (table[id] ?? 0) | (bits[i] ?? 0)
    }
    return table
  }

  /** Whether the second of two words can stand next behind the first, which `STARTS_BEFORE`; `second` says the other's hint. */
  join(first: number, next: number, second: number): boolean {
    if ((second & MIXED) !== 0) return true
    return (second & FOLLOWS) !== 0 && this.#pairs.has(first * this.#size + next)
  }
}

/** `next` has per first word of some phrases what must stand next, `starts` the words that need nothing. */
export function hintsOf(
  starts: readonly string[],
  next: ReadonlyMap<string, ReadonlySet<string>>,
  afterNumber: ReadonlySet<string>,
  vocabulary: Vocabulary,
): Hints {
  const bits = new Map<number, number>()
  const pairs = new Set<number>()
  const add = (form: string, hint: number): number => {
    const id = vocabulary.idOf(form)
    if (id >= 0) bits.set(id, (bits.get(id) ?? 0) | hint)
    return id
  }
  for (const form of starts) add(form, STARTS)
  for (const form of afterNumber) add(form, FOLLOWS_NUMBER)
  for (const [first, seconds] of next) {
    const id = add(first, STARTS_BEFORE)
    for (const second of seconds) pairs.add(id * vocabulary.size + add(second, FOLLOWS))
  }
  return new Hints(bits, pairs, vocabulary.size)
}
