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
  /** Per token the index in `places` of the run's first occurrence in the token's own post: before it stand the posts before. */
  readonly opening: Int32Array
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
  const { first, places, opening } = placesOf(stream, gram, grams)
  return { gram, first, places, opening }
}

function placesOf(stream: Stream, gram: Int32Array, grams: number): Omit<GramIndex, 'gram'> {
  const { count, rank } = stream
  const first = new Int32Array(grams + 1)
  for (let token = 0; token < count; token++) {
    const g = gram[token] ?? -1
    if (g >= 0) first[g + 1] = (first[g + 1] ?? 0) + 1
  }
  for (let g = 0; g < grams; g++) first[g + 1] = (first[g + 1] ?? 0) + (first[g] ?? 0)
  const next = first.slice(0, grams)
  const places = new Int32Array(first[grams] ?? 0)
  const opening = new Int32Array(count)
  for (let token = 0; token < count; token++) {
    const g = gram[token] ?? -1
    if (g < 0) continue
    const at = next[g] ?? 0
    const before = at > (first[g] ?? 0) ? (places[at - 1] ?? 0) : -1
    places[at] = token
    opening[token] = before >= 0 && rank[before] === rank[token] ? (opening[before] ?? at) : at
    next[g] = at + 1
  }
  return { first, places, opening }
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
