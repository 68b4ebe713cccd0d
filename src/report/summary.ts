import { SEVERITIES } from '../model/diagnostic.js'
import type { Severity } from '../model/diagnostic.js'
import { MATCHES } from '../model/quote.js'
import type { Match } from '../model/quote.js'
import { EVIDENCE } from '../model/reply.js'
import type { Evidence } from '../model/reply.js'
import { POLARITIES } from '../model/stance.js'
import type { Polarity } from '../model/stance.js'
import type { Row } from './columns.js'
import { countedStances } from './counted.js'
import { apart } from './order.js'
import type { ThreadRecord } from './record.js'
import type { TargetAgreement } from './tables/agreement.js'
import type { problems } from './tables/problems.js'

/** One row of `problems.csv`. */
export type ProblemRow = Row<typeof problems.columns>

/** What the terminal shows at the end, counted from the same rows as the tables. */
export interface Summary {
  /** `refused`: files with a problem of severity error. */
  readonly dumps: { readonly used: number; readonly refused: number }
  readonly comments: {
    readonly found: number
    readonly stubs: number
    /** Sum over the dumps that announce a number, and the comments found in those. */
    readonly announced: number
    readonly foundOfAnnounced: number
  }
  /** Rows of `authors.csv`. */
  readonly authors: number
  readonly quotes: Readonly<Record<Match, number>>
  /** All rows of `replies.csv`. */
  readonly replies: Readonly<Record<Evidence, number>>
  /** Codes as the counting tables use them, one per post and target; in the codebook's order. */
  readonly stances: readonly ({ readonly stance: string } & Readonly<Record<Polarity, number>>)[]
  /** Per target in the codebook's order how far the people agree who coded it, with each other and with the machine. */
  readonly agreement: readonly TargetAgreement[]
  readonly problems: Readonly<Record<Severity, number>> & {
    /** Errors first, then warnings, then notes, each in the order of the table; at most ten of each. */
    readonly first: readonly ProblemRow[]
  }
}

const SHOWN = 10

/** Counts a run's rows as they are written. */
export class SummaryCounts {
  readonly #comments = { found: 0, stubs: 0, announced: 0, foundOfAnnounced: 0 }
  readonly #quotes = zeros(MATCHES)
  readonly #replies = zeros(EVIDENCE)
  readonly #stances: readonly ({ readonly stance: string } & Record<Polarity, number>)[]
  readonly #coder: string | null
  readonly #problems = zeros(SEVERITIES)
  readonly #first: Record<Severity, ProblemRow[]> = { error: [], warning: [], note: [] }
  readonly #refused = new Set<string>()
  #used = 0

  constructor(targets: readonly string[], coder: string | null) {
    this.#stances = targets.map((stance) => ({ stance, ...zeros(POLARITIES) }))
    this.#coder = coder
  }

  thread(record: ThreadRecord): void {
    this.#used++
    let found = 0
    for (const { kind } of record.posts) {
      if (kind === 'comment') found++
      if (kind === 'stub') this.#comments.stubs++
    }
    this.#comments.found += found
    if (record.announced !== null) {
      this.#comments.announced += record.announced.count
      this.#comments.foundOfAnnounced += found
    }
    for (const { match } of record.quotes) this.#quotes[match]++
    for (const { evidence } of record.replies) this.#replies[evidence]++
    for (const { stance, polarity } of countedStances(record, this.#coder)) {
      const counts = this.#stances.find((one) => one.stance === stance)
      if (counts !== undefined) counts[polarity]++
    }
  }

  problem(row: ProblemRow, severity: Severity): void {
    this.#problems[severity]++
    const first = this.#first[severity]
    if (first.length < SHOWN) first.push({ ...row, message: apart(row.message) })
    if (severity === 'error') this.#refused.add(row.source_file)
  }

  summary(authors: number, agreement: Summary['agreement']): Summary {
    return {
      dumps: { used: this.#used, refused: this.#refused.size },
      comments: { ...this.#comments },
      authors,
      quotes: { ...this.#quotes },
      replies: { ...this.#replies },
      stances: this.#stances.map((counts) => ({ ...counts })),
      agreement,
      problems: {
        ...this.#problems,
        first: SEVERITIES.flatMap((severity) => this.#first[severity]),
      },
    }
  }
}

function zeros<const K extends string>(names: readonly K[]): Record<K, number> {
  const counts: Partial<Record<K, number>> = {}
  for (const name of names) counts[name] = 0
  return counts as Record<K, number>
}
