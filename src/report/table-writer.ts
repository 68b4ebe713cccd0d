import { stringify } from 'csv-stringify/sync'
import type { AnyRow, Cell, Columns } from './columns.js'
import { formatted } from './dialect.js'
import type { Dialect } from './dialect.js'

// Rows are handed to the library in batches: its set-up costs more than a short row.
const BATCH_CHARACTERS = 1 << 17

/** One CSV file, row by row: the header is written at once, so that it stands also without rows. */
export class TableWriter {
  readonly #columns: Columns
  readonly #names: readonly string[]
  readonly #dialect: Dialect
  readonly #write: (chunk: string) => void
  #rows = 0
  #batch: string[][] = []
  #size = 0

  constructor(columns: Columns, dialect: Dialect, write: (chunk: string) => void) {
    this.#columns = columns
    this.#names = Object.keys(columns)
    this.#dialect = dialect
    this.#write = write
    if (dialect.byteOrderMark) write('\ufeff')
    this.#push(this.#names.map((name) => formatted(name, 'text', dialect)))
  }

  /** Rows so far, the header not among them. */
  get rows(): number {
    return this.#rows
  }

  row(row: AnyRow): void {
    this.#rows++
    this.#push(this.#names.map((name) => this.#cell(name, row[name] ?? null)))
  }

  /** Hands on what is left. */
  flush(): void {
    if (this.#batch.length === 0) return
    const { delimiter, lineEnd, alsoQuoted } = this.#dialect
    this.#write(
      stringify(this.#batch, {
        delimiter,
        record_delimiter: lineEnd,
        quoted_match: alsoQuoted,
        header: false,
      }),
    )
    this.#batch = []
    this.#size = 0
  }

  #cell(name: string, value: Cell): string {
    return formatted(value, this.#columns[name]?.type ?? 'text', this.#dialect)
  }

  #push(cells: string[]): void {
    this.#batch.push(cells)
    for (const cell of cells) this.#size += cell.length
    if (this.#size >= BATCH_CHARACTERS) this.flush()
  }
}
