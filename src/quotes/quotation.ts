import type { Span } from '../model/span.js'
import { choose } from './choose.js'
import { anyone, type Context, type Sheet } from './context.js'
import { coverageOf } from './coverage.js'
import { LEAST, LEAST_WORDS, POPULAR_FACTOR } from './demands.js'
import { draftAt, type Draft } from './draft.js'
import { trimmedSpace } from './extent.js'
import { weightOf } from './rarity.js'
import { tokensIn } from './stream.js'

/** Opening quotation marks and what closes each, over the languages the program reads. */
const PAIRS: ReadonlyMap<number, string> = new Map(
  Object.entries({
    '\u00ab': '\u00bb',
    '\u00bb': '\u00ab',
    '\u201c': '\u201d',
    '\u201e': '\u201c\u201d',
    '\u2039': '\u203a',
    '"': '"',
  }).map(([opening, closing]) => [opening.charCodeAt(0), closing]),
)
/** By unit: 1 for those that open; they all lie below its length. */
const OPENS = Uint8Array.from({ length: 1 + Math.max(...PAIRS.keys()) }, (_, unit) =>
  PAIRS.has(unit) ? 1 : 0,
)
const MAX_LENGTH = 2000

/** What stands between quotation marks on one line, the marks left out, in order of place; pairs do not nest. */
function quotationsIn(text: string, line: Span): Span[] {
  const found: Span[] = []
  let at = line.start
  while (at < line.end) {
    const unit = text.charCodeAt(at)
    if (unit >= OPENS.length || OPENS[unit] === 0) {
      at++
      continue
    }
    const stop = closedAt(text, at + 1, Math.min(line.end, at + MAX_LENGTH), PAIRS.get(unit) ?? '')
    if (stop > at + 1) found.push({ start: at + 1, end: stop })
    at = Math.max(at, stop) + 1
  }
  return found
}

function closedAt(text: string, from: number, to: number, closing: string): number {
  for (let i = from; i < to; i++) if (closing.includes(text.charAt(i))) return i
  return -1
}

/** Adds to `drafts` words between quotation marks in one row that an earlier post has, all but a tenth of their letters. */
export function addQuotations(context: Context, sheet: Sheet, rowIndex: number, drafts: Draft[]): void {
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
