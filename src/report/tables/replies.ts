import { EVIDENCE, RELATIONS } from '../../model/reply.js'
import { CELL_LIMIT } from '../cells.js'
import { defineTable, filled, oneOf, optional } from '../columns.js'
import type { PostRecord, ReplyRecord, ThreadRecord } from '../record.js'
import { inOrder } from '../table-text.js'

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

/** An answer, and the post that answers. */
export interface ReplyOfPost {
  readonly reply: ReplyRecord
  readonly post: PostRecord | undefined
}

export const replyCells = inOrder<typeof replies.columns, ReplyOfPost>(replies.columns, {
  thread: (cells) => cells.thread(),
  post: (cells, { reply }) => cells.post(reply.post),
  author: (cells, { post }) => cells.text(post?.author?.name ?? null),
  to_post: (cells, { reply }) => cells.post(reply.to),
  to_author: (cells, { reply }) => cells.text(reply.to_author),
  relation: (cells, { reply }) => cells.word(reply.relation),
  evidence: (cells, { reply }) => cells.word(reply.evidence),
  confidence: (cells, { reply }) => cells.decimal(reply.confidence),
  quote: (cells, { reply }) => cells.quote(reply.post, reply.quote),
  start: (cells, { reply }) => cells.number(reply.span?.[0] ?? null),
  end: (cells, { reply }) => cells.number(reply.span?.[1] ?? null),
  published_at: (cells, { post }) => cells.time(post?.published_at ?? null),
  text: (cells, { reply }) => cells.cutWords(reply.post),
  to_text: (cells, { reply }) => cells.cutWords(reply.to),
})

export function repliesOfPosts({ posts, replies }: ThreadRecord): ReplyOfPost[] {
  return replies.map((reply) => ({ reply, post: posts[reply.post] }))
}
