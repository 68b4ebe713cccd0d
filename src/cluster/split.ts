import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { MAX_BYTES } from '../read/decode.js'
import { byThread, discover } from '../run/discover.js'
import type { FileProblem } from '../run/discover.js'
import { EXIT, Failure, codeOf, reasonOf } from '../run/failure.js'

/** A corpus laid out for several workers. */
export interface Split {
  readonly parts: number
  readonly dumps: number
  /** Files that stand in no list. */
  readonly left: readonly FileProblem[]
}

/** The folder of the lists, and the list of all dumps beside it, for `polylogue aggregate --expect`. */
export const LISTS = 'in'
export const ALL = 'all.txt'

/** The corpus's own codebook, which the job's workers are to use: all of them the same, also when it is edited meanwhile. */
export const CODEBOOK = 'codebook.yaml'

/**
 * Writes lists of the dumps below `folder` to `job`/in, a list per about so many bytes of dumps, in order of thread: so the parts in order are
 * the corpus in order, and machines without the corpus at hand can be sent one part each. `job`/all.txt names all of them, and the corpus's codebook stands beside it. Where
 * `job`/in stands the lists are complete. Throws a Failure: 2 when the folder cannot be listed or `job` holds other lists, 3 when the
 * lists cannot be written.
 */
export async function split(folder: string, job: string, bytes: number): Promise<Split> {
  const { dumps, problems } = await discover(folder)
  // Whether two dumps have one name is settled where all parts meet.
  const twins = problems.filter(({ diagnostic }) => diagnostic.code === 'duplicate-thread')
  const named = [...dumps, ...twins].sort(byThread).map(({ sourceFile }) => sourceFile)
  const unlisted = new Set(named.filter((name) => /[\r\n]/.test(name)))
  const listed = named.filter((name) => !unlisted.has(name))
  const lists = parted(listed, (name) => sizeOf(join(folder, name)), bytes)
  const digits = Math.max(4, String(lists.length).length)
  refuseOther(job)
  const hidden = join(job, `.${LISTS}-${process.pid}`)
  try {
    mkdirSync(hidden, { recursive: true })
    for (const [n, list] of lists.entries()) {
      writeFileSync(join(hidden, `${String(n + 1).padStart(digits, '0')}.txt`), linesOf(list))
    }
    writeFileSync(join(job, ALL), linesOf(listed))
    if (existsSync(join(folder, CODEBOOK))) copyFileSync(join(folder, CODEBOOK), join(job, CODEBOOK))
    renameSync(hidden, join(job, LISTS))
  } catch (error) {
    rmSync(hidden, { recursive: true, force: true })
    throw new Failure(EXIT.output, `The lists cannot be written to ${job}: ${reasonOf(error)}.`)
  }
  const left = problems.filter((problem) => !twins.includes(problem))
  return { parts: lists.length, dumps: listed.length, left: [...left, ...[...unlisted].map(broken)] }
}

/**
 * The dumps of a list as the lines that a worker reads, in a file that appears whole or not at all. A file that cannot be read is a line without words,
 * which the worker sets aside and names. Throws a Failure: 2 when the list cannot be read or names what is not below `folder`, 3 when the
 * file cannot be written.
 */
export function pack(folder: string, list: string, out: string): void {
  const names = namesIn(list)
  const hidden = hiddenBeside(out)
  try {
    const file = openSync(hidden, 'wx')
    try {
      for (const name of names) writeAll(file, Buffer.from(`${packedLine(folder, name)}\n`))
    } finally {
      closeSync(file)
    }
    renameSync(hidden, out)
  } catch (error) {
    rmSync(hidden, { force: true })
    throw new Failure(EXIT.output, `${out} cannot be written: ${reasonOf(error)}.`)
  }
}

function packedLine(folder: string, name: string): string {
  const bytes = bytesOf(join(folder, name))
  return JSON.stringify({
    source_file: name,
    ...(bytes === null ? {} : { bytes_base64: bytes.toString('base64') }),
  })
}

function bytesOf(path: string): Buffer | null {
  try {
    return statSync(path).size > MAX_BYTES ? null : readFileSync(path)
  } catch {
    return null
  }
}

function namesIn(list: string): string[] {
  let text: string
  try {
    text = readFileSync(list, 'utf8')
  } catch (error) {
    throw new Failure(EXIT.usage, `The list ${list} cannot be read: ${reasonOf(error)}.`)
  }
  const names = text.split('\n').filter((name) => name !== '')
  const outside = names.find((name) => name.startsWith('/') || name.split('/').includes('..'))
  if (outside === undefined) return names
  throw new Failure(
    EXIT.usage,
    `The list ${list} names ${JSON.stringify(outside)}: paths below the corpus folder are expected, as "polylogue split" writes them.`,
  )
}

/** Consecutive names together, about `bytes` each; a part has one dump at least. */
function parted(names: readonly string[], sizeOf: (name: string) => number, bytes: number): string[][] {
  const parts: string[][] = []
  let part: string[] = []
  let size = 0
  for (const name of names) {
    const more = sizeOf(name)
    if (part.length > 0 && size + more > bytes) {
      parts.push(part)
      part = []
      size = 0
    }
    part.push(name)
    size += more
  }
  if (part.length > 0) parts.push(part)
  return parts
}

/** What cannot be looked at has no size here: its worker will say why. */
function sizeOf(path: string): number {
  try {
    return statSync(path).size
  } catch {
    return 0
  }
}

/** Lists of another corpus, or of another size, would be worked on as if they were of this one. */
function refuseOther(job: string): void {
  const folder = join(job, LISTS)
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw new Failure(EXIT.output, `${folder} cannot be read: ${reasonOf(error)}.`)
  }
  if (names.length === 0) return
  throw new Failure(EXIT.usage, `${folder} holds lists already: remove it, or name another folder.`)
}

function broken(sourceFile: string): FileProblem {
  const message = "This file's name has a line break and cannot stand in a list: rename it."
  return {
    thread: sourceFile,
    sourceFile,
    diagnostic: { code: 'dump-unreadable', line: null, message },
  }
}

function linesOf(names: readonly string[]): string {
  return names.map((name) => `${name}\n`).join('')
}

function hiddenBeside(path: string): string {
  return join(dirname(path), `.${basename(path)}-${process.pid}.part`)
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
}
