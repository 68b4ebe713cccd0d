import type { Coding, CodingFault } from '../model/coding.js'
import { postId } from '../report/ids.js'
import { anyScript } from '../report/keys.js'
import type { PostRecord, ThreadRecord } from '../report/record.js'
import { compareCodePoints } from '../text/order.js'
import { fault } from './fault.js'
import { withCodings } from './with-codings.js'

/** People's codings joined to the threads of a run at the report's door, thread by thread. */
export interface CodingJoiner {
  /** Whether there are no codings, so that threads need not come here. */
  readonly idle: boolean
  /** The thread with its codings. Threads are to come in the order of their ids, each once. */
  join(record: ThreadRecord): ThreadRecord
  /** Every fault of the sheets and every coding that found no post, in order of file and row. Call it once, at the end. */
  finish(): readonly CodingFault[]
}

/** Equal keys of posts with so many letters or digits cannot be chance; two "+1" of one name can. */
const TELLING = 24

/**
 * Codings go to the thread that they name. Where the corpus has no such thread (`threads` knows all of it), they go to the thread
 * that holds the keys of its posts: one of a post with 24 letters, or two different ones.
 * @param faults what was found when the sheets were read
 */
export function joinCodings(
  codings: readonly Coding[],
  faults: readonly CodingFault[],
  threads: ReadonlySet<string>,
): CodingJoiner {
  if (codings.length === 0) return { idle: true, join: (record) => record, finish: () => inOrder(faults) }
  return new Joiner(codings, faults, threads)
}

/** Codings that went to a thread that they do not name, and the post with their key. */
interface Placed {
  readonly codings: Coding[]
  readonly post: string
}

/** Whether a thread may be one that the codings speak of: `join` gives back all others as they are. */
export function codedThreads(codings: readonly Coding[]): (record: ThreadRecord) => boolean {
  const threads = new Set(codings.map(({ thread }) => thread))
  const keys = new Set(codings.map(({ key }) => key))
  return ({ thread, posts }) =>
    codings.length > 0 && (threads.has(thread) || posts.some(({ key }) => keys.has(key)))
}

class Joiner implements CodingJoiner {
  readonly idle = false
  readonly #atHome = new Map<string, Coding[]>()
  /** By the name of the thread that is gone, `null` where a sheet names none. */
  readonly #strays = new Map<string | null, Set<Coding>>()
  readonly #strayKeys = new Map<string, Coding[]>()
  /** Keys of codings, and where a post with that key was seen last outside the thread they name. */
  readonly #seen = new Map<string, string | null>()
  /** Keys that were found outside the thread they name, and the codings that went there. */
  readonly #placed = new Map<string, Placed>()
  readonly #unmatched: Coding[] = []
  readonly #faults: CodingFault[]

  constructor(codings: readonly Coding[], faults: readonly CodingFault[], threads: ReadonlySet<string>) {
    this.#faults = [...faults]
    for (const coding of codings) {
      const { key, thread } = coding
      if (key !== null) this.#seen.set(key, null)
      if (thread !== null && threads.has(thread)) {
        append(this.#atHome, thread, coding)
        continue
      }
      const group = this.#strays.get(thread)
      if (group === undefined) this.#strays.set(thread, new Set([coding]))
      else group.add(coding)
      if (key !== null) append(this.#strayKeys, key, coding)
    }
  }

  join(record: ThreadRecord): ThreadRecord {
    const own = this.#atHome.get(record.thread) ?? []
    this.#atHome.delete(record.thread)
    this.#look(record)
    const adopted = this.#adopted(record)
    const joined = withCodings(record, [...own, ...adopted])
    this.#faults.push(...joined.faults)
    const rest = new Set(joined.rest)
    this.#unmatched.push(...own.filter((coding) => rest.has(coding)))
    this.#place(
      record,
      adopted.filter((coding) => !rest.has(coding)),
    )
    return joined.record
  }

  finish(): readonly CodingFault[] {
    const gone = [...this.#strays.values()].flatMap((group) => [...group])
    const unread = [...this.#atHome.values()].flat()
    return inOrder([
      ...this.#faults,
      ...this.#unmatched.map((coding) =>
        this.#notFound(
          coding,
          'has no post with this key, nor one by the same author with nearly the same words',
        ),
      ),
      ...unread.map((coding) => this.#notFound(coding, 'could not be read')),
      ...gone.map((coding) => this.#notFound(coding, 'is not in the corpus')),
    ])
  }

  #look(record: ThreadRecord): void {
    for (const post of record.posts) {
      if (!this.#seen.has(post.key)) continue
      const id = postId(record, post.position)
      this.#seen.set(post.key, id)
      const placed = this.#placed.get(post.key)
      if (placed !== undefined) this.#tellTwin(placed, post, id)
    }
  }

  #tellTwin({ codings, post: taken }: Placed, twin: PostRecord, id: string): void {
    for (const coding of codings) {
      if (coding.thread !== null && !isTelling(twin)) continue
      const message = `The key ${twin.key} is also that of ${id}; the codes went to ${taken}. If the other is meant, write its id into the column post.`
      this.#faults.push(fault(coding, 'coding-ambiguous', message))
    }
  }

  /** The strays that may belong to this thread. */
  #adopted(record: ThreadRecord): Coding[] {
    if (this.#strayKeys.size === 0) return []
    const hits = new Map<string | null, { readonly keys: Set<string>; telling: boolean; codings: Coding[] }>()
    for (const post of record.posts) {
      for (const coding of this.#strayKeys.get(post.key) ?? []) {
        if (this.#strays.get(coding.thread)?.has(coding) !== true) continue
        const hit = hits.get(coding.thread) ?? { keys: new Set(), telling: false, codings: [] }
        hits.set(coding.thread, hit)
        hit.keys.add(post.key)
        hit.codings.push(coding)
        hit.telling ||= isTelling(post)
      }
    }
    return [...hits].flatMap(([thread, { keys, telling, codings }]) => {
      if (thread === null) return codings
      return telling || keys.size > 1 ? [...(this.#strays.get(thread) ?? [])] : []
    })
  }

  #place(record: ThreadRecord, placed: readonly Coding[]): void {
    const moved = new Map<string, Coding[]>()
    for (const coding of placed) {
      this.#strays.get(coding.thread)?.delete(coding)
      if (coding.key !== null) {
        const known = this.#placed.get(coding.key)
        if (known !== undefined) known.codings.push(coding)
        else
          this.#placed.set(coding.key, {
            codings: [coding],
            post: this.#seen.get(coding.key) ?? record.thread,
          })
      }
      if (coding.thread !== null) append(moved, `${coding.sourceFile}\n${coding.thread}`, coding)
    }
    for (const codings of moved.values()) {
      const [first] = codings
      if (first === undefined) continue
      const rows = codings.length === 1 ? 'This row is' : `This and ${codings.length - 1} more rows are`
      const message = `${rows} about the thread ${JSON.stringify(first.thread)}, which is not in the corpus; by their keys the posts are in ${JSON.stringify(record.thread)} now.`
      this.#faults.push(fault(first, 'coding-moved', message))
    }
  }

  #notFound(coding: Coding, why: string): CodingFault {
    const thread = coding.thread === null ? 'The corpus' : `The thread ${JSON.stringify(coding.thread)}`
    const seen = coding.key === null ? null : (this.#seen.get(coding.key) ?? null)
    const hint =
      seen === null || coding.thread === null
        ? 'The codes of this row are not used.'
        : `A post with this key is ${seen}: if that is the one, write its id into the column post.`
    const what = coding.thread === null ? 'has no post with this key' : why
    return fault(coding, 'coding-unmatched', `${thread} ${what}. ${hint}`)
  }
}

function isTelling({ text }: PostRecord): boolean {
  return anyScript(text).length >= TELLING
}

function append<K>(lists: Map<K, Coding[]>, key: K, coding: Coding): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [coding])
  else list.push(coding)
}

function inOrder(faults: readonly CodingFault[]): CodingFault[] {
  return faults.toSorted(
    (a, b) =>
      compareCodePoints(a.sourceFile, b.sourceFile) || (a.diagnostic.line ?? 0) - (b.diagnostic.line ?? 0),
  )
}
