import type { Dirent, Stats } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { Diagnostic } from '../model/diagnostic.js'
import { threadId } from '../read/dump.js'
import { compareCodePoints } from '../text/order.js'
import { EXIT, Failure, codeOf, reasonOf } from './failure.js'

/** One dump on disk. */
export interface FoundDump {
  readonly thread: string
  /** Path below the corpus folder with `/`, as on disk. */
  readonly sourceFile: string
  readonly path: string
}

/** Something to look at that belongs to a file as a whole, or to a folder. */
export interface FileProblem {
  readonly thread: string
  readonly sourceFile: string
  readonly diagnostic: Diagnostic
}

export interface Discovery {
  /** No two share a thread. Both lists in order of thread, then source file, by code point. */
  readonly dumps: readonly FoundDump[]
  readonly problems: readonly FileProblem[]
}

/** What a file is called and its thread is. */
type Named = Pick<FoundDump, 'thread' | 'sourceFile'>

/** The order of all files: by thread, then by source file, by code point. */
export function byThread(a: Named, b: Named): number {
  return compareCodePoints(a.thread, b.thread) || compareCodePoints(a.sourceFile, b.sourceFile)
}

/**
 * The `*.txt` files (case of the extension aside) in `folder` and its sub-folders. Names that begin with a full stop are
 * passed over. A link to a file inside the folder is read; a link to a folder, or out of the folder, is reported instead.
 * Throws a Failure (2) when `folder` cannot be listed.
 */
export async function discover(folder: string): Promise<Discovery> {
  const root = await rootOf(folder)
  const found: FoundDump[] = []
  const problems: FileProblem[] = []
  const waiting = ['']
  for (let below = waiting.pop(); below !== undefined; below = waiting.pop()) {
    for (const entry of await entriesIn(root, below, folder, problems)) {
      if (entry.name.startsWith('.')) continue
      const sourceFile = below === '' ? entry.name : `${below}/${entry.name}`
      const path = join(root, sourceFile)
      const kind = entry.isSymbolicLink() ? await lookBehind(root, path) : kindOf(entry)
      if (kind === 'folder') waiting.push(sourceFile)
      else if (kind === 'dump') found.push({ thread: threadId(sourceFile), sourceFile, path })
      else if (kind !== 'other') problems.push({ thread: threadId(sourceFile), sourceFile, diagnostic: kind })
    }
  }
  const { dumps, refused } = twinsRefused(found)
  return { dumps, problems: [...problems, ...refused].sort(byThread) }
}

async function rootOf(folder: string): Promise<string> {
  let stats: Stats
  try {
    stats = await stat(folder)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw new Failure(EXIT.usage, `There is no folder ${folder}.`)
    throw new Failure(EXIT.usage, `The folder ${folder} cannot be read: ${reasonOf(error)}.`)
  }
  if (!stats.isDirectory()) {
    throw new Failure(EXIT.usage, `${folder} is a file; name the folder that holds the dumps.`)
  }
  return realpath(folder)
}

async function entriesIn(
  root: string,
  below: string,
  folder: string,
  problems: FileProblem[],
): Promise<Dirent[]> {
  try {
    return await readdir(join(root, below), { withFileTypes: true })
  } catch (error) {
    if (below === '')
      throw new Failure(EXIT.usage, `The folder ${folder} cannot be read: ${reasonOf(error)}.`)
    const diagnostic = unreadable('This folder', reasonOf(error))
    problems.push({ thread: threadId(below), sourceFile: below, diagnostic })
    return []
  }
}

/** What a folder's entry is to a run: something to open, nothing of ours, or why it is left out. */
type Kind = 'folder' | 'dump' | 'other' | Diagnostic

function kindOf(entry: Dirent): Kind {
  if (entry.isDirectory()) return 'folder'
  if (!isDumpName(entry.name)) return 'other'
  return entry.isFile() ? 'dump' : unreadable('This', 'it is no ordinary file')
}

async function lookBehind(root: string, path: string): Promise<Kind> {
  try {
    const target = await realpath(path)
    const stats = await stat(target)
    if (!stats.isDirectory() && !isDumpName(path)) return 'other'
    if (target !== root && !target.startsWith(root.endsWith(sep) ? root : root + sep)) {
      return notFollowed(
        'This link leads out of the folder and was not followed: copy what it names into the folder.',
      )
    }
    if (stats.isFile()) return 'dump'
    if (!stats.isDirectory()) return unreadable('This', 'it is no ordinary file')
    return notFollowed('This link leads to another folder of the corpus, which is read at its own place.')
  } catch (error) {
    return isDumpName(path) ? notFollowed(`This link cannot be followed: ${reasonOf(error)}.`) : 'other'
  }
}

/** The dumps in order of thread without those that share one: these are refused, each naming the others. */
export function twinsRefused<T extends Named>(found: readonly T[]): { dumps: T[]; refused: FileProblem[] } {
  const inOrder = found.toSorted(byThread)
  const dumps: T[] = []
  const refused: FileProblem[] = []
  for (let from = 0, to = 0; from < inOrder.length; from = to) {
    const first = inOrder[from]
    while (to < inOrder.length && inOrder[to]?.thread === first?.thread) to++
    const same = inOrder.slice(from, to)
    if (same.length === 1) dumps.push(...same)
    else refused.push(...same.map((dump) => twin(dump, same)))
  }
  return { dumps, refused }
}

function twin(dump: Named, same: readonly Named[]): FileProblem {
  const others = same.filter((other) => other !== dump).map(({ sourceFile }) => sourceFile)
  const message = `The thread's name "${dump.thread}" is also that of ${others.join(', ')}; none was read: rename one.`
  const diagnostic: Diagnostic = { code: 'duplicate-thread', line: null, message }
  return { thread: dump.thread, sourceFile: dump.sourceFile, diagnostic }
}

function isDumpName(name: string): boolean {
  return /\.txt$/i.test(name)
}

function unreadable(what: string, reason: string): Diagnostic {
  return { code: 'dump-unreadable', line: null, message: `${what} cannot be read: ${reason}.` }
}

function notFollowed(message: string): Diagnostic {
  return { code: 'link-not-followed', line: null, message }
}
