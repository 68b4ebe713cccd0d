import type { Evidence, Reply } from '../model/reply.js'
import type { Span } from '../model/span.js'
import type { Thread } from '../model/thread.js'
import type { Chronology } from './chronology.js'
import { CONFIDENCE } from './confidence.js'
import type { ConfidenceCell } from './confidence.js'
import type { Members } from './members.js'
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

/** A row; the one answered is called as their post is signed, else as `named`. */
export function reply(
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
