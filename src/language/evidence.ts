import type { Span } from '../model/span.js'
import { wordsIn, type Words } from '../text/words.js'
import type { FunctionWords } from './function-words.js'

/** Counts the function words of one text: a few look-ups a word. */
export class Evidence {
  readonly #words: Words
  readonly #known: FunctionWords
  readonly #groups: Readonly<Uint16Array>

  constructor(words: Words, known: FunctionWords) {
    this.#words = words
    this.#known = known
    this.#groups = known.groups.of(words)
  }

  /** How much the words in some spans speak for each language, in the list's order. A word of n languages counts 1/n for each. */
  scores(spans: readonly Span[]): Float64Array {
    const scores = new Float64Array(this.#known.languages.length)
    for (const span of spans) {
      const { from, to } = wordsIn(this.#words, span)
      this.add(scores, from, to)
    }
    return scores
  }

  /** Adds to scores what the words from `from` to `to` (half-open) say. */
  add(scores: Float64Array, from: number, to: number): void {
    const { from: begins, members, shares } = this.#known
    const { id } = this.#words
    const groups = this.#groups
    for (let i = from; i < to; i++) {
      const group = groups[id[i] ?? 0] ?? 0
      if (group === 0) continue
      const end = begins[group + 1] ?? 0
      const share = shares[group] ?? 0
      for (let k = begins[group] ?? 0; k < end; k++) {
        const language = members[k] ?? 0
        scores[language] = (scores[language] ?? 0) + share
      }
    }
  }
}

const UNKNOWN = 0
const LETTERED = 1
const BARE = 2

/** Tells words with a letter from numbers, asking of each form once. */
export class LetteredWords {
  readonly #text: string
  readonly #words: Words
  readonly #kinds: Uint8Array

  constructor(text: string, words: Words) {
    this.#text = text
    this.#words = words
    this.#kinds = new Uint8Array(words.idCount)
  }

  /** How many of the words from `from` to `to` (half-open) have a letter. */
  count(from: number, to: number): number {
    const { id } = this.#words
    const kinds = this.#kinds
    let count = 0
    for (let i = from; i < to; i++) {
      let kind = kinds[id[i] ?? 0] ?? UNKNOWN
      if (kind === UNKNOWN) kind = this.#look(i)
      if (kind === LETTERED) count++
    }
    return count
  }

  #look(word: number): number {
    const id = this.#words.id[word] ?? 0
    const unit = this.#text.charCodeAt(this.#words.start[word] ?? 0) | 0x20
    const letter = (unit >= 97 && unit <= 122) || /\p{L}/u.test(this.#words.form(id))
    const kind = letter ? LETTERED : BARE
    this.#kinds[id] = kind
    return kind
  }
}

/** The two best languages of some scores; indices are -1 where nothing scored. */
export interface Ranking {
  readonly best: number
  readonly score: number
  readonly runnerUp: number
}

export function ranked(scores: Float64Array): Ranking {
  let best = -1
  let score = 0
  let runnerUp = 0
  for (let language = 0; language < scores.length; language++) {
    const value = scores[language] ?? 0
    if (value > score) {
      runnerUp = score
      score = value
      best = language
    } else if (value > runnerUp) runnerUp = value
  }
  return { best, score, runnerUp }
}
