import { firstWordFrom, type Words } from '../text/words.js'

/** So many words are stepped over before they are searched by halves. */
const STEPS = 24

/**
 * As `firstWordFrom`, beginning the search at the word that was found last: lines are mostly asked about from the top down,
 * and several times each.
 */
export function firstWordNear(words: Words, offset: number, near: number): number {
  const { start, count } = words
  if (near > count || (near > 0 && (start[near - 1] ?? 0) >= offset)) return firstWordFrom(words, offset)
  for (let w = near; w < near + STEPS; w++) if (w >= count || (start[w] ?? 0) >= offset) return w
  return firstWordFrom(words, offset)
}
