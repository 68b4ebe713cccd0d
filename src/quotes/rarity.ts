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
  const weightOfWord = learned(stream, common)
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
    if (addressEnd < 0) sum += weightOfWord[id[token] ?? 0] ?? 0
    sums[token + 1] = sum
    before = begin
  }
  return sums
}

/**
 * By word id the number of posts that have it, the last one of these counted from 1, and what it weighs; and the words of
 * the thread, each once. Used again by every thread, which leaves zeros behind in `last`: most of the vocabulary stands in none.
 */
let columns = columnsFor(0)

function columnsFor(words: number) {
  return {
    spread: new Int32Array(words),
    last: new Int32Array(words),
    weight: new Float32Array(words),
    distinct: new Int32Array(words),
  }
}

/** By id what the words of a thread weigh; those of others say nothing. Lasts until the next call. */
function learned({ count, id, rank, lengths, from }: Stream, common: Readonly<Uint16Array>): Float32Array {
  if (columns.last.length < lengths.length) columns = columnsFor(2 * lengths.length)
  const { spread, last, weight, distinct } = columns
  let words = 0
  for (let token = 0; token < count; token++) {
    const word = id[token] ?? 0
    const post = (rank[token] ?? 0) + 1
    const seen = last[word] ?? 0
    if (seen === post) continue
    last[word] = post
    if (seen === 0) distinct[words++] = word
    spread[word] = seen === 0 ? 1 : (spread[word] ?? 0) + 1
  }
  const rareness = rarenessOf(from.length - 1)
  for (let i = 0; i < words; i++) {
    const word = distinct[i] ?? 0
    const top = (lengths[word] ?? 0) <= 2 ? SHORT_WORD : 1
    const rare = rareness[Math.max(2, spread[word] ?? 0)] ?? 1
    weight[word] = common[word] === 1 ? FUNCTION_WORD : Math.min(top, Math.max(FUNCTION_WORD, rare))
    last[word] = 0
  }
  return weight
}

/** By the number of posts that have a word what that says about it; nothing where there are too few posts. */
function rarenessOf(posts: number): Float64Array {
  if (posts < ENOUGH_POSTS) return new Float64Array(0)
  const rareness = new Float64Array(posts + 1)
  const scale = Math.log(Math.max(2, EVERYWHERE * posts) / 2)
  for (let seen = 2; seen <= posts; seen++) rareness[seen] = Math.log((EVERYWHERE * posts) / seen) / scale
  return rareness
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
