import type { Span } from '../model/span.js'
import { isSpace } from '../text/lines.js'
import { entityAt, foldWord, isWordAt } from '../text/words.js'

/**
 * The words and marks of a stretch of text with their places. White space is no token, so that "X wrote :" and
 * "X wrote:" are the same. A mark is one character that is neither space nor part of a word; two or more full stops
 * are one mark, `...`.
 */
export interface Tokens {
  readonly count: number
  /** Folded: words as `foldWord` does, marks without their typographic variants. */
  readonly form: readonly string[]
  /** UTF-16 offsets in the text. */
  readonly start: readonly number[]
  readonly end: readonly number[]
  /** Whether the token is a word. */
  readonly word: readonly boolean[]
}

export const ELLIPSIS = '...'

const MARKS = new Map<string, string>([
  ...[...'’‘ʼ′`´'].map((mark): [string, string] => [mark, "'"]),
  ...[...'“”„‟«»″'].map((mark): [string, string] => [mark, '"']),
  ...[...'‐‑‒–—―−'].map((mark): [string, string] => [mark, '-']),
  ...[...'‹›'].map((mark): [string, string] => [mark, mark === '‹' ? '<' : '>']),
  ['…', ELLIPSIS],
])

/** The form under which two marks count as the same. */
export function foldMark(mark: string): string {
  const known = MARKS.get(mark)
  if (known !== undefined) return known
  if (mark.charCodeAt(0) < 128) return mark
  const folded = mark.normalize('NFKC')
  return folded.length === 1 && !isSpace(folded.charCodeAt(0)) ? folded : mark
}

/** The tokens of `text` in `span`. Linear in the span. */
export function tokensIn(text: string, span: Span): Tokens {
  const form: string[] = []
  const start: number[] = []
  const end: number[] = []
  const word: boolean[] = []
  const add = (folded: string, from: number, to: number, isWord: boolean): void => {
    form.push(folded)
    start.push(from)
    end.push(to)
    word.push(isWord)
  }
  let at = span.start
  while (at < span.end) {
    const unit = text.charCodeAt(at)
    if (unit === 10 || isSpace(unit)) {
      at++
      continue
    }
    const stop = wordEnd(text, at, span.end)
    if (stop > at) {
      const folded = wordForm(text, at, stop)
      if (folded !== '') add(folded, at, stop, true)
      at = stop
      continue
    }
    const next = markEnd(text, at, span.end)
    const mark = markForm(text, at, next)
    if (mark !== null) add(mark, at, next, false)
    at = next
  }
  return { count: form.length, form, start, end, word }
}

function wordEnd(text: string, at: number, to: number): number {
  let i = at
  while (i < to) {
    const unit = text.charCodeAt(i)
    if (unit === 38) {
      const entity = entityAt(text, i)
      if (entity === null || !isWordAt(entity.value, 0)) break
      i = entity.end
    } else if (isWordAt(text, i)) {
      i += unit >= 0xd800 && unit <= 0xdbff ? 2 : 1
    } else if (i > at && isJoiner(unit)) {
      i++
    } else break
  }
  return Math.min(i, to)
}

/** Characters inside a word that are not part of its form, as in text/words.ts. */
function isJoiner(unit: number): boolean {
  return unit === 0xad || (unit >= 0x200b && unit <= 0x200d) || unit === 0x2060
}

function wordForm(text: string, start: number, end: number): string {
  const raw = text.slice(start, end)
  if (!raw.includes('&')) return foldWord(raw)
  let plain = ''
  for (let i = start; i < end;) {
    const entity = entityAt(text, i)
    plain += entity === null ? text.charAt(i) : entity.value
    i = entity === null ? i + 1 : entity.end
  }
  return foldWord(plain)
}

export function markEnd(text: string, at: number, to: number): number {
  const unit = text.charCodeAt(at)
  if (unit === 38) {
    const entity = entityAt(text, at)
    if (entity !== null) return Math.min(entity.end, to)
  }
  if (unit === 46) {
    let i = at + 1
    while (i < to && text.charCodeAt(i) === 46) i++
    return i
  }
  return Math.min(at + (unit >= 0xd800 && unit <= 0xdbff ? 2 : 1), to)
}

/** The form of the mark from `start` to `end`; null for a joiner and for an entity that stands for white space. */
export function markForm(text: string, start: number, end: number): string | null {
  const unit = text.charCodeAt(start)
  if (unit === 46) return end - start > 1 ? ELLIPSIS : '.'
  const entity = unit === 38 && end - start > 1 ? entityAt(text, start) : null
  const mark = entity === null ? text.slice(start, end) : entity.value
  if (mark.trim() === '') return null
  return isJoiner(mark.charCodeAt(0)) ? null : foldMark(mark)
}
