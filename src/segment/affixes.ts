import type { Span } from '../model/span.js'
import { isSpace } from '../text/lines.js'
import { hashed, hashStart } from '../text/units.js'
import { type Edge, Rows } from './rows.js'
import { lowerUnit } from './shapes.js'

/** A picture that many wear is part of their names. */
const PICTURE = /\p{Extended_Pictographic}/u

/** So is the letter that stands for a surname ("Ada B."), where it does not stand behind nearly all of them. */
const INITIAL = /^\p{L}\.?$/u

/** Share of a column that must carry a word before it counts as the template's and not as part of the names. */
const AFFIX_SHARE = 0.8

/** Share of rows in which a word behind different names counts as the template's. */
const TAIL_SHARE = 0.2

/** So many words are taken off at either edge, and so many that vary. */
const MOST_WORDS = 6
const MOST_TAILS = 4

/**
 * The same spans without the words that all of them begin or end with ("Posted by", "dit :", "Offline"): what
 * varies is the name. Pieces that lack the words stay as they are. `before` and `after` are the words that went.
 */
export function stripAffixes(
  text: string,
  spans: readonly Span[],
): {
  readonly spans: readonly Span[]
  readonly before: readonly string[]
  readonly after: readonly string[]
} {
  if (!mayShareTokens(text, spans)) return { spans, before: [], after: [] }
  const rows = new Rows(text, spans)
  if (rows.filled < 3 || isOneName(text, spans)) return { spans, before: [], after: [] }
  const before = stripEdge(rows, 'first')
  const after = stripEdge(rows, 'last')
  shareTails(rows)
  return { spans: spans.map((span, row) => rows.span(row) ?? span), before, after: after.reverse() }
}

function isOneName(text: string, spans: readonly Span[]): boolean {
  const [first] = spans
  if (first === undefined) return true
  const name = text.slice(first.start, first.end)
  return spans.every(({ start, end }) => end - start === name.length && text.startsWith(name, start))
}

/** Takes off what nearly all rows begin or end with, word by word; the words from the edge on. */
function stripEdge(rows: Rows, edge: Edge): string[] {
  const words: string[] = []
  while (words.length < MOST_WORDS) {
    const counts = rows.counts(edge)
    const most = counts.reduce((a, b) => Math.max(a, b), 0)
    if (most === 0 || most < AFFIX_SHARE * rows.filled) break
    const best = firstWith(rows, edge, (form) => counts[form] === most)
    const word = rows.formText(best)
    if (PICTURE.test(word)) break
    words.push(word)
    for (let row = 0; row < rows.count; row++) {
      if (rows.length(row) >= 2 && rows.form(row, edge) === best) rows.drop(row, edge)
    }
  }
  return words
}

/** The form at the edge of the first row that has such a one, -1 without any. */
function firstWith(rows: Rows, edge: Edge, fits: (form: number) => boolean): number {
  for (let row = 0; row < rows.count; row++) {
    if (rows.length(row) >= 2 && fits(rows.form(row, edge))) return rows.form(row, edge)
  }
  return -1
}

/** Takes off what varies behind the names: "288 points", "[score hidden]", each only on some of the rows. */
function shareTails(rows: Rows): void {
  const least = Math.max(3, TAIL_SHARE * rows.count)
  const begun = new Set<number>()
  for (let step = 0; step < MOST_TAILS; step++) {
    const counts = rows.counts('last')
    if (begun.size === 0 && !counts.some((count) => count >= least)) return
    const shared = new Set<number>()
    for (const [form, heads] of headsOf(rows)) {
      const word = heads.size < least ? '' : rows.formText(form)
      if (word !== '' && !PICTURE.test(word) && !INITIAL.test(word)) shared.add(form)
    }
    let changed = false
    for (let row = 0; row < rows.count; row++) {
      if (rows.length(row) < 2) continue
      const last = rows.form(row, 'last')
      if (!shared.has(last) && !(begun.has(row) && /^-?0$/u.test(rows.formText(last)))) continue
      rows.drop(row, 'last')
      begun.add(row)
      changed = true
    }
    if (!changed) return
  }
}

/** By the last word of rows with several words the different first words. */
function headsOf(rows: Rows): ReadonlyMap<number, ReadonlySet<number>> {
  const heads = new Map<number, Set<number>>()
  for (let row = 0; row < rows.count; row++) {
    if (rows.length(row) < 2) continue
    const last = rows.form(row, 'last')
    const first = rows.form(row, 'first')
    const known = heads.get(last)
    if (known === undefined) heads.set(last, new Set([first]))
    else known.add(first)
  }
  return heads
}

/**
 * False when no word begins or ends enough of the spans to be the template's, which is so for most columns. Words are
 * counted by hash: words that are one have one bucket, so that what is counted is never too little.
 */
function mayShareTokens(text: string, spans: readonly Span[]): boolean {
  const firsts = FIRSTS.fill(0)
  const lasts = LASTS.fill(0)
  let filled = 0
  let most = 0
  let mostLast = 0
  for (const span of spans) {
    let { start, end } = span
    while (start < end && isSpace(text.charCodeAt(start))) start++
    while (end > start && isSpace(text.charCodeAt(end - 1))) end--
    if (start === end) continue
    filled++
    let stop = start
    while (stop < end && !isSpace(text.charCodeAt(stop))) stop++
    if (stop === end) continue
    let from = end
    while (!isSpace(text.charCodeAt(from - 1))) from--
    const first = add(firsts, tokenHash(text, start, stop))
    const last = add(lasts, tokenHash(text, from, end))
    most = Math.max(most, first, last)
    mostLast = Math.max(mostLast, last)
  }
  return most >= AFFIX_SHARE * filled || mostLast >= Math.max(3, TAIL_SHARE * spans.length)
}

function add(counts: Uint32Array, hash: number): number {
  const bucket = (hash ^ (hash >>> 15)) & (BUCKETS - 1)
  const count = (counts[bucket] ?? 0) + 1
  counts[bucket] = count
  return count
}

/** A power of two. */
const BUCKETS = 1024
const FIRSTS = new Uint32Array(BUCKETS)
const LASTS = new Uint32Array(BUCKETS)

/** Equal for tokens of one form (see `Rows`). Letters whose lower case takes a look at the word are all alike. */
function tokenHash(text: string, start: number, end: number): number {
  let hash = hashStart
  let digit = false
  for (let i = start; i < end; i++) {
    const unit = lowerUnit(text.charCodeAt(i))
    if (unit < 0) return 0
    const isDigit = unit >= 48 && unit <= 57
    if (!isDigit) hash = hashed(hash, unit)
    else if (!digit) hash = hashed(hash, 48)
    digit = isDigit
  }
  return hash
}

/** Share of a column that must name a town and a country before these are taken off. */
const PLACES_SHARE = 0.8

/**
 * Without the places behind the names, where nearly all have two, town and country: "Paris, Texas, United States" is Paris
 * then. One comma may part a surname from a first name.
 */
export function withoutPlaces(text: string, spans: readonly Span[]): readonly Span[] {
  if (spans.length < 3) return spans
  const names = spans.map((span) => nameBeforePlaces(text, span))
  const placed = names.filter((end) => end > 0).length
  if (placed < PLACES_SHARE * spans.length) return spans
  return spans.map((span, i) =>
    (names[i] ?? 0) > 0 ? { start: span.start, end: names[i] ?? span.end } : span,
  )
}

/** Where the first comma stands when another one follows, words between them and behind; 0 otherwise. */
function nameBeforePlaces(text: string, { start, end }: Span): number {
  const words = text.slice(start, end)
  const first = words.indexOf(', ')
  if (first < 1) return 0
  const second = words.indexOf(', ', first + 2)
  return second > first + 2 && second + 2 < words.length ? start + first : 0
}

/** What stands in brackets at the end. */
const REMARK = /[\s\u00a0]*\(([^()]{2,40})\)$/u

const BRACKET = 41

/** Without "(web site)" and the like behind a name, where different names carry the same words. */
export function withoutRemarks(text: string, spans: readonly Span[]): readonly Span[] {
  if (!spans.some(({ end }) => text.charCodeAt(end - 1) === BRACKET)) return spans
  const carriers = new Map<string, Set<string>>()
  const found = spans.map(({ start, end }) =>
    text.charCodeAt(end - 1) === BRACKET ? REMARK.exec(text.slice(start, end)) : null,
  )
  found.forEach((match, i) => {
    const span = spans[i]
    if (match === null || span === undefined || match.index === 0) return
    const name = text.slice(span.start, span.start + match.index)
    for (const remark of (match[1] ?? '').split(/,\s*/u)) {
      const names = carriers.get(remark)
      if (names === undefined) carriers.set(remark, new Set([name]))
      else names.add(name)
    }
  })
  return spans.map((span, i) => {
    const match = found[i]
    if (match == null || match.index === 0) return span
    const shared = (match[1] ?? '').split(/,\s*/u).some((remark) => (carriers.get(remark)?.size ?? 0) > 1)
    return shared ? { start: span.start, end: span.start + match.index } : span
  })
}
