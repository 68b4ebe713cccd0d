import type { Column, Columns, ForeignKey } from './columns.js'
import type { Dialect } from './dialect.js'

/** What `dataPackage` needs to know of a table. */
export interface DescribedTable {
  readonly name: string
  /** The file, `<name>.csv` where it is not given. */
  readonly path?: string
  readonly per: string
  readonly description: string
  readonly columns: Columns
  readonly key: readonly string[]
  readonly foreign: readonly ForeignKey[]
}

/**
 * The descriptor of all tables: Data Package 1 with a Table Schema for each (specs.frictionlessdata.io).
 * @param sites whether any dump names a site: authors are then told apart by site and name
 */
export function dataPackage(tables: readonly DescribedTable[], dialect: Dialect, sites: boolean): object {
  return {
    profile: 'tabular-data-package',
    name: 'polylogue-output',
    title: 'Threads read by polylogue',
    resources: tables.map((table) => resource(table, dialect, sites)),
  }
}

function resource(table: DescribedTable, dialect: Dialect, sites: boolean): object {
  const key = sites && table.key.includes('author') ? ['site', ...table.key] : table.key
  const defused = dialect.defused
    ? " A cell that a spreadsheet would run as a formula has one ' put in front of it."
    : ''
  return {
    profile: 'tabular-data-resource',
    name: table.name,
    title: `One row per ${table.per}`,
    description: table.description + defused,
    path: table.path ?? `${table.name}.csv`,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    dialect: {
      delimiter: dialect.delimiter,
      lineTerminator: dialect.lineEnd,
      quoteChar: '"',
      doubleQuote: true,
      header: true,
      skipInitialSpace: false,
    },
    schema: {
      fields: Object.entries(table.columns).map(([name, column]) => field(name, column, dialect)),
      missingValues: [''],
      ...(key.length === 0 ? {} : { primaryKey: key }),
      ...(table.foreign.length === 0 ? {} : { foreignKeys: table.foreign.map(foreignKey) }),
    },
  }
}

function foreignKey({ field: fields, table, to }: ForeignKey): object {
  return { fields, reference: { resource: table, fields: to } }
}

function field(name: string, column: Column, dialect: Dialect): object {
  const constraints = {
    ...(column.empty ? {} : { required: true }),
    ...(column.values === undefined ? {} : { enum: column.values }),
    ...(column.type === 'decimal' ? { minimum: 0, maximum: 1 } : {}),
    ...(column.type === 'coefficient' ? { minimum: -1, maximum: 1 } : {}),
    ...(column.type === 'time' ? { pattern: timePattern(dialect) } : {}),
  }
  return {
    name,
    ...typeOf(column, dialect),
    description: column.description,
    ...(Object.keys(constraints).length === 0 ? {} : { constraints }),
  }
}

function typeOf(column: Column, dialect: Dialect): object {
  switch (column.type) {
    case 'integer':
      return { type: 'integer' }
    case 'decimal':
    case 'coefficient':
      return dialect.decimalMark === '.'
        ? { type: 'number' }
        : { type: 'number', decimalChar: dialect.decimalMark }
    case 'date':
      return { type: 'date' }
    case 'flag':
      return { type: 'boolean', trueValues: ['1'], falseValues: ['0'] }
    // A `datetime` must have seconds and cannot be a mere day: pages are seldom that precise.
    case 'time':
    case 'text':
      return { type: 'string' }
  }
}

function timePattern(dialect: Dialect): string {
  return `\\d{4}-\\d{2}-\\d{2}(${dialect.timeMark}\\d{2}:\\d{2}(:\\d{2})?(Z|[+-]\\d{2}:\\d{2})?)?`
}
