import type { Span } from '../model/span.js'
import type { StampPhrase } from '../model/stamp.js'
import { PARTING_BEFORE } from './backtrack.js'
import type { Giver } from './line-program.js'
import type { LineTokens } from './line-tokens.js'
import { NUMBER_MARKS, numbersAt } from './numbers.js'

export interface LineSlots {
  readonly author?: Span
  readonly date?: StampPhrase
  readonly number?: { readonly value: number; readonly span: Span }
  readonly any?: Span
  readonly title?: Span
}

/** A pattern that covers a line. */
export interface Scored {
  readonly givers: readonly Giver[]
  /** The groups of all givers. */
  readonly groups: number
  /** Tokens covered by anything but an open slot. */
  readonly closed: number
  readonly span: Span
  readonly slots: LineSlots
}

/** Half-open. */
interface TokenRange {
  readonly from: number
  readonly to: number
}

/** The same by the line's tokens, and so for all lines of one skeleton. */
export interface TokenMatch extends TokenRange {
  readonly givers: readonly Giver[]
  readonly groups: number
  readonly closed: number
  readonly author: TokenRange | null
  readonly any: TokenRange | null
  readonly title: TokenRange | null
  readonly number: TokenRange | null
  /** Which of the line's dates, -1 for none. */
  readonly date: number
}

/** Marks by which the matching tells lines apart, besides those of the patterns. */
export const TELLING_MARKS: ReadonlySet<string> = new Set([...PARTING_BEFORE, ...NUMBER_MARKS])

/** `dates` are those of the line. */
export function tokenMatch(
  { givers, groups, closed, span, slots }: Scored,
  tokens: LineTokens,
  dates: readonly StampPhrase[],
): TokenMatch {
  const range = (of: Span | undefined): TokenRange | null => (of === undefined ? null : rangeOf(tokens, of))
  return {
    ...rangeOf(tokens, span),
    givers,
    groups,
    closed,
    author: range(slots.author),
    any: range(slots.any),
    title: range(slots.title),
    number: range(slots.number?.span),
    date: slots.date === undefined ? -1 : dates.indexOf(slots.date),
  }
}

function rangeOf(tokens: LineTokens, { start, end }: Span): TokenRange {
  const from = tokens.indexOfStart(start)
  return { from, to: tokens.indexOfEnd(from, end) }
}

/** The match in the line that the tokens are of. */
export function spanned(match: TokenMatch, tokens: LineTokens, dates: readonly StampPhrase[]): Scored {
  const { givers, groups, closed, author, any, title, number } = match
  const date = dates[match.date]
  const slots: { -readonly [Slot in keyof LineSlots]: LineSlots[Slot] } = {}
  if (author !== null) slots.author = spanOf(tokens, author)
  if (date !== undefined) slots.date = date
  if (number !== null) slots.number = numberOf(tokens, number)
  if (any !== null) slots.any = spanOf(tokens, any)
  if (title !== null) slots.title = spanOf(tokens, title)
  return { givers, groups, closed, span: spanOf(tokens, match), slots }
}

export function spanOf(tokens: LineTokens, { from, to }: TokenRange): Span {
  return { start: tokens.start[from] ?? 0, end: tokens.end[to - 1] ?? 0 }
}

function numberOf(tokens: LineTokens, range: TokenRange): NonNullable<LineSlots['number']> {
  const number = numbersAt(tokens, range.from).find(({ to }) => to === range.to)
  return { value: number?.value ?? 0, span: spanOf(tokens, range) }
}
