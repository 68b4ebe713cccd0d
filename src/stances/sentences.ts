import type { Span } from '../model/span.js'
import { isSpace } from '../text/lines.js'

export interface Sentence extends Span {
  readonly asks: boolean
}

const CLOSING = new Set(`)]"'»”’`)

/**
 * The sentences of a stretch of text, without white space at their edges. A line break parts sentences unless the
 * next line goes on in lower case (mail wraps its lines). Linear.
 */
export function sentencesIn(text: string, span: Span, abbreviations: ReadonlySet<string>): Sentence[] {
  const found: Sentence[] = []
  let start = span.start
  const close = (end: number, asks: boolean): void => {
    let from = start
    let to = end
    while (from < to && isBlank(text.charCodeAt(from))) from++
    while (to > from && isBlank(text.charCodeAt(to - 1))) to--
    if (from < to) found.push({ start: from, end: to, asks })
    start = end
  }
  let at = span.start
  while (at < span.end) {
    const unit = text.charCodeAt(at)
    if (unit === 10) {
      const next = skipBlank(text, at + 1, span.end)
      if (text.charCodeAt(at + 1) === 10 || !isLower(text, next)) close(at, false)
      at = Math.max(at + 1, next)
      continue
    }
    if (unit !== 46 && unit !== 33 && unit !== 63 && unit !== 0x2026) {
      at++
      continue
    }
    let end = at
    let asks = false
    while (end < span.end) {
      const mark = text.charCodeAt(end)
      // French sets a space before its marks, so "? !" is one end.
      if (mark === 63) asks = true
      else if (mark !== 46 && mark !== 33 && mark !== 0x2026) break
      end++
    }
    while (end < span.end && CLOSING.has(text.charAt(end))) end++
    if (endsSentence(text, at, end, span, unit, abbreviations)) close(end, asks)
    at = end
  }
  close(span.end, false)
  return found
}

function endsSentence(
  text: string,
  mark: number,
  end: number,
  span: Span,
  unit: number,
  abbreviations: ReadonlySet<string>,
): boolean {
  if (end >= span.end) return true
  const after = text.charCodeAt(end)
  if (!isBlank(after)) return false
  if (unit === 33 || unit === 63) return true
  const next = skipBlank(text, end, span.end)
  if (isLower(text, next)) return false
  if (end - mark > 1 || unit !== 46) return true
  let from = mark
  while (from > span.start && mark - from < 16 && isLetterOrDigit(text, from - 1)) from--
  const word = text.slice(from, mark)
  return !(word.length === 1 && /\p{Lu}/u.test(word)) && !abbreviations.has(word.toLowerCase())
}

function skipBlank(text: string, from: number, to: number): number {
  let at = from
  while (at < to && isBlank(text.charCodeAt(at))) at++
  return at
}

function isLetterOrDigit(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  if (unit >= 0x80) return /[\p{L}\p{N}]/u.test(text.charAt(at))
  return (unit >= 48 && unit <= 57) || isAsciiLetter(unit)
}

function isAsciiLetter(unit: number): boolean {
  return (unit | 32) >= 97 && (unit | 32) <= 122
}

function isLower(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  if (unit < 0x80) return unit >= 97 && unit <= 122
  const char = text.charAt(at)
  return char !== char.toUpperCase() && char === char.toLowerCase()
}

function isBlank(unit: number): boolean {
  return unit === 10 || isSpace(unit)
}
