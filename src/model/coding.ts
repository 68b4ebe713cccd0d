import type { Diagnostic } from './diagnostic.js'
import { POLARITIES } from './stance.js'

/** What a person can put into a sheet's cell; `none`: looked at, and the target is not touched. An empty cell is no code. */
export const CODES = [...POLARITIES, 'none'] as const
export type Code = (typeof CODES)[number]

export interface TargetCode {
  /** Id of the codebook's target. */
  readonly stance: string
  readonly code: Code
}

/** One row of a coding sheet: what one person said of one post. */
export interface Coding {
  /** The person's name: the sheet's file name without extension, or the cell of its column `coder`. */
  readonly coder: string
  /** The post as the sheet names it, for `withCodings` to find; null where the sheet does not say. */
  readonly key: string | null
  readonly thread: string | null
  readonly author: string | null
  /** The post's own words as the sheet holds them. */
  readonly text: string | null
  /** The targets that were coded, in the codebook's order. */
  readonly codes: readonly TargetCode[]
  readonly memo: string | null
  /** Path of the sheet below the corpus folder. */
  readonly sourceFile: string
  /** The row as a spreadsheet numbers it: the header is 1. */
  readonly row: number
}

/** Something to look at in a sheet; the diagnostic's `line` is the spreadsheet's row. */
export interface CodingFault {
  readonly sourceFile: string
  readonly diagnostic: Diagnostic
}

/** How a coding found its post: by key, by key in a thread of another name, or by author and words. */
export const CODING_MATCHES = ['key', 'moved', 'words'] as const
export type CodingMatch = (typeof CODING_MATCHES)[number]
