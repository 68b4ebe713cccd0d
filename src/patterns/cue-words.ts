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
  /** Whether the words are a vocabulary that has all words of the cues: no other word is one, but for its accents. */
  readonly complete: boolean
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
      const literals = [...this.#symbols.literals]
      shared = noAnswers(
        vocabulary.size,
        literals.every((form) => vocabulary.idOf(form) >= 0),
      )
      this.#shared.set(vocabulary, shared)
    }
    const text = new CueText(words, shared, this.#symbols, this.#rare)
    this.#texts.set(words, text)
    return text
  }
}

/** The words of one text. Asked by place, answered by word: each is looked up once. */
class CueText {
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
    this.#own = noAnswers(words.idCount - this.#size, false)
    this.#symbols = symbols
    this.#rare = rare
  }

  /** Whether a cue is filed under one of the words `from` to `to` (half-open). */
  holdsRare(from: number, to: number): boolean {
    const { id } = this.#words
    const size = this.#size
    const shared = this.#shared.kinds
    const own = this.#own.kinds
    for (let place = from; place < to; place++) {
      const word = id[place] ?? 0
      const kind = (word < size ? shared[word] : own[word - size]) ?? NOTHING
      if (kind === RARE || (kind === UNKNOWN && this.#look(word) === RARE)) return true
    }
    return false
  }

  /** The symbols of the word at this place. */
  symbols(place: number): readonly number[] {
    const word = this.#words.id[place] ?? 0
    const answers = word < this.#size ? this.#shared : this.#own
    const at = word < this.#size ? word : word - this.#size
    let kind = answers.kinds[at] ?? NOTHING
    if (kind === UNKNOWN) kind = this.#look(word)
    return kind === NOTHING ? NONE : (answers.symbols[at] ?? NONE)
  }

  #look(word: number): number {
    const isOwn = word >= this.#size
    const symbols = this.#symbols.of(this.#words.form(word), !(isOwn && this.#shared.complete))
    const kind = symbols.length === 0 ? NOTHING : symbols.some(this.#rare) ? RARE : SOMETHING
    const answers = isOwn ? this.#own : this.#shared
    const at = isOwn ? word - this.#size : word
    answers.kinds[at] = kind
    if (kind !== NOTHING) answers.symbols[at] = symbols
    return kind
  }
}

const NONE: readonly number[] = []

function noAnswers(words: number, complete: boolean): Answers {
  return { complete, kinds: new Uint8Array(words), symbols: Array.from({ length: words }) }
}
