import type { Vocabulary } from '../text/vocabulary.js'
import type { Words } from '../text/words.js'
import { Attempt } from './cue-code.js'
import { CueForms } from './cue-forms.js'
import { NO_GROUP } from './cue-groups.js'
import { WHATEVER } from './cue-marks.js'
import {
  AFTER,
  BEFORE,
  groupsEnd,
  HIGH,
  LOW,
  NEEDED,
  NO_WORD,
  SYMBOLS,
  symbolsEnd,
  WAY,
  WAY_COUNT,
  waysEnd,
  WordRecords,
} from './cue-records.js'
import type { CueOptions } from './cue-symbols.js'
import { CUE, type CueTables } from './cue-tables.js'
import { CueWords, type CueText } from './cue-words.js'
import { rowOf, type Rows } from './rows.js'

/** One occurrence: cue `cue` covers the words `from` to `to` (half-open). */
export interface CueHit {
  readonly cue: number
  readonly from: number
  readonly to: number
}

/** All cues of a language compiled together. Spelling is compared without accents. */
export interface CueMatcher {
  /**
   * The occurrences that lie in the words `from` to `to`, by place: at most one for a cue and a first word, the one
   * with the shortest gaps. The time grows with the words, and with the cues only where their rarest word stands.
   */
  find(words: Words, from: number, to: number): readonly CueHit[]
  /** Whether `find` finds this cue. The time grows with the words alone. */
  holds(words: Words, from: number, to: number, cue: number): boolean
  /** False when no cue can be found in the words `from` to `to`. One look-up a word. */
  mayFind(words: Words, from: number, to: number): boolean
  /** Adds the words of the cues to a vocabulary, so that texts indexed against it are read faster. */
  enter(vocabulary: Vocabulary): void
}

/** @param stem as in the options that the tables were compiled with */
export function cueMatcher(tables: CueTables, stem: CueOptions['stem']): CueMatcher {
  return new Matcher(tables, stem)
}

/**
 * A cue is tried only where one of its rarest words stands and, in the same stretch of words, all others that it asks
 * for: from the words that lie so far before it as its match can. What is kept from one stretch to the next is memory to
 * work in and changes no result.
 */
class Matcher implements CueMatcher {
  readonly #plans: Int32Array
  readonly #first: Rows
  readonly #words: CueWords
  readonly #records: WordRecords
  readonly #attempt: Attempt
  /** Number of the stretch at work, and per set of symbols the last stretch that met it. */
  #question = 0
  readonly #met: Int32Array
  /** Per cue the last stretch in which it was tried, and the first place left to try. */
  readonly #asked: Int32Array
  readonly #untried: Int32Array

  constructor({ plans, first, code, ways, groups, groupCount, asked }: CueTables, stem: CueOptions['stem']) {
    this.#plans = plans
    this.#first = first
    this.#records = new WordRecords(ways, groups)
    this.#words = new CueWords(new CueForms(asked, stem), this.#records)
    this.#attempt = new Attempt(code, this.#records)
    this.#met = new Int32Array(groupCount)
    this.#asked = new Int32Array(plans.length / CUE)
    this.#untried = new Int32Array(plans.length / CUE)
  }

  enter(vocabulary: Vocabulary): void {
    this.#words.enter(vocabulary)
  }

  mayFind(words: Words, from: number, to: number): boolean {
    const text = this.#words.of(words)
    for (let place = from; place < to; place++) {
      const word = text.at(place)
      if (this.#records.data[word + WAY_COUNT] === 0) continue
      const before = place > from ? text.at(place - 1) : NO_WORD
      const after = place + 1 < to ? text.at(place + 1) : NO_WORD
      const { data } = this.#records
      const end = waysEnd(data, word)
      for (let way = groupsEnd(data, word); way < end; way += WAY) {
        if (fits(data, way, before, after)) return true
      }
    }
    return false
  }

  find(words: Words, from: number, to: number): readonly CueHit[] {
    const hits = this.#search(words, from, to)
    return hits.length < 2 ? hits : hits.sort((a, b) => a.from - b.from || this.#byFirst(a, b, a.from - from))
  }

  holds(words: Words, from: number, to: number, cue: number): boolean {
    const attempt = this.#attempt
    this.#write(this.#words.of(words), from, to)
    for (let at = 0; at < attempt.size; at++) {
      if (this.#mayBegin(cue, at) && attempt.run(this.#plans[cue * CUE] ?? 0, at) > at) return true
    }
    return false
  }

  /** The occurrences in no order. */
  #search(words: Words, from: number, to: number): CueHit[] {
    const text = this.#words.of(words)
    const met = this.#met
    let hits: CueHit[] | null = null
    for (let place = from; place < to; place++) {
      const word = text.at(place)
      if (this.#records.data[word + WAY_COUNT] === 0) continue
      const before = place > from ? text.at(place - 1) : NO_WORD
      const after = place + 1 < to ? text.at(place + 1) : NO_WORD
      const { data } = this.#records
      const end = waysEnd(data, word)
      for (let way = groupsEnd(data, word); way < end; way += WAY) {
        if (!fits(data, way, before, after)) continue
        if (hits === null) {
          hits = []
          this.#layOut(text, from, to)
        }
        if (met[data[way + NEEDED] ?? NO_GROUP] !== this.#question) continue
        this.#tryAround(data[way] ?? 0, place - from, from, hits)
      }
    }
    return hits ?? []
  }

  /** Lays out the stretch of words that the next cues are tried in, and marks the sets that it meets. */
  #layOut(text: CueText, from: number, to: number): void {
    this.#ask()
    this.#write(text, from, to)
    const question = this.#question
    const met = this.#met
    const { stretch, size } = this.#attempt
    const { data } = this.#records
    for (let place = 0; place < size; place++) {
      const word = stretch[place] ?? NO_WORD
      const end = groupsEnd(data, word)
      for (let i = symbolsEnd(data, word); i < end; i++) met[data[i] ?? NO_GROUP] = question
    }
  }

  #write(text: CueText, from: number, to: number): void {
    const attempt = this.#attempt
    attempt.size = to - from
    if (attempt.stretch.length < attempt.size) attempt.stretch = new Int32Array(2 * attempt.size)
    for (let place = from; place < to; place++) attempt.stretch[place - from] = text.at(place)
  }

  /** Tries a cue at all places from which its match can hold a word at `place` that it is filed under. */
  #tryAround(cue: number, place: number, offset: number, hits: CueHit[]): void {
    const attempt = this.#attempt
    const plans = this.#plans
    const plan = cue * CUE
    const untried = this.#asked[cue] === this.#question ? (this.#untried[cue] ?? 0) : 0
    const last = place - (plans[plan + 3] ?? 0)
    for (let at = Math.max(place - (plans[plan + 4] ?? 0), untried); at <= last; at++) {
      if (!this.#mayBegin(cue, at)) continue
      const end = attempt.run(plans[plan] ?? 0, at)
      if (end > at) hits.push({ cue, from: offset + at, to: offset + end })
    }
    this.#asked[cue] = this.#question
    this.#untried[cue] = Math.max(untried, last + 1)
  }

  /** False where the word at a place of the stretch cannot be a cue's first. */
  #mayBegin(cue: number, place: number): boolean {
    const plan = cue * CUE
    const word = this.#attempt.stretch[place] ?? NO_WORD
    const { data } = this.#records
    const low = (data[word + LOW] ?? 0) & (this.#plans[plan + 1] ?? 0)
    const high = (data[word + HIGH] ?? 0) & (this.#plans[plan + 2] ?? 0)
    return (low | high) !== 0
  }

  /** Hits at one word: in the order of its symbols that they begin with, then of the cues. */
  #byFirst(a: CueHit, b: CueHit, place: number): number {
    const word = this.#attempt.stretch[place] ?? NO_WORD
    return this.#rank(a.cue, word) - this.#rank(b.cue, word) || a.cue - b.cue
  }

  #rank(cue: number, word: number): number {
    const first = rowOf(this.#first, cue)
    const { data } = this.#records
    let i = word + SYMBOLS
    while (i < symbolsEnd(data, word) && !first.includes(data[i] ?? 0)) i++
    return i
  }

  /** Numbers the next stretch; what is known of older ones is cleared before numbers come round. */
  #ask(): void {
    if (this.#question === 0x7fffffff) {
      this.#asked.fill(0)
      this.#met.fill(0)
      this.#question = 0
    }
    this.#question++
  }
}

/** Whether a way can be found where a word that it is filed under stands between two others. */
function fits(data: Int32Array, way: number, before: number, after: number): boolean {
  const low = (data[way + BEFORE] ?? 0) & (data[before + LOW] ?? 0)
  const high = (data[way + BEFORE + 1] ?? 0) & ((data[before + HIGH] ?? 0) | WHATEVER)
  if ((low | high) === 0) return false
  const lowAfter = (data[way + AFTER] ?? 0) & (data[after + LOW] ?? 0)
  const highAfter = (data[way + AFTER + 1] ?? 0) & ((data[after + HIGH] ?? 0) | WHATEVER)
  return (lowAfter | highAfter) !== 0
}
