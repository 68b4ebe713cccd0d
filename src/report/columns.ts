/**
 * What a column's cells are. `time` is ISO 8601 of varying precision, `decimal` a share, `coefficient` -1 to 1, `flag` 0
 * or 1.
 */
export type ColumnType = 'text' | 'integer' | 'decimal' | 'coefficient' | 'time' | 'date' | 'flag'

export interface Column {
  readonly type: ColumnType
  /** For `datapackage.json` and docs/tables.md: one line of plain text. */
  readonly description: string
  /** The closed vocabulary, where there is one. */
  readonly values?: readonly string[]
  /** Whether a cell may be empty. */
  readonly empty: boolean
}

/** A table's columns in order; the property names are the headers. */
export type Columns = Readonly<Record<string, Column>>

type CellOf<C extends Column> =
  (C['type'] extends 'text' | 'time' | 'date' ? string : number) | (C['empty'] extends true ? null : never)

export type Row<C extends Columns> = { readonly [K in keyof C]: CellOf<C[K]> }

/** A cell before it is written: null is an empty one. */
export type Cell = string | number | null
export type AnyRow = Readonly<Record<string, Cell>>

export interface ForeignKey {
  readonly field: string
  readonly table: string
  readonly to: string
}

export interface Table<C extends Columns = Columns> {
  /** The file's name without its ending. */
  readonly name: string
  /** What one row stands for. */
  readonly per: string
  readonly description: string
  readonly columns: C
  /** Columns that tell the rows apart, none where no set of filled columns does. */
  readonly key: readonly (keyof C & string)[]
  readonly foreign: readonly ForeignKey[]
}

export function defineTable<const C extends Columns>(table: Table<C>): Table<C> {
  return table
}

type Filled<T extends ColumnType> = { type: T; description: string; empty: false }
type Optional<T extends ColumnType> = { type: T; description: string; empty: true }

/** A column whose cells are never empty. */
export function filled<const T extends ColumnType>(type: T, description: string): Filled<T> {
  return { type, description, empty: false }
}

/** A column whose cells are empty where nothing is known or nothing applies. */
export function optional<const T extends ColumnType>(type: T, description: string): Optional<T> {
  return { type, description, empty: true }
}

/** A column of a closed vocabulary. */
export function oneOf(values: readonly string[], description: string) {
  return { type: 'text', description, values, empty: false } as const
}

export function oneOfOrEmpty(values: readonly string[], description: string) {
  return { type: 'text', description, values, empty: true } as const
}
