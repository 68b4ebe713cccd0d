import { CODES } from '../model/coding.js'
import type { Coding, CodingFault, TargetCode } from '../model/coding.js'
import type { Diagnostic } from '../model/diagnostic.js'
import { decode } from '../read/decode.js'
import { undefused } from '../report/dialect.js'
import { coderName, coderNameFault } from './coder-name.js'
import type { CodeWords } from './code-words.js'
import { readTable } from './csv.js'
import type { SavedTable } from './csv.js'
import { fault } from './fault.js'
import { columnName, foldedHeader, isFixedColumn, readHeader } from './header.js'
import type { SheetHeader } from './header.js'

/** One filled sheet. */
export interface ReadSheet {
  /** The rows with at least one code, in the sheet's order. */
  readonly codings: readonly Coding[]
  readonly faults: readonly CodingFault[]
}

/**
 * The codings in a sheet as a spreadsheet saved it: UTF-8, UTF-16 or Windows-1252, parted by `,`, `;` or tabs, any line
 * ends, columns in any order. Pure; what is wrong comes back as faults, and the rest is read.
 * @param sourceFile path below the corpus folder; its name is the coder's where there is no column `coder`
 * @param targets the codebook's, in order
 */
export function readSheet(
  bytes: Uint8Array,
  sourceFile: string,
  targets: readonly string[],
  words: CodeWords,
): ReadSheet {
  const file = { sourceFile, row: null }
  const refused = (message: string): ReadSheet => ({
    codings: [],
    faults: [fault(file, 'coding-file-refused', message)],
  })
  const decoded = decode(bytes)
  if (decoded.kind === 'refused') return refused(NO_TEXT[decoded.diagnostic.code] ?? '')
  const names = new Set(targets.map(foldedHeader))
  const table = readTable(decoded.text, (name) => isFixedColumn(name) || names.has(foldedHeader(name)))
  const header = readHeader(table, sourceFile, targets, words)
  const { fixed } = header
  const hasWords = (fixed.has('thread') || fixed.has('post')) && fixed.has('author') && fixed.has('text')
  if (!fixed.has('key') && !hasWords) {
    return refused(
      `Row ${table.headerRow} has no column "key", nor "thread", "author" and "text" in its place, so nobody can tell which posts were coded: ` +
        `it begins ${beginningOf(table)}. Is this a sheet that polylogue sheet wrote, saved as CSV?`,
    )
  }
  if (header.targets.length === 0) {
    return refused(
      `Row ${table.headerRow} has no column for a target of the codebook (${targets.join(', ')}); it begins ${beginningOf(table)}.`,
    )
  }
  const faults = [
    ...decoded.diagnostics.flatMap((found) => encodingFault(found, sourceFile)),
    ...header.faults,
  ]
  if (!fixed.has('key')) {
    const message =
      'There is no column "key": the posts are looked for by thread, author and words. Keep the column when you save the sheet.'
    faults.push(fault({ sourceFile, row: table.headerRow }, 'coding-key-missing', message))
  }
  const reader = new RowReader(table.header, header, sourceFile, words, faults)
  const codings = table.rows.flatMap(({ row, cells }) => reader.read(row, cells) ?? [])
  if (table.unclosed !== null) {
    const message =
      'A quotation mark opens in this row and is never closed: this row and what follows were not read. Save the sheet again.'
    faults.push(fault({ sourceFile, row: table.unclosed }, 'coding-file-damaged', message))
  }
  return { codings, faults }
}

const NO_TEXT: Partial<Record<Diagnostic['code'], string>> = {
  'dump-empty': 'The file is empty.',
  'dump-binary': 'The file is no text: save the sheet as CSV in the spreadsheet ("Save as", not renamed).',
}

function encodingFault(found: Diagnostic, sourceFile: string): CodingFault[] {
  return found.code === 'encoding-guessed' || found.code === 'encoding-damaged'
    ? [{ sourceFile, diagnostic: { ...found, line: null } }]
    : []
}

function beginningOf({ header }: SavedTable): string {
  return header.length === 0
    ? 'with nothing'
    : header
        .slice(0, 4)
        .map((cell) => JSON.stringify(cell.slice(0, 40)))
        .join(', ')
}

class RowReader {
  readonly #names: readonly string[]
  readonly #header: SheetHeader
  readonly #sourceFile: string
  readonly #words: CodeWords
  readonly #faults: CodingFault[]
  readonly #fileCoder: string
  #fileCoderTold = false

  constructor(
    names: readonly string[],
    header: SheetHeader,
    sourceFile: string,
    words: CodeWords,
    faults: CodingFault[],
  ) {
    this.#names = names
    this.#header = header
    this.#sourceFile = sourceFile
    this.#words = words
    this.#faults = faults
    this.#fileCoder = coderName(sourceFile.replace(/^.*\//, '').replace(/\.[^.]*$/, ''))
  }

  read(row: number, cells: readonly string[]): Coding | null {
    const at = { sourceFile: this.#sourceFile, row }
    if (cells.slice(this.#header.width).some((cell) => cell.trim() !== '')) {
      const message = `This row has ${cells.length} cells and the header ${this.#header.width}, so its cells may stand in wrong columns; it is not used. Save the sheet again from the spreadsheet.`
      this.#faults.push(fault(at, 'coding-file-damaged', message))
      return null
    }
    const codes = this.#codes(cells, at)
    if (codes.length === 0) return null
    const coder = this.#coder(cells, at)
    if (coder === null) return null
    const key = this.#cell(cells, 'key')?.replace(/^'/, '').toLowerCase() ?? null
    const author = this.#cell(cells, 'author')
    const text = this.#cell(cells, 'text')
    if (key === null && text === null) {
      const message =
        'This row has codes, but neither a key nor words, so nobody can tell which post is meant; it is not used.'
      this.#faults.push(fault(at, 'coding-key-missing', message))
      return null
    }
    const memo = this.#cell(cells, 'memo')
    return { coder, key, thread: this.#thread(cells), author, text, codes, memo, ...at }
  }

  #codes(cells: readonly string[], at: { sourceFile: string; row: number }): TargetCode[] {
    return this.#header.targets.flatMap(({ stance, at: column }) => {
      const value = cells[column]?.trim() ?? ''
      if (value === '') return []
      const code = this.#words(value)
      if (code !== null) return [{ stance, code }]
      const shown = JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)
      const message =
        `${capital(columnName(this.#names, column))} holds ${shown}; allowed are ${CODES.join(', ')}, their French and German words ` +
        'listed in docs/coding.md, or nothing. This cell is not used.'
      this.#faults.push(fault(at, 'coding-value-unknown', message))
      return []
    })
  }

  /** The post's id is the better witness: a spreadsheet takes a thread called `2026-03-05` for a date. */
  #thread(cells: readonly string[]): string | null {
    const post = this.#cell(cells, 'post')
    const mark = post?.lastIndexOf('#') ?? -1
    const thread = post !== null && mark > 0 ? post.slice(0, mark) : this.#cell(cells, 'thread')
    return thread?.normalize('NFC') ?? null
  }

  #coder(cells: readonly string[], at: { sourceFile: string; row: number }): string | null {
    const given = this.#cell(cells, 'coder')
    const name = given === null ? this.#fileCoder : coderName(given)
    const wrong = coderNameFault(name)
    if (wrong === null) return name
    if (given !== null) {
      this.#faults.push(
        fault(at, 'coding-coder-invalid', `The coder's name cannot be used: ${wrong}. This row is not used.`),
      )
    } else if (!this.#fileCoderTold) {
      this.#fileCoderTold = true
      const message = `The file's name says who coded, but ${wrong}: rename the file, or add a column "coder". Its rows are not used.`
      this.#faults.push(fault({ sourceFile: this.#sourceFile, row: null }, 'coding-coder-invalid', message))
    }
    return null
  }

  /** A cell without what kept a spreadsheet from running it, null when it is blank or its column is not there. */
  #cell(cells: readonly string[], name: string): string | null {
    const column = this.#header.fixed.get(name)
    const cell = column === undefined ? '' : undefused(cells[column] ?? '').trim()
    return cell === '' ? null : cell
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
