import { POLARITIES } from '../../model/stance.js'
import { POST_KINDS } from '../../model/thread.js'
import { CELL_LIMIT, cut } from '../cells.js'
import { defineTable, filled, oneOf, optional } from '../columns.js'
import type { Row } from '../columns.js'
import { postId } from '../ids.js'
import type { ThreadRecord } from '../record.js'

export const stances = defineTable({
  name: 'stances',
  per: 'post, target and coder',
  description: "What a post's author does with a target sentence of the codebook, from own words only.",
  columns: {
    thread: filled('text', "The thread's id."),
    post: filled('text', 'The post that was coded.'),
    author: optional('text', 'Its author.'),
    stance: filled('text', "Id of the codebook's target."),
    polarity: oneOf(
      POLARITIES,
      'favor: holds the target sentence; against: disputes it; neither: brings it up and takes no side.',
    ),
    confidence: filled('decimal', '0 to 1: of the rows written with confidence c a share near c is right.'),
    evidence: filled('text', 'The own words that carry it, as they stand in the dump.'),
    start: filled('integer', "Where the evidence begins in the dump's text, in code points."),
    end: filled('integer', 'Where it ends, exclusive.'),
    language: filled('text', "The post's language, BCP 47, und when it cannot be told."),
    cues: optional('text', 'Ids of the cues that fired, in order of place, separated by a space.'),
    coder: filled('text', 'codebook, model, or the name of the person who coded.'),
    kind: oneOf(POST_KINDS, "The post's kind."),
    published_at: optional('time', 'When the post was sent.'),
    text: optional('text', `Own words of the post, at most ${CELL_LIMIT} characters.`),
  },
  key: ['post', 'stance', 'coder'],
  foreign: [
    { field: 'thread', table: 'threads', to: 'thread' },
    { field: 'post', table: 'posts', to: 'post' },
  ],
})

export function stanceRows(record: ThreadRecord): Row<typeof stances.columns>[] {
  return record.stances.map((stance) => {
    const post = record.posts[stance.post]
    return {
      thread: record.thread,
      post: postId(record, stance.post),
      author: post?.author?.name ?? null,
      stance: stance.stance,
      polarity: stance.polarity,
      confidence: stance.confidence,
      evidence: stance.evidence,
      start: stance.start,
      end: stance.end,
      language: post?.language ?? 'und',
      cues: stance.cues.join(' '),
      coder: stance.coder,
      kind: post?.kind ?? 'comment',
      published_at: post?.published_at ?? null,
      text: cut(post?.text ?? ''),
    }
  })
}
