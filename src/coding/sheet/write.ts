import { dataPackage } from '../../report/datapackage.js'
import { dialects } from '../../report/dialect.js'
import type { Dialect, DialectName } from '../../report/dialect.js'
import { TableWriter } from '../../report/table-writer.js'
import type { DealtSheet } from './deal.js'
import type { Stratum } from './sample.js'
import { sheet, sheetColumns } from './table.js'

/** What the descriptor says of how the sheets came about. */
export interface SheetFacts {
  readonly version: string
  readonly codebook: { readonly from: string; readonly sha256: string }
  readonly posts: number
  readonly overlap: number
  readonly seed: number
  readonly strata: readonly Stratum[]
}

/** The sheet as CSV, its targets' cells and memos empty. */
export function sheetText(
  { coder, posts }: DealtSheet,
  targets: readonly string[],
  name: DialectName,
): string {
  const dialect = dialects[name]
  let text = ''
  const table = new TableWriter(sheetColumns(targets), dialect, (chunk) => void (text += chunk))
  for (const post of posts) table.row({ ...post, key: protectedKey(post.key, dialect), coder })
  return text
}

/** A key of digits alone, or with one e, is a number to a spreadsheet, which keeps 15 digits of it. */
function protectedKey(key: string, { defused }: Dialect): string {
  return defused && /^\d+(?:e\d+)?$/.test(key) ? `'${key}` : key
}

/** The descriptor of all sheets (Frictionless), with how they were drawn: what a methods section has to say. */
export function sheetsPackage(
  sheets: readonly DealtSheet[],
  targets: readonly string[],
  name: DialectName,
  facts: SheetFacts,
): string {
  const tables = sheets.map(({ coder }, at) => ({
    ...sheet,
    name: `sheet-${at + 1}`,
    path: `${coder}.csv`,
    columns: sheetColumns(targets),
  }))
  const described = {
    ...dataPackage(tables, dialects[name], false),
    name: SHEETS_NAME,
    title: 'Coding sheets by polylogue',
    sample: {
      ...facts,
      strata: facts.strata.map(({ coded, ...rest }) => ({ ...rest, coded_by_codebook: coded })),
    },
  }
  return `${JSON.stringify(described, null, 2)}\n`
}

/** By this name a later `polylogue sheet` knows its own descriptor. */
export const SHEETS_NAME = 'polylogue-sheets'
