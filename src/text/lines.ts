import type { Span } from '../model/span.js'

/**
 * The lines of a dump. `start[i]` to `end[i]` is line i (0-based) without its LF; `from` and `to` leave out white
 * space at both edges (no-break and narrow no-break spaces are white space). Blank lines have `from === to`.
 */
export interface Lines {
  readonly count: number
  readonly start: Int32Array
  readonly end: Int32Array
  readonly from: Int32Array
  readonly to: Int32Array
}

/** Space of any kind except LF: no-break, narrow no-break, figure, tab, CR, U+2028, zero-width space, BOM. */
export function isSpace(unit: number): boolean {
  if (unit > 32 && unit < 0x80) return false
  return (
    unit === 32 ||
    (unit >= 9 && unit <= 13 && unit !== 10) ||
    unit === 0xa0 ||
    unit === 0x85 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200b) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000 ||
    unit === 0xfeff
  )
}

export function indexLines(text: string, begin = 0): Lines {
  let count = 1
  for (let i = text.indexOf('\n', begin); i >= 0; i = text.indexOf('\n', i + 1)) count++
  const start = new Int32Array(count)
  const end = new Int32Array(count)
  const from = new Int32Array(count)
  const to = new Int32Array(count)
  let at = begin
  for (let line = 0; line < count; line++) {
    let stop = text.indexOf('\n', at)
    if (stop < 0) stop = text.length
    start[line] = at
    end[line] = stop
    let first = at
    let last = stop
    while (first < last && isSpace(text.charCodeAt(first))) first++
    while (last > first && isSpace(text.charCodeAt(last - 1))) last--
    // A blank line is empty at its start.
    from[line] = first < last ? first : at
    to[line] = first < last ? last : at
    at = stop + 1
  }
  return { count, start, end, from, to }
}

/** `span` without white space (LF included) at both ends; empty at its start when nothing is left. */
export function trimmed(text: string, span: Span): Span {
  let { start, end } = span
  while (start < end && isBlank(text.charCodeAt(start))) start++
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--
  return start === end ? { start: span.start, end: span.start } : { start, end }
}

function isBlank(unit: number): boolean {
  return unit === 10 || isSpace(unit)
}

/** Index of the line that holds `offset`; lines must have been indexed from at or before it. */
export function lineAt(lines: Lines, offset: number): number {
  let low = 0
  let high = lines.count - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((lines.start[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

/** The 1-based line of an offset; the text's lines are indexed when it is first asked for. */
export function lineFinder(text: string): (offset: number) => number {
  let lines: Lines | null = null
  return (offset) => {
    lines ??= indexLines(text)
    return lineAt(lines, offset) + 1
  }
}

/** Whether a text is in NFC with single spaces inside: Latin letters and marks only, as most names are. */
function isFolded(text: string): boolean {
  let space = true
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === 32) {
      if (space) return false
      space = true
    } else if (unit < 33 || unit > 0x17f || (unit >= 0x7f && unit < 0xa1)) return false
    else space = false
  }
  return !space || text.length === 0
}

/** NFC, inner white space folded to single spaces, edges trimmed: a name or title as the tables show it. */
export function foldedSpace(text: string): string {
  if (isFolded(text)) return text
  return text
    .normalize('NFC')
    .replace(/[\s\u00a0\u202f\u200b\ufeff]+/gu, ' ')
    .trim()
}
