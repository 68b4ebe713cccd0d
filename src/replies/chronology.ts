import type { Thread } from '../model/thread.js'
import { hasTime, hasZone, instantOf } from './instant.js'
import type { Instant } from './instant.js'
import { Queue } from './queue.js'

/** One post shows that another was there before it: it quotes it, names it, or is shown under it. */
export interface Precedence {
  readonly before: number
  readonly after: number
}

export interface Chronology {
  /** Per position: 0 for the article, 1 for the earliest comment, no two alike. */
  readonly rank: readonly number[]
  /** Whether `a` was written before `b`. */
  readonly earlier: (a: number, b: number) => boolean
  /** Whether the stamps alone say so. */
  readonly surelyEarlier: (a: number, b: number) => boolean
}

/**
 * Orders the posts in time: by their stamps; where these do not decide (no stamp, only a date, the same minute) a post
 * that shows that it knows another is the later one; then the page's order, turned round when the page shows the
 * newest first. Always total; precedences that contradict the stamps or each other are left out of account.
 *
 * A topological sort over the interval order of the stamps: a post may come next when no other post that is left
 * ends before it begins. O(n log n) in posts and precedences.
 */
export function chronologyOf(thread: Thread, precedences: readonly Precedence[] = []): Chronology {
  return chronologer(thread)(precedences)
}

/** The same for several sets of precedences: the stamps are read and sorted once. */
export function chronologer(thread: Thread): (precedences: readonly Precedence[]) => Chronology {
  const instants = instantsOf(thread)
  const priority = pagePriority(thread)
  const from = Float64Array.from(instants, (instant) => instant.from)
  const to = Float64Array.from(instants, (instant) => instant.to)
  const stamps: Stamps = { from, to, byFrom: commentsBy(from), byTo: commentsBy(to) }
  return (precedences) => {
    const rank = instants.map(() => 0)
    let next = 1
    for (const position of new Order(stamps, priority, precedences).sorted()) rank[position] = next++
    const rankOf = (position: number): number => rank[position] ?? Number.POSITIVE_INFINITY
    return {
      rank,
      earlier: (a, b) => rankOf(a) < rankOf(b),
      surelyEarlier: (a, b) => {
        if (a === 0 || b === 0) return a === 0 && b !== 0
        return (to[a] ?? Number.POSITIVE_INFINITY) <= (from[b] ?? Number.NEGATIVE_INFINITY)
      },
    }
  }
}

/** By position when a post was written at the earliest and at the latest, and the comments in order of either. */
interface Stamps {
  readonly from: Float64Array
  readonly to: Float64Array
  readonly byFrom: Int32Array
  readonly byTo: Int32Array
}

/** The comments' positions in order of `key`, then of position. */
function commentsBy(key: Float64Array): Int32Array {
  const comments = Int32Array.from({ length: Math.max(0, key.length - 1) }, (_, i) => i + 1)
  let sorted = true
  for (let i = 2; i < key.length; i++) if ((key[i] ?? 0) < (key[i - 1] ?? 0)) sorted = false
  // Most pages show their comments in the order of time.
  return sorted ? comments : comments.sort((a, b) => compare(key[a] ?? 0, key[b] ?? 0) || a - b)
}

function instantsOf(thread: Thread): readonly Instant[] {
  const stamps = thread.posts.map((post) => post.stamp?.iso ?? null)
  const zoned = stamps.slice(1).every((iso) => iso === null || !hasTime(iso) || hasZone(iso))
  return stamps.map((iso) => instantOf(iso, zoned))
}

function pagePriority(thread: Thread): Int32Array {
  const count = thread.posts.length
  const turned = thread.order === 'newest-first'
  return Int32Array.from({ length: count }, (_, position) => (turned ? count - position : position))
}

class Order {
  private readonly begun: Uint8Array
  private readonly emitted: Uint8Array
  /** Per post how many known predecessors are still to come. */
  private readonly awaited: Int32Array
  private readonly successors = new Map<number, number[]>()
  private readonly ready: Queue
  /** Posts whose turn it is by the stamps but not by the precedences: the way out of a circle. */
  private readonly waiting: Queue

  constructor(
    private readonly stamps: Stamps,
    priority: Int32Array,
    precedences: readonly Precedence[],
  ) {
    const posts = priority.length
    this.begun = new Uint8Array(posts)
    this.emitted = new Uint8Array(posts)
    this.awaited = new Int32Array(posts)
    this.ready = new Queue(priority)
    this.waiting = new Queue(priority)
    for (const { before, after } of precedences) {
      if (before < 1 || after < 1 || before === after || !this.open(before, after)) continue
      if (before >= posts || after >= posts) continue
      const list = this.successors.get(before)
      if (list === undefined) this.successors.set(before, [after])
      else list.push(after)
      this.awaited[after] = (this.awaited[after] ?? 0) + 1
    }
  }

  /** The comments' positions from the earliest to the latest. */
  sorted(): readonly number[] {
    const { byFrom, byTo } = this.stamps
    const order: number[] = []
    let next = 0
    let over = 0
    while (order.length < byFrom.length) {
      while (over < byTo.length && this.emitted[byTo[over] ?? 0] === 1) over++
      const horizon = this.to(byTo[over] ?? 0)
      for (; next < byFrom.length; next++) {
        const post = byFrom[next] ?? 0
        if (this.from(post) >= horizon) break
        this.begun[post] = 1
        if (this.awaited[post] === 0) this.ready.push(post)
        else this.waiting.push(post)
      }
      const post = this.take()
      if (post === undefined) break
      order.push(post)
    }
    return order
  }

  private take(): number | undefined {
    for (const queue of [this.ready, this.waiting]) {
      for (let post = queue.pop(); post !== undefined; post = queue.pop()) {
        if (this.emitted[post] === 1) continue
        this.emitted[post] = 1
        this.release(post)
        return post
      }
    }
    return undefined
  }

  private release(post: number): void {
    for (const successor of this.successors.get(post) ?? []) {
      const left = (this.awaited[successor] ?? 0) - 1
      this.awaited[successor] = left
      if (left === 0 && this.begun[successor] === 1) this.ready.push(successor)
    }
  }

  private open(a: number, b: number): boolean {
    return this.from(a) < this.to(b) && this.from(b) < this.to(a)
  }

  private from(post: number): number {
    return this.stamps.from[post] ?? Number.NEGATIVE_INFINITY
  }

  private to(post: number): number {
    return this.stamps.to[post] ?? Number.POSITIVE_INFINITY
  }
}

/** Infinities are equal to themselves; subtracting them is not a number. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1
}
