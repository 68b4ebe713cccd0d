import type { Span } from '../model/span.js'
import { foldedSpace } from '../text/lines.js'
import { isMerelyDated } from './bylines.js'
import { ALL_KINDS, KIND, PAGE_KINDS, partsOf } from './known.js'
import {
  endsSentence,
  isBlankLine,
  isNumberLine,
  isOf,
  isProse,
  isStampLine,
  lineSpan,
  lineText,
  nextFilled,
  wordCount,
  type Page,
} from './page.js'

/** How many lines of the page's top a title is looked for in. */
const REACH = 80
/** In UTF-16 units; longer lines are texts. */
const LONGEST = 220

/**
 * The title's line between `from` and `to` (inclusive): above the byline when there is one; else a line that the page
 * says again below ("Re: …", "Comments on …"); else the line above the first prose. Null when nothing can be one.
 */
export function findTitle(page: Page, from: number, to: number, byline: number | null): number | null {
  if (byline !== null && !isBelowText(page, from, byline)) {
    const above = titleAbove(page, from, byline)
    if (above !== null) return above
  }
  const last = Math.min(to, from + REACH)
  return repeatedLine(page, from, last, byline) ?? lineBeforeProse(page, from, last, byline)
}

/** Whether the byline stands at the article's foot: right above it two lines of text, one of them a whole sentence. */
export function isBelowText(page: Page, from: number, byline: number): boolean {
  let last = nextFilled(page, byline, -1)
  // "Share: print, mail" may stand between.
  while (last > from && isOf(page, last, KIND.buttons | KIND.headings)) last = nextFilled(page, last, -1)
  const before = nextFilled(page, last, -1)
  if (before < from || !isProse(page, last) || !isProse(page, before)) return false
  return isSentence(page, last) || (isSentence(page, before) && endsSentence(page, last))
}

/** The nearest line above the byline; a standfirst between them is passed over when a shorter line stands above it. */
function titleAbove(page: Page, from: number, byline: number): number | null {
  let standfirst: number | null = null
  for (let line = byline - 1, left = 6; line >= from && left > 0; line--) {
    if (!canBeTitle(page, line)) continue
    left--
    if (isSentence(page, line) && standfirst === null) {
      standfirst = line
      continue
    }
    if (standfirst !== null && wordCount(page, line) < 3) continue
    return isStandfirst(page, line, from) ? nextFilled(page, line, -1) : line
  }
  return standfirst
}

/** A title of more words may be a standfirst. */
const LONG_TITLE = 10
/** Of so many words it is one where the line above has so many that it is more than a title's heading. */
const STANDFIRST = 14
const SHORT_TITLE = 5

/** Whether the title stands above this line, which has no full stop. */
function isStandfirst(page: Page, line: number, from: number): boolean {
  const above = nextFilled(page, line, -1)
  const words = wordCount(page, line)
  if (above < from || words <= LONG_TITLE || !canBeTitle(page, above) || isSentence(page, above)) return false
  if (isFirstBelowPath(page, above)) return true
  return above === line - 1 && words >= STANDFIRST && wordCount(page, above) >= SHORT_TITLE
}

/** Whether the line stands right below "Home › Sport › Sledging": what that path leads to. */
function isFirstBelowPath(page: Page, line: number): boolean {
  const path = nextFilled(page, line, -1)
  return path >= 0 && PATH.test(lineText(page, path).slice(0, LONGEST))
}

/** A whole sentence with its full stop, or two of which the last one asks: titles are neither. */
function isSentence(page: Page, line: number): boolean {
  if (wordCount(page, line) <= 10) return false
  const text = lineText(page, line)
  return /[.…]["”»)]?$/u.test(text) || (/[?!]$/u.test(text) && /\p{Ll}[.!?]\s+\p{Lu}/u.test(text))
}

const NO_TITLES =
  KIND.buttons | KIND.counters | KIND.stampLines | KIND.card | KIND.cardLabels | KIND.announced | PAGE_KINDS

/** "Home > Sport", "Forum -> Garden": where the page stands, not what it is called. */
const PATH = /\s(?:[>›»‹<→]|->|::)\s/u

/** Not blank, no furniture, no menu ("Home | News | Sport"), no date. */
function canBeTitle(page: Page, line: number): boolean {
  if (isBlankLine(page, line) || isNumberLine(page, line) || isStampLine(page, line)) return false
  const span = lineSpan(page, line)
  if (span.end - span.start > LONGEST || partsOf(page.text, span).length > 2) return false
  const text = lineText(page, line)
  if (PATH.test(text) || /^https?:|^\S+@\S+$/u.test(text)) return false
  if (isMostlyNumbers(page, line)) return false
  if (isOf(page, line, NO_TITLES)) return false
  return !isOf(page, line, KIND.bylines) || isMerelyDated(page, line)
}

/** "4,2 k", "Page 3 sur 4 Précédente 1 2 3 4 Suivante". */
function isMostlyNumbers({ text, words, wordFrom }: Page, line: number): boolean {
  const from = wordFrom[line] ?? 0
  const to = wordFrom[line + 1] ?? 0
  let numbers = 0
  for (let w = from; w < to; w++) if (isDigit(text.charCodeAt(words.start[w] ?? 0))) numbers++
  return 2 * numbers > to - from
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57
}

const PREFIX = /^[^\s:]{1,6}:\s*/u

/** So many short lines of the page are looked at for a title that comes back. */
const MOST_LINES = 4000
/** In UTF-16 units: what else such a line may hold. */
const ROOM = 80

/** The last line of three words or more whose words stand in other short lines of the page too. */
function repeatedLine(page: Page, from: number, to: number, byline: number | null): number | null {
  const titles: { readonly line: number; readonly words: string }[] = []
  let shortest = Infinity
  for (let line = to; line >= from; line--) {
    if (line === byline || !canBeTitle(page, line) || wordCount(page, line) < 3) continue
    const words = foldedSpace(lineText(page, line)).replace(PREFIX, '').toLowerCase()
    titles.push({ line, words })
    shortest = Math.min(shortest, words.length)
  }
  if (titles.length === 0) return null
  const inner = innerWords(
    page,
    titles.map(({ words }) => words),
  )
  const others = longLines(page, shortest, inner)
  for (const { line, words } of titles) {
    const fits = (length: number): boolean => length >= words.length && length < words.length + ROOM
    const count = others.filter((other) => fits(other.length) && other.includes(words)).length
    if (count > 1) return line
  }
  return null
}

/**
 * Of each title a word that every line has which holds the title, as a set of ids, a bit for each: it stands between spaces
 * and is made of plain letters, so that it is a word there too. Null where a title has none.
 */
function innerWords({ words }: Page, titles: readonly string[]): Int32Array | null {
  // A byte for each would take longer to make than to look at.
  const wanted = new Int32Array((words.idCount >> 5) + 1)
  for (const title of titles) {
    let longest = ''
    for (const word of title.split(' ').slice(1, -1)) {
      if (word.length > longest.length && /^[a-z0-9]+$/u.test(word)) longest = word
    }
    const id = words.idOf(longest)
    if (id < 0) return null
    wanted[id >> 5] = (wanted[id >> 5] ?? 0) | (1 << (id & 31))
  }
  return wanted
}

/**
 * The short lines of the page in lower case, without most of those below this length, and without those that have none of
 * the words that are wanted.
 */
function longLines(page: Page, least: number, wanted: Int32Array | null): readonly string[] {
  const { text, lines, shape } = page
  const found: string[] = []
  let seen = 0
  for (let line = 0; line < lines.count && seen < MOST_LINES; line++) {
    if ((shape[line] ?? -1) < 0) continue
    seen++
    const start = lines.from[line] ?? 0
    const end = lines.to[line] ?? 0
    if (wanted !== null && !hasWord(page, line, wanted)) continue
    if (end - start < least && neverGrows(text, start, end)) continue
    found.push(foldedSpace(text.slice(start, end)).toLowerCase())
  }
  return found
}

function hasWord(page: Page, line: number, wanted: Int32Array): boolean {
  const { wordFrom } = page
  const { id } = page.words
  // A zero-width space parts words of titles, but not those that are indexed.
  if (page.possible[line] === ALL_KINDS) return true
  const to = wordFrom[line + 1] ?? 0
  for (let w = wordFrom[line] ?? 0; w < to; w++) {
    const own = id[w] ?? 0
    if ((((wanted[own >> 5] ?? 0) >> (own & 31)) & 1) === 1) return true
  }
  return false
}

/** Whether there are but letters that neither folding nor lower case makes longer: Latin ones before U+0130. */
function neverGrows(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (text.charCodeAt(i) >= 0x130) return false
  return true
}

/** The last line of three words above the first prose that is no sentence; else the first that can be a title. */
function lineBeforeProse(page: Page, from: number, to: number, byline: number | null): number | null {
  let best: number | null = null
  let first: number | null = null
  for (let line = from; line <= to; line++) {
    // A page that begins with a whole text has no title.
    const long = isSentence(page, line) && wordCount(page, line) > 25
    if (line !== byline && canBeTitle(page, line)) {
      if (!long) first ??= line
      if (!isSentence(page, line) && wordCount(page, line) >= 3 && !isChannel(page, line, best)) best = line
    }
    // Titles may ask and shout; a text has full stops, or is long.
    if (long || (first !== null && (isSentence(page, line) || wordCount(page, line) > 25))) break
  }
  // Below a byline on the page's first line stands the text.
  return best ?? (byline === nextFilled(page, from - 1, 1) ? null : first)
}

/** "Ducks on the roof of the old bank", "Pond Life TV", "12k subscribers": the short line counts its own readers. */
function isChannel(page: Page, line: number, title: number | null): boolean {
  if (title === null || nextFilled(page, title, 1) !== line) return false
  const below = nextFilled(page, line, 1)
  const counted = below < page.lines.count && isOf(page, below, KIND.counters)
  return counted && wordCount(page, title) >= 2 * wordCount(page, line)
}

/**
 * The title itself, without "Topic:" before it where the language data know the label or the page says the rest alone too,
 * and without the site behind it that a board of links leads to: "The fountain won (news.example)".
 */
export function titleSpan(page: Page, line: number): Span {
  const labelled = labelledTitle(page, line) ?? withoutPrefix(page, line)
  const site = SITE.exec(page.text.slice(labelled.start, labelled.end))
  return site === null ? labelled : { start: labelled.start, end: labelled.start + site.index }
}

/** The title in a line "Topic: … (Read 12 times)"; null where the language data know no such label. */
export function labelledTitle(page: Page, line: number): Span | null {
  const titles = page.known(line, KIND.titles).flatMap(({ slots }) => slots.title ?? [])
  return titles.reduce<Span | null>(
    (least, span) => (least === null || span.end - span.start < least.end - least.start ? span : least),
    null,
  )
}

function withoutPrefix(page: Page, line: number): Span {
  const span = lineSpan(page, line)
  const prefix = LABEL.exec(lineText(page, line))
  if (prefix === null) return span
  const rest = foldedSpace(lineText(page, line).slice(prefix[0].length)).toLowerCase()
  if (rest.split(' ').length < 3) return span
  for (let i = 0; i < page.lines.count; i++) {
    if (i === line || (page.shape[i] ?? -1) < 0) continue
    const other = foldedSpace(lineText(page, i)).toLowerCase()
    const alone = other === rest || other.endsWith(`: ${rest}`)
    if (alone) return { start: span.start + prefix[0].length, end: span.end }
  }
  return span
}

/** "Topic: ", "Sujet : ", "Re: ". */
const LABEL = /^[^\s:]{1,8}[\s\u00a0]?:\s+/u
/** Small letters with dots between, in brackets. */
const SITE = /\s+\([a-z\d-]+(?:\.[a-z\d_-]+)+\)$/u
