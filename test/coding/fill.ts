import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'

/** A sheet's cells, the header first. */
export type Cells = readonly (readonly string[])[]

export function cellsOf(text: string, delimiter = ','): Cells {
  return parse(text, { delimiter, bom: true })
}

/** The sheet with what a coder wrote, by key and column. */
export function filled(cells: Cells, written: ReadonlyMap<string, Readonly<Record<string, string>>>): Cells {
  const [header = [], ...rows] = cells
  const key = header.indexOf('key')
  return [
    header,
    ...rows.map((row) => {
      const by = written.get((row[key] ?? '').replace(/^'/, '')) ?? {}
      return row.map((cell, at) => by[header[at] ?? ''] ?? cell)
    }),
  ]
}

export interface Saving {
  readonly delimiter: ',' | ';' | '\t'
  readonly lineEnd: '\r\n' | '\n' | '\r'
  readonly encoding: 'utf-8' | 'utf-8-bom' | 'utf-16' | 'windows-1252'
}

/** The bytes that a spreadsheet with these settings writes. */
export function saved(cells: Cells, { delimiter, lineEnd, encoding }: Saving): Uint8Array {
  const rows = cells.map((row) => [...row])
  const text = stringify(rows, { delimiter, record_delimiter: lineEnd, quoted_match: /[\r\n]/ })
  if (encoding === 'windows-1252') return western(text)
  return Buffer.from(
    encoding === 'utf-8' ? text : `\ufeff${text}`,
    encoding === 'utf-16' ? 'utf16le' : 'utf8',
  )
}

/** What the bytes 80 to 9F print; five of them nothing. */
const HIGH = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

/** What Windows-1252 cannot write becomes a question mark, as spreadsheets do it. */
function western(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => {
    const high = HIGH.indexOf(letter)
    if (high >= 0) return 0x80 + high
    const unit = letter.charCodeAt(0)
    return letter.length === 1 && unit < 0x100 ? unit : 0x3f
  })
}
