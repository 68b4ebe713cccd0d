import type { RunFacts, WrittenFile } from './report.js'

/** The version of `run.json`'s shape. */
const FORMAT = 1

/**
 * `run.json` as it grows: what is known at the start, a line per dump, counts and file hashes at the end. Written in
 * pieces because a corpus can have millions of dumps.
 */
export class RunJson {
  readonly #write: (chunk: string) => void
  #dumps = 0

  constructor(facts: RunFacts, write: (chunk: string) => void) {
    this.#write = write
    const head = JSON.stringify(
      {
        format: FORMAT,
        program: 'polylogue',
        version: facts.version,
        codebook: { from: facts.codebook.from, sha256: facts.codebook.sha256 },
        languages: { sha256: facts.languages },
        codings: facts.codings.map(({ sourceFile, sha256 }) => ({ source_file: sourceFile, sha256 })),
        options: facts.options,
      },
      null,
      2,
    )
    write(`${head.slice(0, head.lastIndexOf('\n'))},\n  "dumps": [`)
  }

  /** @param thread null for a file that was not analysed */
  dump(sourceFile: string, thread: string | null, sha256: string): void {
    const line = JSON.stringify({ source_file: sourceFile, thread, sha256 })
    this.#write(`${this.#dumps === 0 ? '' : ','}\n    ${line}`)
    this.#dumps++
  }

  end(counts: Readonly<Record<string, unknown>>, files: readonly WrittenFile[]): void {
    const named = Object.fromEntries(files.map(({ name, sha256 }) => [name, sha256]))
    const tail = JSON.stringify({ counts, files: named }, null, 2)
    this.#write(`${this.#dumps === 0 ? '' : '\n  '}],${tail.slice(1)}\n`)
  }
}
