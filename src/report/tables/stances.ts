import { POLARITIES } from '../../model/stance.js'
import { POST_KINDS } from '../../model/thread.js'
import { compareCodePoints } from '../../text/order.js'
import { CELL_LIMIT, cut } from '../cells.js'
import { defineTable, filled, oneOf, optional } from '../columns.js'
import type { Row } from '../columns.js'
import { MACHINES, isPolarity } from '../counted.js'
import { postId } from '../ids.js'
import type { ThreadRecord } from '../record.js'

export const stances = defineTable({
  name: 'stances',
  per: 'post, target and coder',
  description:
    "What a post's author does with a target sentence of the codebook, from own words only. People's codes have no confidence, evidence or cues: these are not known.",
  columns: {
    thread: filled('text', "The thread's id."),
    post: filled('text', 'The post that was coded.'),
    author: optional('text', 'Its author.'),
    stance: filled('text', "Id of the codebook's target."),
    polarity: oneOf(
      POLARITIES,
      'favor: holds the target sentence; against: disputes it; neither: brings it up and takes no side.',
    ),
    confidence: optional(
      'decimal',
      "0 to 1: of the rows written with confidence c a share near c is right. Empty for people's codes.",
    ),
    evidence: optional(
      'text',
      "The own words that carry it, as they stand in the dump. Empty for people's codes.",
    ),
    start: optional('integer', "Where the evidence begins in the dump's text, in code points."),
    end: optional('integer', 'Where it ends, exclusive.'),
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

type StanceRow = Row<typeof stances.columns>

/** By post, then target in the codebook's order, then codebook, model, people by name. */
export function stanceRows(record: ThreadRecord, targets: readonly string[]): StanceRow[] {
  const coded = [...record.stances, ...record.codings.flatMap(asReading)]
  if (coded.some(({ coder }) => coder !== 'codebook')) {
    const place = new Map(targets.map((target, at) => [target, at]))
    const placeOf = (stance: string): number => place.get(stance) ?? targets.length
    coded.sort(
      (a, b) => a.post - b.post || placeOf(a.stance) - placeOf(b.stance) || compareCoders(a.coder, b.coder),
    )
  }
  return coded.map((stance) => {
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

/** A person's code as a reading of which only the polarity is known. */
function asReading({ post, stance, coder, code }: ThreadRecord['codings'][number]) {
  if (!isPolarity(code)) return []
  const unknown = { confidence: null, evidence: null, start: null, end: null, cues: [] }
  return [{ post, stance, coder, polarity: code, ...unknown }]
}

/** The machine's coders first, then people by code point. */
function compareCoders(a: string, b: string): number {
  return rank(a) - rank(b) || compareCodePoints(a, b)
}

function rank(coder: string): number {
  const machine = (MACHINES as readonly string[]).indexOf(coder)
  return machine < 0 ? MACHINES.length : machine
}
