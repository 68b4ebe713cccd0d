import type { AnyRow, ColumnType, Columns } from './columns.js'
import { formatted } from './dialect.js'
import type { Dialect } from './dialect.js'

/** Texts from this length on are remembered: below it, looking one up costs as much as writing it. */
const LONG = 80

/**
 * The CSV text of one table's rows: RFC 4180, and what else the dialect wants quoted. The bytes are those of the package
 * csv-stringify, by which the tests judge it; it takes twice as long, beside making the cells that it is handed.
 */
export class TableText {
  readonly #columns: readonly { readonly name: string; readonly type: ColumnType }[]
  readonly #dialect: Dialect
  readonly #cells: CellTexts

  /** @param cells may be shared by the tables of one dialect */
  constructor(columns: Columns, dialect: Dialect, cells: CellTexts = new CellTexts(dialect)) {
    this.#columns = Object.entries(columns).map(([name, { type }]) => ({ name, type }))
    this.#dialect = dialect
    this.#cells = cells
  }

  /** The byte-order mark where the dialect has one, and the names of the columns. */
  header(): string {
    const { byteOrderMark, delimiter, lineEnd } = this.#dialect
    const names = this.#columns.map(({ name }) => this.#cells.of(name, 'text'))
    return `${byteOrderMark ? '\ufeff' : ''}${names.join(delimiter)}${lineEnd}`
  }

  row(row: AnyRow): string {
    const { delimiter, lineEnd } = this.#dialect
    let line = ''
    let between = ''
    for (const { name, type } of this.#columns) {
      line += between
      between = delimiter
      const value = row[name] ?? null
      if (value !== null) line += this.#cells.of(value, type)
    }
    return line + lineEnd
  }

  rows(rows: readonly AnyRow[]): string {
    let text = ''
    for (const row of rows) text += this.row(row)
    return text
  }
}

/** Cells as they stand in a table, quoted where they must be. */
export class CellTexts {
  readonly #dialect: Dialect
  readonly #quoted: RegExp
  #known = new Map<string, string>()

  constructor(dialect: Dialect) {
    this.#dialect = dialect
    this.#quoted = dialect.quoted
  }

  of(value: string | number, type: ColumnType): string {
    // The words of a post stand in its own row, in those of its answers and of the answers to it.
    if (typeof value === 'number') return formatted(value, type, this.#dialect)
    if (value.length < LONG || type !== 'text') return this.#made(value, type)
    let cell = this.#known.get(value)
    if (cell === undefined) this.#known.set(value, (cell = this.#made(value, type)))
    return cell
  }

  /** Lets go of the texts of a thread that is done. */
  forget(): void {
    if (this.#known.size > 0) this.#known = new Map()
  }

  #made(value: string, type: ColumnType): string {
    const text = formatted(value, type, this.#dialect)
    return this.#quoted.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
}
