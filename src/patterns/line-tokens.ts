import type { Span } from '../model/span.js'
import { isSpace } from '../text/lines.js'
import { FOLDED, HARD, WIDE } from '../text/units.js'
import type { Vocabulary } from '../text/vocabulary.js'
import type { Words } from '../text/words.js'
import { firstWordNear } from './line-words.js'
import { foldMark, markEnd, markForm, tokensIn } from './tokens.js'

/**
 * The tokens (see tokens.ts) of one stretch of text as numbers, filled anew by the `read` of another one. Words are those
 * of the indexed text, so that nothing is folded twice; only the marks between them are looked at.
 */
export class LineTokens {
  count = 0
  /** The vocabulary's numbers; what it does not have is below 0 or not below its size, and equals no literal. */
  id = new Int32Array(64)
  /** UTF-16 offsets in the text. */
  start = new Int32Array(64)
  end = new Int32Array(64)
  /** 1 for words, 0 for marks. */
  word = new Uint8Array(64)
  /** Whether some token begins with a digit. */
  numbered = false
  /** Goes up whenever they are filled anew. */
  version = 0
  #text = ''
  #words: Words | null = null
  /** The stretch that was read, where it was read from `#words`. */
  #from = 0
  #to = 0
  /** The word at which the last stretch began. */
  #near = 0
  /** Forms of tokens that do not come from indexed words. */
  #forms: readonly string[] = []
  readonly #marks = new Map<number, number>()

  constructor(private readonly vocabulary: Vocabulary) {}

  /** Words indexed against another vocabulary, and spans that cut a word, are read from the text alone. */
  read(text: string, span: Span, words: Words | null): void {
    // The same line is often asked about in several ways.
    if (words !== null && words === this.#words && span.start === this.#from && span.end === this.#to) return
    this.#from = span.start
    this.#to = span.end
    this.version++
    this.#text = text
    this.count = 0
    this.numbered = false
    this.#words = words?.vocabulary === this.vocabulary ? words : null
    if (this.#words === null || !this.#fromWords(this.#words, span)) this.#fromText(span)
  }

  /** The text's words, whose ids these are; null where the tokens were read from the text alone. */
  get words(): Words | null {
    return this.#words
  }

  /** The folded word or mark at `i`. */
  form(i: number): string {
    if (this.#words === null) return this.#forms[i] ?? ''
    if (this.word[i] === 1) return this.#words.form(this.id[i] ?? 0)
    return markForm(this.#text, this.start[i] ?? 0, this.end[i] ?? 0) ?? ''
  }

  isNumber(i: number): boolean {
    if (i >= this.count) return false
    const unit = this.#text.charCodeAt(this.start[i] ?? 0)
    if (isDigit(unit)) return true
    return this.word[i] === 1 && isHard(unit) && isDigit(this.form(i).charCodeAt(0))
  }

  /** False when the first unit tells that the token does not begin with `form`, so that its own need not be made. */
  beginsLike(i: number, form: string): boolean {
    const unit = this.#text.charCodeAt(this.start[i] ?? 0)
    const first = form.charCodeAt(0)
    // A letter and its accent may be two units.
    return first >= 128 || isHard(unit) || FOLDED[unit] === first
  }

  /** Index of the token that begins at `offset`, -1 when none does. */
  indexOfStart(offset: number): number {
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.start[middle] ?? 0) < offset) low = middle + 1
      else high = middle
    }
    return low < this.count && this.start[low] === offset ? low : -1
  }

  /** Index behind the token that ends at `offset`, -1 when none does from `from` on. */
  indexOfEnd(from: number, offset: number): number {
    for (let i = from; i < this.count; i++) {
      const end = this.end[i] ?? 0
      if (end === offset) return i + 1
      if (end > offset) return -1
    }
    return -1
  }

  /** False when a word is cut at one of the edges. */
  #fromWords(words: Words, span: Span): boolean {
    const first = firstWordNear(words, span.start, this.#near)
    this.#near = first
    if (first > 0 && (words.end[first - 1] ?? 0) > span.start) return false
    let at = span.start
    for (let w = first; w < words.count; w++) {
      const start = words.start[w] ?? 0
      if (start >= span.end) break
      const end = words.end[w] ?? 0
      if (end > span.end) return this.#cut()
      if (at < start) this.#marksIn(at, start)
      this.#add(words.id[w] ?? 0, start, end, 1)
      at = end
    }
    if (at < span.end) this.#marksIn(at, span.end)
    return true
  }

  #cut(): false {
    this.count = 0
    this.numbered = false
    return false
  }

  /** White space is no token, nor are joiners outside words and entities for white space. */
  #marksIn(from: number, to: number): void {
    const text = this.#text
    let at = from
    while (at < to) {
      const unit = text.charCodeAt(at)
      if (unit === 32 || unit === 10 || isSpace(unit)) {
        at++
        continue
      }
      const next = markEnd(text, at, to)
      const id = this.#markId(unit, at, next)
      if (id !== null) this.#add(id, at, next, 0)
      at = next
    }
  }

  /** Null where the mark is none. */
  #markId(unit: number, start: number, end: number): number | null {
    if (end - start > 1) {
      const form = markForm(this.#text, start, end)
      return form === null ? null : this.vocabulary.idOf(form)
    }
    let id = this.#marks.get(unit)
    if (id === undefined) {
      const form = markForm(this.#text, start, end)
      id = form === null ? NO_MARK : this.vocabulary.idOf(foldMark(form))
      this.#marks.set(unit, id)
    }
    return id === NO_MARK ? null : id
  }

  #fromText(span: Span): void {
    this.#words = null
    const tokens = tokensIn(this.#text, span)
    this.#forms = tokens.form
    for (let i = 0; i < tokens.count; i++) {
      const id = this.vocabulary.idOf(tokens.form[i] ?? '')
      this.#add(id, tokens.start[i] ?? 0, tokens.end[i] ?? 0, tokens.word[i] === true ? 1 : 0)
    }
  }

  #add(id: number, start: number, end: number, word: 0 | 1): void {
    const i = this.count++
    if (i === this.id.length) this.#grow()
    this.id[i] = id
    this.start[i] = start
    this.end[i] = end
    this.word[i] = word
    if (!this.numbered && this.isNumber(i)) this.numbered = true
  }

  #grow(): void {
    this.id = grown(this.id)
    this.start = grown(this.start)
    this.end = grown(this.end)
    const word = new Uint8Array(this.id.length)
    word.set(this.word)
    this.word = word
  }
}

const NO_MARK = -2

function grown(list: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(list.length * 2)
  wider.set(list)
  return wider
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57
}

/** Whether a word that begins so may begin with a digit once it is folded. */
function isHard(unit: number): boolean {
  const folded = FOLDED[unit] ?? 0
  return folded === HARD || folded >= WIDE
}
