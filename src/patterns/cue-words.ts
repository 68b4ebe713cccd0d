import type { Vocabulary } from '../text/vocabulary.js'
import type { Words } from '../text/words.js'
import { NOTHING, UNSURE } from './cue-filter.js'
import { NO_GROUP, type CueGroups } from './cue-groups.js'
import { marksOf, type Marks } from './cue-marks.js'
import type { CueSymbols } from './cue-symbols.js'

/** One way in which a cue can be found, as it is filed under a word. */
export interface Way {
  readonly cue: number
  /** A set of symbols (see CueGroups) that the stretch must meet. */
  readonly needed: number
  /** Of the words that can stand directly before and behind this one. */
  readonly before: Marks
  readonly after: Marks
}

/** What a word is to a set of cues. Words that answer to the same symbols share one. */
export interface CueWord extends Marks {
  /** The symbols that the word answers to. */
  readonly symbols: readonly number[]
  /**
   * The ways that are filed under them, one after the other in `WAY` numbers: the cue, the halves of `before` and
   * `after`, and `needed`. They are gone through at every such word of a text. Null without any.
   */
  readonly ways: Int32Array | null
  /** The sets that the word meets. */
  readonly groups: Int32Array
}

/** Numbers that a way takes in `CueWord.ways`. */
export const WAY = 6

function laidOut(ways: readonly Way[]): Int32Array | null {
  if (ways.length === 0) return null
  return Int32Array.from(
    ways.flatMap(({ cue, before, after, needed }) => [
      cue,
      before.low,
      before.high,
      after.low,
      after.high,
      needed,
    ]),
  )
}

/** A word that no cue asks for. */
export const NO_WORD: CueWord = {
  symbols: [],
  ways: null,
  groups: Int32Array.of(NO_GROUP),
  low: 0,
  high: 0,
}

type Answers = (CueWord | undefined)[]

/**
 * What words are to a set of cues. The answers for a vocabulary's words are kept from text to text, so that a text
 * asks for its own words only: memory that changes no result.
 */
export class CueWords {
  readonly #symbols: CueSymbols
  readonly #ways: readonly (readonly Way[] | undefined)[]
  readonly #groups: CueGroups
  /** By symbols, as many as sets of symbols that one word can answer to. */
  readonly #known = new Map<string, CueWord>()
  /** By beginning, as the symbols number them, the words that nothing else is asked of. */
  readonly #begun: (CueWord | undefined)[] = []
  readonly #shared = new WeakMap<Vocabulary, Answers>()
  readonly #texts = new WeakMap<Words, CueText>()

  /** `ways` by the symbol under which they are filed. */
  constructor(symbols: CueSymbols, ways: readonly (readonly Way[] | undefined)[], groups: CueGroups) {
    this.#symbols = symbols
    this.#ways = ways
    this.#groups = groups
  }

  /** Adds the cues' words to a vocabulary. */
  enter(vocabulary: Vocabulary): void {
    for (const form of this.#symbols.literals) vocabulary.add(form)
  }

  of(words: Words): CueText {
    let text = this.#texts.get(words)
    if (text === undefined) {
      text = new CueText(words, this.#sharedOf(words.vocabulary), this)
      this.#texts.set(words, text)
    }
    return text
  }

  /** What the word at a place of a text is. */
  look(words: Words, place: number): CueWord {
    const id = words.id[place] ?? 0
    // The vocabulary has the cues' own words: what others are can mostly be told from their letters.
    if (id >= words.vocabulary.size) {
      const found = this.#symbols.glance(words.text, words.start[place] ?? 0, words.end[place] ?? 0)
      if (found === NOTHING) return NO_WORD
      if (found !== UNSURE) return (this.#begun[found] ??= this.#wordOf(this.#symbols.ofBeginning(found)))
    }
    const symbols = this.#symbols.of(words.form(id))
    return symbols.length === 0 ? NO_WORD : this.#wordOf(symbols)
  }

  #wordOf(symbols: readonly number[]): CueWord {
    const key = symbols.join(' ')
    let word = this.#known.get(key)
    if (word === undefined) {
      const { low, high } = marksOf(symbols)
      const ways = laidOut(symbols.flatMap((symbol) => this.#ways[symbol] ?? []))
      word = { symbols, ways, groups: this.#groups.of(symbols), low, high }
      this.#known.set(key, word)
    }
    return word
  }

  #sharedOf(vocabulary: Vocabulary): Answers {
    let shared = this.#shared.get(vocabulary)
    if (shared === undefined) {
      shared = Array.from({ length: vocabulary.size })
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
  readonly #shared: Answers
  readonly #own: Answers
  readonly #cues: CueWords

  constructor(words: Words, shared: Answers, cues: CueWords) {
    this.#words = words
    this.#id = words.id
    this.#size = words.vocabulary.size
    this.#shared = shared
    this.#own = Array.from({ length: words.idCount - this.#size })
    this.#cues = cues
  }

  /** What the word at this place is. */
  at(place: number): CueWord {
    const id = this.#id[place] ?? 0
    const own = id - this.#size
    return (own < 0 ? this.#shared[id] : this.#own[own]) ?? this.#look(place, id)
  }

  #look(place: number, id: number): CueWord {
    const word = this.#cues.look(this.#words, place)
    if (id < this.#size) this.#shared[id] = word
    else this.#own[id - this.#size] = word
    return word
  }
}
