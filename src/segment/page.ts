import type { LanguageData } from '../languages/schema.js'
import type { Dump } from '../model/dump.js'
import type { Span } from '../model/span.js'
import type { StampPhrase } from '../model/stamp.js'
import { indexLines, isSpace, type Lines } from '../text/lines.js'
import { wordsIn, type Words } from '../text/words.js'
import { buttonRow, ofKind, PAGE_KINDS, type KnownLine, type PageMatcher } from './known.js'

/** Longer lines are prose: no template of a page repeats them. In UTF-16 units. */
export const TEMPLATE_LINE_LENGTH = 160

/** What is known of each line before anything is decided. Line numbers are 0-based here. */
export interface Page {
  readonly dump: Dump
  readonly text: string
  readonly lines: Lines
  readonly words: Words
  readonly phrases: readonly StampPhrase[]
  /** `phraseFrom[i]` to `phraseFrom[i + 1]` are the phrases that begin in line i. */
  readonly phraseFrom: Int32Array
  /**
   * Which shape a line has: its words folded, digits as `0`, stamps as `⟨d⟩`. Two lines with one shape may come
   * from one template. -1 for blank lines and lines too long for a template.
   */
  readonly shape: Int32Array
  /** The same for the label of `Label: value` lines, -1 where there is none. */
  readonly label: Int32Array
  /** How often each shape occurs. */
  readonly shapeCount: readonly number[]
  readonly languages: readonly LanguageData[]
  readonly matcher: PageMatcher
  readonly known: (line: number) => readonly KnownLine[]
}

export function readPage(
  dump: Dump,
  words: Words,
  phrases: readonly StampPhrase[],
  matcher: PageMatcher,
  languages: readonly LanguageData[],
): Page {
  const { text } = dump
  const lines = indexLines(text, dump.pageStart)
  const phraseFrom = new Int32Array(lines.count + 1)
  const shape = new Int32Array(lines.count).fill(-1)
  const label = new Int32Array(lines.count).fill(-1)
  const ids = new Map<string, number>()
  const shapeCount: number[] = []
  const intern = (form: string): number => {
    let id = ids.get(form)
    if (id === undefined) {
      id = shapeCount.length
      ids.set(form, id)
      shapeCount.push(0)
    }
    shapeCount[id] = (shapeCount[id] ?? 0) + 1
    return id
  }
  let p = 0
  for (let i = 0; i < lines.count; i++) {
    const from = lines.from[i] ?? 0
    const to = lines.to[i] ?? 0
    while (p < phrases.length && (phrases[p]?.start ?? 0) < (lines.start[i] ?? 0)) p++
    phraseFrom[i] = p
    const first = p
    while (p < phrases.length && (phrases[p]?.start ?? 0) < (lines.end[i] ?? 0)) p++
    if (from === to || to - from > TEMPLATE_LINE_LENGTH) continue
    shape[i] = intern(shapeOf(text, { start: from, end: to }, phrases.slice(first, p)))
    const head = labelOf(text, { start: from, end: to })
    if (head !== null) label[i] = intern(head)
  }
  phraseFrom[lines.count] = p
  const cache = new Map<number, readonly KnownLine[]>()
  const known = (line: number): readonly KnownLine[] => {
    const cached = cache.get(line)
    if (cached !== undefined) return cached
    const from = lines.from[line] ?? 0
    const to = lines.to[line] ?? 0
    const near = phrases.slice(phraseFrom[line] ?? 0, phraseFrom[line + 1] ?? 0)
    const span = { start: from, end: to }
    let found: readonly KnownLine[] = []
    if (from < to && to - from <= TEMPLATE_LINE_LENGTH) {
      found = matcher(text, span, near)
      const bullet = found.length === 0 ? /^[•*▪■]\s+/u.exec(text.slice(from, from + 8)) : null
      if (bullet !== null) found = matcher(text, { start: from + bullet[0].length, end: to }, near)
      if (found.length === 0 && text[to - 1] === ':')
        found = matcher(text, { start: from, end: to - 1 }, near)
      const row = found.length > 0 ? null : buttonRow(matcher, text, span, near)
      if (row !== null) found = [row]
    }
    cache.set(line, found)
    return found
  }
  return {
    dump,
    text,
    lines,
    words,
    phrases,
    phraseFrom,
    shape,
    label,
    shapeCount,
    languages,
    matcher,
    known,
  }
}

function shapeOf(text: string, line: Span, phrases: readonly StampPhrase[]): string {
  let shape = ''
  let at = line.start
  for (const phrase of phrases) {
    if (phrase.start < at) continue
    shape += `${text.slice(at, phrase.start)}⟨d⟩`
    at = Math.min(phrase.end, line.end)
  }
  shape += text.slice(at, line.end)
  return shape
    .toLowerCase()
    .replace(/\d+(?:[.,\u00a0\u202f ]\d{3}(?!\d))*/gu, '0')
    .replace(/[\s\u00a0\u202f]+/gu, ' ')
}

/** `Label:` of a line `Label: value`, at most 30 units long; null without one. */
function labelOf(text: string, line: Span): string | null {
  // Only so far: a page without colons would be searched to its end from every line.
  const colon = line.start + text.slice(line.start, Math.min(line.end, line.start + 31)).indexOf(':')
  if (colon < line.start || colon + 1 >= line.end) return null
  if (!isSpace(text.charCodeAt(colon + 1))) return null
  return `${text.slice(line.start, colon).toLowerCase().replace(/\d+/gu, '0')}:…`
}

export function lineSpan(page: Page, line: number): Span {
  return { start: page.lines.from[line] ?? 0, end: page.lines.to[line] ?? 0 }
}

export function lineText(page: Page, line: number): string {
  return page.text.slice(page.lines.from[line] ?? 0, page.lines.to[line] ?? 0)
}

export function isBlankLine(page: Page, line: number): boolean {
  return (page.lines.from[line] ?? 0) === (page.lines.to[line] ?? 0)
}

export function wordCount(page: Page, line: number): number {
  const { from, to } = wordsIn(page.words, lineSpan(page, line))
  return to - from
}

export function phrasesOf(page: Page, line: number): readonly StampPhrase[] {
  return page.phrases.slice(page.phraseFrom[line] ?? 0, page.phraseFrom[line + 1] ?? 0)
}

/** Only digits, signs and punctuation: counters, "#12", "57", "· · ·". */
export function isNumberLine(page: Page, line: number): boolean {
  const { start, end } = lineSpan(page, line)
  if (start === end || end - start > 16) return false
  return !/\p{L}/u.test(page.text.slice(start, end))
}

export function nextFilled(page: Page, line: number, step: 1 | -1): number {
  let i = line + step
  while (i >= 0 && i < page.lines.count && isBlankLine(page, i)) i += step
  return i
}

/** A line of so many words that does not repeat is prose, not furniture. */
const PROSE_WORDS = 14

export function isProse(page: Page, line: number): boolean {
  if (isBlankLine(page, line)) return false
  const words = wordCount(page, line)
  if (words < PROSE_WORDS && !(words >= 8 && /[.!?…]["”»)]?$/u.test(lineText(page, line)))) return false
  return ofKind(page.known(line), 'buttons', 'card', ...PAGE_KINDS) === undefined
}

/** Whether a stamp makes up most of the line. */
export function isStampLine(page: Page, line: number): boolean {
  const phrase = phrasesOf(page, line)[0]
  if (phrase === undefined) return false
  const span = lineSpan(page, line)
  return phrase.end - phrase.start > 0.5 * (span.end - span.start)
}
