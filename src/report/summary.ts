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
import { apart, byTexts } from './order.js'
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
  /** Who coded how many of the posts, by name in the order of code points. */
  readonly codings: readonly { readonly coder: string; readonly posts: number }[]
  /** Per target in the codebook's order how far the people agree who coded it, with each other and with the machine. */
  readonly agreement: readonly TargetAgreement[]
  readonly problems: Readonly<Record<Severity, number>> & {
    /** Errors first, then warnings, then notes, each in the order of the table; at most ten of each. */
    readonly first: readonly ProblemRow[]
  }
}

const SHOWN = 10

/** What a thread, or many, add to the summary. Plain data. */
export interface Counts {
  used: number
  refused: number
  /** Whether any thread names a site. */
  sites: boolean
  readonly comments: { found: number; stubs: number; announced: number; foundOfAnnounced: number }
  readonly quotes: Record<Match, number>
  readonly replies: Record<Evidence, number>
  readonly stances: Record<string, Record<Polarity, number>>
  /** Posts by coder. A map, since people name the coders. */
  readonly codings: Map<string, number>
  readonly problems: Record<Severity, number>
  /** The first ten of each severity. */
  readonly first: Record<Severity, ProblemRow[]>
}

/** @param targets in the codebook's order */
export function noCounts(targets: readonly string[]): Counts {
  return {
    used: 0,
    refused: 0,
    sites: false,
    comments: { found: 0, stubs: 0, announced: 0, foundOfAnnounced: 0 },
    quotes: zeros(MATCHES),
    replies: zeros(EVIDENCE),
    stances: Object.fromEntries(targets.map((target) => [target, zeros(POLARITIES)])),
    codings: new Map(),
    problems: zeros(SEVERITIES),
    first: { error: [], warning: [], note: [] },
  }
}

/** Counts a thread without its problems. `coder`: see `countedStances`. */
export function countThread(counts: Counts, record: ThreadRecord, coder: string | null): void {
  const { comments } = counts
  counts.used++
  counts.sites ||= record.site !== ''
  let found = 0
  for (const { kind } of record.posts) {
    if (kind === 'comment') found++
    if (kind === 'stub') comments.stubs++
  }
  comments.found += found
  if (record.announced !== null) {
    comments.announced += record.announced.count
    comments.foundOfAnnounced += found
  }
  for (const { match } of record.quotes) counts.quotes[match]++
  for (const { evidence } of record.replies) counts.replies[evidence]++
  // The codings of a post by one coder stand together.
  record.codings.forEach((coding, at) => {
    const before = record.codings[at - 1]
    if (before?.post !== coding.post || before.coder !== coding.coder) addTo(counts.codings, coding.coder, 1)
  })
  for (const { stance, polarity } of countedStances(record, coder)) {
    const known = counts.stances[stance]
    if (known !== undefined) known[polarity]++
  }
}

export function countProblem(counts: Counts, row: ProblemRow, severity: Severity): void {
  counts.problems[severity]++
  const first = counts.first[severity]
  if (first.length < SHOWN) first.push({ ...row, message: apart(row.message) })
}

/** Adds what came later to what came before. */
export function addCounts(counts: Counts, more: Counts): void {
  counts.used += more.used
  counts.refused += more.refused
  counts.sites ||= more.sites
  addEach(counts.comments, more.comments)
  addEach(counts.quotes, more.quotes)
  addEach(counts.replies, more.replies)
  addEach(counts.problems, more.problems)
  for (const [coder, posts] of more.codings) addTo(counts.codings, coder, posts)
  for (const [stance, known] of Object.entries(counts.stances)) {
    const added = more.stances[stance]
    if (added !== undefined) addEach(known, added)
  }
  for (const severity of SEVERITIES) {
    const first = counts.first[severity]
    first.push(...more.first[severity].slice(0, SHOWN - first.length))
  }
}

function addTo(posts: Map<string, number>, coder: string, more: number): void {
  posts.set(coder, (posts.get(coder) ?? 0) + more)
}

function addEach<K extends string>(numbers: Record<K, number>, more: Readonly<Record<K, number>>): void {
  for (const name in numbers) numbers[name] += more[name]
}

/** @param authors rows of `authors.csv` */
export function summaryOf(
  counts: Counts,
  targets: readonly string[],
  { authors, agreement }: Pick<Summary, 'authors' | 'agreement'>,
): Summary {
  const { used, refused, comments, quotes, replies, stances, codings, problems, first } = counts
  return {
    dumps: { used, refused },
    comments,
    authors,
    quotes,
    replies,
    stances: targets.map((stance) => ({ stance, ...(stances[stance] ?? zeros(POLARITIES)) })),
    codings: [...codings].map(([coder, posts]) => ({ coder, posts })).sort(byTexts(({ coder }) => coder)),
    agreement,
    problems: { ...problems, first: SEVERITIES.flatMap((severity) => first[severity]) },
  }
}

function zeros<const K extends string>(names: readonly K[]): Record<K, number> {
  const counts: Partial<Record<K, number>> = {}
  for (const name of names) counts[name] = 0
  return counts as Record<K, number>
}
