import type { AnyRow, Columns } from './columns.js'
import type { Dialect } from './dialect.js'
import { TableText } from './table-text.js'

/** One CSV file as text, row by row: the header is written at once, so that it stands also without rows. */
export class TableWriter {
  readonly #table: TableText
  readonly #write: (text: string) => void
  #rows = 0

  constructor(columns: Columns, dialect: Dialect, write: (text: string) => void) {
    this.#table = new TableText(columns, dialect)
    this.#write = write
    write(this.#table.header())
  }

  /** Rows so far, the header not among them. */
  get rows(): number {
    return this.#rows
  }

  row(row: AnyRow): void {
    this.#rows++
    this.#write(this.#table.row(row))
  }
}
