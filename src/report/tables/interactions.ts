import { attributedQuotes, attributedReplies } from '../attributed.js'
import { defineTable, filled, optional } from '../columns.js'
import type { Row } from '../columns.js'
import { apart, byTexts } from '../order.js'
import type { ThreadRecord } from '../record.js'
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

interface Pair {
  readonly author: string
  readonly toAuthor: string
  readonly site: string
  replies: number
  quotes: number
  threads: number
  lastThread: string | null
  readonly times: TimeRange
}

/** Sums over threads, each added once. One entry per pair that occurs. */
export class Interactions {
  readonly #pairs = new Map<string, Pair>()

  add(record: ThreadRecord): void {
    for (const { author, toAuthor, post } of attributedReplies(record)) {
      this.#pair(record, author, toAuthor, post.published_at).replies++
    }
    for (const { author, toAuthor, post } of attributedQuotes(record)) {
      this.#pair(record, author, toAuthor, post.published_at).quotes++
    }
  }

  rows(): Row<typeof interactions.columns>[] {
    return [...this.#pairs.values()]
      .sort(
        byTexts(
          (pair) => pair.site,
          (pair) => pair.author,
          (pair) => pair.toAuthor,
        ),
      )
      .map(({ author, toAuthor, replies, quotes, threads, times, site }) => ({
        author,
        to_author: toAuthor,
        replies,
        quotes,
        threads,
        first_at: times.first,
        last_at: times.last,
        site,
      }))
  }

  #pair({ site, thread }: ThreadRecord, author: string, toAuthor: string, time: string | null): Pair {
    // Names have their white space folded, so a line feed parts them safely.
    const key = `${author}\n${toAuthor}\n${site}`
    let pair = this.#pairs.get(key)
    if (pair === undefined) {
      pair = {
        author: apart(author),
        toAuthor: apart(toAuthor),
        site,
        replies: 0,
        quotes: 0,
        threads: 0,
        lastThread: null,
        times: new TimeRange(),
      }
      this.#pairs.set(key, pair)
    }
    if (pair.lastThread !== thread) {
      pair.lastThread = thread
      pair.threads++
    }
    pair.times.include(time)
    return pair
  }
}
