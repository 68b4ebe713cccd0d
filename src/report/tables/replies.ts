import { EVIDENCE, RELATIONS } from '../../model/reply.js'
import { CELL_LIMIT, cut } from '../cells.js'
import { defineTable, filled, oneOf, optional } from '../columns.js'
import type { Row } from '../columns.js'
import { postId, quoteId } from '../ids.js'
import type { ThreadRecord } from '../record.js'

export const replies = defineTable({
  name: 'replies',
  per: 'post and what it answers',
  description: 'Who answers whom, with the strongest evidence for each pair of posts.',
  columns: {
    thread: filled('text', "The thread's id."),
    post: filled('text', 'The post that answers.'),
    author: optional('text', 'Its author.'),
    to_post: optional('text', 'The post answered. Empty when it is named but not in the dump.'),
    to_author: optional('text', "The answered post's author, else the name as printed."),
    relation: oneOf(RELATIONS, 'declared: structure or attribution, the page says so; inferred: the others.'),
    evidence: oneOf(
      EVIDENCE,
      'Why, strongest first: structure, attribution, quote, mention; adjacency and position rest on the order alone.',
    ),
    confidence: filled('decimal', '0 to 1: of the rows written with confidence c a share near c is right.'),
    quote: optional('text', 'The quote that is the evidence.'),
    start: optional(
      'integer',
      "Where the words that are the evidence begin in the dump's text, in code points.",
    ),
    end: optional('integer', 'Where they end, exclusive.'),
    published_at: optional('time', 'When the answer was sent.'),
    text: optional('text', `Own words of the post that answers, at most ${CELL_LIMIT} characters.`),
    to_text: optional('text', `Own words of the post answered, at most ${CELL_LIMIT} characters.`),
  },
  key: [],
  foreign: [
    { field: 'thread', table: 'threads', to: 'thread' },
    { field: 'post', table: 'posts', to: 'post' },
    { field: 'to_post', table: 'posts', to: 'post' },
    { field: 'quote', table: 'quotes', to: 'quote' },
  ],
})

export function replyRows(record: ThreadRecord): Row<typeof replies.columns>[] {
  return record.replies.map((reply) => {
    const post = record.posts[reply.post]
    const to = reply.to === null ? undefined : record.posts[reply.to]
    return {
      thread: record.thread,
      post: postId(record, reply.post),
      author: post?.author?.name ?? null,
      to_post: reply.to === null ? null : postId(record, reply.to),
      to_author: reply.to_author,
      relation: reply.relation,
      evidence: reply.evidence,
      confidence: reply.confidence,
      quote: reply.quote === null ? null : quoteId(record, reply.post, reply.quote),
      start: reply.span?.[0] ?? null,
      end: reply.span?.[1] ?? null,
      published_at: post?.published_at ?? null,
      text: cut(post?.text ?? ''),
      to_text: to === undefined ? null : cut(to.text),
    }
  })
}
