import type { Span } from '../model/span.js'

/** Places of one dump as the output files give them. Built once per dump. */
export interface Places {
  /** Unicode code points before UTF-16 offset `offset`; a lone surrogate counts as one. */
  codePoint(offset: number): number
  /** 1-based numbers of the first and last line that `span` touches; LF alone ends a line. */
  lines(span: Span): { readonly from: number; readonly to: number }
}

export function indexPlaces(text: string): Places {
  const lineStarts = startsOfLines(text)
  const low = lowSurrogates(text)
  const lineOf = (offset: number): number => countBelow(lineStarts, offset + 1)
  return {
    codePoint: low === null ? (offset) => offset : (offset) => offset - countBelow(low, offset),
    lines: ({ start, end }) => ({ from: lineOf(start), to: lineOf(Math.max(start, end - 1)) }),
  }
}

function startsOfLines(text: string): Int32Array {
  let count = 1
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) count++
  const starts = new Int32Array(count)
  let line = 1
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts[line++] = i + 1
  return starts
}

/** Offsets of the second halves of surrogate pairs, null when there are none (most texts). */
function lowSurrogates(text: string): Int32Array | null {
  if (!/[\ud800-\udbff][\udc00-\udfff]/.test(text)) return null
  const found: number[] = []
  for (let i = 0; i + 1 < text.length; i++) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00)
      found.push(++i)
  }
  return Int32Array.from(found)
}

/** How many of the sorted values are below `limit`. */
function countBelow(sorted: Int32Array, limit: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < limit) low = middle + 1
    else high = middle
  }
  return low
}
