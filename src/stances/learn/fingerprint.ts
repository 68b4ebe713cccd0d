import type { Span } from '../../model/span.js'
import type { Words } from '../../text/words.js'
import { wordRanges } from './features.js'
import { HASH_START, addUnit, finishHash, hashOf } from './hash.js'

/**
 * 16 hex digits of a post's own words, folded, in their order: posts with the same are the same words again, on a page
 * that was captured twice or in another thread. Two posts of a corpus have one by chance about once in 2^64 pairs.
 */
export function fingerprintOf(words: Words, own: readonly Span[], hashes: WordHashes): string {
  let first = HASH_START
  let second = 0
  for (const { from, to } of wordRanges(words, own)) {
    for (let i = from; i < to; i++) {
      const hash = hashes.of(words.id[i] ?? 0)
      first = finishHash(addUnit(first, hash))
      second = (Math.imul(second, 0x5bd1e995) + Math.imul(hash, 0x27d4eb2f)) ^ (second >>> 15)
    }
  }
  return hex(first) + hex(finishHash(second))
}

/** The number of own words. */
export function countWords(words: Words, own: readonly Span[]): number {
  return wordRanges(words, own).reduce((sum, { from, to }) => sum + to - from, 0)
}

/** Hashes of a text's different words, each made once. */
export class WordHashes {
  readonly #words: Words
  readonly #hashes: Int32Array
  readonly #known: Uint8Array

  constructor(words: Words) {
    this.#words = words
    this.#hashes = new Int32Array(words.idCount)
    this.#known = new Uint8Array(words.idCount)
  }

  of(id: number): number {
    if (this.#known[id] === 0) {
      this.#hashes[id] = hashOf(this.#words.form(id))
      this.#known[id] = 1
    }
    return this.#hashes[id] ?? 0
  }
}

function hex(number: number): string {
  return (number >>> 0).toString(16).padStart(8, '0')
}
