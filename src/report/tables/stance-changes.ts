import { defineTable, filled, oneOf, optional } from '../columns.js'
import type { Row } from '../columns.js'
import { countedStances } from '../counted.js'
import { postId } from '../ids.js'
import type { PostRecord, ThreadRecord } from '../record.js'
import type { SumRow, SumShape } from '../sums.js'
import { compareTimes, timeKey } from '../times.js'

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
}

/** One row per post that takes a side: in the order of their keys those of one author and target stand together, in time. */
export const stanceChangeShape: SumShape = { name: 'stance_changes', keys: 11, sums: 0 }

/** @param coder see `countedStances` */
export function stanceChangeSums(
  record: ThreadRecord,
  targets: readonly string[],
  coder: string | null,
): readonly SumRow[] {
  let sortedAt: readonly (string | null)[] | null = null
  const rows: SumRow[] = []
  for (const { post: position, stance, polarity, coder: by } of countedStances(record, coder)) {
    const post = record.posts[position]
    const target = targets.indexOf(stance)
    if (polarity === 'neither' || post === undefined || post.author === null || target < 0) continue
    sortedAt ??= sortingTimes(record)
    const at = sortedAt[position] ?? null
    const keys = [
      record.site,
      post.author.name,
      padded(target),
      // Dated threads by time, then the others; what is equal by thread, then by the thread's chronology.
      at === null ? UNDATED : timeKey(at),
      record.thread,
      padded(post.chronological),
      padded(position),
      polarity,
      by,
      post.published_at ?? '',
      datedBy(record, post) === null ? '' : DATED,
    ]
    rows.push({ keys, sums: [], first: null, last: null })
  }
  return rows
}

// Behind every digit.
const UNDATED = '~'
const DATED = 'dated'

/** A number whose texts sort as numbers do. */
function padded(number: number): string {
  return String(number).padStart(9, '0')
}

interface Author {
  readonly author: string
  readonly site: string
  readonly stance: string
  /** In time. */
  readonly taken: Taken[]
}

/** By site, author, target in the codebook's order, then time. Holds the posts of one author and target at a time. */
export async function* stanceChangeRows(
  groups: AsyncIterable<SumRow> | Iterable<SumRow>,
  targets: readonly string[],
): AsyncGenerator<Row<typeof stanceChanges.columns>> {
  let current = null as Author | null
  for await (const { keys } of groups) {
    const [site = '', author = '', target = '', , thread = '', , position, side, coder = ''] = keys
    const [publishedAt = '', dated] = keys.slice(9)
    const stance = targets[Number(target)] ?? ''
    if (current?.author !== author || current.site !== site || current.stance !== stance) {
      if (current !== null) yield* changesOf(current)
      current = { author, site, stance, taken: [] }
    }
    current.taken.push({
      thread,
      position: Number(position),
      side: side === 'favor' ? 'favor' : 'against',
      coder,
      publishedAt: publishedAt === '' ? null : publishedAt,
      dated: dated === DATED,
    })
  }
  if (current !== null) yield* changesOf(current)
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
    if (time !== null && latest !== null && compareTimes(time, latest) > 0) latest = time
    times[post.position] = latest
  }
  return times
}

/** Between threads only posts with times of their own are compared, and only where these tell which is the later one. */
function changesOf({ author, site, stance, taken }: Author): Row<typeof stanceChanges.columns>[] {
  const rows: Row<typeof stanceChanges.columns>[] = []
  let last: Taken | null = null
  let lastDated: Taken | null = null
  for (const later of taken) {
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
