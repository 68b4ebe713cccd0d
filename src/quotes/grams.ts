import type { Stream } from './stream.js'

/** Words in a row that make a seed: shorter ones stand everywhere, longer ones miss short quotes. */
export const GRAM = 3

/**
 * Where every run of `GRAM` words occurs that occurs more than once: `places[first[g]]` to `places[first[g + 1] - 1]` are
 * the tokens at which run `g` begins, in order of time. Runs never cross from one post to the next.
 */
export interface GramIndex {
  /**
   * Per token the run that begins there. Where none does, or one that occurs nowhere else, a negative number that no
   * other token has: equal numbers are equal runs.
   */
  readonly gram: Int32Array
  readonly first: Int32Array
  readonly places: Int32Array
}

/** Linear in the words, whatever they are, but for what collides in the tables. */
export function indexGrams(stream: Stream): GramIndex {
  const gram = new Int32Array(stream.count)
  const repeated = repeatedIn(stream, gram)
  const grams = numbered(stream, repeated, gram)
  const first = new Int32Array(grams + 1)
  for (let i = 0; i < repeated.length; i++) {
    const g = (gram[repeated[i] ?? 0] ?? 0) + 1
    first[g] = (first[g] ?? 0) + 1
  }
  for (let g = 0; g < grams; g++) first[g + 1] = (first[g + 1] ?? 0) + (first[g] ?? 0)
  const places = new Int32Array(repeated.length)
  const next = first.slice(0, -1)
  for (let i = 0; i < repeated.length; i++) {
    const token = repeated[i] ?? 0
    const g = gram[token] ?? 0
    const at = next[g] ?? 0
    places[at] = token
    next[g] = at + 1
  }
  return { gram, first, places }
}

/**
 * The tokens whose runs may occur elsewhere: all but those of which no other run has the hash. Leaves the hashes in
 * `gram`, and a token's own negative number where it is left out.
 */
function repeatedIn({ count, id, from }: Stream, gram: Int32Array): Int32Array {
  let size = 1024
  while (size < count * 4) size *= 2
  const mask = size - 1
  /** Per hash 0 when no run had it, 1 for one run, 2 for several. */
  const seen = new Uint8Array(size)
  for (let rank = 0; rank + 1 < from.length; rank++) {
    const begin = from[rank] ?? 0
    const end = from[rank + 1] ?? 0
    if (end - begin < GRAM) continue
    let one = id[begin] ?? 0
    let two = id[begin + 1] ?? 0
    for (let token = begin; token + GRAM <= end; token++) {
      const three = id[token + 2] ?? 0
      const hash = hashOf(one, two, three)
      gram[token] = hash
      const slot = hash & mask
      seen[slot] = (seen[slot] ?? 0) === 0 ? 1 : 2
      one = two
      two = three
    }
  }
  const repeated = new Int32Array(count)
  let found = 0
  for (let rank = 0; rank + 1 < from.length; rank++) {
    const end = from[rank + 1] ?? 0
    for (let token = from[rank] ?? 0; token < end; token++) {
      if (token + GRAM <= end && (seen[(gram[token] ?? 0) & mask] ?? 0) > 1) repeated[found++] = token
      else gram[token] = -1 - token
    }
  }
  return repeated.subarray(0, found)
}

/** Gives equal runs equal numbers, in place of their hashes in `gram`, and returns how many there are. */
function numbered({ id }: Stream, tokens: Int32Array, gram: Int32Array): number {
  let size = 256
  while (size < tokens.length * 2) size *= 2
  const mask = size - 1
  /** Per slot the number of a run plus 1, and per run the token at which it was first seen. */
  const table = new Int32Array(size)
  const example = new Int32Array(tokens.length)
  let grams = 0
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] ?? 0
    let slot = (gram[token] ?? 0) & mask
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
  return grams
}

function hashOf(one: number, two: number, three: number): number {
  let hash = Math.imul(one, 0x9e3779b1) ^ Math.imul(two, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) ^ Math.imul(three, 0xc2b2ae35)
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b)
  return hash ^ (hash >>> 13)
}

function sameRun(id: Int32Array, a: number, b: number): boolean {
  for (let i = 0; i < GRAM; i++) if (id[a + i] !== id[b + i]) return false
  return true
}
