import { readFileSync } from 'node:fs'
import { deserialize, serialize } from 'node:v8'
import type { CompiledCues } from './codebook.js'

/** Beside this file once `npm run build` has run; the sources have none, and compile the codebook each time. */
export const BUILT_CUES = new URL('./built-cues.bin', import.meta.url)

/** In hex. */
const HASH_LENGTH = 64

/** The second byte of what V8 writes is its format: a Node older than the one that built the program may not read it. */
const FORMAT = serialize(null)[1] ?? 0

/** Those compiled last in this process, which often loads one codebook more than once. */
let latest: CompiledCues | null = null

/** Keeps what compiling a codebook without fault made. */
export function keepCues(compiled: CompiledCues): void {
  latest = compiled
}

/**
 * What the build, or this process before, made of the codebook with this hash; null when they compiled another one, or
 * none. The file is not read further than its hash before the result is asked for.
 */
export function builtCues(hash: string): (() => CompiledCues) | null {
  const kept = latest
  if (kept?.hash === hash) return () => kept
  const bytes = bytesOf(BUILT_CUES)
  if (bytes?.toString('latin1', 0, HASH_LENGTH) !== hash) return null
  if ((bytes[HASH_LENGTH + 1] ?? 0) > FORMAT) return null
  return () => {
    const compiled: CompiledCues = deserialize(bytes.subarray(HASH_LENGTH))
    return compiled
  }
}

/** The bytes of such a file: the hash, then the compiled cues as V8 writes values. */
export function builtBytes(compiled: CompiledCues): Buffer {
  return Buffer.concat([Buffer.from(compiled.hash, 'latin1'), serialize(compiled)])
}

function bytesOf(file: URL): Buffer | null {
  try {
    return readFileSync(file)
  } catch {
    return null
  }
}
