import type { Span } from '../model/span.js'
import type { StampPhrase } from '../model/stamp.js'
import type { Furniture, Name } from '../model/thread.js'
import { foldedSpace, lineAt, trimmed } from '../text/lines.js'
import { KIND, PAGE_KINDS, partsOf } from './known.js'
import { bareName, nameScore } from './names.js'
import type { Card } from './question-page.js'
import { beforeFillers } from './templates.js'
import { findTitle, titleSpan } from './title.js'
import {
  isBlankLine,
  isNumberLine,
  isProse,
  isStampLine,
  kindOf,
  lineSpan,
  nextFilled,
  phrasesOf,
  type Page,
  isOf,
} from './page.js'

/** The article as the page shows it above its comments; lines are 0-based and inclusive. */
export interface ArticleLines {
  readonly from: number
  readonly to: number
  readonly title: Name | null
  readonly author: Name | null
  readonly phrase: StampPhrase | null
  readonly body: readonly Span[]
  readonly furniture: readonly Furniture[]
  /** Lines of further bylines, for a note. */
  readonly further: readonly number[]
}

/** Reads the article between `from` and `to` (inclusive). Never fails: what cannot be told is null. */
export function readArticle(page: Page, from: number, to: number): ArticleLines {
  const byline = findByline(page, from, to)
  const titleLine = findTitle(page, from, to, byline?.line ?? null)
  const dateline = byline?.phrase == null ? findDateline(page, titleLine ?? from, to, byline) : null
  const phrase = byline?.phrase ?? dateline?.phrase ?? null
  const head = new Set<number>()
  if (byline !== null) head.add(byline.line)
  if (phrase !== null) head.add(lineAt(page.lines, phrase.start))
  // A byline above the title belongs to the article as well.
  const first = Math.min(titleLine ?? nextFilled(page, from - 1, 1), ...head)
  let last = Math.max(to, first)
  while (last > first && (isBlankLine(page, last) || isTrailing(page, last))) last--
  last = Math.max(last, ...head)
  const body: Span[] = []
  const furniture: Furniture[] = []
  const end = teasersBelow(page, first, last)
  for (let line = first; line <= last; line++) {
    if (isBlankLine(page, line)) continue
    const span = lineSpan(page, line)
    if (line >= end) {
      furniture.push({ ...span, kind: 'page' })
      continue
    }
    const kind = head.has(line) ? (line === byline?.line ? 'author' : 'stamp') : furnitureKind(page, line)
    // A journalist's title asserts as well: it belongs to the article's own words.
    if (line === titleLine) body.push(span)
    else if (kind !== null) furniture.push({ ...span, kind })
    else body.push(span)
  }
  return {
    from: first,
    to: last,
    title: titleLine === null ? null : named(page, titleSpan(page, titleLine)),
    author: byline?.author ?? null,
    phrase,
    body: joined(page, body),
    furniture,
    further: byline?.further ?? [],
  }
}

/** The question of a page of questions and answers: the words above its card, with the author and the date of the card. */
export function readQuestion(page: Page, card: Card): ArticleLines {
  const text = readArticle(page, 0, card.from - 1)
  const furniture = [...text.furniture]
  for (let line = card.from; line <= card.to; line++) {
    if (isBlankLine(page, line)) continue
    const kind = phrasesOf(page, line).length > 0 ? 'stamp' : (furnitureKind(page, line) ?? 'card')
    furniture.push({ ...lineSpan(page, line), kind })
  }
  return {
    ...text,
    to: card.to,
    author: named(page, card.author),
    phrase: card.phrase,
    furniture,
    further: [],
  }
}

/** Where teasers begin below the article's last paragraph; behind `to` when there are none. */
function teasersBelow(page: Page, from: number, to: number): number {
  let teasers = to + 1
  for (let line = from; line <= to; line++) {
    if (isBlankLine(page, line)) continue
    if (isProse(page, line)) teasers = to + 1
    else if (teasers > to && isOf(page, line, KIND.teasers)) teasers = line
  }
  return teasers
}

function furnitureKind(page: Page, line: number): Furniture['kind'] | null {
  const kind = kindOf(page, line, KIND.buttons | KIND.counters | KIND.avatars | KIND.announced | PAGE_KINDS)
  if (kind === 'buttons') return 'button'
  if (kind === 'counters') return 'counter'
  if (kind === 'avatars') return 'avatar'
  // "Reading time 4 min."; a line that names a day may be a diary's.
  if (isOf(page, line, KIND.stampLines) && phrasesOf(page, line).every(({ day }) => day === null))
    return 'stamp'
  return kind === undefined ? null : 'heading'
}

/** Lines next to each other as one span, so that paragraphs keep the blank lines between them. */
function joined(page: Page, spans: readonly Span[]): Span[] {
  const parts: Span[] = []
  for (const span of spans) {
    const last = parts[parts.length - 1]
    if (last !== undefined && page.text.slice(last.end, span.start).trim() === '') {
      parts[parts.length - 1] = { start: last.start, end: span.end }
    } else parts.push(span)
  }
  return parts
}

export function named(page: Page, span: Span): Name {
  return { ...span, name: foldedSpace(page.text.slice(span.start, span.end)) }
}

interface Byline {
  readonly line: number
  readonly author: Name
  readonly phrase: StampPhrase | null
  readonly further: readonly number[]
}

/** How far below the first lines a byline may stand. */
const BYLINE_REACH = 60

/** The first line that names an author: one that the language data knows, else a name beside or above a date. */
function findByline(page: Page, from: number, to: number): Byline | null {
  const found: Byline[] = []
  let prose = 0
  for (let line = from, filled = 0; line <= to && filled < BYLINE_REACH; line++) {
    if (isBlankLine(page, line)) continue
    filled++
    if (isProse(page, line)) prose++
    // Behind the first paragraphs a name and a date are a caption or an agency's line.
    if (prose > 3 && found.length > 0) break
    const byline = knownByline(page, line) ?? datedName(page, line, from)
    if (byline !== null) found.push(byline)
  }
  // A line with its date says more than words that happen to look like a byline.
  const first = found.find(({ phrase, line }) => phrase !== null || isNearDate(page, line)) ?? found[0]
  if (first === undefined) return null
  return { ...first, further: others(found, first) }
}

/** Bylines of other people soon after the first. */
function others(found: readonly Byline[], first: Byline): number[] {
  return found
    .filter(({ line, author, phrase }) => {
      const near = line > first.line && line - first.line < 30
      return near && phrase !== null && author.name !== first.author.name
    })
    .map(({ line }) => line)
}

/** The name in a piece of a line: what a byline pattern says, else its first part. */
function authorIn(page: Page, span: Span): Span {
  const whole = bareName(page.text, span)
  const byline = page.read(whole, [], KIND.bylines)[0]?.slots.author
  if (byline !== undefined) return bareName(page.text, byline)
  const part = partsOf(page.text, whole)[0]
  return part === undefined ? whole : bareName(page.text, part)
}

/** A first and a last name, or an agency's letters ("ATS", "Keystone-SDA"); stricter than what a nickname may be. */
function isPerson(text: string): boolean {
  if (/\d/u.test(text) || nameScore(text) < 0.8) return false
  const words = text.split(/\s+/u)
  if (words.length === 1) return text.length <= 20 && /^\p{Lu}{2,}|-\p{Lu}{2,}$/u.test(text)
  return words.length <= 5 && /^\p{Lu}/u.test(text) && /^\p{Lu}/u.test(words[words.length - 1] ?? '')
}

function isNearDate(page: Page, line: number): boolean {
  const below = nextFilled(page, line, 1)
  return below < page.lines.count && below <= line + 2 && isStampLine(page, below)
}

function knownByline(page: Page, line: number): Byline | null {
  const phrase = phrasesOf(page, line)[0] ?? null
  // "Published on 3 May" names nobody.
  if (phrase !== null && isOf(page, line, KIND.stampLines)) return null
  const slot = bylineSlot(page, line, phrase)
  if (slot === undefined) return null
  const span = authorIn(page, slot)
  const name = page.text.slice(span.start, span.end)
  if (nameScore(name) < 0.3) return null
  // "Version 4 came out on 9 March": words before a date are an author's only when they look like a whole name.
  if (phrase !== null && slot.start === lineSpan(page, line).start && !isPerson(name)) return null
  return { line, author: named(page, span), phrase, further: [] }
}

/** Whether the line names the article's author beside a date. */
export function isSigned(page: Page, line: number): boolean {
  return phrasesOf(page, line).length > 0 && knownByline(page, line) !== null
}

/** The author of a byline; behind its date a line may say more ("in Current affairs | Permalink"). */
function bylineSlot(page: Page, line: number, phrase: StampPhrase | null): Span | undefined {
  const whole = page.known(line, KIND.bylines).find(({ slots }) => slots.author !== undefined)
  if (whole !== undefined || phrase === null) return whole?.slots.author
  const span = lineSpan(page, line)
  const upTo = { start: span.start, end: phrase.end }
  const found = page
    .read(upTo, [phrase], KIND.bylines | KIND.commentHeaders)
    .find(({ slots }) => slots.author !== undefined)
  return found?.slots.author
}

/** "ATS", a blank line, "1.2.2026 - 05:50"; or "Ulysse Grandin - 9 mars 2026": a name that a date stands beside. */
function datedName(page: Page, line: number, from: number): Byline | null {
  const phrase = phrasesOf(page, line)[0]
  if (phrase === undefined || (phrase.day === null && phrase.open === null)) return null
  const span = lineSpan(page, line)
  if (phrase.end < span.end - 40) return null
  const upTo = { start: span.start, end: phrase.end }
  const isStamp = isOf(page, line, KIND.stampLines) || page.read(upTo, [phrase], KIND.stampLines).length > 0
  const before = authorIn(page, {
    start: span.start,
    end: beforeFillers(page.text, span.start, phrase.start, page.fillers),
  })
  const text = page.text.slice(before.start, before.end)
  if (text === '' || isStamp) {
    const above = nextFilled(page, line, -1)
    if (above <= from || isOf(page, above, KIND.buttons | KIND.headings | KIND.announced)) return null
    const name = authorIn(page, lineSpan(page, above))
    if (!isPerson(page.text.slice(name.start, name.end))) return null
    return { line: above, author: named(page, name), phrase, further: [] }
  }
  const slashed = page.text.slice(before.end, phrase.start).includes('/')
  if (line === from || !(isPerson(text) || (slashed && nameScore(text) >= 0.8))) return null
  return { line, author: named(page, before), phrase, further: [] }
}

/** The article's own date where the byline has none: near the byline, else the first stamp line below the title. */
function findDateline(
  page: Page,
  title: number,
  to: number,
  byline: Byline | null,
): { readonly line: number; readonly phrase: StampPhrase } | null {
  const start = byline?.line ?? title
  for (let line = start, filled = 0; line <= to && filled < 6; line++) {
    if (isBlankLine(page, line)) continue
    filled++
    const phrase = phrasesOf(page, line)[0]
    if (phrase !== undefined && isDate(phrase) && (isStampLine(page, line) || isDateline(page, line))) {
      return { line, phrase }
    }
    if (isProse(page, line)) break
  }
  for (let line = start - 1; line >= title; line--) {
    const phrase = phrasesOf(page, line)[0]
    if (phrase !== undefined && isDate(phrase) && isStampLine(page, line)) return { line, phrase }
  }
  return null
}

function isDate(phrase: StampPhrase): boolean {
  return phrase.kind === 'relative' || phrase.day !== null || phrase.open !== null
}

function isDateline(page: Page, line: number): boolean {
  return isOf(page, line, KIND.bylines)
}

function isTrailing(page: Page, line: number): boolean {
  return (
    isNumberLine(page, line) ||
    isOf(page, line, KIND.buttons | KIND.counters | KIND.announced | KIND.avatars | PAGE_KINDS)
  )
}

/** The first line of `span` with something in it, as a span; for titles of pages without an article. */
export function firstFilled(page: Page, from: number, to: number): Span | null {
  const line = nextFilled(page, from - 1, 1)
  return line > to ? null : trimmed(page.text, lineSpan(page, line))
}
