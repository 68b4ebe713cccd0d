import type { Context, Sheet } from './context.js'
import { POPULAR } from './demands.js'
import { GRAM } from './grams.js'
import { OWN } from './ownership.js'
import type { Passage } from './passages.js'
import type { Range } from './stream.js'

/** Of a run of words so many places are looked at, the earliest. */
const MAX_PLACES = 32

/**
 * Whether every run of words of a passage stands in enough other places of the thread, before or after, that nobody can
 * be said to quote it. Lines that many repeat whole are quoted often rather than popular, and are not asked.
 */
export function isPhrase(context: Context, sheet: Sheet, passage: Passage): boolean {
  const { index, stream, own } = context
  for (const block of passage.blocks) {
    for (let at = block.at; at + GRAM <= block.at + block.length; at++) {
      const gram = index.gram[at] ?? -1
      const stop = Math.min(index.first[gram + 1] ?? 0, (index.first[gram] ?? 0) + MAX_PLACES)
      let others = 0
      for (let i = index.first[gram] ?? 0; i < stop && others < POPULAR - 1; i++) {
        const place = index.places[i] ?? 0
        const rank = stream.rank[place]
        if (rank !== sheet.rank && rank !== passage.source && own[place] === OWN) others++
      }
      if (others < POPULAR - 1) return false
    }
  }
  return true
}

/**
 * Entry i is the number of runs of words that begin before token i of a range and are no phrase that many use, whatever
 * the source: those that fewer than `POPULAR` other posts have as their own.
 */
export function rareRuns(context: Context, { rank }: Sheet, { from, to }: Range): Int32Array {
  const rare = new Int32Array(to - from + 1)
  let count = 0
  for (let token = from; token < to; token++) {
    rare[token - from] = count
    if (!isPopular(context, rank, context.index.gram[token] ?? -1)) count++
  }
  rare[to - from] = count
  return rare
}

function isPopular({ index, stream, own }: Context, rank: number, run: number): boolean {
  const begin = index.first[run] ?? 0
  const stop = Math.min(index.first[run + 1] ?? 0, begin + MAX_PLACES)
  let posts = 0
  let last = rank
  for (let i = begin; i < stop; i++) {
    const place = index.places[i] ?? 0
    const post = stream.rank[place] ?? 0
    if (post === last || post === rank || own[place] !== OWN) continue
    last = post
    if (++posts === POPULAR) return true
  }
  return false
}
