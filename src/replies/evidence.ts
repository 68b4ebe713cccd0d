import type { Quote, QuoteFacts } from '../model/quote.js'
import type { Evidence, Reply } from '../model/reply.js'
import type { Span } from '../model/span.js'
import type { Declared, Thread } from '../model/thread.js'
import type { Call } from './calls.js'
import type { Chronology } from './chronology.js'
import { CONFIDENCE } from './confidence.js'
import type { ConfidenceCell } from './confidence.js'
import { neighbourOf } from './fallback.js'
import { nameKey } from './members.js'
import type { Members } from './members.js'
import type { Mention, MentionForm, NumberMention } from './mentions.js'
import type { Targets } from './targets.js'

/** What every kind of evidence is weighed against. */
export interface Ground {
  readonly thread: Thread
  readonly members: Members
  readonly chronology: Chronology
  readonly targets: Targets
  /** No comment is missing, as far as the page tells. */
  readonly complete: boolean
}

/** `structure` and `attribution` of lines that the page itself made. */
export function declaredReplies(ground: Ground): readonly Reply[] {
  const rows: Reply[] = []
  for (const post of ground.thread.posts) {
    for (const declared of post.declared) {
      const row = declaredReply(ground, post.position, declared)
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
function namedReply(ground: Ground, post: number, name: string, span: Span, quote: number | null): Reply {
  const member = ground.members.byKey.get(nameKey(name))
  const to = member === undefined ? null : ground.targets.above(member, post)
  if (member === undefined || to === null) {
    return reply(ground, post, null, name, 'attribution', 'attribution/absent', span, quote)
  }
  const one = ground.targets.countBefore(member, post) === 1
  const cell = one ? 'attribution/line' : 'attribution/line-several'
  return reply(ground, post, to, name, 'attribution', cell, span, quote)
}

/** `attribution` where a header names who is quoted, `quote` where only the words show it. */
export function quoteReplies(ground: Ground, facts: QuoteFacts): readonly Reply[] {
  const rows: Reply[] = []
  for (const quote of facts.quotes) {
    const row = quoteReply(ground, quote)
    if (row !== null) rows.push(row)
  }
  return rows
}

function quoteReply(ground: Ground, quote: Quote): Reply | null {
  const { header, named, source, post, n } = quote
  if (header !== null && named !== null) {
    if (source === null) return unfoundReply(ground, quote, header, named)
    const cell = quote.match === 'exact' ? 'attribution/exact' : 'attribution/edited'
    return reply(ground, post, source.post, named, 'attribution', cell, header, n)
  }
  if (source === null) return null
  return reply(ground, post, source.post, quote.author, 'quote', quoteCell(quote), quote, n)
}

/**
 * The quoted words were not found: their post is missing. Only where none is missing and the one quoted wrote once
 * before must it be that post.
 */
function unfoundReply(ground: Ground, quote: Quote, header: Span, named: string): Reply {
  const member = ground.members.byKey.get(nameKey(named))
  if (member !== undefined && ground.complete && ground.targets.countBefore(member, quote.post) === 1) {
    return namedReply(ground, quote.post, named, header, quote.n)
  }
  return reply(ground, quote.post, null, named, 'attribution', 'attribution/absent', header, quote.n)
}

const SHORT_QUOTE = 60

function quoteCell(quote: Quote): ConfidenceCell {
  const { runnerUp, source } = quote
  if (runnerUp !== null && source !== null && runnerUp.similarity >= source.similarity) return 'quote/tied'
  if (quote.match !== 'exact') return 'quote/edited'
  return quote.end - quote.start < SHORT_QUOTE ? 'quote/exact-short' : 'quote/exact'
}

/** Forms that turn to somebody even in a post that plainly answers somebody else. */
const STRONG_FORMS: readonly MentionForm[] = ['call', 'opening']

/** `mention`: names and numbers in the author's own words. `stronger` are the rows that stand already. */
export function mentionReplies(
  ground: Ground,
  stronger: readonly Reply[],
  mentions: readonly Mention[],
  calls: readonly Call[],
  numbers: readonly NumberMention[],
): readonly Reply[] {
  const answered = answeredKeys(stronger)
  const busy = new Set(stronger.map((row) => row.post))
  const rows: Reply[] = []
  for (const mention of mentions) {
    const { post, member } = mention
    // quoting somebody and saying the name as well is one answer, to the post that is quoted
    if (ground.members.ofPost[post] === member || answered.has(`${post} ${member.key}`)) continue
    if (busy.has(post) && !STRONG_FORMS.includes(mention.form)) continue
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
    const neighbour = orderly ? neighbourOf(thread, position) : null
    if (neighbour !== null && ground.chronology.earlier(neighbour.position, position)) {
      rows.push(reply(ground, position, neighbour.position, null, 'adjacency', 'adjacency/before', null))
    } else {
      const cell = ground.chronology.rank[position] === 1 ? 'position/first' : 'position/later'
      rows.push(reply(ground, position, 0, null, 'position', cell, null))
    }
  }
  return rows
}

function reply(
  ground: Ground,
  post: number,
  to: number | null,
  named: string | null,
  evidence: Evidence,
  cell: ConfidenceCell,
  span: Span | null,
  quote: number | null = null,
): Reply {
  const author = to === null ? null : (ground.thread.posts[to]?.author?.name ?? null)
  return {
    post,
    to,
    toAuthor: author ?? named,
    relation: evidence === 'structure' || evidence === 'attribution' ? 'declared' : 'inferred',
    evidence,
    confidence: CONFIDENCE[cell],
    quote,
    span: span === null ? null : { start: span.start, end: span.end },
  }
}
