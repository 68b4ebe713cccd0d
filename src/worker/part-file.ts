import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { EXIT, Failure, reasonOf } from '../run/failure.js'

/** A file that appears whole or not at all. */
export interface PartFile {
  write(bytes: Uint8Array): Promise<void>
  /** Puts the file in place of whatever has its name. */
  commit(): void
  /** Removes what was written. Nothing happens after a commit. */
  discard(): void
}

/** Until `commit` the file is a hidden one beside `path` that no other process has. Throws a Failure (3), then and later. */
export function openPart(path: string): PartFile {
  const hidden = join(
    dirname(path),
    `.${basename(path)}-${process.pid}-${randomBytes(4).toString('hex')}.part`,
  )
  const guarded = <T>(deed: () => T): T => {
    try {
      return deed()
    } catch (error) {
      throw new Failure(EXIT.output, `${path} cannot be written: ${reasonOf(error)}.`)
    }
  }
  let file: number | null = guarded(() => openSync(hidden, 'wx'))
  const close = (): void => {
    if (file !== null) closeSync(file)
    file = null
  }
  let state: 'writing' | 'ended' = 'writing'
  return {
    write: async (bytes) => {
      guarded(() => {
        for (let at = 0; file !== null && at < bytes.length;) at += writeSync(file, bytes, at)
      })
    },
    commit: () => {
      guarded(() => {
        // A machine that loses power must not be left with a whole name on half a file.
        if (file !== null) fsyncSync(file)
        close()
        renameSync(hidden, path)
      })
      state = 'ended'
    },
    discard: () => {
      if (state === 'ended') return
      state = 'ended'
      close()
      rmSync(hidden, { force: true })
    },
  }
}
