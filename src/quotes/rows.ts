import type { Post } from '../model/thread.js'
import { entityAt } from '../text/words.js'
import { isSpace } from '../text/lines.js'

/** One line of a post's body (or the part of a line that belongs to it). */
export interface Row {
  /** Without white space at both ends; `start === end` when nothing is left. */
  readonly start: number
  readonly end: number
  /** Where the line itself begins, indentation included. */
  readonly edge: number
  /** How many `>` stand before the words. */
  readonly depth: number
  /** Behind the marks and the space after them. */
  readonly inner: number
}

/** The lines of a body in order of place; body parts that share a line give one row each. */
export function rowsOf(text: string, post: Post): Row[] {
  const rows: Row[] = []
  for (const part of post.body) {
    let at = part.start
    while (at <= part.end) {
      const stop = text.indexOf('\n', at)
      const end = stop < 0 || stop > part.end ? part.end : stop
      rows.push(rowAt(text, at, end))
      at = end + 1
    }
  }
  return rows
}

function rowAt(text: string, edge: number, stop: number): Row {
  let start = edge
  let end = stop
  while (start < end && isSpace(text.charCodeAt(start))) start++
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--
  const { depth, inner } = marksAt(text, start, end)
  return { start, end, edge, depth, inner }
}

/**
 * Quote marks as mail and plain-text pages write them: `>`, `> >`, `>>`, `&gt;`. An arrow or a face (`>:(`, `>_<`,
 * `>=`) is none: behind the last mark stands a space, a word, an opening sign or the end of the line.
 */
function marksAt(text: string, start: number, end: number): { depth: number; inner: number } {
  let at = start
  let depth = 0
  let inner = start
  while (at < end) {
    const next = markEnd(text, at)
    if (next < 0) break
    depth++
    at = next
    while (at < end && isSpace(text.charCodeAt(at))) at++
    inner = at
  }
  if (
    depth === 0 ||
    (inner < end && NO_MARK.includes(text.charAt(inner)) && !isSpace(text.charCodeAt(inner - 1)))
  ) {
    return { depth: 0, inner: start }
  }
  if (depth === 2 && isNumber(text, inner, end)) return { depth: 0, inner: start }
  return { depth, inner }
}

/** `>>41217`, alone on its line, points to a post and quotes nothing. */
function isNumber(text: string, from: number, to: number): boolean {
  if (from === to || to - from > MAX_NUMBER) return false
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 48 || unit > 57) return false
  }
  return true
}

const MAX_NUMBER = 12
const NO_MARK = ':;=_<-.)|'

function markEnd(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  if (unit === 62) return at + 1
  if (unit !== 38) return -1
  const entity = entityAt(text, at)
  return entity !== null && entity.value === '>' ? entity.end : -1
}

export function isBlank(row: Row): boolean {
  return row.inner >= row.end
}
