import type { ThreadRecord } from './record.js'
import { wellFormed } from './well-formed.js'

/**
 * One line of `threads.ndjson`, its LF included. What breaks other programs' readers is kept out: lone surrogates become
 * U+FFFD, and the line ends that are none in JSON (U+0085, U+2028, U+2029) are written as escapes.
 */
export function recordLine(record: ThreadRecord): string {
  return escapedLine(record)
}

/** The line without its LF, for those who add that to the bytes: to add it to a long text copies the text. */
export function recordText(record: ThreadRecord): string {
  return escapedText(record)
}

/** A line of JSON for any other record, likewise. */
export function escapedLine(record: object): string {
  return `${escapedText(record)}\n`
}

function escapedText(record: object): string {
  let text = JSON.stringify(record)
  // JSON.stringify writes lone surrogates as \udXXX; the search also meets "\\ud" in a text, which only costs time.
  if (text.includes('\\ud')) {
    text = JSON.stringify(record, (_, value: unknown) =>
      typeof value === 'string' ? wellFormed(value) : value,
    )
  }
  // Hardly any line has one, and to look for each costs less than to look for all.
  const breaks = text.includes('\u0085') || text.includes('\u2028') || text.includes('\u2029')
  return breaks ? text.replace(/[\u0085\u2028\u2029]/g, escaped) : text
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}
