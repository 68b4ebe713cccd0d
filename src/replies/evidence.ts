import type { Reply } from '../model/reply.js'
import type { Span } from '../model/span.js'
import type { Declared } from '../model/thread.js'
import type { Call } from './calls.js'
import type { ConfidenceCell } from './confidence.js'
import { neighbourOf } from './fallback.js'
import { reply } from './ground.js'
import type { Ground } from './ground.js'
import { nameKey } from './members.js'
import type { Mention, MentionForm } from './mentions.js'
import type { NumberMention } from './numbers.js'

/** `structure` and `attribution` of lines that the page itself made; but for `placedReplies`. */
export function declaredReplies(ground: Ground): readonly Reply[] {
  return declaredRows(ground, ({ by }) => by !== 'below')
}

/** Remarks below an answer are to its author, and answers to the question's, but for those that turn to somebody else. */
export function placedReplies(ground: Ground): readonly Reply[] {
  return declaredRows(ground, ({ by }) => by === 'below')
}

function declaredRows(ground: Ground, isWanted: (declared: Declared) => boolean): readonly Reply[] {
  const rows: Reply[] = []
  for (const post of ground.thread.posts) {
    for (const declared of post.declared) {
      const row = isWanted(declared) ? declaredReply(ground, post.position, declared) : null
      if (row !== null) rows.push(row)
    }
  }
  return rows
}

function declaredReply(ground: Ground, post: number, declared: Declared): Reply | null {
  const { by, position, name } = declared
  if (by !== 'name-line') {
    if (position === null) return null
    return reply(ground, post, position, name, 'structure', `structure/${by}`, declared)
  }
  if (position !== null)
    return reply(ground, post, position, name, 'attribution', 'attribution/line', declared)
  return name === null ? null : namedReply(ground, post, name, declared, null)
}

/** An answer to a name printed by the page, without the words of the post that is answered. */
export function namedReply(
  ground: Ground,
  post: number,
  name: string,
  span: Span,
  quote: number | null,
): Reply {
  const member = ground.members.byKey.get(nameKey(name))
  const to = member === undefined ? null : ground.targets.above(member, post)
  if (member === undefined || to === null) {
    return reply(ground, post, null, name, 'attribution', 'attribution/absent', span, quote)
  }
  const one = ground.targets.countBefore(member, post) === 1
  const cell = one ? 'attribution/line' : 'attribution/line-several'
  return reply(ground, post, to, name, 'attribution', cell, span, quote)
}

/** Forms that turn to somebody even in a post that plainly answers somebody else. */
const STRONG_FORMS: readonly MentionForm[] = ['call', 'opening']

/**
 * `mention`: names and numbers in the author's own words. `stronger` are the rows that stand already, `placed` those that
 * stand unless their post turns to somebody.
 */
export function mentionReplies(
  ground: Ground,
  stronger: readonly Reply[],
  placed: readonly Reply[],
  mentions: readonly Mention[],
  calls: readonly Call[],
  numbers: readonly NumberMention[],
): readonly Reply[] {
  const answered = answeredKeys([...stronger, ...placed])
  const busy = new Set(stronger.map((row) => row.post))
  const below = new Set(placed.map((row) => row.post))
  const rows: Reply[] = []
  for (const mention of mentions) {
    const { post, member } = mention
    // quoting somebody and saying the name as well is one answer, to the post that is quoted
    if (ground.members.ofPost[post] === member || answered.has(`${post} ${member.key}`)) continue
    if ((busy.has(post) || below.has(post)) && !STRONG_FORMS.includes(mention.form)) continue
    const to = ground.targets.latest(member, post)
    if (to !== null) {
      const cell = mentionCell(mention, busy.has(post))
      rows.push(reply(ground, post, to, member.name, 'mention', cell, mention))
    } else if (!ground.complete && (mention.form === 'call' || mention.form === 'opening')) {
      rows.push(reply(ground, post, null, member.name, 'mention', 'mention/absent', mention))
    }
  }
  for (const call of calls) {
    if (call.member !== null || !call.opensParagraph || ground.complete) continue
    if (answered.has(`${call.post} ${nameKey(call.name)}`)) continue
    rows.push(reply(ground, call.post, null, call.name, 'mention', 'mention/absent', call))
  }
  for (const number of numbers) {
    rows.push(reply(ground, number.post, number.to, null, 'mention', 'mention/number', number))
  }
  return rows
}

function answeredKeys(rows: readonly Reply[]): ReadonlySet<string> {
  return new Set(
    rows.flatMap((row) => (row.toAuthor === null ? [] : [`${row.post} ${nameKey(row.toAuthor)}`])),
  )
}

function mentionCell(mention: Mention, busy: boolean): ConfidenceCell {
  if (mention.part !== 'whole') return 'mention/part'
  return busy ? 'mention/beside-stronger' : `mention/${mention.form}`
}

/** `adjacency` or `position` for comments that nothing stronger speaks for. */
export function fallbackReplies(ground: Ground, stronger: readonly Reply[]): readonly Reply[] {
  const { thread, complete } = ground
  const spoken = new Set(stronger.map((row) => row.post))
  const orderly = complete && thread.order === 'oldest-first'
  const rows: Reply[] = []
  for (const { position, kind } of thread.posts) {
    if (kind !== 'comment' || spoken.has(position)) continue
    const neighbour = orderly ? neighbourOf(thread, ground.members, position) : null
    if (neighbour !== null && ground.chronology.earlier(neighbour.position, position)) {
      rows.push(reply(ground, position, neighbour.position, null, 'adjacency', 'adjacency/before', null))
    } else {
      const cell = ground.chronology.rank[position] === 1 ? 'position/first' : 'position/later'
      rows.push(reply(ground, position, 0, null, 'position', cell, null))
    }
  }
  return rows
}
