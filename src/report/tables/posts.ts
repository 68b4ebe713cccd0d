import { POST_KINDS } from '../../model/thread.js'
import { defineTable, filled, oneOf, optional } from '../columns.js'
import type { PostRecord, ThreadRecord } from '../record.js'
import { inOrder } from '../table-text.js'

export const posts = defineTable({
  name: 'posts',
  per: 'article, comment or stub',
  description: 'Who said what and when: the article and its comments, in the order of the page.',
  columns: {
    thread: filled('text', "The thread's id."),
    post: filled('text', "The post's id: thread, #, position."),
    position: filled('integer', 'Place in the dump: the article 0, then 1, 2, …'),
    kind: oneOf(
      POST_KINDS,
      'article: also the opening post of a topic; comment; stub: a post whose words are gone.',
    ),
    author: optional('text', 'The name as printed, white space folded. Empty where none is printed.'),
    published_at: optional('time', 'When the post was sent, as precise as the page.'),
    published_text: optional('text', 'The time words as printed, also where they could not be resolved.'),
    language: filled('text', "The language of the author's own words, BCP 47, und when it cannot be told."),
    text: optional(
      'text',
      "The author's own words: without quotes, headers, buttons, signature blocks and edit notes. Slices are joined by one line feed.",
    ),
    own_characters: filled('integer', 'Characters (code points) of text.'),
    quoted_characters: filled(
      'integer',
      "Characters (code points) of the post's quotes, end less start of each.",
    ),
    chronological: filled('integer', 'Place in the order of time: 1 is the earliest comment, 0 the article.'),
    line_from: filled('integer', 'First line of the post in the dump, 1-based.'),
    line_to: filled('integer', 'Last line of the post in the dump, inclusive.'),
    key: filled('text', 'Finds the post again when its page was captured anew.'),
  },
  key: ['post'],
  foreign: [{ field: 'thread', table: 'threads', to: 'thread' }],
})

/** A post, and the code points that its quotes have together. */
export interface QuotingPost {
  readonly post: PostRecord
  readonly quoted: number
}

export const postCells = inOrder<typeof posts.columns, QuotingPost>(posts.columns, {
  thread: (cells) => cells.thread(),
  post: (cells, { post }) => cells.post(post.position),
  position: (cells, { post }) => cells.number(post.position),
  kind: (cells, { post }) => cells.word(post.kind),
  author: (cells, { post }) => cells.text(post.author?.name ?? null),
  published_at: (cells, { post }) => cells.time(post.published_at),
  published_text: (cells, { post }) => cells.text(post.stamp?.text ?? null),
  language: (cells, { post }) => cells.text(post.language),
  text: (cells, { post }) => cells.words(post.position),
  own_characters: (cells, { post }) => cells.number(ownCharacters(post)),
  quoted_characters: (cells, { quoted }) => cells.number(quoted),
  chronological: (cells, { post }) => cells.number(post.chronological),
  line_from: (cells, { post }) => cells.number(post.line_from),
  line_to: (cells, { post }) => cells.number(post.line_to),
  key: (cells, { post }) => cells.text(post.key),
})

/** The code points of the text, which is the slices of `own` joined by LF. */
function ownCharacters({ own }: PostRecord): number {
  let count = Math.max(0, own.length - 1)
  for (const [start, end] of own) count += end - start
  return count
}

export function quotingPosts({ posts, quotes }: ThreadRecord): QuotingPost[] {
  const quoted = posts.map(() => 0)
  for (const quote of quotes) quoted[quote.post] = (quoted[quote.post] ?? 0) + quote.end - quote.start
  return posts.map((post) => ({ post, quoted: quoted[post.position] ?? 0 }))
}
