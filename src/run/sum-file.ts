import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import type { SumFile } from '../report/report.js'
import { foldGroups } from '../report/sums.js'
import type { SumRow, SumShape } from '../report/sums.js'

/** Up to this size, in bytes, partial rows are grouped in memory: loading DuckDB takes longer than that. */
const IN_MEMORY = 8 << 20

/** Partial rows in a file, so that memory does not grow with the corpus. */
export class StoredSums implements SumFile {
  readonly #path: string
  readonly #shape: SumShape
  readonly #scratch: string
  readonly #file: number
  #size = 0

  /** @param scratch a folder that DuckDB may fill and that is removed afterwards */
  constructor(path: string, shape: SumShape, scratch: string) {
    this.#path = path
    this.#shape = shape
    this.#scratch = scratch
    this.#file = openSync(path, 'wx')
  }

  write(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; at += writeSync(this.#file, chunk, at));
    this.#size += chunk.length
  }

  async *groups(inMemory = IN_MEMORY): AsyncGenerator<SumRow> {
    closeSync(this.#file)
    if (this.#size <= inMemory) {
      yield* foldGroups(readFileSync(this.#path, 'utf8'), this.#shape)
      return
    }
    const { queryGroups } = await import('./duckdb.js')
    yield* queryGroups(this.#path, this.#shape, this.#scratch)
  }
}
