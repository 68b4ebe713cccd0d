import { createHash } from 'node:crypto'
import type { Sink, WrittenFile } from './report.js'

/** A file under way: passes chunks on and hashes the bytes they become in UTF-8. */
export class HashedFile {
  readonly #name: string
  readonly #sink: Sink
  readonly #hash = createHash('sha256')

  constructor(name: string, sink: Sink) {
    this.#name = name
    this.#sink = sink
  }

  write(chunk: string): void {
    this.#hash.update(chunk, 'utf8')
    this.#sink.write(chunk)
  }

  /** Name and hash; nothing can be written afterwards. */
  end(): WrittenFile {
    return { name: this.#name, sha256: this.#hash.digest('hex') }
  }
}
