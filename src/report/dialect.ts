import type { ColumnType } from './columns.js'

/** How tables are written: for spreadsheets anywhere, for programs, for spreadsheets set to French. */
export const DIALECTS = ['default', 'plain', 'fr'] as const
export type DialectName = (typeof DIALECTS)[number]

export interface Dialect {
  readonly name: DialectName
  readonly delimiter: ',' | ';'
  readonly lineEnd: '\r\n' | '\n'
  readonly byteOrderMark: boolean
  readonly decimalMark: '.' | ','
  /** Between date and hour. */
  readonly timeMark: 'T' | ' '
  /** Whether cells that a spreadsheet would run get a leading `'`. */
  readonly defused: boolean
}

export const dialects: Readonly<Record<DialectName, Dialect>> = {
  default: {
    name: 'default',
    delimiter: ',',
    lineEnd: '\r\n',
    byteOrderMark: true,
    decimalMark: '.',
    timeMark: 'T',
    defused: true,
  },
  plain: {
    name: 'plain',
    delimiter: ',',
    lineEnd: '\n',
    byteOrderMark: false,
    decimalMark: '.',
    timeMark: 'T',
    defused: false,
  },
  fr: {
    name: 'fr',
    delimiter: ';',
    lineEnd: '\r\n',
    byteOrderMark: true,
    decimalMark: ',',
    timeMark: ' ',
    defused: true,
  },
}

/** A cell of a column of this type as the dialect writes it, before quoting; empty for null. */
export function formatted(value: string | number | null, type: ColumnType, dialect: Dialect): string {
  if (value === null) return ''
  if (typeof value === 'number') {
    if (type !== 'decimal' && type !== 'coefficient') return String(value)
    const rounded = value.toFixed(2)
    // What rounds to nothing has no sign.
    const digits = rounded === '-0.00' ? '0.00' : rounded
    return dialect.decimalMark === '.' ? digits : digits.replace('.', dialect.decimalMark)
  }
  if (type === 'time') return dialect.timeMark === 'T' ? value : value.replace('T', dialect.timeMark)
  return dialect.defused ? defused(value) : value
}

const RUNS = /^(?:[\t\r\n\0]|\p{White_Space}*[=+\-@\uff1d\uff0b\uff0d\uff20])/u
const PLAIN_NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/

/** The text with one `'` in front where a spreadsheet would run it or lose its first character. Nothing else changes. */
export function defused(text: string): string {
  // Nearly every text begins with a letter or digit.
  const first = text.charCodeAt(0) | 0x20
  if ((first >= 0x61 && first <= 0x7a) || (first >= 0x30 && first <= 0x39)) return text
  return RUNS.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text
}

/** The text without the `'` that `defused` put in front. */
export function undefused(text: string): string {
  const rest = text.slice(1)
  return text.startsWith("'") && defused(rest) === text ? rest : text
}
