import { rowOf, type Context, type Sheet } from './context.js'
import { LEAST, MOSTLY } from './demands.js'
import type { Sketches } from './search.js'
import { lettersOf, sizeOf } from './stream.js'

/**
 * Which sketches of a post are worth making passages of, 1 or 0 each: where none that stand on the same words can
 * become a quote, none of them matters. Overlapping ones are kept together, since they compete for their words.
 */
export function worthWhile(context: Context, sheet: Sheet, sketches: Sketches): Uint8Array {
  const { count, from, to, most } = sketches
  const worth = new Uint8Array(count)
  let first = 0
  let end = -1
  let hopeful = false
  const close = (next: number): void => {
    if (hopeful) worth.fill(1, first, next)
    first = next
    hopeful = false
  }
  for (let i = 0; i < count; i++) {
    const weight = most[i] ?? 0
    if ((from[i] ?? 0) >= end) close(i)
    end = Math.max(end, to[i] ?? 0)
    hopeful ||= weight >= LEAST.sentence || mayFillRow(context, sheet, from[i] ?? 0, to[i] ?? 0)
  }
  close(count)
  return worth
}

/** Whether tokens `from` to `to - 1` have enough letters to fill one of the rows that they stand in. */
function mayFillRow(context: Context, sheet: Sheet, from: number, to: number): boolean {
  const { stream } = context
  const last = rowOf(sheet, to - 1)
  for (let row = rowOf(sheet, from); row <= last; row++) {
    const tokens = sheet.rowTokens[row]
    if (tokens === undefined || sizeOf(tokens) <= 0) continue
    const part = { from: Math.max(from, tokens.from), to: Math.min(to, tokens.to) }
    // A little less than what is asked for later, where the shares of several rows are weighed together.
    if (lettersOf(stream, part) >= (MOSTLY - 0.01) * lettersOf(stream, tokens)) return true
  }
  return false
}
