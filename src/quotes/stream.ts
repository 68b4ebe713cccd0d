import type { Thread } from '../model/thread.js'
import { wordsIn, type Words } from '../text/words.js'
import { ANY, signsIn } from './signs.js'
import type { Timeline } from './timeline.js'

/** A half-open range of token indices. */
export interface Range {
  readonly from: number
  readonly to: number
}

export function sizeOf(range: Range): number {
  return range.to - range.from
}

/**
 * The words of all bodies in one row, the earliest post first: a token is an index into this row. Whatever stands
 * before a post's first token was written before it, as far as the page tells.
 */
export interface Stream {
  readonly count: number
  /** Per token the word's id (equal ids mean equal folded words), its place, and its letters. */
  readonly id: Int32Array
  readonly start: Int32Array
  readonly end: Int32Array
  /** Entry i is the number of letters, digits and marks in the folded forms of the tokens before i. */
  readonly letters: Int32Array
  /** Per word id the folded form, and the number of its letters, digits and marks. */
  readonly form: (id: number) => string
  readonly lengths: Int32Array
  /** Per token which signs may stand before it (see signs.ts): all where what the page has there is not all of the post. */
  readonly signs: Uint8Array
  /** Per token the rank of its post in the timeline. */
  readonly rank: Int32Array
  /** Per rank the first token; one entry more than posts. */
  readonly from: Int32Array
  readonly timeline: Timeline
}

export function streamOf(thread: Thread, words: Words, timeline: Timeline): Stream {
  const parts: Range[] = []
  const from = new Int32Array(timeline.order.length + 1)
  let count = 0
  for (const [rank, position] of timeline.order.entries()) {
    from[rank] = count
    for (const span of thread.posts[position]?.body ?? []) {
      const range = wordsIn(words, span)
      if (range.to <= range.from) continue
      parts.push(range)
      count += range.to - range.from
    }
  }
  from[timeline.order.length] = count
  const id = new Int32Array(count)
  const start = new Int32Array(count)
  const end = new Int32Array(count)
  const letters = new Int32Array(count + 1)
  const signs = new Uint8Array(count)
  const lengths = words.lengths()
  const { text, id: ids, start: starts, end: ends } = words
  let token = 0
  let sum = 0
  for (const part of parts) {
    let before = -1
    for (let word = part.from; word < part.to; word++) {
      const known = ids[word] ?? 0
      const begin = starts[word] ?? 0
      id[token] = known
      start[token] = begin
      signs[token] = before < 0 ? ANY : signsIn(text, before, begin)
      before = ends[word] ?? 0
      end[token++] = before
      sum += lengths[known] ?? 0
      letters[token] = sum
    }
  }
  const rank = new Int32Array(count)
  for (let r = 0; r + 1 < from.length; r++) rank.fill(r, from[r] ?? 0, from[r + 1] ?? 0)
  const form = (word: number): string => words.form(word)
  return { count, id, start, end, letters, signs, form, lengths, rank, from, timeline }
}

export function rankRange(stream: Stream, rank: number): Range {
  return { from: stream.from[rank] ?? 0, to: stream.from[rank + 1] ?? 0 }
}

export function lettersOf(stream: Stream, range: Range): number {
  return range.to <= range.from ? 0 : (stream.letters[range.to] ?? 0) - (stream.letters[range.from] ?? 0)
}

/** The tokens of `within` that lie wholly between two offsets. Bodies are in order of place inside a post. */
export function tokensIn(stream: Stream, within: Range, start: number, end: number): Range {
  const from = firstAtOrAfter(stream.start, within, start)
  let to = firstAtOrAfter(stream.start, { from, to: within.to }, end)
  while (to > from && (stream.end[to - 1] ?? 0) > end) to--
  return { from, to }
}

function firstAtOrAfter(starts: Int32Array, within: Range, offset: number): number {
  let low = within.from
  let high = within.to
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}
