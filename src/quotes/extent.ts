import type { Span } from '../model/span.js'
import { isSpace } from '../text/lines.js'
import type { Context, Sheet } from './context.js'
import { isBlank } from './rows.js'
import type { Passage } from './passages.js'
import { sourceReachOf } from './passages.js'
import type { Range } from './stream.js'

const OPENING = '"\u00ab\u201c\u201e\u2018\u2039\u201d'
const CLOSING = '"\u00bb\u201d\u201c\u2019\u203a\u00ab'

/** From the first to the last character of rows `from` to `to - 1`, blank rows at both ends and a pair of quotation marks around it all left out. */
export function spanOfRows(text: string, sheet: Sheet, from: number, to: number): Span {
  let first = from
  let last = to - 1
  while (first < last && blankRow(sheet, first)) first++
  while (last > first && blankRow(sheet, last)) last--
  const start = sheet.rows[first]?.start ?? 0
  const end = sheet.rows[last]?.end ?? start
  return withoutMarks(text, withoutTags(text, { start, end }))
}

const MAX_TAG = 80

/** Takes off quote tags that a forum's engine failed to read: `[quote="X"]` before, `[/QUOTE]` behind. */
function withoutTags(text: string, span: Span): Span {
  let { start, end } = span
  if (text.slice(start, start + 6).toLowerCase() === '[quote') {
    const close = text.indexOf(']', start)
    if (close >= 0 && close < Math.min(end - 1, start + MAX_TAG)) start = close + 1
  }
  if (text.slice(end - 8, end).toLowerCase() === '[/quote]' && end - 8 > start) end -= 8
  const inner = trimmedSpace(text, start, end)
  return inner.start < inner.end ? inner : span
}

function blankRow(sheet: Sheet, index: number): boolean {
  const row = sheet.rows[index]
  return row === undefined || isBlank(row)
}

/** Takes off quotation marks that stand around the whole, and none that open or close inside it. */
function withoutMarks(text: string, span: Span): Span {
  const open = text.charAt(span.start)
  const close = text.charAt(span.end - 1)
  if (span.end - span.start < 3 || !OPENING.includes(open) || !CLOSING.includes(close)) return span
  for (let i = span.start + 1; i < span.end - 1; i++) {
    if (text.charAt(i) === open || text.charAt(i) === close) return span
  }
  const inner = trimmedSpace(text, span.start + 1, span.end - 1)
  return inner.start < inner.end ? inner : span
}

export function trimmedSpace(text: string, start: number, end: number): Span {
  let from = start
  let to = end
  while (from < to && (isSpace(text.charCodeAt(from)) || text.charCodeAt(from) === 10)) from++
  while (to > from && (isSpace(text.charCodeAt(to - 1)) || text.charCodeAt(to - 1) === 10)) to--
  return { start: from, end: to }
}

const ENDERS = '.!?\u2026)'

/**
 * The place of tokens that are part of a line: from the first word to the last, with the stop, question or exclamation
 * mark behind it when the source has the same one there.
 */
export function spanOfTokens(context: Context, range: Range, passage: Passage): Span {
  const { text, stream } = context
  const start = stream.start[range.from] ?? 0
  let end = stream.end[range.to - 1] ?? start
  const source = sourceReachOf(passage)
  let other = stream.end[source.to - 1] ?? 0
  for (;;) {
    const here = mark(text, end)
    if (here === null || here.sign !== mark(text, other)?.sign) break
    other = mark(text, other)?.end ?? other
    end = here.end
  }
  return { start, end }
}

/** The closing sign at `at`, behind one space at most. */
function mark(text: string, at: number): { sign: string; end: number } | null {
  const next = isSpace(text.charCodeAt(at)) ? at + 1 : at
  const sign = text.charAt(next)
  return sign !== '' && ENDERS.includes(sign) ? { sign, end: next + 1 } : null
}
