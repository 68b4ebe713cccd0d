import type { RunFacts, WrittenFile } from './report.js'
import { utf8 } from './utf8.js'

/** The version of `run.json`'s shape. */
const FORMAT = 1

/**
 * `run.json` as it grows: what is known at the start, a line per dump, counts and file hashes at the end. Written in
 * pieces because a corpus can have millions of dumps.
 */
export class RunJson {
  readonly #write: (chunk: Uint8Array) => void
  #empty = true

  constructor(facts: RunFacts, write: (chunk: Uint8Array) => void) {
    this.#write = write
    const head = JSON.stringify({ format: FORMAT, program: 'polylogue', ...factsRecord(facts) }, null, 2)
    write(utf8(`${head.slice(0, head.lastIndexOf('\n'))},\n  "dumps": [`))
  }

  /** Takes the `dumpLine`s of some dumps. */
  dumps(lines: Uint8Array): void {
    if (lines.length === 0) return
    // The first of all has no comma before it.
    this.#write(this.#empty ? lines.subarray(1) : lines)
    this.#empty = false
  }

  end(counts: Readonly<Record<string, unknown>>, files: readonly WrittenFile[]): void {
    const named = Object.fromEntries(files.map(({ name, sha256 }) => [name, sha256]))
    const tail = JSON.stringify({ counts, files: named }, null, 2)
    this.#write(utf8(`${this.#empty ? '' : '\n  '}],${tail.slice(1)}\n`))
  }
}

export type FactsRecord = ReturnType<typeof factsRecord>

/** The facts as `run.json` holds them. */
export function factsRecord({ version, codebook, languages, codings, model, options }: RunFacts) {
  return {
    version,
    codebook: { from: codebook.from, sha256: codebook.sha256 },
    languages: { sha256: languages },
    codings: codings.map(({ sourceFile, sha256 }) => ({ source_file: sourceFile, sha256 })),
    model,
    options,
  }
}

/** The line of one dump with the comma before it. @param thread null for a file that was not analysed */
export function dumpLine(sourceFile: string, thread: string | null, sha256: string): string {
  return `,\n    ${JSON.stringify({ source_file: sourceFile, thread, sha256 })}`
}
