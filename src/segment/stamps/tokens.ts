import { decodeHTML } from 'entities'
import { isSpace } from '../../text/lines.js'
import { entityAt, foldWord, isWordAt } from '../../text/words.js'

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

/** The tokens from a place on, read only as far as somebody asks: most candidates are given up after one or two. */
export class Tokens {
  private readonly read: Token[] = []
  constructor(
    private readonly text: string,
    private readonly from: number,
    private readonly to: number,
  ) {}

  at(index: number): Token {
    const known = this.read[index]
    if (known !== undefined) return known
    for (let i = this.read.length; i <= index; i++) {
      const before = this.read[i - 1]
      if (before?.kind === 'end') return before
      this.read.push(next(this.text, before?.end ?? this.from, this.to))
    }
    return this.read[index] ?? END
  }
}

const END: Token = { kind: 'end', start: 0, end: 0, value: 0, digits: 0, form: '', spaced: false }

/** All tokens of a short text, for phrases that come from the language data. */
export function tokensOf(text: string): Token[] {
  const tokens = new Tokens(text, 0, text.length)
  const all: Token[] = []
  for (let i = 0; tokens.at(i).kind !== 'end'; i++) all.push(tokens.at(i))
  return all
}

function next(text: string, from: number, to: number): Token {
  let at = from
  let width = 0
  while (at < to && width <= WIDEST_SPACE) {
    const unit = text.charCodeAt(at)
    if (isSpace(unit)) at++
    else if (unit === 38) {
      const entity = entityAt(text, at)
      if (entity === null || !isSpace(entity.value.charCodeAt(0))) break
      at = entity.end
    } else break
    width++
  }
  const spaced = at > from
  const unit = text.charCodeAt(at)
  if (at >= to || unit === 10 || width > WIDEST_SPACE) return make('end', at, at, '', spaced)
  if (isDigit(unit)) return numberAt(text, at, to, spaced)
  const stop = wordEnd(text, at, to)
  if (stop > at) {
    const raw = text.slice(at, stop)
    return make('word', at, stop, foldWord(raw.includes('&') ? decodeHTML(raw) : raw), spaced)
  }
  const entity = unit === 38 ? entityAt(text, at) : null
  const form = foldMark(entity?.value ?? text.charAt(at))
  return make('mark', at, entity?.end ?? at + 1, form, spaced)
}

function make(kind: Token['kind'], start: number, end: number, form: string, spaced: boolean): Token {
  return { kind, start, end, value: 0, digits: 0, form, spaced }
}

function numberAt(text: string, start: number, to: number, spaced: boolean): Token {
  let end = start
  let value = 0
  while (end < to && end - start <= LONGEST_NUMBER && isDigit(text.charCodeAt(end))) {
    value = value * 10 + text.charCodeAt(end) - 48
    end++
  }
  return { kind: 'number', start, end, value, digits: end - start, form: '', spaced }
}

/** End of the run of letters at `at`; digits end it, so that `17h08` is three tokens. */
export function wordEnd(text: string, at: number, to: number): number {
  let i = at
  while (i < to && i - at <= LONGEST_WORD) {
    const unit = text.charCodeAt(i)
    if (unit === 38) {
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
