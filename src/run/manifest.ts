import { createHash } from 'node:crypto'
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'

/** The file that says which files of an output folder are a run's own. */
export const MANIFEST = 'run.json'

/** File names and the SHA-256 (hex) they had when written, without `run.json` itself. */
export type Manifest = ReadonlyMap<string, string>

/**
 * What the `run.json` at `path` names; null when there is none, or when it is not from this program. Names that are not
 * plain (`../x`, `/etc/x`) are passed over: files are removed on this list's word.
 */
export function readManifest(path: string): Manifest | null {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
  if (!isRecord(value) || value['program'] !== 'polylogue' || !isRecord(value['files'])) return null
  const files = new Map<string, string>()
  for (const [name, sha256] of Object.entries(value['files'])) {
    if (/^[a-z0-9][a-z0-9_.-]*$/i.test(name) && name !== MANIFEST && typeof sha256 === 'string') {
      files.set(name, sha256)
    }
  }
  return files
}

/** SHA-256 of a file's bytes, hex; null when it cannot be read. */
export function sha256OfFile(path: string): string | null {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    return null
  }
  try {
    const hash = createHash('sha256')
    const block = Buffer.alloc(1 << 20)
    for (let read = readSync(file, block); read > 0; read = readSync(file, block)) {
      hash.update(block.subarray(0, read))
    }
    return hash.digest('hex')
  } catch {
    return null
  } finally {
    closeSync(file)
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
