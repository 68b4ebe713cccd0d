import { MATCHES } from '../../model/quote.js'
import { defineTable, filled, oneOf, optional } from '../columns.js'
import type { PostRecord, QuoteRecord, ThreadRecord } from '../record.js'
import { inOrder } from '../table-text.js'

export const quotes = defineTable({
  name: 'quotes',
  per: 'quoted passage',
  description:
    'Words in a post that come from elsewhere in the dump, or that a header or mark says come from elsewhere.',
  columns: {
    thread: filled('text', "The thread's id."),
    quote: filled('text', "The quote's id: post, .q, number within the post."),
    post: filled('text', 'The post that quotes.'),
    author: optional('text', 'Author of the post that quotes.'),
    quoted_post: optional('text', 'The post the words come from. Empty when it is not in the dump.'),
    quoted_author: optional('text', "The quoted post's author, else the name in the header as printed."),
    match: oneOf(
      MATCHES,
      'exact: the same letters and digits in the same order; edited: aligned with changes; announced: a header or mark says so, the words were not found.',
    ),
    similarity: optional('decimal', 'Twice the matched letters by the letters of both passages, 0 to 1.'),
    text: filled('text', 'The passage as it stands in the dump, with > marks and blank lines inside it.'),
    start: filled('integer', "Where the passage begins in the dump's text, in code points from 0."),
    end: filled('integer', 'Where it ends, exclusive.'),
    line_from: filled('integer', 'First line of the passage in the dump, 1-based.'),
    line_to: filled('integer', 'Last line of the passage, inclusive.'),
  },
  key: ['quote'],
  foreign: [
    { field: 'thread', table: 'threads', to: 'thread' },
    { field: 'post', table: 'posts', to: 'post' },
    { field: 'quoted_post', table: 'posts', to: 'post' },
  ],
})

/** A quote, and the post that it stands in. */
export interface QuoteInPost {
  readonly quote: QuoteRecord
  readonly post: PostRecord | undefined
}

export const quoteCells = inOrder<typeof quotes.columns, QuoteInPost>(quotes.columns, {
  thread: (cells) => cells.thread(),
  quote: (cells, { quote }) => cells.quote(quote.post, quote.n),
  post: (cells, { quote }) => cells.post(quote.post),
  author: (cells, { post }) => cells.text(post?.author?.name ?? null),
  quoted_post: (cells, { quote }) => cells.post(quote.source?.post ?? null),
  quoted_author: (cells, { quote }) => cells.text(quote.author),
  match: (cells, { quote }) => cells.word(quote.match),
  similarity: (cells, { quote }) => cells.decimal(quote.source?.similarity ?? null),
  text: (cells, { quote }) => cells.text(quote.text),
  start: (cells, { quote }) => cells.number(quote.start),
  end: (cells, { quote }) => cells.number(quote.end),
  line_from: (cells, { quote }) => cells.number(quote.line_from),
  line_to: (cells, { quote }) => cells.number(quote.line_to),
})

export function quotesInPosts({ posts, quotes }: ThreadRecord): QuoteInPost[] {
  return quotes.map((quote) => ({ quote, post: posts[quote.post] }))
}
