import { createHash } from 'node:crypto'
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { threadId } from '../read/dump.js'
import type { Chunk } from '../report/chunk.js'
import { partLine } from '../report/part.js'
import type { FileState, PartsEnd, PartsHead, WrittenPart } from '../report/part.js'
import { endHash } from '../report/parts-file.js'
import { DUMPS, PARTS, reasonText } from '../report/renderer.js'
import { dumpLine } from '../report/run-json.js'
import { addCounts, noCounts } from '../report/summary.js'
import type { Counts, Summary } from '../report/summary.js'
import { utf8 } from '../report/utf8.js'
import { byThread } from './discover.js'
import type { FileProblem, FoundDump } from './discover.js'
import { linesOfFile } from './file-lines.js'
import { sha256OfFile } from './manifest.js'

/** The folder in the output folder that says which rows come from which dump. Nothing is lost with it but time. */
export const CACHE = '.polylogue-cache'
export const PARTS_FILE = 'parts.ndjson'

type File = FoundDump | FileProblem

/** A part of the earlier run, and where its bytes begin in each file. */
export interface KeptPart extends WrittenPart {
  readonly offsets: Readonly<Record<string, number>>
}

/** What the run before has left in the output folder, complete and untouched since. */
export interface Earlier {
  readonly head: PartsHead
  readonly summary: Summary
  /** Whether it read the same files, byte for byte. Reads them all where they are. */
  isOf(files: readonly File[]): boolean
  /** Each file, in order, with its part where that can stand as it is, null where it is to be analysed. */
  parts(files: readonly File[]): Generator<readonly [File, KeptPart | null]>
  /** The bytes of parts that followed each other (`follows`). */
  chunk(parts: readonly KeptPart[]): Chunk
  close(): void
}

/**
 * Null where there is no earlier run in `folder`, it went by other things (`isSame` judges its head), or any of its files was
 * damaged, changed or removed.
 */
export function openEarlier(folder: string, isSame: (head: PartsHead) => boolean): Earlier | null {
  const cache = join(folder, CACHE)
  const path = join(cache, PARTS_FILE)
  try {
    const head = headOf(path)
    if (head === null || !isSame(head)) return null
    const end = checkedEnd(path)
    if (end === null) return null
    const written = changed(path)
    const untouched = (at: string, files: Readonly<Record<string, FileState>>): boolean =>
      Object.entries(files).every(([name, state]) => isUntouched(join(at, name), state, written))
    return untouched(folder, end.files) && untouched(cache, end.sums)
      ? new EarlierRun(folder, head, end)
      : null
  } catch {
    // What cannot be read is not there.
    return null
  }
}

class EarlierRun implements Earlier {
  readonly head: PartsHead
  readonly summary: Summary
  readonly #folder: string
  readonly #end: PartsEnd
  readonly #opened = new Map<string, number>()

  constructor(folder: string, head: PartsHead, end: PartsEnd) {
    this.head = head
    this.summary = end.summary
    this.#folder = folder
    this.#end = end
  }

  isOf(files: readonly File[]): boolean {
    const parts = this.#parts()
    for (const file of files) {
      const next = parts.next()
      if (next.done === true || !isOf(next.value, file)) {
        parts.return(undefined)
        return false
      }
    }
    return parts.next().done === true
  }

  *parts(files: readonly File[]): Generator<readonly [File, KeptPart | null]> {
    const parts = this.#parts()
    try {
      let next = parts.next()
      for (const file of files) {
        while (next.done !== true && byThread(placeOf(next.value), file) < 0) next = parts.next()
        const part = next.done === true ? null : next.value
        yield [file, part !== null && !part.part.coded && isOf(part, file) ? part : null]
      }
    } finally {
      parts.return(undefined)
    }
  }

  chunk(parts: readonly KeptPart[]): Chunk {
    const counts = noCounts(Object.keys(parts[0]?.counts.stances ?? {}))
    const sizes: Record<string, number> = {}
    const rows: Record<string, number> = {}
    let dumps = ''
    let lines = ''
    for (const { part, bytes, rows: own, counts: counted } of parts) {
      addCounts(counts, uncoded(counted))
      add(sizes, bytes)
      add(rows, own)
      if (part.sha256 !== null) dumps += dumpLine(part.source_file, part.thread, part.sha256)
      lines += partLine({ part, bytes, rows: own, counts: counted })
    }
    const read = Object.entries(sizes).map(([name, size]): [string, Uint8Array] => {
      const first = parts.find(({ bytes }) => bytes[name] !== undefined)
      return [name, this.#read(name, first?.offsets[name] ?? 0, size)]
    })
    const files = { ...Object.fromEntries(read), [DUMPS]: utf8(dumps), [PARTS]: utf8(lines) }
    return { files, rows, counts }
  }

  close(): void {
    for (const file of this.#opened.values()) closeSync(file)
    this.#opened.clear()
  }

  *#parts(): Generator<KeptPart, undefined> {
    const at = { ...this.head.begins }
    let line: string | null = null
    // The first line is the head, the last one the end.
    let number = 0
    for (const { line: bytes } of linesOfFile(join(this.#folder, CACHE, PARTS_FILE))) {
      if (line !== null && number > 1) {
        const written: WrittenPart = JSON.parse(line)
        yield { ...written, offsets: { ...at } }
        add(at, written.bytes)
      }
      line = bytes.toString('utf8')
      number++
    }
    return undefined
  }

  #read(name: string, offset: number, size: number): Uint8Array {
    let file = this.#opened.get(name)
    if (file === undefined) {
      const folder = Object.hasOwn(this.#end.sums, name) ? join(this.#folder, CACHE) : this.#folder
      file = openSync(join(folder, name), 'r')
      this.#opened.set(name, file)
    }
    const bytes = new Uint8Array(size)
    for (let read = 0; read < size;) {
      const more = readSync(file, bytes, read, size - read, offset + read)
      if (more === 0) throw new Error(`${name} became shorter while it was read`)
      read += more
    }
    return bytes
  }
}

/** Whether one part's bytes begin where the other's end, in every file. */
export function follows(before: KeptPart, part: KeptPart): boolean {
  return Object.entries(part.offsets).every(
    ([name, at]) => at === (before.offsets[name] ?? 0) + (before.bytes[name] ?? 0),
  )
}

/** What is kept was not coded by people; how many posts they coded is no plain data. */
function uncoded(counts: Counts): Counts {
  return { ...counts, codings: new Map() }
}

function add(sums: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(more)) sums[name] = (sums[name] ?? 0) + count
}

function placeOf({ part }: WrittenPart): { readonly thread: string; readonly sourceFile: string } {
  return { thread: threadId(part.source_file), sourceFile: part.source_file }
}

/** Whether a part is what the file would give again. */
function isOf({ part }: WrittenPart, file: File): boolean {
  if (part.source_file !== file.sourceFile) return false
  if ('diagnostic' in file) return part.sha256 === null && part.reason === reasonText(file.diagnostic)
  return part.sha256 !== null && part.sha256 === sha256OfDump(file.path)
}

function sha256OfDump(path: string): string | null {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex')
  } catch {
    return null
  }
}

function headOf(path: string): PartsHead | null {
  for (const { line } of linesOfFile(path)) {
    const head: unknown = JSON.parse(line.toString('utf8'))
    const isHead = typeof head === 'object' && head !== null && 'program' in head && 'begins' in head
    return isHead && head.program === 'polylogue' ? (head as PartsHead) : null
  }
  return null
}

/** The last line, when it has the hash of all. */
function checkedEnd(path: string): PartsEnd | null {
  const hash = createHash('sha256')
  let last: Buffer | null = null
  for (const { line, ended } of linesOfFile(path)) {
    if (!ended) return null
    if (last !== null) hash.update(last).update('\n')
    last = Buffer.from(line)
  }
  if (last === null) return null
  const { sha256, ...rest }: PartsEnd = JSON.parse(last.toString('utf8'))
  return endHash(hash, JSON.stringify(rest)) === sha256 ? { ...rest, sha256 } : null
}

/** When a file was last changed, by the file system's own count, which no program can set back. */
function changed(path: string): bigint {
  return statSync(path, { bigint: true }).ctimeNs
}

/** A file that was last touched before `written` is as it was written; of others the hash decides. */
function isUntouched(path: string, { bytes, sha256 }: FileState, written: bigint): boolean {
  const { size, ctimeNs } = statSync(path, { bigint: true })
  if (size !== BigInt(bytes)) return false
  return ctimeNs < written || sha256OfFile(path) === sha256
}
