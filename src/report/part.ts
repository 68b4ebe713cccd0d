import type { Counts } from './summary.js'

/** One file of the corpus, and what became of it. */
export interface Part {
  readonly source_file: string
  /** Null when it was not analysed. */
  readonly thread: string | null
  /** SHA-256 of the dump's bytes, hex; null when it could not be read. */
  readonly sha256: string | null
  /** Why it was not analysed, else null. */
  readonly reason: string | null
}

/** A part with what it added to the files of the run, for a later run that finds the same dump. */
export interface WrittenPart {
  readonly part: Part
  /** Bytes added, by the name of the file; none where it is not named. */
  readonly bytes: Readonly<Record<string, number>>
  /** Rows added, by the name of the table. */
  readonly rows: Readonly<Record<string, number>>
  readonly counts: Counts
}

/** A line that says where a part's bytes are: parts follow each other, so lengths will do. */
export function partLine(written: WrittenPart): string {
  return `${JSON.stringify(written)}\n`
}
