import { attributedQuotes, attributedReplies } from '../attributed.js'
import { defineTable, filled, optional } from '../columns.js'
import type { AnyRow, Columns } from '../columns.js'
import { countedStances } from '../counted.js'
import { apart, byTexts } from '../order.js'
import type { ThreadRecord } from '../record.js'
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

interface Author {
  readonly author: string
  readonly site: string
  posts: number
  threads: number
  lastThread: string | null
  repliesMade: number
  repliesReceived: number
  quotesMade: number
  quotesReceived: number
  readonly times: TimeRange
  /** Per target favor and against, side by side, in the codebook's order. */
  readonly codes: number[]
}

/** Sums over threads, each added once. One entry per name and site. */
export class Authors {
  readonly #targets: readonly string[]
  readonly #coder: string | null
  readonly #authors = new Map<string, Author>()

  /** @param coder see `countedStances` */
  constructor(targets: readonly string[], coder: string | null) {
    this.#targets = targets
    this.#coder = coder
  }

  /** Names met so far. */
  get size(): number {
    return this.#authors.size
  }

  add(record: ThreadRecord): void {
    for (const post of record.posts) {
      if (post.author === null) continue
      const author = this.#author(post.author.name, record.site)
      author.posts++
      author.times.include(post.published_at)
      if (author.lastThread !== record.thread) {
        author.lastThread = record.thread
        author.threads++
      }
    }
    for (const { author, toAuthor } of attributedReplies(record)) {
      this.#author(author, record.site).repliesMade++
      this.#author(toAuthor, record.site).repliesReceived++
    }
    for (const { author, toAuthor } of attributedQuotes(record)) {
      this.#author(author, record.site).quotesMade++
      this.#author(toAuthor, record.site).quotesReceived++
    }
    for (const { post, stance, polarity } of countedStances(record, this.#coder)) {
      const name = record.posts[post]?.author?.name
      const target = this.#targets.indexOf(stance)
      if (name === undefined || target < 0 || polarity === 'neither') continue
      const { codes } = this.#author(name, record.site)
      const at = 2 * target + (polarity === 'favor' ? 0 : 1)
      codes[at] = (codes[at] ?? 0) + 1
    }
  }

  rows(): AnyRow[] {
    const names = Object.keys(authorColumns(this.#targets)).slice(Object.keys(authors.columns).length)
    return [...this.#authors.values()]
      .sort(
        byTexts(
          (author) => author.site,
          (author) => author.author,
        ),
      )
      .map((author) => ({
        author: author.author,
        posts: author.posts,
        threads: author.threads,
        replies_made: author.repliesMade,
        replies_received: author.repliesReceived,
        quotes_made: author.quotesMade,
        quotes_received: author.quotesReceived,
        first_at: author.times.first,
        last_at: author.times.last,
        captured: author.posts > 0 ? 1 : 0,
        site: author.site,
        ...Object.fromEntries(names.map((name, at) => [name, author.codes[at] ?? 0])),
      }))
  }

  #author(name: string, site: string): Author {
    const key = `${name}\n${site}`
    let author = this.#authors.get(key)
    if (author === undefined) {
      author = {
        author: apart(name),
        site,
        posts: 0,
        threads: 0,
        lastThread: null,
        repliesMade: 0,
        repliesReceived: 0,
        quotesMade: 0,
        quotesReceived: 0,
        times: new TimeRange(),
        codes: this.#targets.flatMap(() => [0, 0]),
      }
      this.#authors.set(key, author)
    }
    return author
  }
}
