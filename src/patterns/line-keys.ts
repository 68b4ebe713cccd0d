import type { Vocabulary } from '../text/vocabulary.js'
import { isWordAt } from '../text/words.js'
import type { LineProgram } from './line-program.js'

/** Marks are everywhere. */
const AS_MARK = 1000

/** Words up to this length are nearly all function words. */
const SHORT_WORD = 3

/** Finds of what a pattern asks for the part that the fewest lines have: patterns are filed by it. */
export class LineKeys {
  readonly #forms: readonly string[]
  /** By id how many patterns ask for it, and 1 for marks. */
  readonly #frequency: Int32Array
  readonly #isMark: Uint8Array
  /** Ids are below this. */
  readonly size: number

  constructor(patterns: readonly LineProgram[], vocabulary: Vocabulary) {
    this.#forms = vocabulary.forms
    this.size = vocabulary.size
    this.#frequency = new Int32Array(this.size)
    this.#isMark = Uint8Array.from(this.#forms, (form) => (isWordAt(form, 0) ? 0 : 1))
    for (const { needs } of patterns) {
      for (const id of needs.flat()) this.#frequency[id] = (this.#frequency[id] ?? 0) + 1
    }
  }

  isMark(id: number): boolean {
    return this.#isMark[id] === 1
  }

  /** Of sets of ids the one of the longest words, which texts have seldom; null where all are short. */
  longest(keys: readonly (readonly number[] | null)[]): readonly number[] | null {
    let best: readonly number[] | null = null
    let most = SHORT_WORD
    for (const key of keys) {
      if (key === null) continue
      const least = Math.min(...key.map((id) => this.#forms[id]?.length ?? 0))
      if (least <= most) continue
      best = key
      most = least
    }
    return best
  }

  /** Of sets of ids the rarest one, the first of equals; null where there is none. */
  rarest(keys: readonly (readonly number[] | null)[]): readonly number[] | null {
    let best: readonly number[] | null = null
    let fewest = Infinity
    for (const key of keys) {
      if (key === null) continue
      let count = 0
      for (const id of key) count += (this.#frequency[id] ?? 0) + (this.isMark(id) ? AS_MARK : 0)
      if (count < fewest) {
        best = key
        fewest = count
      }
    }
    return best
  }
}
