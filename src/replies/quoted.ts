import type { Quote, QuoteFacts } from '../model/quote.js'
import type { Reply } from '../model/reply.js'
import type { Span } from '../model/span.js'
import { CONFIDENCE } from './confidence.js'
import type { ConfidenceCell } from './confidence.js'
import { namedReply } from './evidence.js'
import { reply } from './ground.js'
import type { Ground } from './ground.js'
import { nameKey } from './members.js'

/**
 * `attribution` where a header names who is quoted, `quote` where only the words show it. `declared` are the rows of
 * the page's own lines. Words without a mark that came along with another quote, or repeat one's own, are no answer
 * in a post that answers somebody else.
 */
export function quoteReplies(
  ground: Ground,
  facts: QuoteFacts,
  declared: readonly Reply[],
): readonly Reply[] {
  const byPost = groupedByPost(facts.quotes)
  const answered = answeredPosts(declared)
  const rows: Reply[] = []
  for (const [post, quotes] of byPost) {
    const own = quotes.flatMap((quote) => {
      const row = quoteReply(ground, quote)
      return row === null ? [] : [{ quote, row }]
    })
    const targets = new Set(answered.get(post))
    for (const { row } of own) if (row.to !== null) targets.add(row.to)
    const alone = targets.size <= 1
    for (const { quote, row } of own) {
      if (alone || row.evidence !== 'quote' || quote.header !== null) rows.push(row)
      else if (!isOwn(ground, row) && !cameAlong(quote, targets, byPost)) rows.push(beside(row))
    }
  }
  return rows
}

function beside(row: Reply): Reply {
  return { ...row, confidence: Math.min(row.confidence, CONFIDENCE['quote/beside']) }
}

function isOwn(ground: Ground, row: Reply): boolean {
  const author = ground.members.ofPost[row.post] ?? null
  return author !== null && row.to !== null && ground.members.ofPost[row.to] === author
}

/** A post that answers more than this is a digest; comparing all with all would take quadratic time. */
const MAX_COMPARED = 64

/** Whether one of the other posts answered quotes the same words from the same post. */
function cameAlong(
  quote: Quote,
  targets: ReadonlySet<number>,
  byPost: ReadonlyMap<number, readonly Quote[]>,
): boolean {
  const { source } = quote
  if (source === null || targets.size > MAX_COMPARED) return false
  for (const target of targets) {
    if (target === source.post) continue
    for (const theirs of (byPost.get(target) ?? []).slice(0, MAX_COMPARED)) {
      if (theirs.source === null || theirs.source.post !== source.post) continue
      const from = Math.max(theirs.source.span.start, source.span.start)
      const to = Math.min(theirs.source.span.end, source.span.end)
      if (2 * (to - from) > source.span.end - source.span.start) return true
    }
  }
  return false
}

function groupedByPost(quotes: readonly Quote[]): ReadonlyMap<number, readonly Quote[]> {
  const byPost = new Map<number, Quote[]>()
  for (const quote of quotes) {
    const list = byPost.get(quote.post)
    if (list === undefined) byPost.set(quote.post, [quote])
    else list.push(quote)
  }
  return byPost
}

function answeredPosts(rows: readonly Reply[]): ReadonlyMap<number, readonly number[]> {
  const targets = new Map<number, number[]>()
  for (const { post, to } of rows) {
    if (to === null) continue
    const list = targets.get(post)
    if (list === undefined) targets.set(post, [to])
    else list.push(to)
  }
  return targets
}

function quoteReply(ground: Ground, quote: Quote): Reply | null {
  const { header, named, source, post, n } = quote
  if (header !== null && named !== null) {
    if (source === null) return unfoundReply(ground, quote, header, named)
    const cell = isTied(quote)
      ? 'attribution/tied'
      : quote.match === 'exact'
        ? 'attribution/exact'
        : 'attribution/edited'
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

const SHORT_QUOTE = 40

function quoteCell(quote: Quote): ConfidenceCell {
  if (isTied(quote)) return 'quote/tied'
  if (quote.match !== 'exact') return 'quote/edited'
  if (quote.end - quote.start < SHORT_QUOTE) return 'quote/exact-short'
  return quote.source?.post === 0 ? 'quote/exact-article' : 'quote/exact'
}

/** Two posts have the words equally well. */
function isTied({ runnerUp, source }: Quote): boolean {
  return runnerUp !== null && source !== null && runnerUp.similarity >= source.similarity
}
