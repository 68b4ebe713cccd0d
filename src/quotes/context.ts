import type { Thread } from '../model/thread.js'
import type { GramIndex } from './grams.js'
import type { Mark } from './headers.js'
import type { Members } from './members.js'
import type { Owners } from './owners.js'
import type { Tolerance } from './tolerance.js'
import type { PassageSearch } from './search.js'
import type { Weights } from './rarity.js'
import type { Row } from './rows.js'
import type { Range, Stream } from './stream.js'
import type { Scope } from './blocks.js'

/** What all finders look at. Made once per thread. */
export interface Context {
  readonly thread: Thread
  readonly text: string
  readonly stream: Stream
  readonly index: GramIndex
  readonly search: PassageSearch
  readonly weights: Weights
  readonly members: Members
  readonly owners: Owners
  /** What may differ in words that nothing announces. */
  readonly careful: Tolerance
  /**
   * Per token `OWN` when it counts as its author's own word: not a header, not marked with `>`, and not in a quote of
   * a post already read. Posts are read from the earliest to the latest, so a source's own words are known.
   */
  readonly own: Uint8Array
}

/** One post on the table. */
export interface Sheet {
  readonly position: number
  readonly rank: number
  readonly tokens: Range
  readonly rows: readonly Row[]
  readonly rowTokens: readonly Range[]
  /** Empty where no row has one. */
  readonly marks: readonly (Mark | null)[]
  /** Whether nothing in it announces, marks or ends a quote: so are most posts. */
  readonly plain: boolean
}

export function sheetOf(
  stream: Stream,
  position: number,
  rows: readonly Row[],
  marks: readonly (Mark | null)[],
): Sheet {
  const rank = stream.timeline.rank[position] ?? 0
  const tokens = { from: stream.from[rank] ?? 0, to: stream.from[rank + 1] ?? 0 }
  const plain = marks.length === 0 && rows.every(({ depth }) => depth === 0)
  return { position, rank, tokens, rows, rowTokens: rowTokensOf(stream, tokens, rows), marks, plain }
}

/** Per row the tokens that lie wholly in it, marks before the words left out. */
function rowTokensOf({ start, end }: Stream, tokens: Range, rows: readonly Row[]): Range[] {
  const found: Range[] = []
  let token = tokens.from
  for (const row of rows) {
    while (token < tokens.to && (start[token] ?? 0) < row.inner) token++
    const from = token
    while (token < tokens.to && (start[token] ?? 0) < row.end) token++
    while (token > from && (end[token - 1] ?? 0) > row.end) token--
    found.push({ from, to: token })
  }
  return found
}

/** The tokens of rows `from` to `to - 1`. */
export function tokensOfRows(sheet: Sheet, from: number, to: number): Range {
  return {
    from: sheet.rowTokens[from]?.from ?? sheet.tokens.to,
    to: sheet.rowTokens[to - 1]?.to ?? sheet.tokens.from,
  }
}

/** The index of the row that a token of the post stands in. */
export function rowOf(sheet: Sheet, token: number): number {
  let low = 0
  let high = sheet.rowTokens.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sheet.rowTokens[middle]?.to ?? 0) <= token) low = middle + 1
    else high = middle
  }
  return low
}

/** Own words of posts that are not surely later; `beyond` lets the page's order be wrong where stamps are silent. */
export function anyone(context: Context, sheet: Sheet, beyond: boolean): Scope {
  const { surelyBefore, unsureUntil, order } = context.stream.timeline
  return {
    rank: sheet.rank,
    ranks: null,
    later: beyond ? (rank) => !surelyBefore(sheet.position, order[rank] ?? 0) : null,
    until: beyond ? unsureUntil(sheet.position) : 0,
  }
}

/** All words, quoted ones too, of the posts of one member. */
export function member(context: Context, sheet: Sheet, posts: readonly number[]): Scope {
  const { surelyBefore, rank } = context.stream.timeline
  const ranks = new Uint8Array(context.thread.posts.length)
  let until = 0
  for (const position of posts) {
    if (position === sheet.position || surelyBefore(sheet.position, position)) continue
    const known = rank[position] ?? 0
    ranks[known] = 1
    until = Math.max(until, known + 1)
  }
  return { rank: sheet.rank, ranks, later: (post) => ranks[post] === 1, until }
}
