import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Sink, Workshop } from '../report/report.js'
import { sumFile } from '../report/sums.js'
import { abandoned, claim, release } from './claim.js'
import { CACHE, PARTS_FILE } from './earlier.js'
import { EXIT, Failure, codeOf, reasonOf } from './failure.js'
import { MANIFEST, readManifest, sha256OfFile } from './manifest.js'
import type { Manifest } from './manifest.js'
import { StoredSums } from './sum-file.js'

/**
 * The files of one run, kept in a hidden folder inside the output folder until `commit` moves them into place. Until
 * then the earlier output stands untouched; a run that is killed while moving leaves its claim behind, and the next
 * `openOutput` finishes the move before it does anything else.
 */
export interface Output {
  /** A new file of this run. Throws a Failure (3) when a file of the user's has its name. */
  sink(name: string): Sink
  /** What a report keeps beside its files, in the hidden folder too. Call it once. */
  workshop(): Workshop
  /** Moves all files in, `run.json` last. Files that the earlier `run.json` names and this run has not made go. */
  commit(): void
  /** Removes what was written. After a commit, or a commit that failed half-way, nothing happens. */
  discard(): void
}

const FLUSH = 1 << 18

const WORKSHOP = 'workshop'

/** Claims `folder`, making it where needed, and mends what a killed run left there. Throws a Failure (3). */
export function openOutput(folder: string): Output {
  const path = claim(folder)
  try {
    for (const left of abandoned(folder)) mend(folder, left)
    return new StagedOutput(folder, path, readManifest(join(folder, MANIFEST)))
  } catch (error) {
    release(path)
    throw asFailure(folder, error)
  }
}

class StagedOutput implements Output {
  readonly #folder: string
  readonly #claim: string
  readonly #earlier: Manifest | null
  readonly #files = new Map<string, StagedFile>()
  #parts: StagedFile | null = null
  #state: 'writing' | 'moving' | 'ended' = 'writing'

  constructor(folder: string, path: string, earlier: Manifest | null) {
    this.#folder = folder
    this.#claim = path
    this.#earlier = earlier
  }

  sink(name: string): Sink {
    refuseForeign(this.#folder, name, this.#earlier)
    try {
      const file = new StagedFile(this.#folder, join(this.#claim, 'tables', name))
      this.#files.set(name, file)
      return file
    } catch (error) {
      throw asFailure(this.#folder, error)
    }
  }

  workshop(): Workshop {
    const folder = join(this.#claim, WORKSHOP)
    try {
      mkdirSync(folder)
      const parts = new StagedFile(this.#folder, join(folder, PARTS_FILE))
      this.#parts = parts
      return {
        parts,
        sums: (shape) => new StoredSums(join(folder, sumFile(shape)), shape, join(this.#claim, 'spill')),
      }
    } catch (error) {
      throw asFailure(this.#folder, error)
    }
  }

  commit(): void {
    const names = [...this.#files.keys()]
    for (const file of this.#files.values()) file.close()
    this.#parts?.close()
    for (const name of names) refuseForeign(this.#folder, name, this.#earlier)
    this.#state = 'moving'
    try {
      move(this.#folder, this.#claim, names, this.#earlier)
    } catch (error) {
      const reason = `The new tables could not all be moved to ${this.#folder}: ${reasonOf(error)}.`
      throw new Failure(
        EXIT.output,
        `${reason} Close what has them open and run again: the move is then finished.`,
      )
    }
    this.#state = 'ended'
  }

  discard(): void {
    if (this.#state !== 'writing') return
    this.#state = 'ended'
    for (const file of this.#files.values()) file.abandon()
    this.#parts?.abandon()
    release(this.#claim)
  }
}

class StagedFile implements Sink {
  readonly #folder: string
  #file: number | null
  /** Small chunks wait here for others. */
  readonly #waiting = Buffer.allocUnsafe(FLUSH)
  #size = 0

  constructor(folder: string, path: string) {
    this.#folder = folder
    this.#file = openSync(path, 'wx')
  }

  write(chunk: Uint8Array): void {
    if (this.#size + chunk.length > FLUSH) this.#flush()
    if (chunk.length > FLUSH) {
      this.#put(chunk)
      return
    }
    this.#waiting.set(chunk, this.#size)
    this.#size += chunk.length
  }

  close(): void {
    this.#flush()
    this.abandon()
  }

  abandon(): void {
    if (this.#file !== null) closeSync(this.#file)
    this.#file = null
  }

  #flush(): void {
    this.#put(this.#waiting.subarray(0, this.#size))
    this.#size = 0
  }

  #put(bytes: Uint8Array): void {
    if (this.#file === null || bytes.length === 0) return
    try {
      writeFileSync(this.#file, bytes)
    } catch (error) {
      throw asFailure(this.#folder, error)
    }
  }
}

/** What a user keeps in the output folder is theirs, whatever it is called. */
function refuseForeign(folder: string, name: string, earlier: Manifest | null): void {
  const path = join(folder, name)
  let isFile: boolean
  try {
    isFile = !lstatSync(path).isDirectory()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw asFailure(folder, error)
  }
  const ours = name === MANIFEST ? earlier !== null : earlier?.has(name) === true
  if (isFile && ours) return
  throw new Failure(
    EXIT.output,
    isFile
      ? `${path} is there and no earlier run.json names it: move it elsewhere or choose another --output.`
      : `${path} is a folder, and a table of that name is to be written: move it elsewhere or choose another --output.`,
  )
}

/** Obsolete files go before `run.json` comes, so that whatever stands half-way is named by the one or the other. */
function move(folder: string, from: string, names: readonly string[], earlier: Manifest | null): void {
  for (const name of names) {
    if (name !== MANIFEST) renameSync(join(from, 'tables', name), join(folder, name))
  }
  for (const [name, sha256] of earlier ?? []) {
    // A file that somebody has changed since is theirs now.
    if (!names.includes(name) && sha256OfFile(join(folder, name)) === sha256) rmSync(join(folder, name))
  }
  if (names.includes(MANIFEST)) renameSync(join(from, 'tables', MANIFEST), join(folder, MANIFEST))
  moveCache(folder, from)
  release(from)
}

/** What the report kept in its workshop is the cache of the next run. One that cannot be put in place is not missed. */
function moveCache(folder: string, from: string): void {
  const made = join(from, WORKSHOP)
  const cache = join(folder, CACHE)
  const parts = join(cache, PARTS_FILE)
  try {
    if (!existsSync(join(made, PARTS_FILE))) return
    if (existsSync(cache)) {
      const ours = new Set(readdirSync(made))
      if (readdirSync(cache).some((name) => !ours.has(name))) return
      renameSync(cache, join(from, 'earlier-cache'))
    }
    renameSync(made, cache)
    stamp(parts, join(folder, MANIFEST))
  } catch {
    // The next run does all the work again.
  }
}

/**
 * Makes `parts` the file that was changed last: what was changed before it is as this run has left it (`openEarlier`). Clocks of
 * file systems tick every few milliseconds; where they take longer, the next run compares hashes instead.
 */
function stamp(parts: string, moved: string): void {
  const { ctimeNs: before } = statSync(moved, { bigint: true })
  for (let attempt = 0; attempt < 20; attempt++) {
    const { atime, mtime, ctimeNs } = statSync(parts, { bigint: true })
    if (ctimeNs > before) return
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2)
    utimesSync(parts, atime, mtime)
  }
}

/**
 * Finishes the move of a run that was killed in it: its `run.json` is written last, so where that is whole and every file
 * it names is in one of the two places, the run had ended but for the moving. Else all that it left is removed.
 */
function mend(folder: string, left: string): void {
  const manifest = readManifest(join(left, 'tables', MANIFEST))
  if (manifest !== null) {
    const earlier = readManifest(join(folder, MANIFEST))
    const waiting: string[] = []
    const moved: string[] = []
    for (const [name, sha256] of manifest) {
      if (sha256OfFile(join(left, 'tables', name)) === sha256) waiting.push(name)
      else if (sha256OfFile(join(folder, name)) === sha256) moved.push(name)
    }
    const whole = waiting.length + moved.length === manifest.size
    if (whole && !waiting.some((name) => isForeign(folder, name, earlier))) {
      const obsolete = [...(earlier ?? [])].filter(([name]) => !manifest.has(name))
      move(folder, left, [...waiting, MANIFEST], new Map(obsolete))
      return
    }
    for (const name of moved) if (earlier?.has(name) !== true) rmSync(join(folder, name))
  }
  release(left)
}

function isForeign(folder: string, name: string, earlier: Manifest | null): boolean {
  try {
    refuseForeign(folder, name, earlier)
    return false
  } catch {
    return true
  }
}

function asFailure(folder: string, error: unknown): Failure {
  if (error instanceof Failure) return error
  return new Failure(EXIT.output, `The output in ${folder} cannot be written: ${reasonOf(error)}.`)
}
