import type { Vocabulary } from '../text/vocabulary.js'
import type { Words } from '../text/words.js'
import type { CueSymbols } from './cue-symbols.js'

/** What a word is to a set of cues: nobody has asked; nothing; something; what some cue is filed under. */
const UNKNOWN = 0
const NOTHING = 1
const SOMETHING = 2
const RARE = 3

/** The answers for some words by number, filled as they are asked for. */
interface Answers {
  readonly kinds: Uint8Array
  /** The symbols of those that are something. */
  readonly symbols: (readonly number[] | undefined)[]
}

/**
 * What words are to a set of cues. The answers for a vocabulary's words are kept from text to text, so that a text
 * asks for its own words only: memory that changes no result.
 */
export class CueWords {
  readonly #symbols: CueSymbols
  readonly #rare: (symbol: number) => boolean
  readonly #shared = new WeakMap<Vocabulary, Answers>()
  readonly #texts = new WeakMap<Words, CueText>()

  /** `rare` tells the symbols under which cues are filed. */
  constructor(symbols: CueSymbols, rare: (symbol: number) => boolean) {
    this.#symbols = symbols
    this.#rare = rare
  }

  /** Adds the cues' words to a vocabulary. */
  enter(vocabulary: Vocabulary): void {
    for (const form of this.#symbols.literals) vocabulary.add(form)
  }

  of(words: Words): CueText {
    const known = this.#texts.get(words)
    if (known !== undefined) return known
    const { vocabulary } = words
    let shared = this.#shared.get(vocabulary)
    if (shared === undefined) {
      shared = noAnswers(vocabulary.size)
      this.#shared.set(vocabulary, shared)
    }
    const text = new CueText(words, shared, this.#symbols, this.#rare)
    this.#texts.set(words, text)
    return text
  }
}

/** The words of one text. Asked by place, answered by word: each is looked up once. */
export class CueText {
  readonly #words: Words
  readonly #size: number
  readonly #shared: Answers
  readonly #own: Answers
  readonly #symbols: CueSymbols
  readonly #rare: (symbol: number) => boolean

  constructor(words: Words, shared: Answers, symbols: CueSymbols, rare: (symbol: number) => boolean) {
    this.#words = words
    this.#size = words.vocabulary.size
    this.#shared = shared
    this.#own = noAnswers(words.idCount - this.#size)
    this.#symbols = symbols
    this.#rare = rare
  }

  /** Whether a cue is filed under one of the words `from` to `to` (half-open). */
  holdsRare(from: number, to: number): boolean {
    for (let place = from; place < to; place++) if (this.#kind(place) === RARE) return true
    return false
  }

  /** Whether the word at this place has symbols. */
  isSomething(place: number): boolean {
    return this.#kind(place) >= SOMETHING
  }

  isRare(place: number): boolean {
    return this.#kind(place) === RARE
  }

  /** The symbols of the word at this place. */
  symbols(place: number): readonly number[] {
    if (this.#kind(place) < SOMETHING) return NONE
    const word = this.#words.id[place] ?? 0
    const size = this.#size
    return (word < size ? this.#shared.symbols[word] : this.#own.symbols[word - size]) ?? NONE
  }

  #kind(place: number): number {
    const word = this.#words.id[place] ?? 0
    const size = this.#size
    const kind = (word < size ? this.#shared.kinds[word] : this.#own.kinds[word - size]) ?? NOTHING
    return kind === UNKNOWN ? this.#look(word) : kind
  }

  #look(word: number): number {
    const symbols = this.#symbols.of(this.#words.form(word))
    const kind = symbols.length === 0 ? NOTHING : symbols.some(this.#rare) ? RARE : SOMETHING
    const size = this.#size
    const answers = word < size ? this.#shared : this.#own
    const at = word < size ? word : word - size
    answers.kinds[at] = kind
    if (kind !== NOTHING) answers.symbols[at] = symbols
    return kind
  }
}

const NONE: readonly number[] = []

function noAnswers(words: number): Answers {
  return { kinds: new Uint8Array(words), symbols: Array.from({ length: words }) }
}
