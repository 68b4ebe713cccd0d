import type { FactsRecord } from './run-json.js'
import type { Counts, Summary } from './summary.js'

/** One file of the corpus, and what became of it. */
export interface Part {
  readonly source_file: string
  /** Null when it was not analysed. */
  readonly thread: string | null
  /** SHA-256 of the dump's bytes, hex; null when it could not be read. */
  readonly sha256: string | null
  /** Why it was not analysed, else null. */
  readonly reason: string | null
  /** Whether people's codings may concern it: then its rows also depend on other threads. */
  readonly coded: boolean
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

/** What must be the same for a later run to take over parts: all that decides their bytes beside their dumps. */
export interface Lineage {
  /** SHA-256 (hex) of the program and the data that ship with it. */
  readonly code: string
  /** Whether a coder is learned from the codings, given as a file, or none is wanted. */
  readonly learning: 'trained' | 'file' | 'none'
}

/** The first line of the parts. */
export interface PartsHead extends Lineage {
  readonly format: 1
  readonly program: 'polylogue'
  /** As `run.json` holds them. */
  readonly facts: FactsRecord
  /** Where the first part begins in each table, in bytes: behind its header. */
  readonly begins: Readonly<Record<string, number>>
}

/** The last line of the parts. */
export interface PartsEnd {
  /** Every file of the run, `run.json` too, and those of sums. */
  readonly files: Readonly<Record<string, FileState>>
  readonly sums: Readonly<Record<string, FileState>>
  readonly summary: Summary
  /** SHA-256 (hex) of all lines before, and of this one up to here. */
  readonly sha256: string
}

export interface FileState {
  readonly bytes: number
  readonly sha256: string
}
