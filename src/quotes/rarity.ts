import type { Thread } from '../model/thread.js'
import { isSpace } from '../text/lines.js'
import type { Vocabulary } from '../text/vocabulary.js'
import { WordTable } from '../text/word-table.js'
import { foldWord } from '../text/words.js'
import type { QuoteLanguage } from './quote-lines.js'
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
  const { count, id, start, end } = stream
  const { text } = thread.dump
  const words = new WordWeights(stream, common)
  const sums = new Float64Array(count + 1)
  let sum = 0
  let addressEnd = -1
  let before = 0
  for (let token = 0; token < count; token++) {
    const begin = start[token] ?? 0
    // Posts stand in order of time, so the next one may stand before an address that was read.
    if (begin >= addressEnd || begin < before) {
      addressEnd = beginsAddress(text, begin, end[token] ?? 0) ? wordEnd(text, begin) : -1
    }
    if (addressEnd < 0) sum += words.of(id[token] ?? 0)
    sums[token + 1] = sum
    before = begin
  }
  return sums
}

/** What each word of a thread weighs, made when it is first asked for: most of the vocabulary stands in no thread. */
class WordWeights {
  /** By id; 0 for the words that were not asked for. */
  private readonly known: Float32Array
  /** By the number of posts that have a word what that says about it; null where there are too few posts. */
  private readonly rareness: Float64Array | null
  private readonly spread: Int32Array
  private readonly lengths: Int32Array

  constructor(
    stream: Stream,
    private readonly common: Readonly<Uint16Array>,
  ) {
    const posts = stream.from.length - 1
    this.lengths = stream.lengths
    this.known = new Float32Array(stream.lengths.length)
    this.rareness = posts < ENOUGH_POSTS ? null : rarenessOf(posts)
    this.spread = posts < ENOUGH_POSTS ? new Int32Array(0) : spreadOf(stream)
  }

  of(id: number): number {
    const known = this.known[id] ?? 0
    return known > 0 ? known : this.learn(id)
  }

  private learn(id: number): number {
    const top = (this.lengths[id] ?? 0) <= 2 ? SHORT_WORD : 1
    const rare = this.rareness === null ? 1 : (this.rareness[Math.max(2, this.spread[id] ?? 0)] ?? 0)
    this.known[id] = this.common[id] === 1 ? FUNCTION_WORD : Math.min(top, Math.max(FUNCTION_WORD, rare))
    return this.known[id] ?? 0
  }
}

function rarenessOf(posts: number): Float64Array {
  const rareness = new Float64Array(posts + 1)
  const scale = Math.log(Math.max(2, EVERYWHERE * posts) / 2)
  for (let seen = 2; seen <= posts; seen++) rareness[seen] = Math.log((EVERYWHERE * posts) / seen) / scale
  return rareness
}

/** Per word in how many posts it stands. */
function spreadOf(stream: Stream): Int32Array {
  const { count, id, rank } = stream
  const spread = new Int32Array(stream.lengths.length)
  /** Per word the last post that had it, counted from 1. */
  const last = new Int32Array(stream.lengths.length)
  for (let token = 0; token < count; token++) {
    const word = id[token] ?? 0
    const post = (rank[token] ?? 0) + 1
    if (last[word] === post) continue
    last[word] = post
    spread[word] = (spread[word] ?? 0) + 1
  }
  return spread
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
