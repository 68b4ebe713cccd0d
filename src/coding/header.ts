import type { CodingFault } from '../model/coding.js'
import { columnLetter } from './csv.js'
import type { SavedTable } from './csv.js'
import type { CodeWords } from './code-words.js'
import { fault } from './fault.js'
import { sheetColumns } from './sheet/table.js'

/** Where in a sheet's rows what stands. */
export interface SheetHeader {
  /** Column by the sheet's fixed name, `memo` and `coder` among them. */
  readonly fixed: ReadonlyMap<string, number>
  /** In the codebook's order. */
  readonly targets: readonly { readonly stance: string; readonly at: number }[]
  readonly width: number
  readonly faults: readonly CodingFault[]
}

const FIXED: ReadonlySet<string> = new Set(Object.keys(sheetColumns([])))

/** A header's cell as it is compared: case, edges and the kind of white space aside. */
export function foldedHeader(cell: string): string {
  return cell.normalize('NFKC').trim().replace(/^'/, '').toLowerCase().replace(/\s+/gu, '_')
}

export function isFixedColumn(cell: string): boolean {
  return FIXED.has(foldedHeader(cell))
}

/** `column K ("bubble")` */
export function columnName(header: readonly string[], at: number): string {
  const name = header[at]?.trim() ?? ''
  return `column ${columnLetter(at)}${name === '' ? '' : ` (${JSON.stringify(name)})`}`
}

/**
 * What the columns of a sheet are. Names given twice, columns that look like a target's but are none, and columns that are passed over
 * are faults; the rest is used.
 */
export function readHeader(
  table: SavedTable,
  sourceFile: string,
  targets: readonly string[],
  words: CodeWords,
): SheetHeader {
  const at = { sourceFile, row: table.headerRow }
  const byName = new Map(targets.map((target) => [foldedHeader(target), target]))
  const fixed = new Map<string, number>()
  const found = new Map<string, number>()
  const faults: CodingFault[] = []
  const extra: number[] = []
  for (const [column, cell] of table.header.entries()) {
    const name = foldedHeader(cell)
    const target = byName.get(name)
    const known = target !== undefined ? found : FIXED.has(name) ? fixed : null
    if (known === null) {
      extra.push(column)
      continue
    }
    const first = known.get(target ?? name)
    if (first === undefined) known.set(target ?? name, column)
    else {
      const [one, other] = [columnLetter(first), columnLetter(column)]
      const message = `Columns ${one} and ${other} have one name, ${JSON.stringify(cell.trim())}; only ${one} is read.`
      faults.push(fault(at, 'coding-file-damaged', message))
    }
  }
  const passedOver = extra.filter((column) => {
    const values = table.rows.map(({ cells }) => cells[column]?.trim() ?? '').filter((value) => value !== '')
    if (values.length === 0) return false
    if (values.some((value) => words(value) === null)) return true
    const message =
      `The codebook has no target for ${columnName(table.header, column)}, which holds ${values.length} codes; they are not used. ` +
      `Its targets are ${targets.join(', ')}.`
    faults.push(fault(at, 'coding-target-unknown', message))
    return false
  })
  if (passedOver.length > 0) {
    const names = passedOver.map((column) => columnName(table.header, column)).join(', ')
    faults.push(fault(at, 'coding-column-unknown', `Passed over: ${names}.`))
  }
  return {
    fixed,
    targets: targets.flatMap((stance) => {
      const column = found.get(stance)
      return column === undefined ? [] : [{ stance, at: column }]
    }),
    width: table.header.length,
    faults,
  }
}
