import type { Stats } from 'node:fs'
import { lstat, readdir, realpath, stat } from 'node:fs/promises'
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

/** Something to look at that belongs to a file as a whole. */
export interface FileProblem {
  readonly sourceFile: string
  readonly diagnostic: Diagnostic
}

export interface Discovery {
  /** In order of thread, by code point. No two share a thread. */
  readonly dumps: readonly FoundDump[]
  /** In order of source file, by code point. */
  readonly problems: readonly FileProblem[]
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
    const names = await namesIn(root, below, folder, problems)
    for (const name of names) {
      if (name.startsWith('.')) continue
      const sourceFile = below === '' ? name : `${below}/${name}`
      const path = join(root, sourceFile)
      const entry = await look(root, path, isDumpName(name))
      if (entry === 'folder') waiting.push(sourceFile)
      else if (entry === 'file') {
        if (isDumpName(name)) found.push({ thread: threadId(sourceFile), sourceFile, path })
      } else if (entry !== 'other') problems.push({ sourceFile, diagnostic: entry })
    }
  }
  const { dumps, refused } = withoutTwins(found)
  return { dumps, problems: [...problems, ...refused].sort(byFile) }
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

async function namesIn(
  root: string,
  below: string,
  folder: string,
  problems: FileProblem[],
): Promise<string[]> {
  try {
    return await readdir(join(root, below))
  } catch (error) {
    if (below === '')
      throw new Failure(EXIT.usage, `The folder ${folder} cannot be read: ${reasonOf(error)}.`)
    problems.push({ sourceFile: below, diagnostic: unreadable('This folder', reasonOf(error)) })
    return []
  }
}

/** What stands at `path`: something to open, nothing of ours, or why a dump or link there is left out. */
async function look(
  root: string,
  path: string,
  dump: boolean,
): Promise<'folder' | 'file' | 'other' | Diagnostic> {
  try {
    const stats = await lstat(path)
    if (stats.isSymbolicLink()) return await lookBehind(root, path, dump)
    if (stats.isDirectory()) return 'folder'
    if (stats.isFile()) return 'file'
    return dump ? unreadable('This', 'it is no ordinary file') : 'other'
  } catch (error) {
    return dump ? unreadable('This file', reasonOf(error)) : 'other'
  }
}

async function lookBehind(root: string, path: string, dump: boolean): Promise<'file' | 'other' | Diagnostic> {
  try {
    const target = await realpath(path)
    const stats = await stat(target)
    if (!stats.isDirectory() && !dump) return 'other'
    if (target !== root && !target.startsWith(root.endsWith(sep) ? root : root + sep)) {
      return notFollowed(
        'This link leads out of the folder and was not followed: copy what it names into the folder.',
      )
    }
    if (stats.isFile()) return 'file'
    return notFollowed('This link leads to another folder of the corpus, which is read at its own place.')
  } catch (error) {
    return dump || codeOf(error) === 'ELOOP'
      ? notFollowed(`This link cannot be followed: ${reasonOf(error)}.`)
      : 'other'
  }
}

function withoutTwins(found: readonly FoundDump[]): { dumps: FoundDump[]; refused: FileProblem[] } {
  const byThread = new Map<string, FoundDump[]>()
  for (const dump of found) {
    const same = byThread.get(dump.thread)
    if (same === undefined) byThread.set(dump.thread, [dump])
    else same.push(dump)
  }
  const dumps: FoundDump[] = []
  const refused: FileProblem[] = []
  for (const same of byThread.values()) {
    const only = same[0]
    if (only !== undefined && same.length === 1) dumps.push(only)
    else refused.push(...same.map((dump) => twin(dump, same)))
  }
  return { dumps: dumps.sort((a, b) => compareCodePoints(a.thread, b.thread)), refused }
}

function twin(dump: FoundDump, same: readonly FoundDump[]): FileProblem {
  const others = same.filter((other) => other !== dump).map((other) => other.sourceFile)
  const message = `The thread's name "${dump.thread}" is also that of ${others.sort(compareCodePoints).join(', ')}; none was read: rename one.`
  return { sourceFile: dump.sourceFile, diagnostic: { code: 'duplicate-thread', line: null, message } }
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

function byFile(a: FileProblem, b: FileProblem): number {
  return compareCodePoints(a.sourceFile, b.sourceFile)
}
