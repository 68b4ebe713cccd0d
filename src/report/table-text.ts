import type { AnyRow, ColumnType, Columns } from './columns.js'
import { csvCell } from './csv-text.js'
import type { Dialect } from './dialect.js'
import type { ThreadCells } from './thread-cells.js'
import { Utf8, utf8 } from './utf8.js'

/** Writes a cell of a row about `one`; nothing where it is empty. */
export type WriteCell<T> = (cells: ThreadCells, one: T) => void

/** The writers of a row's cells by their columns, for `inOrder`. */
export type CellWriters<C extends Columns, T> = { readonly [K in keyof C]: WriteCell<T> }

/** The writers in the order of the columns. */
export function inOrder<C extends Columns, T>(
  columns: C,
  writers: CellWriters<C, T>,
): readonly WriteCell<T>[] {
  return Object.keys(columns).map((name) => writers[name as keyof C])
}

/** One table as CSV. */
export class TableText {
  readonly #columns: readonly { readonly name: string; readonly type: ColumnType }[]
  readonly #dialect: Dialect
  readonly #delimiter: Uint8Array
  readonly #lineEnd: Uint8Array

  constructor(columns: Columns, dialect: Dialect) {
    this.#columns = Object.entries(columns).map(([name, { type }]) => ({ name, type }))
    this.#dialect = dialect
    this.#delimiter = utf8(dialect.delimiter)
    this.#lineEnd = utf8(dialect.lineEnd)
  }

  /** The byte-order mark where the dialect has one, and the names of the columns. */
  header(): Uint8Array {
    const out = new Utf8()
    if (this.#dialect.byteOrderMark) out.append('\ufeff')
    this.#columns.forEach(({ name }, at) => {
      if (at > 0) out.put(this.#delimiter)
      csvCell(out, name, 'text', this.#dialect)
    })
    out.put(this.#lineEnd)
    return out.take()
  }

  row(out: Utf8, row: AnyRow): void {
    this.#columns.forEach(({ name, type }, at) => {
      if (at > 0) out.put(this.#delimiter)
      const value = row[name] ?? null
      if (value !== null) csvCell(out, value, type, this.#dialect)
    })
    out.put(this.#lineEnd)
  }

  /** A row whose cells are written one by one, by writers that are `inOrder`. */
  rowOf<T>(cells: ThreadCells, one: T, writers: readonly WriteCell<T>[]): void {
    const { out } = cells
    for (let at = 0; at < writers.length; at++) {
      if (at > 0) out.put(this.#delimiter)
      writers[at]?.(cells, one)
    }
    out.put(this.#lineEnd)
  }
}
