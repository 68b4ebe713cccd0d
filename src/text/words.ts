import { decodeHTML } from 'entities'
import type { Span } from '../model/span.js'
import { OwnWords } from './own-words.js'
import {
  AMPERSAND,
  foldedUnits,
  foldWord,
  HARD,
  hashed,
  hashStart,
  JOINER,
  KINDS,
  LETTER,
  NONE,
  SURROGATE,
  WIDE,
} from './units.js'
import { Vocabulary } from './vocabulary.js'

export { foldWord } from './units.js'

/**
 * The words of a text with their places: runs of letters, digits and combining marks. Everything that compares words
 * compares `id`, made from the folded form (lower case, NFKC, entities read as what they stand for).
 * Parallel arrays, because a thread can have a million words.
 */
export interface Words {
  readonly text: string
  readonly count: number
  /** UTF-16 offsets in the text, strictly increasing. */
  readonly start: Int32Array
  readonly end: Int32Array
  /**
   * Equal ids mean equal folded words. Below `vocabulary.size` they are the vocabulary's numbers, the same in all texts;
   * from there on they are the text's own, in the order in which the words first stand there.
   */
  readonly id: Int32Array
  readonly vocabulary: Vocabulary
  /** Ids are below this. */
  readonly idCount: number
  /** The folded word of an id; made when first asked for. */
  form(id: number): string
  /** The id of a folded word, -1 when it stands neither in the text nor in the vocabulary. */
  idOf(form: string): number
  /** By id the number of UTF-16 units of the folded word. */
  lengths(): Int32Array
  /** By id: 1 for words with a digit, and for those that stand somewhere with an entity or a joiner in them. */
  mixed(): Uint8Array
  /** All of them by id. Makes every string: where only some are needed, ask `form`. */
  readonly forms: readonly string[]
}

/** Whether a letter, digit or mark begins at `at`; surrogate pairs are looked at as a whole. */
export function isWordAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  if (unit >= 0xd800 && unit <= 0xdfff) {
    return /^[\p{L}\p{M}\p{N}]/u.test(String.fromCodePoint(text.codePointAt(at) ?? 0x20))
  }
  return KINDS[unit] === LETTER
}

const ENTITY_LENGTH = 10

/** What the entity at `at` (an ampersand) stands for, and where it ends; null when it is none. */
export function entityAt(text: string, at: number): { value: string; end: number } | null {
  const near = text.slice(at, at + ENTITY_LENGTH + 1)
  const stop = near.indexOf(';')
  if (stop < 0) return null
  const source = near.slice(0, stop + 1)
  if (!/^&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z][A-Za-z0-9]*);$/.test(source)) return null
  const value = decodeHTML(source)
  return value === source ? null : { value, end: at + stop + 1 }
}

const EMPTY = new Vocabulary()

/** All words of `text` between `from` and `to`, in order of place. Linear in the text. */
export function indexWords(text: string, from = 0, to = text.length, vocabulary = EMPTY): Words {
  const units = foldedUnits(text)
  const own = new OwnWords(text, units, vocabulary)
  let capacity = 1024 + ((to - from) >> 2)
  let start = new Int32Array(capacity)
  let end = new Int32Array(capacity)
  let id = new Int32Array(capacity)
  let count = 0
  let i = from
  while (i < to) {
    let unit = units[i] ?? NONE
    if (unit === NONE) {
      i++
      continue
    }
    const begin = i
    let hash = hashStart
    let all = 0
    while (unit > HARD) {
      hash = hashed(hash, unit)
      all |= unit
      unit = ++i < to ? (units[i] ?? NONE) : NONE
    }
    let known = -1
    if (unit === HARD) {
      const stop = endOfWord(text, begin, to)
      if (stop === begin) {
        i = begin + skip(text, begin)
        continue
      }
      i = stop
      known = own.hard(folded(text.slice(begin, stop)))
    } else known = all < WIDE ? own.plain(hash, begin, i) : own.wide(hash, begin, i)
    if (known < 0) continue
    if (count === capacity) {
      capacity *= 2
      start = grown(start, capacity)
      end = grown(end, capacity)
      id = grown(id, capacity)
    }
    start[count] = begin
    end[count] = i
    id[count] = known
    count++
  }
  const places = { start: start.subarray(0, count), end: end.subarray(0, count), id: id.subarray(0, count) }
  return new TextWords(text, count, places, vocabulary, own)
}

function folded(raw: string): string {
  return foldWord(raw.includes('&') ? decodeHTML(raw) : raw)
}

class TextWords implements Words {
  readonly start: Int32Array
  readonly end: Int32Array
  readonly id: Int32Array
  readonly idCount: number
  readonly #own: OwnWords
  #forms: readonly string[] | null = null

  constructor(
    readonly text: string,
    readonly count: number,
    places: Pick<Words, 'start' | 'end' | 'id'>,
    readonly vocabulary: Vocabulary,
    own: OwnWords,
  ) {
    this.start = places.start
    this.end = places.end
    this.id = places.id
    this.idCount = own.count
    this.#own = own
  }

  form(id: number): string {
    return this.#own.form(id)
  }

  idOf(form: string): number {
    return this.#own.idOf(form)
  }

  get forms(): readonly string[] {
    this.#forms ??= Array.from({ length: this.idCount }, (_, id) => this.form(id))
    return this.#forms
  }

  lengths(): Int32Array {
    return this.#own.lengths()
  }

  mixed(): Uint8Array {
    return this.#own.mixed()
  }
}

function skip(text: string, at: number): number {
  if (text.charCodeAt(at) === 38) {
    const entity = entityAt(text, at)
    if (entity !== null) return entity.end - at
  }
  return 1
}

/** End of the word that begins at `at`, or `at` when none does. */
function endOfWord(text: string, at: number, to: number): number {
  let i = at
  let letters = false
  while (i < to) {
    const kind = KINDS[text.charCodeAt(i)]
    if (kind === SURROGATE) {
      if (!isWordAt(text, i)) break
      letters = true
      i += 2
      continue
    }
    if (kind === AMPERSAND) {
      const entity = entityAt(text, i)
      if (entity === null || !isWordAt(entity.value, 0)) break
      letters = true
      i = entity.end
      continue
    }
    if (kind === LETTER) letters = true
    else if (kind !== JOINER || !letters) break
    i++
  }
  return letters ? Math.min(i, to) : at
}

function grown(old: Int32Array<ArrayBuffer>, capacity: number): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(capacity)
  wider.set(old)
  return wider
}

/** The words that lie wholly in `span`, as a half-open range of indices. */
export function wordsIn(words: Words, span: Span): { readonly from: number; readonly to: number } {
  const from = lowerBound(words.start, words.count, span.start)
  let to = lowerBound(words.start, words.count, span.end)
  while (to > from && (words.end[to - 1] ?? 0) > span.end) to--
  return { from, to }
}

/** Index of the first word that begins at or behind `offset`. */
export function firstWordFrom(words: Words, offset: number): number {
  return lowerBound(words.start, words.count, offset)
}

function lowerBound(sorted: Int32Array, count: number, value: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}
