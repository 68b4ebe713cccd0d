import { decodeHTML } from 'entities'
import { isSpace } from '../../text/lines.js'
import { entityAt, foldWord, isWordAt } from '../../text/words.js'
import { type HintedWords, MIXED } from './hints.js'

/** A number, a word or a single mark of a stamp, on one line. `END` stands for everything that no stamp reaches over. */
export interface Token {
  readonly kind: 'number' | 'word' | 'mark' | 'end'
  readonly start: number
  readonly end: number
  /** Numbers: the value, and how many digits it was written with. */
  readonly value: number
  readonly digits: number
  /** Words and marks, folded: typographic apostrophes and dashes are plain ones. */
  readonly form: string
  /** White space of any kind stands before it. */
  readonly spaced: boolean
}

const LONGEST_WORD = 40
const LONGEST_NUMBER = 9
const WIDEST_SPACE = 40

export const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57

type Filled = { -readonly [K in keyof Token]: Token[K] }

/**
 * The tokens from a place on, read only as far as somebody asks: most candidates are given up after one or two. One reader serves a
 * whole text; a token is good until the reader is sent elsewhere, since then the same objects are filled again.
 */
export class Tokens {
  readonly #tokens: Filled[] = []
  #count = 0
  /** No word before it begins where a token is still to be read. */
  #word = 0

  /** `words` are those of the text, of which words need not be folded again; null where nobody has indexed it. */
  constructor(
    private readonly text: string,
    private readonly to: number,
    private from: number,
    private readonly words: HintedWords | null,
  ) {}

  /** Reads from another place on, before which `word` words begin. */
  goTo(from: number, word: number): void {
    this.from = from
    this.#word = word
    this.#count = 0
  }

  at(index: number): Token {
    return (index < this.#count ? this.#tokens[index] : this.#read(index)) ?? END
  }

  #read(index: number): Token | undefined {
    let before = this.#tokens[this.#count - 1]
    while (this.#count <= index) {
      if (this.#count > 0 && before?.kind === 'end') return before
      let token = this.#tokens[this.#count]
      if (token === undefined) this.#tokens.push((token = { ...END }))
      this.#fill(token, this.#count === 0 ? this.from : (before?.end ?? this.from))
      before = token
      this.#count++
    }
    return before
  }

  /** Makes `token` the one at or behind `from`. */
  #fill(token: Filled, from: number): void {
    const { text, to } = this
    const at = behindSpace(text, from, to)
    token.spaced = at > from
    token.start = at
    token.value = 0
    token.digits = 0
    const unit = text.charCodeAt(at)
    if (at >= to || unit === LINE_END) {
      token.kind = 'end'
      token.end = at
      token.form = ''
    } else if (isDigit(unit)) fillNumber(token, text, to)
    else if (this.words === null || !this.#isWord(token, this.words)) fillOther(token, text, to)
  }

  /** Whether the token is a whole word of the index, as which it is filled. */
  #isWord(token: Filled, { words, hints }: HintedWords): boolean {
    const { start } = token
    let w = this.#word
    while (w < words.count && (words.start[w] ?? 0) < start) w++
    this.#word = w
    if (w >= words.count || words.start[w] !== start) return false
    const end = words.end[w] ?? 0
    const id = words.id[w] ?? 0
    if (((hints[id] ?? MIXED) & MIXED) !== 0 || end - start > LONGEST_WORD) return false
    token.kind = 'word'
    token.end = end
    token.form = words.form(id)
    return true
  }
}

const END: Token = { kind: 'end', start: 0, end: 0, value: 0, digits: 0, form: '', spaced: false }

/** All tokens of a short text, for phrases that come from the language data. */
export function tokensOf(text: string): Token[] {
  const tokens = new Tokens(text, text.length, 0, null)
  const all: Token[] = []
  for (let i = 0; tokens.at(i).kind !== 'end'; i++) all.push({ ...tokens.at(i) })
  return all
}

/** Behind white space and entities for it; a line's end is none. `to` where more of it stands there than a stamp reaches over. */
function behindSpace(text: string, from: number, to: number): number {
  let at = from
  for (let width = 0; at < to; width++) {
    if (width > WIDEST_SPACE) return to
    const unit = text.charCodeAt(at)
    if (isSpace(unit)) at++
    else if (unit === AMPERSAND) {
      const entity = entityAt(text, at)
      if (entity === null || !isSpace(entity.value.charCodeAt(0))) break
      at = entity.end
    } else break
  }
  return at
}

/** A word that has to be folded, or a mark. */
function fillOther(token: Filled, text: string, to: number): void {
  const { start } = token
  const stop = wordEnd(text, start, to)
  if (stop > start) {
    const raw = text.slice(start, stop)
    token.kind = 'word'
    token.end = stop
    token.form = foldWord(raw.includes('&') ? decodeHTML(raw) : raw)
    return
  }
  const entity = text.charCodeAt(start) === AMPERSAND ? entityAt(text, start) : null
  token.kind = 'mark'
  token.end = entity?.end ?? start + 1
  token.form = foldMark(entity?.value ?? text.charAt(start))
}

const LINE_END = 10
const AMPERSAND = 38

function fillNumber(token: Filled, text: string, to: number): void {
  const { start } = token
  let end = start
  let value = 0
  while (end < to && end - start <= LONGEST_NUMBER && isDigit(text.charCodeAt(end))) {
    value = value * 10 + text.charCodeAt(end) - 48
    end++
  }
  token.kind = 'number'
  token.end = end
  token.value = value
  token.digits = end - start
  token.form = ''
}

/** End of the run of letters at `at`; digits end it, so that `17h08` is three tokens. */
export function wordEnd(text: string, at: number, to: number): number {
  let i = at
  while (i < to && i - at <= LONGEST_WORD) {
    const unit = text.charCodeAt(i)
    if (unit === AMPERSAND) {
      const entity = entityAt(text, i)
      if (entity === null || !isWordAt(entity.value, 0) || isDigit(entity.value.charCodeAt(0))) break
      i = entity.end
    } else if (unit === 0xad && i > at) i++
    else if (isDigit(unit) || !isWordAt(text, i)) break
    else i += unit >= 0xd800 && unit <= 0xdbff ? 2 : 1
  }
  return Math.min(i, to)
}

function foldMark(mark: string): string {
  switch (mark) {
    case '\u2019':
    case '\u02bc':
    case '\u2032':
      return "'"
    case '\u2010':
    case '\u2011':
    case '\u2012':
    case '\u2013':
    case '\u2014':
    case '\u2212':
      return '-'
    default:
      return mark
  }
}
