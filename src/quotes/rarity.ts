import type { Thread } from '../model/thread.js'
import { isSpace } from '../text/lines.js'
import { foldWord } from '../text/words.js'
import type { QuoteLanguage } from './quote-lines.js'
import { rankRange, type Range, type Stream } from './stream.js'

/** How much one shared word says about copying, 0 to 1, per token. */
export type Weights = Float32Array

const FUNCTION_WORD = 0.25
const SHORT_WORD = 0.5
/** A word in this share of the posts says nothing that a function word does not say. */
const EVERYWHERE = 0.4
const IN_ADDRESS = 0

/**
 * Inverse document frequency inside the thread, scaled to 0…1, with two corrections for threads too short to count
 * in: function words (language data) weigh a quarter, one- and two-letter words a half. Words of web addresses weigh
 * nothing, since two people who link to one page do not quote each other.
 */
export function weigh(thread: Thread, stream: Stream, languages: readonly QuoteLanguage[]): Weights {
  const perWord = wordWeights(stream, languages)
  const weights = new Float32Array(stream.count)
  for (let token = 0; token < stream.count; token++) weights[token] = perWord[stream.id[token] ?? 0] ?? 0
  for (let rank = 0; rank + 1 < stream.from.length; rank++) {
    silenceAddresses(thread.dump.text, stream, rankRange(stream, rank), weights)
  }
  return weights
}

function wordWeights(stream: Stream, languages: readonly QuoteLanguage[]): Float32Array {
  const common = new Set(languages.flatMap((language) => language.functionWords.map(foldWord)))
  const posts = stream.from.length - 1
  const spread = new Int32Array(stream.forms.length)
  const last = new Int32Array(stream.forms.length).fill(-1)
  for (let token = 0; token < stream.count; token++) {
    const id = stream.id[token] ?? 0
    const rank = stream.rank[token] ?? 0
    if (last[id] === rank) continue
    last[id] = rank
    spread[id] = (spread[id] ?? 0) + 1
  }
  const perWord = new Float32Array(stream.forms.length)
  const scale = Math.log(Math.max(2, EVERYWHERE * posts) / 2)
  for (const [id, form] of stream.forms.entries()) {
    const floor = FUNCTION_WORD
    if (common.has(form)) {
      perWord[id] = floor
      continue
    }
    const top = form.length <= 2 ? SHORT_WORD : 1
    const seen = Math.max(2, spread[id] ?? 0)
    // Below 20 posts the counts are too small to tell a common word from a word of the topic.
    const rare = posts < 20 ? 1 : Math.log((EVERYWHERE * posts) / seen) / scale
    perWord[id] = Math.min(top, Math.max(floor, rare))
  }
  return perWord
}

function silenceAddresses(text: string, stream: Stream, range: Range, weights: Weights): void {
  let until = -1
  for (let token = range.from; token < range.to; token++) {
    const start = stream.start[token] ?? 0
    if (start < until) {
      weights[token] = IN_ADDRESS
    } else if (beginsAddress(text, start, stream.end[token] ?? 0)) {
      until = start
      while (until < text.length && text.charCodeAt(until) !== 10 && !isSpace(text.charCodeAt(until))) until++
      weights[token] = IN_ADDRESS
    }
  }
}

function beginsAddress(text: string, start: number, end: number): boolean {
  return (
    (text.startsWith('://', end) && end - start <= 5) ||
    (end - start === 3 && text.charAt(end) === '.' && text.slice(start, end).toLowerCase() === 'www')
  )
}

export function weightOf(weights: Weights, range: Range): number {
  let sum = 0
  for (let token = range.from; token < range.to; token++) sum += weights[token] ?? 0
  return sum
}
