import { findSheets } from '../run/codings.js'
import type { FoundSheets } from '../run/codings.js'
import type { DialectName } from '../report/dialect.js'
import { readCodebookText } from './codebook-file.js'
import type { CodebookFile } from './codebook-file.js'
import type { ResultOptions } from './command.js'

/**
 * All that decides what a dump becomes, as plain data. Whatever a run reads from disk beside the dumps is read once, into
 * this; worker threads are handed a copy, so that all of them make the same results even when a file is edited meanwhile.
 */
export interface Recipe {
  /** The program's version. */
  readonly version: string
  readonly dialect: DialectName
  /** Authors are told apart within a site; empty when not given. */
  readonly site: string
  /** Whose codes the counting tables use, null for people's agreed code, else the codebook's. */
  readonly coder: string | null
  readonly codebook: CodebookFile
  /** People's filled coding sheets. */
  readonly sheets: FoundSheets
}

/** The recipe for the corpus in `folder`. Throws a Failure (2) when a file that it needs cannot be read. */
export function readRecipe(folder: string, options: ResultOptions, version: string): Recipe {
  const { plain, spreadsheet, site, coder } = options
  return {
    version,
    dialect: plain ? 'plain' : (spreadsheet ?? 'default'),
    site,
    coder,
    codebook: readCodebookText(folder),
    sheets: findSheets(folder),
  }
}
