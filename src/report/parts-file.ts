import { createHash } from 'node:crypto'
import type { FileState, Lineage, PartsEnd, PartsHead } from './part.js'
import type { Sink, WrittenFile } from './report.js'
import type { Summary } from './summary.js'
import { utf8 } from './utf8.js'

/** The parts of a run as it goes: where each dump's rows lie in the files, for a later run to take them over. */
export class PartsFile {
  readonly #sink: Sink
  readonly #hash = createHash('sha256')

  constructor(
    { code, learning }: Lineage,
    { facts, begins }: Pick<PartsHead, 'facts' | 'begins'>,
    sink: Sink,
  ) {
    this.#sink = sink
    const head: PartsHead = { format: 1, program: 'polylogue', code, learning, facts, begins }
    this.write(utf8(`${JSON.stringify(head)}\n`))
  }

  write(lines: Uint8Array): void {
    this.#hash.update(lines)
    this.#sink.write(lines)
  }

  end(files: readonly WrittenFile[], sums: readonly WrittenFile[], summary: Summary): void {
    const begin = JSON.stringify({ files: states(files), sums: states(sums), summary })
    const sha256 = endHash(this.#hash, begin)
    const end: PartsEnd = { ...JSON.parse(begin), sha256 }
    this.#sink.write(utf8(`${JSON.stringify(end)}\n`))
  }
}

/** The hash of all lines before the end, and of the end without its hash. */
export function endHash(before: ReturnType<typeof createHash>, end: string): string {
  return before.update(end).digest('hex')
}

function states(files: readonly WrittenFile[]): Record<string, FileState> {
  return Object.fromEntries(files.map(({ name, bytes, sha256 }) => [name, { bytes, sha256 }]))
}
