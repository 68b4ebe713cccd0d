import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, rmdirSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { EXIT, Failure, codeOf, reasonOf } from './failure.js'

/** The temporary folder of the run that may write into an output folder. Its name is the lock: there is one at most. */
const CLAIM = '.polylogue-run'

const OWNER = 'owner.json'

interface Owner {
  readonly program: 'polylogue'
  readonly pid: number
  readonly host: string
  /** When the process began, in the kernel's ticks since the machine started: a number may be given again. Null elsewhere. */
  readonly born: string | null
}

/**
 * Claims `folder` for this process and returns the path of the claim, with an empty `tables` folder in it. The claim of a
 * process that is gone is set aside for `abandoned`. Throws a Failure (3) when another run is at work there.
 */
export function claim(folder: string): string {
  const path = join(folder, CLAIM)
  const prepared = prepare(folder)
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      // A rename onto a folder that is not empty fails, so of two runs one alone gets the name.
      renameSync(prepared, path)
      return path
    } catch (error) {
      if (!TAKEN.has(codeOf(error) ?? '')) {
        release(prepared)
        throw new Failure(EXIT.output, `The output folder ${folder} cannot be written: ${reasonOf(error)}.`)
      }
      try {
        setAside(folder, path)
      } catch (refusal) {
        release(prepared)
        throw refusal
      }
    }
  }
  release(prepared)
  throw new Failure(EXIT.output, `Another run keeps writing to ${folder}: wait until it is done.`)
}

const TAKEN: ReadonlySet<string> = new Set(['ENOTEMPTY', 'EEXIST', 'EPERM', 'ENOTDIR'])

/** Whether a run is at work in `folder`, or has left something there. */
export function isClaimed(folder: string): boolean {
  return readdirSync(folder).some((name) => name.startsWith(CLAIM))
}

/** Paths of what runs that are gone left in `folder`, in order of name. Call it with the claim in hand. */
export function abandoned(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /^\.polylogue-run-\d+-[0-9a-f]{8}$/.test(name))
    .sort()
    .map((name) => join(folder, name))
    .filter((path) => {
      const owner = ownerOf(path)
      if (owner !== null) return !isAlive(owner)
      // A run killed before it signed its folder leaves it empty; a folder with something else in it is not ours.
      const pid = Number(path.slice(path.lastIndexOf('run-') + 4).split('-')[0])
      if (!isAlive({ program: 'polylogue', pid, host: hostname(), born: null })) removeEmpty(path)
      return false
    })
}

/** Removes a claim and all that was written into it. */
export function release(path: string): void {
  rmSync(path, { recursive: true, force: true })
}

function prepare(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true })
    const path = freshName(folder)
    mkdirSync(path)
    const owner: Owner = {
      program: 'polylogue',
      pid: process.pid,
      host: hostname(),
      born: stateOf(process.pid)?.born ?? null,
    }
    writeFileSync(join(path, OWNER), JSON.stringify(owner))
    mkdirSync(join(path, 'tables'))
    return path
  } catch (error) {
    const reason = codeOf(error) === 'EEXIST' ? 'a file of that name stands there' : reasonOf(error)
    throw new Failure(EXIT.output, `The output folder ${folder} cannot be written: ${reason}.`)
  }
}

function freshName(folder: string): string {
  return join(folder, `${CLAIM}-${process.pid}-${randomBytes(4).toString('hex')}`)
}

function setAside(folder: string, path: string): void {
  const owner = ownerOf(path)
  if (owner === null) {
    throw new Failure(EXIT.output, `${path} stands in the way and is from no run: move it elsewhere.`)
  }
  if (isAlive(owner)) throw busy(folder, path, owner)
  const aside = freshName(folder)
  try {
    renameSync(path, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw new Failure(EXIT.output, `The output folder ${folder} cannot be written: ${reasonOf(error)}.`)
  }
  // Another run may have set the old claim aside and put its own there between our look and our move.
  const moved = ownerOf(aside)
  if (moved !== null && isAlive(moved)) {
    renameSync(aside, path)
    throw busy(folder, path, moved)
  }
}

function busy(folder: string, path: string, owner: Owner): Failure {
  const where = owner.host === hostname() ? '' : ` on ${JSON.stringify(owner.host)}`
  return new Failure(
    EXIT.output,
    `Another run (process ${owner.pid}${where}) is writing to ${folder}: wait until it is done. ` +
      `If no such run exists, remove ${path}.`,
  )
}

function ownerOf(path: string): Owner | null {
  try {
    const value: unknown = JSON.parse(readFileSync(join(path, OWNER), 'utf8'))
    if (typeof value !== 'object' || value === null) return null
    if (!('program' in value && 'pid' in value && 'host' in value && 'born' in value)) return null
    const { program, pid, host, born } = value
    if (program !== 'polylogue' || typeof pid !== 'number' || typeof host !== 'string') return null
    return { program, pid, host, born: typeof born === 'string' ? born : null }
  } catch {
    return null
  }
}

/** Whether the owner may still be at work. Of another machine's processes nothing can be told: taken as alive. */
function isAlive(owner: Owner): boolean {
  if (owner.host !== hostname()) return true
  const state = stateOf(owner.pid)
  if (state !== null) return !state.ended && (owner.born === null || owner.born === state.born)
  try {
    process.kill(owner.pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** From /proc; null where there is none or no such process. */
function stateOf(pid: number): { readonly ended: boolean; readonly born: string } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [letter] = fields
    const born = fields[19]
    return letter === undefined || born === undefined
      ? null
      : { ended: letter === 'Z' || letter === 'X', born }
  } catch {
    return null
  }
}

function removeEmpty(path: string): void {
  try {
    rmdirSync(path)
  } catch {
    // Something is in it, so it is not ours to remove.
  }
}
