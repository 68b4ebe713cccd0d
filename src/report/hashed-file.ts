import { createHash } from 'node:crypto'
import type { Sink, WrittenFile } from './report.js'

/** A file under way: passes bytes on and hashes them. */
export class HashedFile {
  readonly #name: string
  readonly #sink: Sink
  readonly #hash = createHash('sha256')
  #bytes = 0

  constructor(name: string, sink: Sink) {
    this.#name = name
    this.#sink = sink
  }

  write(chunk: Uint8Array): void {
    this.#hash.update(chunk)
    this.#bytes += chunk.length
    this.#sink.write(chunk)
  }

  /** Bytes so far. */
  get bytes(): number {
    return this.#bytes
  }

  /** Name, size and hash; nothing can be written afterwards. */
  end(): WrittenFile {
    return { name: this.#name, bytes: this.#bytes, sha256: this.#hash.digest('hex') }
  }
}
