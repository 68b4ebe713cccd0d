import type { AttributedRows } from '../attributed.js'
import { defineTable, filled, optional } from '../columns.js'
import type { AnyRow, Columns } from '../columns.js'
import { countedStances } from '../counted.js'
import type { ThreadRecord } from '../record.js'
import type { SumRow, SumShape } from '../sums.js'
import { TimeRange } from '../times.js'

export const authors = defineTable({
  name: 'authors',
  per: 'author',
  description:
    "Everybody who wrote, was quoted or was answered: a name as printed within a site. The articles' authors count as authors.",
  columns: {
    author: filled('text', 'The name as printed, white space folded.'),
    posts: filled('integer', 'Rows of posts.csv with this author: articles, comments and stubs.'),
    threads: filled('integer', 'Threads in which these stand.'),
    replies_made: filled('integer', 'Answers by this author, counted as in interactions.csv.'),
    replies_received: filled('integer', 'Answers to this author, counted as in interactions.csv.'),
    quotes_made: filled('integer', "Passages quoted in this author's posts."),
    quotes_received: filled('integer', 'Passages quoted from this author.'),
    first_at: optional('time', "The earliest known time of the author's posts."),
    last_at: optional('time', "The latest known time of the author's posts."),
    captured: filled(
      'flag',
      '1 when a post of theirs stands in a dump; 0 when they are known only from a quote header or as the one answered.',
    ),
    site: optional('text', 'The site the name belongs to.'),
  },
  key: ['author'],
  foreign: [],
})

/** The table's columns for a codebook: two more for every target. */
export function authorColumns(targets: readonly string[]): Columns {
  const more = targets.flatMap((target) =>
    (['favor', 'against'] as const).map((polarity): [string, Columns[string]] => [
      `${target}_${polarity}`,
      filled('integer', `Posts of this author coded ${polarity} for ${target}.`),
    ]),
  )
  return { ...authors.columns, ...Object.fromEntries(more) }
}

function codeColumns(targets: readonly string[]): string[] {
  return targets.flatMap((target) => [`${target}_favor`, `${target}_against`])
}

/** Per author of a thread: posts, threads, answers and quotes made and received, then favor and against per target. */
export function authorShape(targets: readonly string[]): SumShape {
  return { name: 'authors', keys: 2, sums: CODES + 2 * targets.length }
}

const [POSTS, THREADS, REPLIES_MADE, REPLIES_RECEIVED, QUOTES_MADE, QUOTES_RECEIVED, CODES] = [
  0, 1, 2, 3, 4, 5, 6,
]

/** @param coder see `countedStances` */
export function authorSums(
  record: ThreadRecord,
  attributed: AttributedRows,
  targets: readonly string[],
  coder: string | null,
): readonly SumRow[] {
  const { sums } = authorShape(targets)
  const authors = new Map<string, { readonly sums: number[]; readonly times: TimeRange }>()
  const author = (name: string) => {
    let known = authors.get(name)
    if (known === undefined) {
      known = { sums: Array<number>(sums).fill(0), times: new TimeRange() }
      authors.set(name, known)
    }
    return known
  }
  const count = (name: string, what: number): void => {
    const known = author(name)
    known.sums[what] = (known.sums[what] ?? 0) + 1
  }
  for (const post of record.posts) {
    if (post.author === null) continue
    const known = author(post.author.name)
    known.sums[POSTS] = (known.sums[POSTS] ?? 0) + 1
    known.sums[THREADS] = 1
    known.times.include(post.published_at)
  }
  for (const reply of attributed.replies) {
    count(reply.author, REPLIES_MADE)
    count(reply.toAuthor, REPLIES_RECEIVED)
  }
  for (const quote of attributed.quotes) {
    count(quote.author, QUOTES_MADE)
    count(quote.toAuthor, QUOTES_RECEIVED)
  }
  for (const { post, stance, polarity } of countedStances(record, coder)) {
    const name = record.posts[post]?.author?.name
    const target = targets.indexOf(stance)
    if (name === undefined || target < 0 || polarity === 'neither') continue
    count(name, CODES + 2 * target + (polarity === 'favor' ? 0 : 1))
  }
  return [...authors].map(([name, { sums, times }]) => ({
    keys: [record.site, name],
    sums,
    first: times.first,
    last: times.last,
  }))
}

export function authorRow({ keys, sums, first, last }: SumRow, targets: readonly string[]): AnyRow {
  const [site = '', author = ''] = keys
  const sum = (what: number): number => sums[what] ?? 0
  return {
    author,
    posts: sum(POSTS),
    threads: sum(THREADS),
    replies_made: sum(REPLIES_MADE),
    replies_received: sum(REPLIES_RECEIVED),
    quotes_made: sum(QUOTES_MADE),
    quotes_received: sum(QUOTES_RECEIVED),
    first_at: first,
    last_at: last,
    captured: sum(POSTS) > 0 ? 1 : 0,
    site,
    ...Object.fromEntries(codeColumns(targets).map((name, at) => [name, sum(CODES + at)])),
  }
}
