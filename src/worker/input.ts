import { createHash } from 'node:crypto'
import { threadId } from '../read/dump.js'

/** A dump as a line of the input brings it, or why the line has none. */
export type InputDump =
  | { readonly kind: 'dump'; readonly sourceFile: string; readonly bytes: Uint8Array }
  | { readonly kind: 'malformed'; readonly sourceFile: string | null; readonly message: string }

/** Reads a line of the worker's input (docs/worker.md). */
export function readInput(line: string): InputDump {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (error) {
    const reason = error instanceof Error ? `: ${error.message.slice(0, 200)}` : ''
    return malformed(null, `The line is no JSON${reason}.`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return malformed(null, 'The line is no JSON object.')
  }
  const given: Readonly<Record<string, unknown>> = { ...value }
  const sourceFile = nameOf(given)
  if (typeof sourceFile !== 'string') return malformed(null, sourceFile.fault)
  const { text, bytes_base64: base64 } = given
  if (typeof text === 'string' && base64 === undefined) {
    return { kind: 'dump', sourceFile, bytes: Buffer.from(text, 'utf8') }
  }
  if (typeof base64 === 'string' && text === undefined) {
    return isBase64(base64)
      ? { kind: 'dump', sourceFile, bytes: Buffer.from(base64, 'base64') }
      : malformed(sourceFile, 'The value of bytes_base64 is no base64: it was damaged on its way.')
  }
  return malformed(sourceFile, 'The line must have either text or bytes_base64, and it must be a string.')
}

/** What names a dump in the output: its thread and the hash of its bytes, null where there are none. */
export function identityOf(input: InputDump): {
  readonly sourceFile: string | null
  readonly thread: string | null
  readonly sha256: string | null
} {
  const { sourceFile } = input
  return {
    sourceFile,
    thread: sourceFile === null ? null : threadId(sourceFile),
    sha256: input.kind === 'dump' ? createHash('sha256').update(input.bytes).digest('hex') : null,
  }
}

function nameOf({
  source_file: file,
  thread,
}: Readonly<Record<string, unknown>>): string | { readonly fault: string } {
  if (typeof file === 'string' && file !== '') {
    return thread === undefined || thread === threadId(file)
      ? file
      : { fault: 'The thread is not that of source_file: leave one of the two out.' }
  }
  if (file === undefined && typeof thread === 'string' && thread !== '') return `${thread}.txt`
  return { fault: 'The line has no name: source_file, or thread, must be a string with something in it.' }
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)
}

function malformed(sourceFile: string | null, message: string): InputDump {
  return { kind: 'malformed', sourceFile, message }
}
