import type { ColumnType } from './columns.js'
import { formatted } from './dialect.js'
import type { Dialect } from './dialect.js'
import type { Utf8 } from './utf8.js'

const QUOTE = 0x22

/**
 * Adds a cell, quoted where it must be: by RFC 4180, for another locale's delimiter, or for a lone line break. The bytes are those of
 * the package csv-stringify, by which the tests judge it.
 */
export function csvCell(out: Utf8, value: string | number, type: ColumnType, dialect: Dialect): void {
  const text = formatted(value, type, dialect)
  const start = out.size
  out.append(text)
  if (typeof value === 'string' && !isBare(text, dialect)) quote(out, start)
}

const DECIMAL = /^-?\d+,\d+$/

/** A decimal comma is another locale's delimiter too, but quotes around 0,95 would make some spreadsheets read it as text. */
function isBare(text: string, { decimalMark }: Dialect): boolean {
  return decimalMark === ',' && DECIMAL.test(text)
}

/** Per byte whether it makes its cell stand in quotes. */
const quoting = Uint8Array.from({ length: 0x100 }, (_, byte) =>
  '",;\t\r\n'.includes(String.fromCharCode(byte)) ? 1 : 0,
)

/** Puts quotes around the cell that begins at `start`, in place, where it must have them. */
function quote(out: Utf8, start: number): void {
  const { bytes, size } = out
  let quoted = 0
  let quotes = 0
  for (let i = start; i < size; i++) {
    const byte = bytes[i] ?? 0
    if (quoting[byte] === 0) continue
    quoted = 1
    if (byte === QUOTE) quotes++
  }
  if (quoted === 0) return
  out.room(quotes + 2)
  enclose(out.bytes, start, size, quotes)
  out.size = size + quotes + 2
}

function enclose(bytes: Uint8Array, start: number, end: number, quotes: number): void {
  let to = end + quotes + 2
  bytes[--to] = QUOTE
  let from = end
  // From the end on, so that nothing is overwritten before it was read.
  for (let left = quotes; left > 0;) {
    const byte = bytes[--from] ?? 0
    bytes[--to] = byte
    if (byte !== QUOTE) continue
    bytes[--to] = QUOTE
    left--
  }
  bytes.copyWithin(start + 1, start, from)
  bytes[start] = QUOTE
}
