import type { Words } from '../text/words.js'
import type { Range, Scanned } from './scan.js'

/**
 * Parts of a sentence, per word and counted from the sentence's first word. A clause ends at a comma or the like or
 * before a conjunction; a segment ends only before a contrast ("but") or a conjunction that begins a line; `quoted` words stand in quotation marks that
 * hold four words or more, `scare` words in quotation marks that hold fewer.
 */
export interface Parts {
  clause(word: number): number
  segment(word: number): number
  quoted(word: number): boolean
  scare(word: number): boolean
  /** The words of the clauses from that of `range.from` to that of its last word. */
  around(range: Range): Range
}

const PARTING = /[,;:()\u2013\u2014]| - /u
const OPENING = /[«“„]|(?:^|[\s(])"/u
const CLOSING = /[»”]|"/u
const MIN_QUOTED = 4

/** What stands between most words and parts nothing: a space or an apostrophe. */
function isPlain(unit: number): boolean {
  return unit === 32 || unit === 39 || unit === 0x2019
}

export function partsOf(text: string, sentence: Scanned, words: Words): Parts {
  const size = sentence.to - sentence.from
  const clauses = new Int32Array(size)
  const segments = new Int32Array(size)
  const quotes = new Uint8Array(size)
  const begins = new Uint8Array(size)
  for (const { from } of sentence.markers.get('clause') ?? []) begins[from - sentence.from] = 1
  for (const { from } of sentence.markers.get('subordinate') ?? []) begins[from - sentence.from] = 3
  for (const { from } of sentence.markers.get('contrast') ?? []) begins[from - sentence.from] = 2
  let clause = 0
  let segment = 0
  let opened = -1
  for (let i = 0; i < size; i++) {
    const word = sentence.from + i
    const before = i === 0 ? sentence.span.start : (words.end[word - 1] ?? 0)
    const after = words.start[word] ?? 0
    const plain = after - before === 1 && isPlain(text.charCodeAt(before))
    const between = plain ? '' : text.slice(before, Math.min(after, before + 200))
    const parted = begins[i] === 0 && between !== '' && PARTING.test(between)
    if (i > 0 && (begins[i] === 1 || begins[i] === 2 || parted)) clause++
    if (i > 0 && (begins[i] === 2 || (begins[i] === 1 && between.includes('\n')))) segment++
    if (opened >= 0 && between !== '' && CLOSING.test(between)) {
      quotes.fill(i - opened >= MIN_QUOTED ? 1 : 2, opened, i)
      opened = -1
    } else if (opened < 0 && between !== '' && OPENING.test(between)) opened = i
    clauses[i] = clause
    segments[i] = segment
  }
  if (opened >= 0) {
    const last = words.end[sentence.to - 1] ?? 0
    const closed = CLOSING.test(text.slice(last, sentence.span.end))
    if (closed) quotes.fill(size - opened >= MIN_QUOTED ? 1 : 2, opened)
  }
  const index = (word: number): number => Math.min(Math.max(word - sentence.from, 0), size - 1)
  return {
    clause: (word) => clauses[index(word)] ?? 0,
    segment: (word) => segments[index(word)] ?? 0,
    quoted: (word) => quotes[index(word)] === 1,
    scare: (word) => quotes[index(word)] === 2,
    around: ({ from, to }) => {
      let first = index(from)
      let last = index(to - 1)
      while (first > 0 && clauses[first - 1] === clauses[first]) first--
      while (last < size - 1 && clauses[last + 1] === clauses[last]) last++
      return { from: sentence.from + first, to: sentence.from + last + 1 }
    },
  }
}
