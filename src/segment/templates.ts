import type { Span } from '../model/span.js'
import type { StampPhrase } from '../model/stamp.js'
import { KIND } from './known.js'
import {
  hasStamp,
  isBlankLine,
  lineSpan,
  nextFilled,
  phrasesOf,
  TEMPLATE_LINE_LENGTH,
  type Page,
  isOf,
} from './page.js'
import { isWhite } from './shapes.js'

/** A line that may be the fixed point of a post's frame. */
export interface Anchor {
  readonly line: number
  /** Null for anchors without a stamp (an author's card, a line "X says:"). */
  readonly phrase: StampPhrase | null
  /** The rest of the line before and after the stamp; the whole line in `before` without one. */
  readonly before: Span
  readonly after: Span
}

export const TEMPLATE_KINDS = ['bare', 'before', 'after', 'tail', 'card', 'header', 'marked'] as const
/**
 * Where the words of the line stand: none beside the stamp (`bare`), before it (`before`), after it (`after`), or
 * a whole text before it (`tail`, a signature). Without stamps: an author's `card`, a `header` that the language
 * data knows ("X dit :"), `marked` lines (`>`) as the only boundary.
 */
export type TemplateKind = (typeof TEMPLATE_KINDS)[number]

/** Lines that the same piece of page template may have written. */
export interface Template {
  readonly kind: TemplateKind
  readonly anchors: readonly Anchor[]
}

/** A signature stands at the end of its line; so far from the end, in UTF-16 units, at most. */
const TAIL_REACH = 90
/** So many units before a line's first stamp are a text and no header. */
const SIGNED_TEXT = 60
const TAIL_REST = 24

/** All stamp lines of the page grouped by what surrounds the stamp. Stamps in quote headers, edit notes and cards are none. */
export function stampTemplates(page: Page): readonly Template[] {
  const groups = new Map<string, Anchor[]>()
  for (let line = 0; line < page.lines.count; line++) {
    if (!hasStamp(page, line)) continue
    const anchor = anchorOf(page, line, phrasesOf(page, line))
    if (anchor === null) continue
    const key = kindOf(page, anchor)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [anchor])
    else group.push(anchor)
  }
  joinSignatures(page, groups)
  const templates: Template[] = []
  for (const [kind, anchors] of groups) {
    // A signature's own words vary by member: "(talk)", "[chat]", nothing.
    const parts = kind === 'tail' ? [anchors] : split(page, anchors)
    for (const part of parts) templates.push({ kind: kind as TemplateKind, anchors: part })
  }
  return templates
}

/** Short signed texts ("Pour. --Anna 3 mai") go with the long ones: they are one template. */
function joinSignatures(page: Page, groups: Map<string, Anchor[]>): void {
  const tails = groups.get('tail')
  const short = groups.get('before')
  if (tails === undefined || short === undefined || tails.length < 2) return
  const contexts = new Set(tails.map((anchor) => contextOf(page, anchor)))
  const joined = short.filter((anchor) => contexts.has(contextOf(page, anchor)))
  if (joined.length > 2 * tails.length) return
  groups.set(
    'tail',
    [...tails, ...joined].sort((a, b) => a.line - b.line),
  )
  groups.set(
    'before',
    short.filter((anchor) => !joined.includes(anchor)),
  )
}

/** Lines whose stamps are no post's. */
const NO_ANCHORS = KIND.quoteHeaders | KIND.editNotes | KIND.card | KIND.cardLabels | KIND.stubs

function anchorOf(page: Page, line: number, phrases: readonly StampPhrase[]): Anchor | null {
  const span = lineSpan(page, line)
  if (page.text[span.start] === '>') return null
  const long = span.end - span.start > TEMPLATE_LINE_LENGTH
  // A signature's stamp is the last of its line: dates in the words before it are the author's.
  const late = (phrases[0]?.start ?? 0) - span.start > SIGNED_TEXT
  const phrase = long || late ? phrases[phrases.length - 1] : phrases[0]
  if (phrase === undefined) return null
  // A bare "now" is a word of a text.
  if (phrase.ago?.amount === 0 && phrase.end - phrase.start < span.end - span.start) return null
  // A month alone is when somebody joined.
  if (phrase.kind === 'absolute' && phrase.day === null && phrase.open === null) return null
  if (long && (span.end - phrase.start > TAIL_REACH || span.end - phrase.end > TAIL_REST)) return null
  if (!long && isOf(page, line, NO_ANCHORS)) return null
  const above = nextFilled(page, line, -1)
  if (above >= 0 && above >= line - 1) {
    if (isOf(page, above, KIND.cardLabels)) return null
  }
  return {
    line,
    phrase,
    before: { start: span.start, end: beforeFillers(page.text, span.start, phrase.start, page.fillers) },
    after: { start: Math.min(phrase.end, span.end), end: span.end },
  }
}

/** Where the words before a stamp end once "le", "on" and the like are left out. */
export function beforeFillers(
  text: string,
  start: number,
  stamp: number,
  fillers: ReadonlySet<string>,
): number {
  let end = Math.max(start, stamp)
  while (mayEndInWord(text, start, end)) {
    const last = /(?:^|[\s\u00a0])(\p{L}+)[\s\u00a0]*$/u.exec(text.slice(Math.max(start, end - 16), end))
    if (last?.[1] === undefined || !fillers.has(last[1].toLowerCase())) return end
    end = Math.max(start, end - last[0].trimStart().length)
  }
  return end
}

/** False where nothing stands there, or what stands last is no letter. */
function mayEndInWord(text: string, start: number, end: number): boolean {
  let at = end
  while (at > start && isWhite(text.charCodeAt(at - 1))) at--
  return at > start && mayBeLetter(text.charCodeAt(at - 1))
}

/** `#` or a digit. */
function mayBeNumber(unit: number): boolean {
  return unit === 35 || (unit >= 48 && unit <= 57)
}

const POST_NUMBER = /^(?:#\d{1,6}(?:\.\d{1,4})*|\d{1,6}[.)])(?=\s|$)/u
const WORD = /[\p{L}\p{N}]/u

function kindOf({ text }: Page, { before, after }: Anchor): TemplateKind {
  if (before.end - before.start > 0) {
    // "12. Le 3 mai", "#1.2 — 3. Mai": a number is no word.
    const numbered = mayBeNumber(text.charCodeAt(before.start))
    const line = text.slice(before.start, before.end)
    const words = numbered ? line.replace(POST_NUMBER, '') : line
    if (words.length > SIGNED_TEXT) return 'tail'
    if (WORD.test(words)) return 'before'
  }
  if (after.end - after.start === 0) return 'bare'
  // "2 months ago (edited)" is a bare stamp.
  const words = text.slice(after.start, after.end).replace(/^\s*\([^()]*\)\s*$/u, '')
  return WORD.test(words) ? 'after' : 'bare'
}

/** Share of a group above which a token beside the stamp is taken for the template's own. */
const CONTEXT_SHARE = 0.4

/** Parts a group by the token next to the stamp where several anchors share it; names there stay together. */
function split(page: Page, anchors: readonly Anchor[]): Anchor[][] {
  const tokens = anchors.map((anchor) => contextOf(page, anchor))
  const counts = new Map<string, number>()
  const firsts = new Map<string, string>()
  const varied = new Set<string>()
  tokens.forEach((token, i) => {
    counts.set(token, (counts.get(token) ?? 0) + 1)
    if (varied.has(token)) return
    const { start, end } = anchors[i]?.before ?? { start: 0, end: 0 }
    const words = start === end ? '' : page.text.slice(start, end).replace(/\d+/gu, '0')
    const first = firsts.get(token)
    if (first === undefined) firsts.set(token, words)
    // The same words each time may be one busy author; a token after different words is the page's.
    else if (first !== words) varied.add(token)
  })
  const parts = new Map<string, Anchor[]>()
  anchors.forEach((anchor, i) => {
    const token = tokens[i] ?? ''
    const count = counts.get(token) ?? 0
    const key = varied.has(token) && count >= CONTEXT_SHARE * anchors.length ? token : '*'
    const part = parts.get(key)
    if (part === undefined) parts.set(key, [anchor])
    else part.push(anchor)
  })
  return joinByMark(page, [...parts.values()])
}

/** Anchors left over that begin with the same sign ("[–]") as nearly all of the largest part belong to it. */
function joinByMark(page: Page, parts: readonly Anchor[][]): Anchor[][] {
  const markOf = ({ before }: Anchor): string =>
    /^[^\p{L}\p{N}\s@]+/u.exec(page.text.slice(before.start, before.start + 6))?.[0].slice(0, 3) ?? ''
  const largest = parts.reduce<Anchor[]>((most, part) => (part.length > most.length ? part : most), [])
  const mark = largest[0] === undefined ? '' : markOf(largest[0])
  if (mark === '' || largest.filter((anchor) => markOf(anchor) === mark).length < 0.8 * largest.length) {
    return [...parts]
  }
  const joins = (anchor: Anchor): boolean => markOf(anchor) === mark
  const joined = parts.flatMap((part) => (part === largest ? part : part.filter(joins)))
  const rest = parts.map((part) => (part === largest ? [] : part.filter((anchor) => !joins(anchor))))
  return [joined.sort((a, b) => a.line - b.line), ...rest.filter((part) => part.length > 0)]
}

/** The last word or mark of a stretch in lower case, '' where that is a number or none. */
function lastWord(text: string, start: number, stop: number): string {
  let end = stop
  while (end > start && isWhite(text.charCodeAt(end - 1))) end--
  if (end === start) return ''
  let from = end
  while (from > start && isLetter(text.charCodeAt(from - 1))) from--
  const edge = from > start ? text.charCodeAt(from - 1) : 0
  // Beyond ASCII it takes a pattern to know letters.
  if (edge >= 128) {
    const before = text.slice(start, end)
    return /(\p{L}+|[^\p{L}\p{N}\s])$/u.exec(lastPiece(before))?.[1]?.toLowerCase() ?? ''
  }
  if (from < end) return text.slice(from, end).toLowerCase()
  return edge >= 48 && edge <= 57 ? '' : text.charAt(end - 1)
}

/** The end of a text from its last word or mark on: a pattern bound to the end would be tried from every letter before. */
function lastPiece(text: string): string {
  let from = text.length
  while (from > 0 && mayBeLetter(text.charCodeAt(from - 1))) from--
  return text.slice(Math.min(from, text.length - 1))
}

function mayBeLetter(unit: number): boolean {
  return isLetter(unit) || unit >= 128
}

/** Of ASCII. */
function isLetter(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90)
}

function contextOf(page: Page, anchor: Anchor): string {
  const time = anchor.phrase?.kind === 'time-only' ? 'time' : ''
  const stamp = anchor.phrase?.start ?? anchor.before.end
  if (stamp <= anchor.before.start) return `|${time}`
  const word = lastWord(page.text, anchor.before.start, stamp)
  const form = '])}'.includes(word) && word !== '' ? ')' : word
  return `${form}|${time}`
}

/**
 * Frames without stamps: lines of one shape that come back again and again, each with the same companions (an
 * author's card). The first line of the block is the anchor, so that the author stands above it.
 */
export function cardTemplates(page: Page): readonly Template[] {
  const byShape = new Map<number, number[]>()
  for (let line = 0; line < page.lines.count; line++) {
    const shape = page.shape[line] ?? -1
    if (shape < 0 || (page.shapeCount[shape] ?? 0) < 2) continue
    const list = byShape.get(shape)
    if (list === undefined) byShape.set(shape, [line])
    else list.push(line)
  }
  const blocks = new Map<string, Anchor[]>()
  for (const lines of byShape.values()) {
    if (lines.length < 3 || lines.length > page.lines.count / 3) continue
    if (!companions(page, lines)) continue
    const anchors = lines.map((line) => {
      const span = lineSpan(page, line)
      return { line, phrase: null, before: span, after: { start: span.end, end: span.end } }
    })
    const key = `${lines.length}`
    const known = blocks.get(key)
    // Of the lines of one block the first one is nearest to the author.
    if (known === undefined || (known[0]?.line ?? 0) > (lines[0] ?? 0)) blocks.set(key, anchors)
  }
  return [...blocks.values()].map((anchors) => ({ kind: 'card' as const, anchors }))
}

/** Whether most of these lines have another repeating line within reach: one lone repeated word is no card. */
function companions(page: Page, lines: readonly number[]): boolean {
  const near = new Map<number, number>()
  for (const line of lines) {
    const seen = new Set<number>()
    for (let i = line - 4; i <= line + 6; i++) {
      const shape = i === line || i < 0 || i >= page.lines.count ? -1 : (page.shape[i] ?? -1)
      if (shape >= 0 && shape !== page.shape[line] && (page.shapeCount[shape] ?? 0) >= lines.length * 0.8) {
        seen.add(shape)
      }
    }
    for (const shape of seen) near.set(shape, (near.get(shape) ?? 0) + 1)
  }
  let strong = 0
  for (const count of near.values()) if (count >= lines.length * 0.8) strong++
  return strong >= 2
}

/** Lines that the language data knows as a comment's header with its author, where no stamp stands. */
export function headerTemplates(page: Page): readonly Template[] {
  const anchors: Anchor[] = []
  for (let line = 0; line < page.lines.count; line++) {
    if (isBlankLine(page, line) || hasStamp(page, line)) continue
    const header = page.first(line, KIND.commentHeaders)
    if (header?.slots.author === undefined || isOf(page, line, KIND.quoteHeaders)) continue
    const span = lineSpan(page, line)
    anchors.push({ line, phrase: null, before: span, after: { start: span.end, end: span.end } })
  }
  return anchors.length >= 2 ? [{ kind: 'header', anchors }] : []
}

/** Pages that kept nothing but the words: the runs of `>` lines that begin a text are the only boundaries left. */
export function markedTemplates(page: Page): readonly Template[] {
  const anchors: Anchor[] = []
  let before = false
  let inside = false
  for (let line = 0; line < page.lines.count; line++) {
    if (isBlankLine(page, line)) continue
    const span = lineSpan(page, line)
    const marked = page.text[span.start] === '>'
    if (marked && !inside && before) {
      anchors.push({ line, phrase: null, before: span, after: { start: span.end, end: span.end } })
    }
    inside = marked
    before = true
  }
  return anchors.length > 0 ? [{ kind: 'marked', anchors }] : []
}
