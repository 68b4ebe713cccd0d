import { findSheets } from '../run/codings.js'
import type { FoundSheets } from '../run/codings.js'
import type { DialectName } from '../report/dialect.js'
import type { Lineage } from '../report/part.js'
import type { Shortage } from '../stances/learn/enough.js'
import { defaultCodebookText, readCodebookFile, readCodebookText } from './codebook-file.js'
import type { CodebookFile } from './codebook-file.js'
import type { WorkerOptions } from './cluster.js'
import type { ResultOptions } from './command.js'
import { readModelText } from './model-file.js'
import type { ModelText } from './model-file.js'

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
  /** The learned coder, null for none; see `learned`. */
  readonly model: ModelText | null
  /** Whether a learned coder is trained on the corpus, was given, or is not wanted; `none` also where nobody coded anything. */
  readonly learning: Lineage['learning']
  /** Per target what is missing to train it. */
  readonly shortages: readonly Shortage[]
}

/** The recipe for the corpus in `folder`, before anything is learned from it. Throws a Failure (2) when a file that it needs cannot be read. */
export function readRecipe(folder: string, options: ResultOptions, version: string): Recipe {
  const { plain, spreadsheet, site, coder } = options
  const sheets = findSheets(folder)
  return {
    version,
    dialect: plain ? 'plain' : (spreadsheet ?? 'default'),
    site,
    coder,
    codebook: readCodebookText(folder),
    sheets,
    model: typeof options.model === 'string' ? readModelText(options.model) : null,
    learning:
      typeof options.model === 'string'
        ? 'file'
        : options.model === false || sheets.files.length === 0
          ? 'none'
          : 'trained',
    shortages: [],
  }
}

/** The recipe of a worker, which knows no corpus folder. Throws a Failure (2) likewise. */
export function workerRecipe({ site, codebook, model }: WorkerOptions, version: string): Recipe {
  return {
    version,
    dialect: 'plain',
    site,
    coder: null,
    codebook: codebook === null ? defaultCodebookText() : readCodebookFile(codebook),
    sheets: { files: [], faults: [] },
    model: model === null ? null : readModelText(model),
    learning: model === null ? 'none' : 'file',
    shortages: [],
  }
}
