import { closeSync, openSync, readSync } from 'node:fs'

const BLOCK = 1 << 20
const LF = 0x0a

export interface FileLine {
  /** Its bytes, without the LF. */
  readonly line: Buffer
  /** Where it begins, in bytes. */
  readonly offset: number
  /** Whether an LF stands behind it: the last line of a file that was cut has none. */
  readonly ended: boolean
}

/** The lines of a file one by one, however long the file is. Throws what the system says when it cannot be read. */
export function* linesOfFile(path: string): Generator<FileLine> {
  const file = openSync(path, 'r')
  try {
    let offset = 0
    let held: Buffer[] = []
    for (;;) {
      const block = Buffer.allocUnsafe(BLOCK)
      const size = readSync(file, block)
      if (size === 0) break
      let from = 0
      for (let end = block.indexOf(LF); end >= 0 && end < size; end = block.indexOf(LF, from)) {
        const rest = block.subarray(from, end)
        const line = held.length === 0 ? rest : Buffer.concat([...held, rest])
        held = []
        yield { line, offset, ended: true }
        offset += line.length + 1
        from = end + 1
      }
      if (from < size) held.push(block.subarray(from, size))
    }
    const rest = Buffer.concat(held)
    if (rest.length > 0) yield { line: rest, offset, ended: false }
  } finally {
    closeSync(file)
  }
}
