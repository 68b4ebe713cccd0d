import type { Span } from '../model/span.js'
import { isSpace, type Lines, trimmed } from '../text/lines.js'
import { hashed, hashStart } from '../text/units.js'
import { isWhite, lowerUnit } from './shapes.js'

/** In UTF-16 units. */
const LONGEST_NAME = 48

/**
 * How much a piece of a line looks like a name, 0 to 1. No list of names: a nickname can be any word, so only what
 * a name hardly ever is counts against it (a sentence, an address, a long line).
 */
export function nameScore(text: string): number {
  if (text === '' || text.length > LONGEST_NAME) return 0
  if (/^[>"“«„]|https?:|www\.|\n/u.test(text)) return 0
  if (!/[\p{L}\p{N}]/u.test(text)) return 0.05
  const words = text.split(/[\s\u00a0\u202f]+/u)
  if (words.length > 7) return 0
  if (!/\p{L}/u.test(text)) return /^\d{1,3}(?:\.\d{1,3}){3}$/u.test(text) ? 0.8 : 0.15
  let score = 1
  if (words.length > 4) score -= 0.15 * (words.length - 4)
  if (/[?!;]$|…$|\.\.$/u.test(text)) score -= 0.5
  else if (/[.,:]$/u.test(text) && !/(?:^|[\s.])\p{Lu}\.$/u.test(text)) score -= words.length > 1 ? 0.5 : 0.3
  if (/[:;?!]\s|[.,]\s(?!\S*\p{Lu})|\p{Ll}\p{L}{2,}\.\s/u.test(text)) score -= 0.4
  if (words.length > 2 && !words.slice(1).some((word) => /[\p{Lu}\p{N}_]/u.test(word))) score -= 0.35
  if (words.length > 1 && /^\p{Ll}+$/u.test(words[0] ?? '') && !/[\p{Lu}\p{N}_]/u.test(text)) score -= 0.15
  return Math.max(0, score)
}

/** How much pieces of one text look like names: the same few names stand everywhere on a page. */
export class Names {
  readonly #scores = new Map<string, number>()
  /** By line the score of what the line holds, -1 before it is asked for. */
  readonly #ofLines: Float64Array
  constructor(
    private readonly text: string,
    private readonly lines: Lines,
  ) {
    this.#ofLines = new Float64Array(lines.count).fill(-1)
  }

  score(span: Span): number {
    if (span.end - span.start > LONGEST_NAME) return 0
    const name = this.text.slice(span.start, span.end)
    let score = this.#scores.get(name)
    if (score === undefined) {
      score = nameScore(name)
      this.#scores.set(name, score)
    }
    return score
  }

  /** The same of what a line holds besides separators and the like. */
  ofLine(line: number): number {
    const known = this.#ofLines[line] ?? 0
    if (known >= 0) return known
    const span = { start: this.lines.from[line] ?? 0, end: this.lines.to[line] ?? 0 }
    const score = this.score(bareName(this.text, span))
    this.#ofLines[line] = score
    return score
  }
}

const EDGES = new Set([...':,;»«>|·•–—―~=*/-'].map((mark) => mark.charCodeAt(0)))

function isEdge(unit: number): boolean {
  return isWhite(unit) || EDGES.has(unit)
}

/** Tree marks and numbers of posts begin with one of these. */
function mayBeTree(unit: number): boolean {
  return unit === 91 || unit === 35 || unit > 0x2000
}

/** Without separators and tree marks around it, a mail address or `[S]` behind it, and the `u/` before it. */
export function bareName(text: string, span: Span): Span {
  let { start, end } = trimmed(text, span)
  // Most names have none of these: their first and last characters say so.
  const tree = !mayBeTree(text.charCodeAt(start))
    ? null
    : /^(?:\[[+–—-]\]|[▲▼↳└├│•]+|#\d+(?:\.\d+)*(?=\s))\s*/u.exec(text.slice(start, end))
  if (tree !== null) start += tree[0].length
  const mark = text[end - 1] !== ']' ? null : /[^\s[]\[[A-Z]{1,3}\]$/u.exec(text.slice(start, end))
  if (mark !== null) end = start + mark.index + 1
  const address =
    text[end - 1] !== ')' && text[end - 1] !== '>'
      ? null
      : /[\s\u00a0]*[(<][^()<>\s]*(?:@|\s(?:at|chez)\s)[^()<>]*[)>]$/u.exec(text.slice(start, end))
  if (address !== null && address.index > 0) end = start + address.index
  if (end - start > 2 && text[start] === '"' && text[end - 1] === '"') {
    start++
    end--
  }
  while (end > start && isEdge(text.charCodeAt(end - 1)) && !joined(text, end - 1)) end--
  while (start < end && isEdge(text.charCodeAt(start)) && !joined(text, start)) start++
  if ('/ur'.includes(text.charAt(start)) && /^\/?[ur]\/\S/u.test(text.slice(start, end)))
    start = text.indexOf('/', start + 1) + 1
  return { start, end }
}

/** A hyphen or the like with no space beside it belongs to the name: "-Jo-", "~x~". */
function joined(text: string, at: number): boolean {
  const char = text[at] ?? ''
  if (!/[~=*–-]/u.test(char)) return false
  const before = at === 0 || isSpace(text.charCodeAt(at - 1)) || text[at - 1] === '\n'
  const after = at + 1 >= text.length || isSpace(text.charCodeAt(at + 1)) || text[at + 1] === '\n'
  return !(before && after)
}

/** A picture that many wear is part of their names. */
const PICTURE = /\p{Extended_Pictographic}/u

/** So is the letter that stands for a surname ("Ada B."), where it does not stand behind nearly all of them. */
const INITIAL = /^\p{L}\.?$/u

/** Share of rows in which a token behind different names counts as the template's. */
const TAIL_SHARE = 0.2

/** Takes off what varies behind the names: "288 points", "[score hidden]", each only on some of the rows. */
function shareTails(rows: readonly (readonly Token[])[], cut: { from: number; to: number }[]): void {
  const begun = new Set<number>()
  for (let step = 0; step < 4; step++) {
    const heads = new Map<string, Set<string>>()
    rows.forEach((row, i) => {
      const range = cut[i]
      const last = range === undefined ? undefined : row[range.to - 1]
      if (range === undefined || last === undefined || range.to - range.from < 2) return
      const first = row[range.from]?.form ?? ''
      const known = heads.get(last.form)
      if (known === undefined) heads.set(last.form, new Set([first]))
      else known.add(first)
    })
    const least = Math.max(3, TAIL_SHARE * rows.length)
    let changed = false
    rows.forEach((row, i) => {
      const range = cut[i]
      const last = range === undefined ? undefined : row[range.to - 1]
      if (range === undefined || last === undefined || range.to - range.from < 2) return
      const shared =
        (heads.get(last.form)?.size ?? 0) >= least && !PICTURE.test(last.form) && !INITIAL.test(last.form)
      if (!shared && !(begun.has(i) && /^-?0$/u.test(last.form))) return
      range.to--
      begun.add(i)
      changed = true
    })
    if (!changed) return
  }
}

interface Token {
  /** Made when it is first asked for. */
  readonly form: string
  readonly start: number
  readonly end: number
}

function tokensOf(text: string, span: Span): Token[] {
  const tokens: Token[] = []
  let i = span.start
  while (i < span.end) {
    if (isSpace(text.charCodeAt(i))) {
      i++
      continue
    }
    const start = i
    while (i < span.end && !isSpace(text.charCodeAt(i))) i++
    tokens.push(new Piece(text, start, i))
  }
  return tokens
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

/** Equal for tokens of one form (see `tokensOf`). Letters whose lower case takes a look at the word are all alike. */
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

class Piece implements Token {
  #form: string | null = null
  constructor(
    private readonly text: string,
    readonly start: number,
    readonly end: number,
  ) {}

  get form(): string {
    this.#form ??= this.text.slice(this.start, this.end).toLowerCase().replace(/\d+/gu, '0')
    return this.#form
  }
}

/** Share of a column that must carry a word before it counts as the template's and not as part of the names. */
const AFFIX_SHARE = 0.8

/**
 * The same spans without the words that all of them begin or end with ("Posted by", "dit :", "Offline"): what
 * varies is the name. Pieces that lack the words stay as they are. `stripped[i]` tells which words went.
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
  const rows = spans.map((span) => tokensOf(text, span))
  const before: string[] = []
  const after: string[] = []
  const filled = rows.filter((row) => row.length > 0).length
  const names = new Set(spans.map((span) => text.slice(span.start, span.end))).size
  if (filled < 3 || names < 2) return { spans, before, after }
  const cut = rows.map((row) => ({ from: 0, to: row.length }))
  for (const side of ['before', 'after'] as const) {
    for (let step = 0; step < 6; step++) {
      const counts = new Map<string, number>()
      rows.forEach((row, i) => {
        const range = cut[i]
        if (range === undefined || range.to - range.from < 2) return
        const token = side === 'before' ? row[range.from] : row[range.to - 1]
        if (token !== undefined) counts.set(token.form, (counts.get(token.form) ?? 0) + 1)
      })
      let best = ''
      let most = 0
      for (const [form, count] of counts) if (count > most) [best, most] = [form, count]
      if (most < AFFIX_SHARE * filled || PICTURE.test(best)) break
      const list = side === 'before' ? before : after
      list.push(best)
      rows.forEach((row, i) => {
        const range = cut[i]
        if (range === undefined || range.to - range.from < 2) return
        const token = side === 'before' ? row[range.from] : row[range.to - 1]
        if (token?.form !== best) return
        if (side === 'before') range.from++
        else range.to--
      })
    }
  }
  shareTails(rows, cut)
  const stripped = spans.map((span, i) => {
    const row = rows[i] ?? []
    const range = cut[i]
    if (range === undefined || row.length === 0) return span
    return { start: row[range.from]?.start ?? span.start, end: row[range.to - 1]?.end ?? span.end }
  })
  return { spans: stripped, before, after: after.reverse() }
}

/** What stands in brackets at the end. */
const REMARK = /[\s\u00a0]*\(([^()]{2,40})\)$/u

/** Without "(web site)" and the like behind a name, where different names carry the same words. */
export function withoutRemarks(text: string, spans: readonly Span[]): readonly Span[] {
  const carriers = new Map<string, Set<string>>()
  const found = spans.map(({ start, end }) =>
    text[end - 1] === ')' ? REMARK.exec(text.slice(start, end)) : null,
  )
  if (found.every((match) => match === null)) return spans
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
