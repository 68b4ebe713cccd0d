import { CsvError, parse } from 'csv-parse/sync'

/** A table as a spreadsheet saved it. */
export interface SavedTable {
  /** The first row that is not blank; empty where there is none. */
  readonly header: readonly string[]
  /** The rows below that are not blank, each with its number as a spreadsheet shows it (the first row of the file is 1). */
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[]
  readonly headerRow: number
  /** The row in which a quotation mark opens that is never closed, null without one: what follows is lost. */
  readonly unclosed: number | null
}

const DELIMITERS = [',', ';', '\t'] as const

const LENIENT = { relax_column_count: true, relax_quotes: true, record_delimiter: '\n' } as const

/**
 * Reads a table whose delimiter is not known: the one is taken that makes most of `isKnown`'s names of the header, then the one
 * that makes most columns. `text` has LF line ends and no byte-order mark. Never throws.
 */
export function readTable(text: string, isKnown: (name: string) => boolean): SavedTable {
  // Excel writes this line on request and shows it to nobody.
  const told = /^"?sep=([,;\t])"?\n/i.exec(text)
  const body = told === null ? text : text.slice(told[0].length)
  const { records, unclosed } = recordsOf(body, told?.[1] ?? delimiterOf(body, isKnown))
  const rows = records.map((cells, at) => ({ row: at + 1, cells })).filter(({ cells }) => !isBlank(cells))
  const [header, ...rest] = rows
  return { header: header?.cells ?? [], headerRow: header?.row ?? 1, rows: rest, unclosed }
}

function recordsOf(text: string, delimiter: string): { records: string[][]; unclosed: number | null } {
  const records: string[][] = []
  const keep = (record: string[]): null => {
    records.push(record)
    return null
  }
  try {
    parse(text, { ...LENIENT, delimiter, on_record: keep })
    return { records, unclosed: null }
  } catch (error) {
    // With these settings nothing else can go wrong; what was read before it stands.
    if (!(error instanceof CsvError)) throw error
    return { records, unclosed: records.length + 1 }
  }
}

function delimiterOf(text: string, isKnown: (name: string) => boolean): string {
  let best: string = DELIMITERS[0]
  let bestScore: readonly [number, number] = [-1, 0]
  const begin = text.trimStart()
  for (const delimiter of DELIMITERS) {
    const header = firstRecord(begin, delimiter)
    const score: readonly [number, number] = [header.filter(isKnown).length, header.length]
    if (score[0] > bestScore[0] || (score[0] === bestScore[0] && score[1] > bestScore[1])) {
      best = delimiter
      bestScore = score
    }
  }
  return best
}

function firstRecord(text: string, delimiter: string): readonly string[] {
  try {
    return parse(text, { ...LENIENT, delimiter, to: 1 })[0] ?? []
  } catch {
    return []
  }
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '')
}

/** `A`, `B`, … `Z`, `AA`: how a spreadsheet names its columns. `at` counts from 0. */
export function columnLetter(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26))
  return at < 26 ? letter : columnLetter(Math.floor(at / 26) - 1) + letter
}
