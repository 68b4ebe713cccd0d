import { rowOf, type Context, type Sheet } from './context.js'
import { LEAST, MOSTLY, POPULAR_FACTOR } from './demands.js'
import { GRAM } from './grams.js'
import { rareRuns } from './popular.js'
import { weightOf } from './rarity.js'
import { STOP } from './signs.js'
import type { Sketches } from './sketches.js'
import { lettersOf, sizeOf, type Range } from './stream.js'

/**
 * Which sketches of a range are worth making passages of, 1 or 0 each: where none that stand on the same words can
 * become a quote, none of them matters. Overlapping ones are kept together, since they compete for their words. Null
 * when none is worth it.
 */
export function worthWhile(
  context: Context,
  sheet: Sheet,
  range: Range,
  sketches: Sketches,
): Uint8Array | null {
  const { count, from, to, most } = sketches
  const enough = fewestLetters(context, sheet, range)
  let rare: Int32Array | null = null
  let group: Int32Array | null = null
  let hopeful = NONE
  for (let i = 0; i < count; i++) {
    const begin = from[i] ?? 0
    if (group !== null && hopeful[group[begin - range.from] ?? 0] === 1) continue
    const end = to[i] ?? 0
    const weight = most[i] ?? 0
    if (!mayFillRow(context, sheet, begin, end, enough)) {
      if (!mayBePart(context, begin, end, weight, 1)) continue
      rare ??= rareRuns(context, sheet, range)
      const last = Math.max(begin, end - GRAM + 1) - range.from
      const isPhrase = rare[begin - range.from] === rare[last]
      if (isPhrase && !mayBePart(context, begin, end, weight, POPULAR_FACTOR)) continue
    }
    if (group === null) {
      group = groupsOf(range, sketches)
      hopeful = new Uint8Array(group.length)
    }
    hopeful[group[begin - range.from] ?? 0] = 1
  }
  if (group === null) return null
  const worth = new Uint8Array(count)
  for (let i = 0; i < count; i++) worth[i] = hopeful[group[(from[i] ?? 0) - range.from] ?? 0] ?? 0
  return worth
}

const NONE = new Uint8Array(0)

/** A little less than what is asked for later, where the shares of several rows are weighed together. */
const FILLED = MOSTLY - 0.01

/** The letters that it takes to fill the shortest row with words in a range. */
function fewestLetters({ stream }: Context, sheet: Sheet, range: Range): number {
  let fewest = Number.POSITIVE_INFINITY
  for (let token = range.from; token < range.to;) {
    const row = sheet.rowTokens[rowOf(sheet, token)] ?? range
    fewest = Math.min(fewest, FILLED * lettersOf(stream, row))
    token = Math.max(token + 1, row.to)
  }
  return fewest
}

/**
 * Whether tokens `from` to `to - 1`, which weigh `most` at most, can be a sentence or less that is quoted, where `factor`
 * times as much is asked for.
 */
function mayBePart(context: Context, from: number, to: number, most: number, factor: number): boolean {
  return (
    most >= factor * LEAST.inside ||
    (most >= factor * LEAST.sentence && mayHoldSentence(context, from, to, factor))
  )
}

/** Whether enough stands between the first and the last place where a sentence or line may begin and end. */
function mayHoldSentence({ stream, weights }: Context, from: number, to: number, factor: number): boolean {
  const { count, signs } = stream
  let first = from
  while (first < to && ((signs[first] ?? 0) & STOP) === 0) first++
  let last = to
  while (last > first && last < count && ((signs[last] ?? 0) & STOP) === 0) last--
  return weightOf(weights, { from: first, to: last }) >= factor * LEAST.sentence
}

/** Per token of a range the number of the sketches that overlap there, one with the other. */
function groupsOf(range: Range, { count, from, to }: Sketches): Int32Array {
  /** How many more sketches hold a token together with the one behind it than the token before. */
  const change = new Int32Array(sizeOf(range) + 1)
  for (let i = 0; i < count; i++) {
    const begin = (from[i] ?? 0) - range.from
    const last = (to[i] ?? 0) - range.from - 1
    change[begin] = (change[begin] ?? 0) + 1
    change[last] = (change[last] ?? 0) - 1
  }
  const group = change
  let held = 0
  let number = 0
  for (let token = 0; token < group.length; token++) {
    const more = change[token] ?? 0
    group[token] = number
    held += more
    if (held === 0) number++
  }
  return group
}

/**
 * Whether tokens `from` to `to - 1` have enough letters to fill one of the rows that they stand in; with less than `enough`
 * they fill none.
 */
function mayFillRow(context: Context, sheet: Sheet, from: number, to: number, enough: number): boolean {
  const { stream } = context
  if (lettersOf(stream, { from, to }) < enough) return false
  const last = rowOf(sheet, to - 1)
  for (let row = rowOf(sheet, from); row <= last; row++) {
    const tokens = sheet.rowTokens[row]
    if (tokens === undefined || sizeOf(tokens) <= 0) continue
    const part = { from: Math.max(from, tokens.from), to: Math.min(to, tokens.to) }
    if (lettersOf(stream, part) >= FILLED * lettersOf(stream, tokens)) return true
  }
  return false
}
