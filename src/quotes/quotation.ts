import type { Span } from '../model/span.js'

/** Opening quotation marks and what closes each, over the languages the program reads. */
const PAIRS: Readonly<Record<string, string>> = {
  '\u00ab': '\u00bb',
  '\u00bb': '\u00ab',
  '\u201c': '\u201d',
  '\u201e': '\u201c\u201d',
  '\u2039': '\u203a',
  '"': '"',
}
const MAX_LENGTH = 2000

/** What stands between quotation marks on one line, the marks left out, in order of place; pairs do not nest. */
export function quotationsIn(text: string, line: Span): Span[] {
  const found: Span[] = []
  let at = line.start
  while (at < line.end) {
    const closing = PAIRS[text.charAt(at)]
    if (closing === undefined) {
      at++
      continue
    }
    const stop = closedAt(text, at + 1, Math.min(line.end, at + MAX_LENGTH), closing)
    if (stop < 0) {
      at++
      continue
    }
    if (stop > at + 1) found.push({ start: at + 1, end: stop })
    at = stop + 1
  }
  return found
}

function closedAt(text: string, from: number, to: number, closing: string): number {
  for (let i = from; i < to; i++) if (closing.includes(text.charAt(i))) return i
  return -1
}
