import type { Span } from '../model/span.js'
import { columns, columnsOf, visible } from '../text/visible.js'

/**
 * Cuts `span` of `text` into rows of at most `width` columns, behind a space where there is one; a longer word is cut
 * where it must be, never inside a character. The rows follow each other without gaps; the spaces a row ends with may stand over.
 * An empty span is one empty row. Linear: what is looked at twice is one word.
 */
export function wrapRows(text: string, span: Span, width: number): Span[] {
  const rows: Span[] = []
  let start = span.start
  let used = 0
  /** Where the row can end: behind its last space; and how many columns come after that. */
  let rest = start
  let after = 0
  for (let at = start; at < span.end;) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
    const next = Math.min(at + character.length, span.end)
    const wide = isPlain(character) ? columnsOf(character) : columns(character)
    if (character === ' ') {
      used++
      rest = next
      after = 0
    } else {
      while (used + wide > width && at > start) {
        const stop = rest > start ? rest : at
        rows.push({ start, end: stop })
        used = stop === at ? 0 : after
        start = stop
        rest = start
        after = used
      }
      used += wide
      after += wide
    }
    at = next
  }
  rows.push({ start, end: span.end })
  return rows
}

function isPlain(character: string): boolean {
  return character >= ' ' && character <= '~'
}

/** A sentence of the program in rows of at most `width` columns. `text` may come from a dump: it is made visible. */
export function wrapText(text: string, width: number): string[] {
  const safe = visible(text)
  return wrapRows(safe, { start: 0, end: safe.length }, width).map((row) =>
    safe.slice(row.start, row.end).trimEnd(),
  )
}
