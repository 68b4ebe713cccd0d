import type { Severity } from '../model/diagnostic.js'
import { SEVERITIES } from '../model/diagnostic.js'
import type { Match } from '../model/quote.js'
import { MATCHES } from '../model/quote.js'
import type { Evidence } from '../model/reply.js'
import { EVIDENCE } from '../model/reply.js'
import type { Reading } from './reading.js'

/** What was found in one dump, counted. */
export interface ReadingSummary {
  readonly comments: number
  readonly stubs: number
  /** As the page says, null when it does not. */
  readonly announced: number | null
  readonly authors: number
  readonly quotes: Readonly<Record<Match, number>>
  readonly replies: Readonly<Record<Evidence, number>>
  readonly stances: number
  readonly problems: Readonly<Record<Severity, number>>
  /** Lines by where they went: into posts, to the page, not understood (neither), blank. */
  readonly lines: {
    readonly posts: number
    readonly page: number
    readonly unread: number
    readonly blank: number
  }
}

export function summarise({ analysed, stances, problems, lines }: Reading): ReadingSummary {
  const { posts, announced } = analysed.thread
  const where = { posts: 0, page: 0, unread: 0, blank: 0 }
  for (const { main, post } of lines) {
    if (main === null) where.blank++
    else if (main.kind === 'unread') where.unread++
    else if (post === null) where.page++
    else where.posts++
  }
  const kinds = counted(
    ['article', 'comment', 'stub'],
    posts.map(({ kind }) => kind),
  )
  return {
    comments: kinds.comment,
    stubs: kinds.stub,
    announced: announced?.count ?? null,
    authors: new Set(posts.flatMap(({ author }) => author?.name ?? [])).size,
    quotes: counted(
      MATCHES,
      analysed.quotes.quotes.map(({ match }) => match),
    ),
    replies: counted(
      EVIDENCE,
      analysed.replies.replies.map(({ evidence }) => evidence),
    ),
    stances: stances.length,
    problems: counted(
      SEVERITIES,
      problems.map(({ severity }) => severity),
    ),
    lines: where,
  }
}

function counted<Kind extends string>(
  kinds: readonly Kind[],
  found: readonly Kind[],
): Readonly<Record<Kind, number>> {
  const counts = new Map<Kind, number>(kinds.map((kind) => [kind, 0]))
  for (const kind of found) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return Object.fromEntries(counts) as Record<Kind, number>
}
