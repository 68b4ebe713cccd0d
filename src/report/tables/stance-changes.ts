import { defineTable, filled, oneOf, optional } from '../columns.js'
import type { Row } from '../columns.js'
import { countedStances } from '../counted.js'
import { apart, byTexts } from '../order.js'
import { postId } from '../ids.js'
import type { PostRecord, ThreadRecord } from '../record.js'
import { compareTimes } from '../times.js'

const SIDES = ['favor', 'against'] as const
type Side = (typeof SIDES)[number]

export const stanceChanges = defineTable({
  name: 'stance_changes',
  per: 'change of side of an author toward a target',
  description:
    'Where an author is first on one side of a target and then on the other. neither is no side and is passed over, so from favor over neither to against is one change. By the codes that the counting tables use.',
  columns: {
    author: filled('text', 'The author.'),
    stance: filled('text', "Id of the codebook's target."),
    polarity: oneOf(SIDES, 'The earlier side.'),
    to_polarity: oneOf(SIDES, 'The later side.'),
    thread: filled('text', 'The thread of the earlier post.'),
    post: filled('text', "The author's last post on the earlier side."),
    published_at: optional('time', 'When it was sent.'),
    coder: filled(
      'text',
      'Who coded it: codebook, model, a name, or agreed where several people say the same.',
    ),
    to_thread: filled('text', 'The thread of the later post.'),
    to_post: filled('text', 'The first post on the later side.'),
    to_published_at: optional('time', 'When it was sent.'),
    to_coder: filled('text', 'Who coded that one.'),
    site: optional('text', 'The site the name belongs to.'),
  },
  key: ['stance', 'to_post'],
  foreign: [
    { field: 'thread', table: 'threads', to: 'thread' },
    { field: 'post', table: 'posts', to: 'post' },
    { field: 'to_thread', table: 'threads', to: 'thread' },
    { field: 'to_post', table: 'posts', to: 'post' },
  ],
})

/** A post on one side, and where it stands in time. */
interface Taken {
  readonly thread: string
  readonly position: number
  readonly side: Side
  readonly coder: string
  readonly publishedAt: string | null
  /** Whether its own time can be held against those of other threads. */
  readonly dated: boolean
  /** Where it is put among posts of other threads, null in a thread without any time. */
  readonly sortedAt: string | null
  /** By which posts of one thread are ordered: the article 0, the earliest comment 1. */
  readonly chronological: number
}

interface Author {
  readonly author: string
  readonly site: string
  readonly stance: string
  readonly taken: Taken[]
}

/** Gathers who took which side when, over threads, each added once: one entry per post that takes a side. */
export class StanceChanges {
  readonly #targets: readonly string[]
  readonly #coder: string | null
  readonly #authors = new Map<string, Author>()

  /** @param coder see `countedStances` */
  constructor(targets: readonly string[], coder: string | null) {
    this.#targets = targets
    this.#coder = coder
  }

  add(record: ThreadRecord): void {
    let sortedAt: readonly (string | null)[] | null = null
    const thread = apart(record.thread)
    for (const { post: position, stance, polarity, coder } of countedStances(record, this.#coder)) {
      const post = record.posts[position]
      if (polarity === 'neither' || post === undefined || post.author === null) continue
      sortedAt ??= sortingTimes(record)
      this.#author(post.author.name, record.site, stance).taken.push({
        thread,
        position,
        side: polarity,
        coder,
        publishedAt: post.published_at === null ? null : apart(post.published_at),
        dated: datedBy(record, post) !== null,
        sortedAt: sortedAt[position] ?? null,
        chronological: post.chronological,
      })
    }
  }

  /** By site, author, target in the codebook's order, then time. */
  rows(): Row<typeof stanceChanges.columns>[] {
    const place = new Map(this.#targets.map((target, at) => [target, at]))
    const placeOf = ({ stance }: Author): number => place.get(stance) ?? this.#targets.length
    return [...this.#authors.values()]
      .sort(
        (a, b) =>
          byTexts<Author>(
            ({ site }) => site,
            ({ author }) => author,
          )(a, b) || placeOf(a) - placeOf(b),
      )
      .flatMap(changesOf)
  }

  #author(name: string, site: string, stance: string): Author {
    const key = `${name}\n${site}\n${stance}`
    let author = this.#authors.get(key)
    if (author === undefined) {
      author = { author: apart(name), site, stance, taken: [] }
      this.#authors.set(key, author)
    }
    return author
  }
}

/** A post's own time. An article that is dated by its capture only has none: the comments below it may be older. */
function datedBy(record: ThreadRecord, post: PostRecord): string | null {
  return post.position === 0 && record.published_from === 'capture' ? null : post.published_at
}

/**
 * Per post where it is put among posts of other threads: its own time; where it has none, that of the latest comment before it in
 * the thread's chronology, else of the first one after it.
 */
function sortingTimes(record: ThreadRecord): readonly (string | null)[] {
  const inOrder = record.posts.toSorted(
    (a, b) => a.chronological - b.chronological || a.position - b.position,
  )
  const times: (string | null)[] = record.posts.map(() => null)
  let latest = inOrder.map((post) => datedBy(record, post)).find((time) => time !== null) ?? null
  for (const post of inOrder) {
    const time = datedBy(record, post)
    // The thread's chronology decides inside a thread, so no post may fall behind the one before it.
    if (time !== null && latest !== null && compareTimes(time, latest) > 0) latest = apart(time)
    times[post.position] = latest
  }
  return times
}

/** Between threads only posts with times of their own are compared, and only where these tell which is the later one. */
function changesOf({ author, site, stance, taken }: Author): Row<typeof stanceChanges.columns>[] {
  const rows: Row<typeof stanceChanges.columns>[] = []
  let last: Taken | null = null
  let lastDated: Taken | null = null
  for (const later of taken.toSorted(inTime)) {
    const earlier: Taken | null = last?.thread === later.thread ? last : lastDated
    const known = earlier !== null && (earlier.thread === later.thread || isBefore(earlier, later))
    if (known && last?.side !== later.side && earlier.side !== later.side) {
      rows.push({
        author,
        stance,
        polarity: earlier.side,
        to_polarity: later.side,
        thread: earlier.thread,
        post: postId(earlier, earlier.position),
        published_at: earlier.publishedAt,
        coder: earlier.coder,
        to_thread: later.thread,
        to_post: postId(later, later.position),
        to_published_at: later.publishedAt,
        to_coder: later.coder,
        site,
      })
    }
    last = later
    if (later.dated) lastDated = later
  }
  return rows
}

/** Not where one is a day and the other an hour of it: nobody knows which came first. */
function isBefore(earlier: Taken, later: Taken): boolean {
  const [a, b] = [earlier.publishedAt, later.publishedAt]
  return later.dated && a !== null && b !== null && !a.startsWith(b) && !b.startsWith(a)
}

/** Dated threads by time, then the others; what is equal by thread, then by the thread's chronology. */
function inTime(a: Taken, b: Taken): number {
  if (a.sortedAt === null || b.sortedAt === null) {
    if (a.sortedAt !== b.sortedAt) return a.sortedAt === null ? 1 : -1
  } else {
    const order = compareTimes(a.sortedAt, b.sortedAt)
    if (order !== 0) return order
  }
  return byThread(a, b) || a.chronological - b.chronological || a.position - b.position
}

const byThread = byTexts<Taken>(({ thread }) => thread)
