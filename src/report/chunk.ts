import type { Counts } from './summary.js'

/** What some dumps, one after the other, add to the files of a run. Plain data, so that threads can hand it on. */
export interface Chunk {
  /** Bytes to append, by the name of the file. */
  readonly files: Readonly<Record<string, Uint8Array>>
  /** Rows of each table among them. */
  readonly rows: Readonly<Record<string, number>>
  readonly counts: Counts
}
