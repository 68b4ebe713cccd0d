import type { Span } from '../model/span.js'
import { choose } from './choose.js'
import { anyone, rowOf, type Context, type Sheet } from './context.js'
import { coverageOf } from './coverage.js'
import { LEAST, LEAST_WORDS, POPULAR_FACTOR } from './demands.js'
import { draftAt, type Draft } from './draft.js'
import { trimmedSpace } from './extent.js'
import type { Passage } from './passages.js'
import { weightOf } from './rarity.js'
import type { Row } from './rows.js'
import { closingOf, isQuote, QUOTE } from './signs.js'
import { tokensIn, type Range } from './stream.js'

const MAX_LENGTH = 2000

/** What stands between quotation marks in one row, the marks left out, in order of place; pairs do not nest. */
function quotationsIn({ stream, text }: Context, row: Row, { from, to }: Range): Span[] {
  // Marks stand between words only.
  const marks: number[] = []
  for (let token = from; token <= to; token++) {
    if (token < to && ((stream.signs[token] ?? 0) & QUOTE) === 0) continue
    const begin = token === from ? row.inner : (stream.end[token - 1] ?? 0)
    const end = token === to ? row.end : (stream.start[token] ?? 0)
    for (let i = begin; i < end; i++) if (isQuote(text.charCodeAt(i))) marks.push(i)
  }
  const found: Span[] = []
  for (let i = 0; i < marks.length; i++) {
    const start = (marks[i] ?? 0) + 1
    const closing = closingOf(text.charCodeAt(start - 1))
    if (closing === null) continue
    for (let j = i + 1; j < marks.length; j++) {
      const end = marks[j] ?? 0
      if (end >= start - 1 + MAX_LENGTH) break
      if (!closing.includes(text.charAt(end))) continue
      if (end > start) found.push({ start, end })
      i = j
      break
    }
  }
  return found
}

/**
 * Words between quotation marks in a range of rows that another post has, all but a tenth of their letters. Where neither stamps
 * nor the page's order tell which of the two was there first, the one without marks was.
 */
export function quotationsOf(context: Context, sheet: Sheet, range: Range): Draft[] {
  const drafts: Draft[] = []
  const { signs } = context.stream
  for (let token = range.from; token < range.to; token++) {
    if (((signs[token] ?? 0) & QUOTE) === 0) continue
    const row = rowOf(sheet, token)
    addQuotations(context, sheet, row, drafts)
    token = (sheet.rowTokens[row]?.to ?? range.to) - 1
  }
  return drafts
}

function isSourceOf({ stream, text }: Context, sheet: Sheet, { source, blocks }: Passage): boolean {
  const [first] = blocks
  const last = blocks[blocks.length - 1]
  if (source < sheet.rank || first === undefined || last === undefined) return true
  const start = stream.start[first.source] ?? 0
  const end = stream.end[last.source + last.length - 1] ?? 0
  const before = text.slice(Math.max(0, start - MARK_REACH), start)
  const behind = text.slice(end, end + MARK_REACH)
  return !hasQuote(before) && !hasQuote(behind)
}

/** Between a word and the mark that stands before or behind it: a space, a full stop. */
const MARK_REACH = 3

function hasQuote(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (isQuote(text.charCodeAt(i))) return true
  return false
}

function addQuotations(context: Context, sheet: Sheet, rowIndex: number, drafts: Draft[]): void {
  const row = sheet.rows[rowIndex]
  if (row === undefined) return
  const { stream, weights, text, thread } = context
  const unsure = thread.order !== 'oldest-first'
  const range = sheet.rowTokens[rowIndex] ?? sheet.tokens
  for (const inside of quotationsIn(context, row, range)) {
    const tokens = tokensIn(stream, range, inside.start, inside.end)
    if (tokens.to - tokens.from < LEAST_WORDS.quotation || weightOf(weights, tokens) < LEAST.quotation)
      continue
    const found = context.search.passages(tokens, anyone(context, sheet, unsure), context.careful, 0)
    const whole = found
      .all()
      .filter((passage) => coverageOf(context, passage, tokens) >= 0.9 && isSourceOf(context, sheet, passage))
    const choice = choose(whole, context.own)
    if (choice === null) continue
    const sources = new Set(whole.map((passage) => passage.source))
    if (sources.size > 1 && choice.best.weight < POPULAR_FACTOR * LEAST.quotation) continue
    const span = trimmedSpace(text, inside.start, inside.end)
    drafts.push(
      draftAt(span, {
        tokens,
        passage: choice.best,
        runnerUp: choice.runnerUp,
        header: null,
        inline: true,
        estimated: false,
      }),
    )
  }
}
