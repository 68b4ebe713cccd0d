import type { Vocabulary } from '../text/vocabulary.js'
import type { Words } from '../text/words.js'
import { NOTHING, UNSURE } from './cue-filter.js'
import type { CueForms } from './cue-forms.js'
import { NO_WORD, type WordRecords } from './cue-records.js'

/**
 * Finds the records of words. Those of a vocabulary's words are kept from text to text, so that a text asks for its own
 * words only: memory that changes no result.
 */
export class CueWords {
  readonly #forms: CueForms
  readonly #records: WordRecords
  /** By beginning, as the forms number them, the record + 1 of words that nothing else is asked of. */
  readonly #begun: number[] = []
  readonly #shared = new WeakMap<Vocabulary, Int32Array>()
  readonly #texts = new WeakMap<Words, CueText>()

  constructor(forms: CueForms, records: WordRecords) {
    this.#forms = forms
    this.#records = records
  }

  /** Adds the cues' words to a vocabulary. */
  enter(vocabulary: Vocabulary): void {
    for (const form of this.#forms.spellings) vocabulary.add(form)
  }

  of(words: Words): CueText {
    let text = this.#texts.get(words)
    if (text === undefined) {
      text = new CueText(words, this.#sharedOf(words.vocabulary), this)
      this.#texts.set(words, text)
    }
    return text
  }

  /** The record of the word at a place of a text. */
  look(words: Words, place: number): number {
    const id = words.id[place] ?? 0
    // The vocabulary has the cues' own words: what others are can mostly be told from their letters.
    if (id >= words.vocabulary.size) {
      const found = this.#forms.glance(words.text, words.start[place] ?? 0, words.end[place] ?? 0)
      if (found === NOTHING) return NO_WORD
      if (found !== UNSURE) {
        return (this.#begun[found] ??= this.#records.of(this.#forms.ofBeginning(found)) + 1) - 1
      }
    }
    return this.#records.of(this.#forms.of(words.form(id)))
  }

  #sharedOf(vocabulary: Vocabulary): Int32Array {
    let shared = this.#shared.get(vocabulary)
    if (shared === undefined) {
      shared = new Int32Array(vocabulary.size)
      this.#shared.set(vocabulary, shared)
    }
    return shared
  }
}

/** The words of one text. Asked by place, answered by word: each is looked up once. */
export class CueText {
  readonly #words: Words
  readonly #id: Int32Array
  readonly #size: number
  /** Per word of the vocabulary, and of the text, its record + 1; 0 where nobody has asked. */
  readonly #shared: Int32Array
  readonly #own: Int32Array
  readonly #cues: CueWords

  constructor(words: Words, shared: Int32Array, cues: CueWords) {
    this.#words = words
    this.#id = words.id
    this.#size = words.vocabulary.size
    this.#shared = shared
    this.#own = new Int32Array(words.idCount - this.#size)
    this.#cues = cues
  }

  /** The record of the word at this place. */
  at(place: number): number {
    const id = this.#id[place] ?? 0
    const own = id - this.#size
    const record = ((own < 0 ? this.#shared[id] : this.#own[own]) ?? 0) - 1
    return record < 0 ? this.#look(place, id) : record
  }

  #look(place: number, id: number): number {
    const record = this.#cues.look(this.#words, place)
    if (id < this.#size) this.#shared[id] = record + 1
    else this.#own[id - this.#size] = record + 1
    return record
  }
}
