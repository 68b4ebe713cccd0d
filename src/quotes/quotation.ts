import type { Span } from '../model/span.js'
import { choose } from './choose.js'
import { anyone, rowOf, type Context, type Sheet } from './context.js'
import { coverageOf } from './coverage.js'
import { LEAST, LEAST_WORDS, POPULAR_FACTOR } from './demands.js'
import { draftAt, type Draft } from './draft.js'
import { trimmedSpace } from './extent.js'
import { weightOf } from './rarity.js'
import { closingOf, OPENING } from './signs.js'
import { tokensIn, type Range } from './stream.js'

const MAX_LENGTH = 2000

/** What stands between quotation marks on one line, the marks left out, in order of place; pairs do not nest. */
function quotationsIn(text: string, line: Span): Span[] {
  const found: Span[] = []
  let at = line.start
  while (at < line.end) {
    const closing = closingOf(text.charCodeAt(at))
    if (closing === null) {
      at++
      continue
    }
    const stop = closedAt(text, at + 1, Math.min(line.end, at + MAX_LENGTH), closing)
    if (stop > at + 1) found.push({ start: at + 1, end: stop })
    at = Math.max(at, stop) + 1
  }
  return found
}

function closedAt(text: string, from: number, to: number, closing: string): number {
  for (let i = from; i < to; i++) if (closing.includes(text.charAt(i))) return i
  return -1
}

/** Words between quotation marks in a range of rows that an earlier post has, all but a tenth of their letters. */
export function quotationsOf(context: Context, sheet: Sheet, range: Range): Draft[] {
  const drafts: Draft[] = []
  const { signs } = context.stream
  for (let token = range.from; token < range.to; token++) {
    if (((signs[token] ?? 0) & OPENING) === 0) continue
    const row = rowOf(sheet, token)
    addQuotations(context, sheet, row, drafts)
    token = (sheet.rowTokens[row]?.to ?? range.to) - 1
  }
  return drafts
}

function addQuotations(context: Context, sheet: Sheet, rowIndex: number, drafts: Draft[]): void {
  const row = sheet.rows[rowIndex]
  if (row === undefined) return
  const { stream, weights, text } = context
  for (const inside of quotationsIn(text, { start: row.inner, end: row.end })) {
    const tokens = tokensIn(stream, sheet.rowTokens[rowIndex] ?? sheet.tokens, inside.start, inside.end)
    if (tokens.to - tokens.from < LEAST_WORDS.quotation || weightOf(weights, tokens) < LEAST.quotation)
      continue
    const found = context.search.passages(tokens, anyone(context, sheet, false), context.careful, 0)
    const whole = found.all().filter((passage) => coverageOf(context, passage, tokens) >= 0.9)
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
