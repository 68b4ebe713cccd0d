import type { AnyRow, Columns } from './columns.js'
import type { Dialect } from './dialect.js'
import { TableText } from './table-text.js'
import { Utf8 } from './utf8.js'

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** One CSV file as text, row by row: the header is written at once, so that it stands also without rows. */
export class TableWriter {
  readonly #table: TableText
  readonly #write: (text: string) => void
  readonly #bytes = new Utf8()

  constructor(columns: Columns, dialect: Dialect, write: (text: string) => void) {
    this.#table = new TableText(columns, dialect)
    this.#write = write
    write(decoder.decode(this.#table.header()))
  }

  row(row: AnyRow): void {
    this.#table.row(this.#bytes, row)
    this.#write(decoder.decode(this.#bytes.take()))
  }
}
