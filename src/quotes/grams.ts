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
}

/** Two counting passes over typed arrays: linear in the words, whatever they are. */
export function indexGrams(stream: Stream): GramIndex {
  const { count, id, from } = stream
  const gram = new Int32Array(count).fill(-1)
  let size = 1024
  while (size < count * 2) size *= 2
  const table = new Int32Array(size).fill(-1)
  const example = new Int32Array(count)
  let grams = 0
  for (let rank = 0; rank + 1 < from.length; rank++) {
    const stop = (from[rank + 1] ?? 0) - GRAM
    for (let token = from[rank] ?? 0; token <= stop; token++) {
      let slot = hashAt(id, token) & (size - 1)
      let known = table[slot] ?? -1
      while (known >= 0 && !sameRun(id, example[known] ?? 0, token)) {
        slot = (slot + 1) & (size - 1)
        known = table[slot] ?? -1
      }
      if (known < 0) {
        known = grams++
        table[slot] = known
        example[known] = token
      }
      gram[token] = known
    }
  }
  const first = new Int32Array(grams + 1)
  for (let token = 0; token < count; token++) {
    const g = gram[token] ?? -1
    if (g >= 0) first[g + 1] = (first[g + 1] ?? 0) + 1
  }
  for (let g = 0; g < grams; g++) first[g + 1] = (first[g + 1] ?? 0) + (first[g] ?? 0)
  const next = first.slice(0, grams)
  const places = new Int32Array(first[grams] ?? 0)
  for (let token = 0; token < count; token++) {
    const g = gram[token] ?? -1
    if (g < 0) continue
    const at = next[g] ?? 0
    places[at] = token
    next[g] = at + 1
  }
  return { gram, first, places }
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
