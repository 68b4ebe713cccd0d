import type { Span } from '../model/span.js'
import type { StampPhrase } from '../model/stamp.js'
import type { Name } from '../model/thread.js'
import { KIND, partsOf } from './known.js'
import { bareName, nameScore } from './names.js'
import { beforeFillers } from './templates.js'
import {
  isBlankLine,
  isOf,
  isProse,
  isStampLine,
  lineSpan,
  named,
  nextFilled,
  phrasesOf,
  type Page,
} from './page.js'

/** The line that says who wrote the article. */
export interface Byline {
  readonly line: number
  readonly author: Name
  readonly phrase: StampPhrase | null
  /** Whether the title stands below. */
  readonly heads?: boolean
  readonly further: readonly number[]
}

/** How far below the first lines a byline may stand. */
const BYLINE_REACH = 60

/** The first line that names an author: one that the language data knows, else a name beside or above a date. */
export function findByline(page: Page, from: number, to: number): Byline | null {
  const found: Byline[] = []
  let prose = 0
  for (let line = from, filled = 0; line <= to && filled < BYLINE_REACH; line++) {
    if (isBlankLine(page, line)) continue
    filled++
    if (isProse(page, line)) prose++
    // Behind the first paragraphs a name and a date are a caption or an agency's line.
    if (prose > 3 && found.length > 0) break
    const byline = knownByline(page, line) ?? datedName(page, line, from) ?? nameBelow(page, line)
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

/** "1 day ago" above a name that the page marks as the author's below: a post of a board, above its title. */
function nameBelow(page: Page, line: number): Byline | null {
  const phrase = phrasesOf(page, line)[0]
  if (phrase?.kind !== 'relative' || !isStampLine(page, line)) return null
  const below = line + 1
  if (below >= page.lines.count || page.names.ofLine(below) < 0.8 || !isMarkedBelow(page, below)) return null
  const author = named(page, bareName(page.text, lineSpan(page, below)))
  return { line: below, author, phrase, heads: true, further: [] }
}

/** Whether the page says the line again below, next to a mark such as "Author" or "OP". */
function isMarkedBelow({ shape, shapeCount, kinds }: Page, line: number): boolean {
  const own = shape[line] ?? -1
  if ((shapeCount[own] ?? 0) < 2) return false
  for (let i = line + 2; i < shape.length; i++) {
    if (shape[i] === own && (((kinds[i - 1] ?? 0) | (kinds[i + 1] ?? 0)) & KIND.authorMarks) !== 0)
      return true
  }
  return false
}

/** A name of more words before a date is looked at twice. */
const SHORT_NAME = 2

/** Whether it is the date alone that makes the line look like a byline: "The roundabout has a gift shop now". */
export function isMerelyDated(page: Page, line: number): boolean {
  const phrase = phrasesOf(page, line)[0]
  if (phrase === undefined) return false
  const slot = bylineSlot(page, line, phrase)
  if (slot?.start !== lineSpan(page, line).start) return false
  const words = page.text.slice(slot.start, slot.end)
  return words.split(/\s+/u).length > SHORT_NAME && !isPerson(words)
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
    // A page begins with its title, unless it marks the same name as the author's below.
    if (above < from || (above === from && !isMarkedBelow(page, above))) return null
    if (isOf(page, above, KIND.buttons | KIND.headings | KIND.announced)) return null
    const name = authorIn(page, lineSpan(page, above))
    if (!isPerson(page.text.slice(name.start, name.end))) return null
    return { line: above, author: named(page, name), phrase, further: [] }
  }
  const slashed = page.text.slice(before.end, phrase.start).includes('/')
  if (line === from || !(isPerson(text) || (slashed && nameScore(text) >= 0.8))) return null
  return { line, author: named(page, before), phrase, further: [] }
}
