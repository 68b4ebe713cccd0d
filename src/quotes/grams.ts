import type { Stream } from './stream.js'

/** Words in a row that make a seed: shorter ones stand everywhere, longer ones miss short quotes. */
export const GRAM = 3

/**
 * Where every run of `GRAM` words occurs: `places[first[g]]` to `places[first[g + 1] - 1]` are the tokens at which
 * run `g` begins, in order of time. Runs never cross from one post to the next.
 */
export interface GramIndex {
  /** Per token the run that begins there, -1 near a post's end. */
  readonly gram: Int32Array
  readonly first: Int32Array
  readonly places: Int32Array
  /** Per token how often its run occurs in the posts before, -1 when it occurs nowhere else. */
  readonly before: Int32Array
  /** Per token how often its run occurs before it, in its own post too. */
  readonly ordinal: Int32Array
}

/** A hash table with open addressing, then two counting passes: linear in the words, whatever they are. */
export function indexGrams(stream: Stream): GramIndex {
  const { count, id, from } = stream
  const gram = new Int32Array(count).fill(-1)
  let size = 1024
  while (size < count * 2) size *= 2
  const mask = size - 1
  /** Per slot the number of a run plus 1, and per run the token at which it was first seen. */
  const table = new Int32Array(size)
  const example = new Int32Array(count)
  let grams = 0
  for (let rank = 0; rank + 1 < from.length; rank++) {
    const stop = (from[rank + 1] ?? 0) - GRAM
    for (let token = from[rank] ?? 0; token <= stop; token++) {
      let slot = hashAt(id, token) & mask
      let known = (table[slot] ?? 0) - 1
      while (known >= 0 && !sameRun(id, example[known] ?? 0, token)) {
        slot = (slot + 1) & mask
        known = (table[slot] ?? 0) - 1
      }
      if (known < 0) {
        known = grams++
        table[slot] = grams
        example[known] = token
      }
      gram[token] = known
    }
  }
  return { gram, ...placesOf(stream, gram, grams) }
}

function placesOf(stream: Stream, gram: Int32Array, grams: number): Omit<GramIndex, 'gram'> {
  const { count, rank } = stream
  const first = new Int32Array(grams + 1)
  for (let token = 0; token < count; token++) {
    const g = gram[token] ?? -1
    if (g >= 0) first[g + 1] = (first[g + 1] ?? 0) + 1
  }
  for (let g = 0; g < grams; g++) first[g + 1] = (first[g + 1] ?? 0) + (first[g] ?? 0)
  const places = new Int32Array(first[grams] ?? 0)
  const before = new Int32Array(count).fill(-1)
  const ordinal = new Int32Array(count)
  const seen = new Int32Array(grams)
  for (let token = 0; token < count; token++) {
    const g = gram[token] ?? -1
    if (g < 0) continue
    const at = first[g] ?? 0
    const n = seen[g] ?? 0
    seen[g] = n + 1
    places[at + n] = token
    ordinal[token] = n
    if ((first[g + 1] ?? 0) - at === 1) continue
    const last = n === 0 ? -1 : (places[at + n - 1] ?? 0)
    before[token] = last >= 0 && rank[last] === rank[token] ? (before[last] ?? 0) : n
  }
  return { first, places, before, ordinal }
}

function hashAt(id: Int32Array, token: number): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < GRAM; i++) hash = Math.imul(hash ^ (id[token + i] ?? 0), 0x01000193) ^ (hash >>> 15)
  return hash ^ (hash >>> 13)
}

function sameRun(id: Int32Array, a: number, b: number): boolean {
  for (let i = 0; i < GRAM; i++) if (id[a + i] !== id[b + i]) return false
  return true
}
