import type { AskedForms } from './cue-forms.js'
import type { Rows } from './rows.js'

/** So many numbers per cue in `plans`. */
export const CUE = 5

/**
 * Cues compiled together, as plain data that can be written to a file or sent to a thread: what a matcher is made from.
 * Symbols are those of cue-symbols.ts, sets of symbols those of cue-groups.ts.
 */
export interface CueTables {
  /** In `CUE` numbers per cue: where its program begins, the halves of the marks that it can begin with, and its reach. */
  readonly plans: Int32Array
  /** By cue the symbols that its matches can begin with. */
  readonly first: Rows
  /** The programs, see `CueCode`. */
  readonly code: Int32Array
  /** By symbol the ways filed under it, `WAY` numbers each. */
  readonly ways: Rows
  /** By symbol the sets that it is in, and the number of all sets. */
  readonly groups: Rows
  readonly groupCount: number
  readonly asked: AskedForms
}
