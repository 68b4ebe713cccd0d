import type { Span } from '../model/span.js'
import { isSpace, type Lines, trimmed } from '../text/lines.js'
import { isWhite } from './shapes.js'
import { MOST_NAME_WORDS } from './texts.js'

/** In UTF-16 units. */
const LONGEST_NAME = 48

/**
 * How much a piece of a line looks like a name, 0 to 1. No list of names: a nickname can be any word, so only what
 * a name hardly ever is counts against it (a sentence, an address, a long line).
 */
export function nameScore(text: string): number {
  const plain = plainScore(text)
  return plain < 0 ? scoreByPatterns(text) : plain
}

/** The same for words of ASCII letters, digits, `_` and `-` with single spaces between them, as most names are; -1 for others. */
function plainScore(text: string): number {
  if (text.length > LONGEST_NAME) return -1
  let words = 1
  let letters = false
  /** Whether the first word is of small letters only, and how many capitals, digits and `_` stand behind it. */
  let small = true
  let marked = 0
  let spaced = true
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === SPACE) {
      if (spaced) return -1
      spaced = true
      words++
      continue
    }
    spaced = false
    if (unit >= 97 && unit <= 122) letters = true
    else if (unit === HYPHEN) {
      if (words === 1) small = false
    } else if ((unit >= 65 && unit <= 90) || (unit >= 48 && unit <= 57) || unit === LOW_LINE) {
      if (unit >= 65 && unit <= 90) letters = true
      if (words > 1) marked++
      else small = false
    } else return -1
  }
  if (spaced || !letters) return -1
  if (words > MOST_NAME_WORDS) return 0
  let score = 1
  if (words > 4) score -= 0.15 * (words - 4)
  if (words > 2 && marked === 0) score -= 0.35
  if (words > 1 && small && marked === 0) score -= 0.15
  return Math.max(0, score)
}

const SPACE = 32
const HYPHEN = 45
const LOW_LINE = 95

/** The same for any text. */
export function scoreByPatterns(text: string): number {
  if (text === '' || text.length > LONGEST_NAME) return 0
  if (/^[>"“«„]|https?:|www\.|\n/u.test(text)) return 0
  if (!/[\p{L}\p{N}]/u.test(text)) return 0.05
  const words = text.split(/[\s\u00a0\u202f]+/u)
  if (words.length > MOST_NAME_WORDS) return 0
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
