import { POST_KINDS } from '../../model/thread.js'
import { defineTable, filled, oneOf, optional } from '../columns.js'
import type { Row } from '../columns.js'
import { postId } from '../ids.js'
import { codePointLength } from '../places.js'
import type { ThreadRecord } from '../record.js'

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

export function postRows(record: ThreadRecord): Row<typeof posts.columns>[] {
  const quoted = record.posts.map(() => 0)
  for (const quote of record.quotes) quoted[quote.post] = (quoted[quote.post] ?? 0) + quote.end - quote.start
  return record.posts.map((post) => ({
    thread: record.thread,
    post: postId(record, post.position),
    position: post.position,
    kind: post.kind,
    author: post.author?.name ?? null,
    published_at: post.published_at,
    published_text: post.stamp?.text ?? null,
    language: post.language,
    text: post.text,
    own_characters: codePointLength(post.text),
    quoted_characters: quoted[post.position] ?? 0,
    chronological: post.chronological,
    line_from: post.line_from,
    line_to: post.line_to,
    key: post.key,
  }))
}
