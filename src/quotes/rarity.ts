import type { Thread } from '../model/thread.js'
import { isSpace } from '../text/lines.js'
import type { Vocabulary } from '../text/vocabulary.js'
import { WordTable } from '../text/word-table.js'
import { foldWord } from '../text/words.js'
import type { QuoteLanguage } from './quote-lines.js'
import { STOP } from './signs.js'
import type { Range, Stream } from './stream.js'

/**
 * How much shared words say about copying, 0 to 1 each: entry i is the sum over the tokens before i, so that
 * `weightOf` takes two look-ups. The weights are 32-bit floats, whose sums are exact in 64.
 */
export type Weights = Float64Array

const FUNCTION_WORD = 0.25
const SHORT_WORD = 0.5
/** A word in this share of the posts says nothing that a function word does not say. */
const EVERYWHERE = 0.4
/** Below so many posts the counts are too small to tell a common word from a word of the topic. */
const ENOUGH_POSTS = 20

/** 1 for the function words of all languages. */
export function commonWords(languages: readonly QuoteLanguage[], vocabulary?: Vocabulary): WordTable {
  const words = languages.flatMap((language) => language.functionWords.map(foldWord))
  return new WordTable(new Map(words.map((form) => [form, 1])), vocabulary)
}

/**
 * Inverse document frequency inside the thread, scaled to 0…1, with two corrections for threads too short to count
 * in: function words (language data) weigh a quarter, one- and two-letter words a half. Words of web addresses weigh
 * nothing, since two people who link to one page do not quote each other.
 */
export function weigh(thread: Thread, stream: Stream, common: Readonly<Uint16Array>): Weights {
  const { count, id, start, end, signs } = stream
  const { text } = thread.dump
  const words = wordsOf(stream, common)
  const { known } = words
  const sums = new Float64Array(count + 1)
  let sum = 0
  let addressEnd = -1
  let before = 0
  for (let token = 0; token < count; token++) {
    const begin = start[token] ?? 0
    // Posts stand in order of time, so the next one may stand before an address that was read.
    if (begin >= addressEnd || begin < before) {
      // An address has a colon or a full stop behind its first word.
      const may = token + 1 === count || ((signs[token + 1] ?? 0) & STOP) !== 0
      addressEnd = may && beginsAddress(text, begin, end[token] ?? 0) ? wordEnd(text, begin) : -1
    }
    if (addressEnd < 0) {
      const word = id[token] ?? 0
      const weight = known[word] ?? 0
      sum += weight > 0 ? weight : learn(words, word)
    }
    sums[token + 1] = sum
    before = begin
  }
  forget(stream, words)
  return sums
}

/** What the words of a thread weigh, and what that is made from. By id, 0 for words that were not asked for. */
interface WordWeights {
  readonly known: Float32Array
  /** In how many posts a word stands, and the last one that had it, counted from 1. */
  readonly spread: Int32Array
  readonly last: Int32Array
  readonly lengths: Int32Array
  readonly common: Readonly<Uint16Array>
  /** By the number of posts that have a word what that says about it; null where there are too few posts. */
  readonly rareness: Float64Array | null
}

/** Used again by every thread, which leaves zeros behind: most of the vocabulary stands in none of them. */
let columns = { known: new Float32Array(0), spread: new Int32Array(0), last: new Int32Array(0) }

function wordsOf(stream: Stream, common: Readonly<Uint16Array>): WordWeights {
  const { lengths } = stream
  if (columns.known.length < lengths.length) {
    const size = 2 * lengths.length
    columns = { known: new Float32Array(size), spread: new Int32Array(size), last: new Int32Array(size) }
  }
  const { known, spread, last } = columns
  const posts = stream.from.length - 1
  const rareness = posts < ENOUGH_POSTS ? null : rarenessOf(posts)
  if (rareness !== null) countPosts(stream, spread, last)
  return { known, spread, last, lengths, common, rareness }
}

function learn({ known, spread, lengths, common, rareness }: WordWeights, word: number): number {
  const top = (lengths[word] ?? 0) <= 2 ? SHORT_WORD : 1
  const rare = rareness === null ? 1 : (rareness[Math.max(2, spread[word] ?? 0)] ?? 0)
  known[word] = common[word] === 1 ? FUNCTION_WORD : Math.min(top, Math.max(FUNCTION_WORD, rare))
  return known[word] ?? 0
}

function forget({ count, id }: Stream, { known, spread, last }: WordWeights): void {
  for (let token = 0; token < count; token++) {
    const word = id[token] ?? 0
    if (known[word] === 0 && spread[word] === 0) continue
    known[word] = 0
    spread[word] = 0
    last[word] = 0
  }
}

function rarenessOf(posts: number): Float64Array {
  const rareness = new Float64Array(posts + 1)
  const scale = Math.log(Math.max(2, EVERYWHERE * posts) / 2)
  for (let seen = 2; seen <= posts; seen++) rareness[seen] = Math.log((EVERYWHERE * posts) / seen) / scale
  return rareness
}

function countPosts({ count, id, rank }: Stream, spread: Int32Array, last: Int32Array): void {
  for (let token = 0; token < count; token++) {
    const word = id[token] ?? 0
    const post = (rank[token] ?? 0) + 1
    if (last[word] === post) continue
    last[word] = post
    spread[word] = (spread[word] ?? 0) + 1
  }
}

const COLON = 58
const FULL_STOP = 46

function beginsAddress(text: string, start: number, end: number): boolean {
  const next = text.charCodeAt(end)
  if (next === COLON) return end - start <= 5 && text.startsWith('://', end)
  return next === FULL_STOP && end - start === 3 && text.slice(start, end).toLowerCase() === 'www'
}

function wordEnd(text: string, from: number): number {
  let at = from
  while (at < text.length && text.charCodeAt(at) !== 10 && !isSpace(text.charCodeAt(at))) at++
  return at
}

export function weightOf(weights: Weights, range: Range): number {
  return range.to <= range.from ? 0 : (weights[range.to] ?? 0) - (weights[range.from] ?? 0)
}
