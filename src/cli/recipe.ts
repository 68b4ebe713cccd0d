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
  readonly codebook: CodebookFile
}

/** The recipe for the corpus in `folder`. Throws a Failure (2) when a file that it needs cannot be read. */
export function readRecipe(folder: string, options: ResultOptions, version: string): Recipe {
  const { plain, spreadsheet, site } = options
  return {
    version,
    dialect: plain ? 'plain' : (spreadsheet ?? 'default'),
    site,
    codebook: readCodebookText(folder),
  }
}
