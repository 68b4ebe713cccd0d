import type { Context, Sheet } from './context.js'
import { weightOf } from './rarity.js'
import type { Passage } from './passages.js'
import type { Range } from './stream.js'

const MAX_WORDS = 4
const LEAST = 0.25
const MAX_POSTS = 8
const MAX_TOKENS = 2000

/**
 * A line of a few words found word for word in one of the latest posts given: for quotes too short for the index,
 * behind a header only, since two words in a row prove nothing by themselves. The latest post that has them wins.
 */
export function wordsAlike(
  context: Context,
  sheet: Sheet,
  range: Range,
  posts: readonly number[],
): Passage | null {
  const length = range.to - range.from
  if (length < 1 || length > MAX_WORDS || weightOf(context.weights, range) < LEAST) return null
  const { stream } = context
  const { rank, surelyBefore } = stream.timeline
  const ranks = posts
    .filter((post) => post !== sheet.position && !surelyBefore(sheet.position, post))
    .map((post) => rank[post] ?? 0)
    .sort((a, b) => Number(b < sheet.rank) - Number(a < sheet.rank) || b - a)
  for (const source of ranks.slice(0, MAX_POSTS)) {
    const from = stream.from[source] ?? 0
    const stop = Math.min(from + MAX_TOKENS, (stream.from[source + 1] ?? 0) - length + 1)
    for (let at = from; at < stop; at++) {
      let i = 0
      while (i < length && stream.id[range.from + i] === stream.id[at + i]) i++
      if (i < length) continue
      const blocks = [{ at: range.from, source: at, length }]
      return { source, blocks, weight: weightOf(context.weights, range), matched: length }
    }
  }
  return null
}
