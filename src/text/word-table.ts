import { Vocabulary } from './vocabulary.js'
import type { Words } from './words.js'

/** A small number (1 to 65,535) for some words of the program's data; all other words have 0. */
export class WordTable {
  readonly #vocabulary: Vocabulary
  readonly #values: Uint16Array

  /** `values` by folded word. Adds the words to the vocabulary, which texts are to be indexed against. */
  constructor(values: ReadonlyMap<string, number>, vocabulary = new Vocabulary()) {
    const ids = [...values.keys()].map((form) => vocabulary.add(form))
    this.#vocabulary = vocabulary
    this.#values = new Uint16Array(vocabulary.size)
    for (const [i, value] of [...values.values()].entries()) this.#values[ids[i] ?? 0] = value
  }

  /** The numbers by the ids of a text; ids beyond the end have 0. No work but for texts indexed against other words. */
  of(words: Words): Readonly<Uint16Array> {
    if (words.vocabulary === this.#vocabulary) return this.#values
    return Uint16Array.from({ length: words.idCount }, (_, id) => {
      return this.#values[this.#vocabulary.idOf(words.form(id))] ?? 0
    })
  }
}
