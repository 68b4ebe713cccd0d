import type { Diagnostic } from '../model/diagnostic.js'
import type { Reply } from '../model/reply.js'
import { EVIDENCE } from '../model/reply.js'
import { compareCodePoints } from '../text/order.js'
import type { Chronology } from './chronology.js'

export interface CheckedReplies {
  readonly replies: readonly Reply[]
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * What the graph of answers must be, whatever the evidence: nobody answers the post itself, a later one or one that is
 * not there; one row per post and post answered (per post and name where the one answered is not in the dump), the one
 * with the strongest evidence, then the surer one. Rows that break this are left out; those that the page itself
 * declares are reported, because then the page was misread.
 *
 * @param posts number of posts, the article included
 * @param lineOf 1-based line of an offset in the dump's text
 */
export function checkReplies(
  proposed: readonly Reply[],
  posts: number,
  chronology: Chronology,
  lineOf: (offset: number) => number,
): CheckedReplies {
  const diagnostics: Diagnostic[] = []
  const kept = new Map<string, Reply>()
  for (const reply of proposed) {
    const fault = faultOf(reply, posts, chronology)
    if (fault !== null) {
      if (reply.relation === 'declared') {
        diagnostics.push({
          code: 'reply-impossible',
          line: reply.span === null ? null : lineOf(reply.span.start),
          message:
            `The page seems to say that post #${reply.post} answers #${reply.to}, ${fault}. ` +
            'The answer was left out; look whether the posts before this line were cut rightly.',
        })
      }
      continue
    }
    const key = reply.to === null ? `${reply.post} ${reply.toAuthor ?? ''}` : `${reply.post}#${reply.to}`
    const known = kept.get(key)
    if (known === undefined || compareStrength(reply, known) < 0) kept.set(key, reply)
  }
  return { replies: [...kept.values()].sort(compareReplies), diagnostics }
}

function faultOf(reply: Reply, posts: number, chronology: Chronology): string | null {
  if (!isPosition(reply.post, posts) || reply.post === 0) return 'but the answering post is no comment'
  if (reply.to === null) return reply.toAuthor === null ? 'but nobody is named' : null
  if (!isPosition(reply.to, posts)) return 'which is not in the dump'
  if (reply.to === reply.post) return 'which is the post itself'
  return chronology.earlier(reply.to, reply.post) ? null : 'which was written later'
}

function isPosition(value: number, posts: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < posts
}

function compareStrength(a: Reply, b: Reply): number {
  return (
    EVIDENCE.indexOf(a.evidence) - EVIDENCE.indexOf(b.evidence) ||
    b.confidence - a.confidence ||
    (a.span?.start ?? 0) - (b.span?.start ?? 0) ||
    (a.quote ?? 0) - (b.quote ?? 0)
  )
}

/** By post, then strongest evidence, then the post answered; those not in the dump last, by name. */
function compareReplies(a: Reply, b: Reply): number {
  return (
    a.post - b.post ||
    EVIDENCE.indexOf(a.evidence) - EVIDENCE.indexOf(b.evidence) ||
    (a.to ?? Number.MAX_SAFE_INTEGER) - (b.to ?? Number.MAX_SAFE_INTEGER) ||
    compareCodePoints(a.toAuthor ?? '', b.toAuthor ?? '')
  )
}
