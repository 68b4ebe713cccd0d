import type { Words } from '../text/words.js'
import type { MarkerKind } from './markers.js'
import { overlap, within } from './reading.js'
import type { Range, Scanned } from './scan.js'

/**
 * Parts of a sentence, per word. A clause ends at a comma or the like or before a conjunction; a segment ends only
 * before a contrast ("but") or a conjunction that begins a line. What stands in brackets or between two dashes is a
 * segment of its own, and the clause around it goes on behind it.
 */
export interface Parts {
  clause(word: number): number
  segment(word: number): number
  /** The segment around the brackets or dashes that a word stands in; elsewhere the word's own. */
  outer(word: number): number
  /** Whether a clause or the sentence ends before a word. */
  ends(word: number): boolean
  /** Whether a conjunction without a mark before it begins a clause with this word. */
  joins(word: number): boolean
  /** In quotation marks round words that somebody else says. */
  quoted(word: number): boolean
  /** In quotation marks that say "as they call it", or hold a title or the author's own phrase. */
  scare(word: number): boolean
  /** The words of the clauses from that of `range.from` to that of its last word. */
  around(range: Range): Range
}

const PARTING = /[,;:()\u2013\u2014]| - /u
const OPENING = /[«“„]|(?:^|[\s(])"/u
const CLOSING = /[»”]|"/u
const DASH = /[\u2013\u2014]|\s-\s/u
const MIN_QUOTED = 4
/** Fewer words around quotation marks embed them in nothing: they stand for a speech by themselves. */
const MIN_AROUND = 3
/** Two dashes further apart are two breaks rather than a pair. */
const MAX_BETWEEN_DASHES = 12

/** What stands between most words and parts nothing: a space or an apostrophe. */
function isPlain(unit: number): boolean {
  return unit === 32 || unit === 39 || unit === 0x2019
}

export function partsOf(text: string, sentence: Scanned, words: Words): Parts {
  const gaps = gapsIn(text, sentence, words)
  const size = sentence.to - sentence.from
  const islands = islandsIn(gaps)
  const quotes = quotesIn(gaps, sentence)
  const begins = new Uint8Array(size)
  for (const { from } of sentence.markers.get('clause') ?? []) begins[from - sentence.from] = CONJUNCTION
  for (const { from } of sentence.markers.get('subordinate') ?? []) begins[from - sentence.from] = CARRIES_ON
  for (const { from } of sentence.markers.get('contrast') ?? []) begins[from - sentence.from] = CONTRAST
  const clauses = new Int32Array(size)
  const segments = new Int32Array(size)
  const outer = new Int32Array(size)
  const last = { clause: 0, segment: 0 }
  const around = { clause: 0, segment: 0 }
  let clause = 0
  let segment = 0
  for (let i = 0; i < size; i++) {
    const gap = gaps[i] ?? ''
    const begun = begins[i]
    const island = islands[i] ?? 0
    const before = islands[i - 1] ?? 0
    const enters = island !== 0 && island !== before
    if (enters && before === 0) Object.assign(around, { clause, segment })
    if (before !== 0 && island !== before) ({ clause, segment } = around)
    const contrast = i > 0 && begun === CONTRAST
    const conjunction = i > 0 && begun === CONJUNCTION
    const parted = i > 0 && begun === 0 && island === before && gap !== '' && PARTING.test(gap)
    if (enters || contrast || conjunction || parted) clause = ++last.clause
    if (enters || contrast || (conjunction && gap.includes('\n'))) segment = ++last.segment
    clauses[i] = clause
    segments[i] = segment
    outer[i] = island === 0 ? segment : around.segment
  }
  const index = (word: number): number => Math.min(Math.max(word - sentence.from, 0), size - 1)
  return {
    clause: (word) => clauses[index(word)] ?? 0,
    segment: (word) => segments[index(word)] ?? 0,
    outer: (word) => outer[index(word)] ?? 0,
    ends: (word) =>
      word >= sentence.to ||
      clauses[index(word)] !== clauses[index(word - 1)] ||
      PARTING.test(gaps[word - sentence.from] ?? ''),
    joins: (word) =>
      word > sentence.from &&
      begins[index(word)] === CONJUNCTION &&
      !PARTING.test(gaps[word - sentence.from] ?? ''),
    quoted: (word) => quotes[index(word)] === QUOTED,
    scare: (word) => quotes[index(word)] === SCARE,
    around: ({ from, to }) => {
      const first = clauses.indexOf(clauses[index(from)] ?? 0)
      const last = clauses.lastIndexOf(clauses[index(to - 1)] ?? 0)
      return { from: sentence.from + first, to: sentence.from + last + 1 }
    },
  }
}

const CONJUNCTION = 1
const CONTRAST = 2
const CARRIES_ON = 3

/** What stands before each word of a sentence, and behind its last; empty where that parts nothing. */
function gapsIn(text: string, sentence: Scanned, words: Words): string[] {
  const gaps: string[] = []
  for (let word = sentence.from; word < sentence.to; word++) {
    const before = word === sentence.from ? sentence.span.start : (words.end[word - 1] ?? 0)
    const after = words.start[word] ?? 0
    const plain = after - before === 1 && isPlain(text.charCodeAt(before))
    gaps.push(plain ? '' : text.slice(before, Math.min(after, before + 200)))
  }
  gaps.push(text.slice(words.end[sentence.to - 1] ?? 0, sentence.span.end))
  return gaps
}

/** Per word the number of the brackets or pair of dashes that it stands in, 0 for none. */
function islandsIn(gaps: readonly string[]): Uint8Array {
  const size = gaps.length - 1
  const islands = new Uint8Array(size)
  let count = 0
  let bracket = -1
  let dash = -1
  for (const [i, gap] of gaps.entries()) {
    if (gap === '') continue
    if (bracket >= 0) {
      if (!gap.includes(')')) continue
      islands.fill(++count, bracket, i)
      bracket = -1
    }
    if (gap.includes('(')) {
      bracket = i
      dash = -1
    } else if (i > 0 && i < size && DASH.test(gap)) {
      const paired = dash >= 0 && i - dash <= MAX_BETWEEN_DASHES
      if (paired) islands.fill(++count, dash, i)
      dash = paired ? -1 : i
    }
  }
  return islands
}

const QUOTED = 1
const SCARE = 2

function quotesIn(gaps: readonly string[], sentence: Scanned): Uint8Array {
  const quotes = new Uint8Array(gaps.length - 1)
  let opened = -1
  for (const [i, gap] of gaps.entries()) {
    if (gap === '') continue
    if (opened >= 0 && CLOSING.test(gap)) {
      const range = { from: sentence.from + opened, to: sentence.from + i }
      const speech = i - opened >= MIN_QUOTED && isSpeech(range, gaps[opened] ?? '', gap, sentence)
      quotes.fill(speech ? QUOTED : SCARE, opened, i)
      opened = -1
    } else if (opened < 0 && OPENING.test(gap)) opened = i
  }
  return quotes
}

/** "The boss: …" and "…, they say" report; marks inside a sentence that names no speaker hold a title or a mocked phrase. */
function isSpeech(quote: Range, opening: string, closing: string, sentence: Scanned): boolean {
  const of = (kind: MarkerKind): Range[] =>
    (sentence.markers.get(kind) ?? []).filter((range) => !within(range, quote))
  const own = of('ownVoice')
  if (of('report').some((range) => !own.some((voice) => overlap(voice, range)))) return true
  const around = sentence.to - sentence.from - (quote.to - quote.from)
  if (own.length > 0) return false
  const opens = quote.from === sentence.from
  return around < MIN_AROUND || (opens ? closing.includes(',') : /[:,]/u.test(opening))
}
