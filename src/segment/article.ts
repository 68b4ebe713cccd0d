import type { Span } from '../model/span.js'
import type { StampPhrase } from '../model/stamp.js'
import type { Furniture, Name } from '../model/thread.js'
import { lineAt, trimmed } from '../text/lines.js'
import { type Byline, findByline } from './bylines.js'
import { KIND, PAGE_KINDS, partsOf } from './known.js'
import type { Card } from './question-page.js'
import { findTitle, titleSpan } from './title.js'
import {
  isBlankLine,
  isNumberLine,
  isProse,
  isStampLine,
  kindOf,
  lineSpan,
  named,
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
  const titleLine =
    byline?.heads === true
      ? findTitle(page, byline.line + 1, to, null)
      : findTitle(page, from, to, byline?.line ?? null)
  const signed = byline?.phrase ?? null
  const dateline =
    signed === null || !isDate(signed) ? findDateline(page, titleLine ?? from, to, byline) : null
  const phrase = dateline?.phrase ?? signed
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

/** So many lines above the title its date is looked for. */
const ABOVE_TITLE = 2

/** The article's own date where the byline has none: near the byline, else below the title, else right above it. */
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
    if (
      phrase !== undefined &&
      isDate(phrase) &&
      (isStampLine(page, line) || isDateline(page, line, phrase))
    ) {
      return { line, phrase }
    }
    if (isProse(page, line)) break
  }
  for (let line = start - 1; line >= title; line--) {
    const phrase = phrasesOf(page, line)[0]
    if (phrase !== undefined && isDate(phrase) && isStampLine(page, line)) return { line, phrase }
  }
  for (let line = nextFilled(page, title, -1), left = ABOVE_TITLE; line >= 0 && left > 0; left--) {
    const phrase = phrasesOf(page, line)[0]
    if (phrase?.day != null && byline !== null && isDateAbove(page, line, phrase, byline))
      return { line, phrase }
    line = nextFilled(page, line, -1)
  }
  return null
}

/**
 * "5 March 2026 Ada Brook Clocks, Faults": a line that opens with the date and goes on with the article's author; or a day
 * alone where the byline gives but the hour.
 */
function isDateAbove(page: Page, line: number, stamp: StampPhrase, { author, phrase }: Byline): boolean {
  if (phrase !== null) return isStampLine(page, line)
  const { start, end } = lineSpan(page, line)
  return stamp.start === start && page.text.slice(stamp.end, end).trimStart().startsWith(author.name)
}

function isDate(phrase: StampPhrase): boolean {
  return phrase.kind === 'relative' || phrase.day !== null || phrase.open !== null
}

/** A byline, or "Published: 5 March 2026", also as the first of several notices on a line. */
function isDateline(page: Page, line: number, phrase: StampPhrase): boolean {
  if (isOf(page, line, KIND.bylines | KIND.stampLines)) return true
  const first = page.parted[line] === 1 ? partsOf(page.text, lineSpan(page, line))[0] : undefined
  return (
    first !== undefined && phrase.end <= first.end && page.read(first, [phrase], KIND.stampLines).length > 0
  )
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
