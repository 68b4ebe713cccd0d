import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { reasonOf } from '../run/failure.js'
import { linesOfFile } from '../run/file-lines.js'
import type { FileLine } from '../run/file-lines.js'
import { endRecordSchema, quarantineRecordSchema } from './end.js'
import type { EndRecord, QuarantineRecord } from './end.js'

/** Where a record stands in a part. */
export interface Entry {
  /** Null in a quarantine record of a line that named no dump. */
  readonly thread: string | null
  readonly sourceFile: string | null
  /** The part's path. */
  readonly part: string
  /** Of its line, in bytes, without the LF. */
  readonly offset: number
  readonly length: number
  /** Null for a thread. */
  readonly quarantine: QuarantineRecord | null
}

/** A part that is whole: its lines are those that its end record counted and hashed. */
export interface Part {
  readonly path: string
  readonly end: EndRecord
  readonly entries: readonly Entry[]
}

/** What is wrong with a part, worded for people, without its name. */
export class PartFault extends Error {}

/** Checks a part against its end record. Holds where its records are, not the records. Throws a PartFault. */
export function readPart(path: string): Part {
  const entries: Entry[] = []
  let end: EndRecord | null = null
  const hash = createHash('sha256')
  let threads = 0
  let number = 0
  for (const { line, offset, ended } of readable(path)) {
    number++
    if (end !== null) throw new PartFault(`something follows its end record, at line ${number}`)
    if (!ended) throw new PartFault('it breaks off in its last line: its worker was stopped')
    if (startsWith(line, END)) {
      end = endIn(line)
      continue
    }
    hash.update(line).update('\n')
    const quarantine = startsWith(line, QUARANTINE) ? quarantineIn(line, number) : null
    if (quarantine === null) threads++
    const { thread, sourceFile } =
      quarantine === null
        ? identityIn(line, number)
        : { thread: quarantine.thread, sourceFile: quarantine.source_file }
    entries.push({ thread, sourceFile, part: path, offset, length: line.length, quarantine })
  }
  if (end === null) throw new PartFault('it has no end record: its worker was stopped')
  if (end.threads !== threads || end.input !== entries.length) {
    throw new PartFault(
      `it has ${entries.length} records, and its end record counts ${end.input}: lines were lost or added`,
    )
  }
  if (end.sha256 !== hash.digest('hex')) throw new PartFault('its lines were changed since they were written')
  return { path, end, entries }
}

/** Reads lines again that `readPart` has found. */
export class PartReader {
  readonly #files = new Map<string, number>()

  read({ part, offset, length }: Entry): string {
    let file = this.#files.get(part)
    if (file === undefined) this.#files.set(part, (file = openSync(part, 'r')))
    const line = Buffer.allocUnsafe(length)
    for (let read = 0; read < length;) {
      const more = readSync(file, line, read, length - read, offset + read)
      if (more === 0) throw new PartFault('it became shorter while it was read')
      read += more
    }
    return line.toString('utf8')
  }

  close(): void {
    for (const file of this.#files.values()) closeSync(file)
    this.#files.clear()
  }
}

const THREAD = Buffer.from('{"format":1,"thread":')
const QUARANTINE = Buffer.from('{"format":1,"record":"quarantine",')
const END = Buffer.from('{"format":1,"record":"end",')
const SOURCE = ',"source_file":'

// Room for the two names at the beginning of a thread's line.
const HEAD = 1 << 14

function startsWith(line: Buffer, begin: Buffer): boolean {
  return line.subarray(0, begin.length).equals(begin)
}

/** Id and file of a thread's line. They stand first, so that the rest need not be read. */
function identityIn(line: Buffer, number: number): { thread: string; sourceFile: string } {
  if (!startsWith(line, THREAD)) throw new PartFault(`line ${number} is no record of a worker`)
  const head = line.subarray(THREAD.length, THREAD.length + HEAD).toString('utf8')
  const thread = stringAt(head, 0)
  const at = (thread?.end ?? 0) + SOURCE.length
  const source = thread !== null && head.startsWith(SOURCE, thread.end) ? stringAt(head, at) : null
  if (thread === null || source === null) {
    throw new PartFault(`line ${number} does not begin with thread and source_file`)
  }
  return { thread: thread.value, sourceFile: source.value }
}

/** The JSON string that begins at `start`. */
function stringAt(text: string, start: number): { value: string; end: number } | null {
  if (text[start] !== '"') return null
  let end = start + 1
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1
  try {
    const value: unknown = JSON.parse(text.slice(start, end + 1))
    return typeof value === 'string' ? { value, end: end + 1 } : null
  } catch {
    return null
  }
}

function quarantineIn(line: Buffer, number: number): QuarantineRecord {
  const found = quarantineRecordSchema.safeParse(parsed(line))
  if (!found.success) throw new PartFault(`line ${number} is no quarantine record as this version writes it`)
  return found.data
}

function endIn(line: Buffer): EndRecord {
  const found = endRecordSchema.safeParse(parsed(line))
  if (!found.success) throw new PartFault('its end record is not one that this version writes')
  return found.data
}

function parsed(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'))
  } catch {
    return null
  }
}

function* readable(path: string): Generator<FileLine> {
  try {
    yield* linesOfFile(path)
  } catch (error) {
    if (error instanceof PartFault) throw error
    throw new PartFault(`it cannot be read: ${reasonOf(error)}`)
  }
}
