import type { PartsHead } from '../report/part.js'
import type { FoundDump } from '../run/discover.js'
import type { RunTools } from '../run/run.js'
import type { Learning } from './learned-text.js'
import type { Cluster } from './cluster.js'
import type { Terminal } from './terminal.js'

/** The options that change what a run writes. */
export interface ResultOptions {
  /** For programs: no byte-order mark, LF, nothing defused. */
  readonly plain: boolean
  /** The country whose spreadsheet settings the tables are for, null for the ones that open anywhere. */
  readonly spreadsheet: (typeof SPREADSHEETS)[number] | null
  /** Authors are told apart within a site; empty when not given. */
  readonly site: string
  /** Whose codes the counting tables use: `codebook`, `model` or a person; null for people's agreed code, else the codebook's. */
  readonly coder: string | null
  /** The path of a trained coder's file; null to train one where people coded enough posts, false for none. */
  readonly model: string | false | null
}

export const SPREADSHEETS = ['fr'] as const

/** What a run works with, and what was learned on the way to it. */
export interface Tools extends RunTools {
  readonly learning?: Learning
}

/** What the commands work with, handed in so that tests can do without the pipeline. */
export interface Engine {
  readonly version: string
  /**
   * The pipeline and the report with the languages and the codebook for the corpus in `folder`. Throws a Failure (2)
   * that names every fault of the codebook, or the coders that are known when `options.coder` is none of them. Where people coded enough posts of `dumps` and `options.model` is null, a coder is
   * trained on them first.
   */
  tools(folder: string, options: ResultOptions, dumps?: readonly FoundDump[]): Tools
  /** Whether an earlier run, whose head this is, went by what `tools` would be made of. Loads next to nothing. */
  isSame?(folder: string, options: ResultOptions): (head: PartsHead) => boolean
}

/** What every command is given. A command calls `finish` once, with its exit status. */
export interface Context {
  readonly terminal: Terminal
  readonly engine: Engine
  /** Aborts when the user interrupts. */
  readonly signal: AbortSignal
  /** For the commands that only programs use; null where there are none. */
  readonly cluster: Cluster | null
  finish(status: number): void
}
