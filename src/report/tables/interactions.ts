import type { Attributed, AttributedRows } from '../attributed.js'
import { defineTable, filled, optional } from '../columns.js'
import type { Row } from '../columns.js'
import type { ThreadRecord } from '../record.js'
import type { SumRow, SumShape } from '../sums.js'
import { TimeRange } from '../times.js'

export const interactions = defineTable({
  name: 'interactions',
  per: 'ordered pair of authors',
  description: 'Who answers and quotes whom, over all threads. Answers to oneself count like any other.',
  columns: {
    author: filled('text', 'Who answers or quotes.'),
    to_author: filled('text', 'Who is answered or quoted, also when only a header names them.'),
    replies: filled(
      'integer',
      'Rows of replies.csv of the pair with evidence structure, attribution, quote or mention.',
    ),
    quotes: filled('integer', 'Rows of quotes.csv of the pair.'),
    threads: filled('integer', 'Threads in which these stand.'),
    first_at: optional('time', 'The earliest known time of the posts that answer or quote.'),
    last_at: optional('time', 'The latest known time of those posts.'),
    site: optional('text', 'The site the two names belong to.'),
  },
  key: ['author', 'to_author'],
  foreign: [],
})

/** Per pair of a thread: answers, quotes, and the thread itself. */
export const interactionShape: SumShape = { name: 'interactions', keys: 3, sums: 3 }

export function interactionSums(record: ThreadRecord, attributed: AttributedRows): readonly SumRow[] {
  const pairs = new Map<string, Pair>()
  const count = ({ author, toAuthor, post }: Attributed<unknown>, what: 'replies' | 'quotes'): void => {
    // Names have their white space folded, so a line feed parts them safely.
    const key = `${author}\n${toAuthor}`
    let pair = pairs.get(key)
    if (pair === undefined) {
      pair = { author, toAuthor, replies: 0, quotes: 0, times: new TimeRange() }
      pairs.set(key, pair)
    }
    pair[what]++
    pair.times.include(post.published_at)
  }
  for (const reply of attributed.replies) count(reply, 'replies')
  for (const quote of attributed.quotes) count(quote, 'quotes')
  return [...pairs.values()].map(({ author, toAuthor, replies, quotes, times }) => ({
    keys: [record.site, author, toAuthor],
    sums: [replies, quotes, 1],
    first: times.first,
    last: times.last,
  }))
}

interface Pair {
  readonly author: string
  readonly toAuthor: string
  replies: number
  quotes: number
  readonly times: TimeRange
}

export function interactionRow({ keys, sums, first, last }: SumRow): Row<typeof interactions.columns> {
  const [site = '', author = '', to_author = ''] = keys
  const [replies = 0, quotes = 0, threads = 0] = sums
  return { author, to_author, replies, quotes, threads, first_at: first, last_at: last, site }
}
