import { type LanguageData, PAGE_LISTS, type PageList } from '../languages/schema.js'
import type { Span } from '../model/span.js'
import type { StampPhrase } from '../model/stamp.js'
import { ALL_GROUPS, compileLines, type LinePattern, type LineSlots } from '../patterns/lines.js'
import type { WordGroups } from '../patterns/line-gates.js'
import { isCut } from '../patterns/names.js'
import type { Vocabulary } from '../text/vocabulary.js'
import type { Words } from '../text/words.js'
import { isBar, isDash, isWhite } from './shapes.js'

export type KnownKind = PageList

/** A line that the language data recognises, with what its slots hold. */
export interface KnownLine {
  readonly kind: KnownKind
  readonly slots: LineSlots
}

/** A set of kinds, as bits. */
export type Kinds = number

const NAMES = Object.keys(PAGE_LISTS) as KnownKind[]

/** The bit of each kind: `KIND.buttons | KIND.counters` are both. */
export const KIND = Object.fromEntries(NAMES.map((kind, i) => [kind, 1 << i])) as Readonly<
  Record<KnownKind, Kinds>
>

export const ALL_KINDS: Kinds = ALL_GROUPS

/** Beside the kinds: words of a language speak for the header or stamp line; "{author}, {date}" fits any name beside a date. */
export const WORDED_HEADER: Kinds = 1 << NAMES.length
export const WORDED_STAMP: Kinds = WORDED_HEADER << 1

/** The bits of a kind's pattern. */
function bitsOf(kind: KnownKind, source: string): Kinds {
  const bit = kind === 'commentHeaders' ? WORDED_HEADER : kind === 'stampLines' ? WORDED_STAMP : 0
  const worded = bit !== 0 && /\p{L}{2,}/u.test(source.replace(/\{\w+\}/gu, ' '))
  return KIND[kind] | (worded ? bit : 0)
}

/** What the language data know of a stretch of a line; of `dates` those in it count. */
export interface PageMatcher {
  /** Words that lead to a stamp. */
  readonly fillers: ReadonlySet<string>
  /** As what kinds a line or a part of it may be known for single words of it; see `WordGroups`. */
  wordKinds(words: Words): WordGroups | null
  /** As what kinds, of these, it is known. */
  kinds(text: string, span: Span, dates: readonly StampPhrase[], words: Words, kinds: Kinds): Kinds
  /** The readings of these kinds, the most telling one first. */
  read(
    text: string,
    span: Span,
    dates: readonly StampPhrase[],
    words: Words,
    kinds: Kinds,
  ): readonly KnownLine[]
  /** The most telling of them. */
  first(
    text: string,
    span: Span,
    dates: readonly StampPhrase[],
    words: Words,
    kinds: Kinds,
  ): KnownLine | undefined
  /** The author in it, null where it has none; undefined where there is no reading. */
  author(
    text: string,
    span: Span,
    dates: readonly StampPhrase[],
    words: Words,
    kinds: Kinds,
  ): Span | null | undefined
}

/** Lists that are no page lines: they are read by other stages. */
const NOT_LINES: ReadonlySet<string> = new Set(['addressing'])

/**
 * One matcher for the page lines of all languages: a page in one language often stands in a template of another.
 * Throws when a pattern does not compile; the language loader has named such faults before.
 */
export function compilePage(languages: readonly LanguageData[], vocabulary: Vocabulary): PageMatcher {
  const sources: LinePattern[] = []
  const origins: KnownKind[] = []
  for (const language of languages) {
    for (const kind of NAMES) {
      if (NOT_LINES.has(kind)) continue
      language.page[kind].forEach((source, i) => {
        sources.push({ id: `${language.code}.${kind}.${i}`, source, group: bitsOf(kind, source) })
        origins.push(kind)
      })
    }
  }
  const { matcher, faults } = compileLines(sources, vocabulary)
  const fault = faults[0]
  if (fault !== undefined) throw new Error(`${fault.id}: ${fault.fault}`)
  return {
    fillers: new Set(languages.flatMap(({ stamps }) => stamps.fillers)),
    wordKinds: (words) => matcher.wordGroups(words),
    kinds: (text, span, dates, words, kinds) => matcher.groupsOf(text, span, dates, words, kinds),
    read: (text, span, dates, words, kinds) => {
      const found: KnownLine[] = []
      for (const { index, slots } of matcher.matchAll(text, span, dates, words, kinds)) {
        const kind = origins[index]
        const { author } = slots
        if (kind === undefined || (author !== undefined && isCut(text, author.start, author.end))) continue
        found.push({ kind, slots })
      }
      // Of several readings the one that leaves least to its slot says most: "Message par X" over "X".
      return found.length < 2 ? found : found.sort((a, b) => slotLength(a) - slotLength(b))
    },
    first: (text, span, dates, words, kinds) => {
      const match = matcher.leading(text, span, dates, words, kinds)
      const kind = match === null ? undefined : origins[match.index]
      return match === null || kind === undefined ? undefined : { kind, slots: match.slots }
    },
    author: (text, span, dates, words, kinds) => matcher.leadingAuthor(text, span, dates, words, kinds),
  }
}

/** Nothing is known of the line. */
export const UNKNOWN: readonly KnownLine[] = []

/**
 * The pieces of a line between what parts several notices on it ("24 mars 2026    58 commentaires", "J'aime · Répondre ·
 * 12"): a bar or dot, a tab, two or more spaces, a dash between spaces. One piece when there is none, none when there is
 * nothing else.
 */
export function partsOf(text: string, span: Span): readonly Span[] {
  const parts: Span[] = []
  let start = span.start
  let at = span.start
  while (at < span.end) {
    const unit = text.charCodeAt(at)
    // Letters, digits and most marks of ASCII: nearly all of a line.
    if (unit > SPACE && unit < BAR) {
      at++
      continue
    }
    const stop = endOfGap(text, at, span.end)
    if (stop < 0) {
      at++
      continue
    }
    if (at > start) parts.push({ start, end: at })
    start = stop
    at = stop
  }
  if (span.end > start) parts.push({ start, end: span.end })
  return parts
}

/** Whether there are two such pieces or more. */
export function isParted(text: string, from: number, to: number): boolean {
  let start = from
  let at = from
  let found = false
  while (at < to) {
    const unit = text.charCodeAt(at)
    // Letters, and one space before a letter.
    if (isPlain(unit) || (unit === SPACE && isPlain(text.charCodeAt(at + 1)))) {
      at++
      continue
    }
    const stop = endOfGap(text, at, to)
    if (stop < 0) {
      at++
      continue
    }
    if (at > start) {
      if (found) return true
      found = true
    }
    start = stop
    at = stop
  }
  return found && to > start
}

/** ASCII but `-`, `|` and white space, and letters with accents. */
function isPlain(unit: number): boolean {
  return (unit > SPACE && unit < BAR && unit !== HYPHEN) || (unit >= 0xc0 && unit < 0x250)
}

const HYPHEN = 45
const LINE_END = 10
const TAB = 9
const SPACE = 32
const BAR = 124

/** Where the gap that begins at `at` ends, -1 when none begins there. */
function endOfGap(text: string, at: number, to: number): number {
  const unit = text.charCodeAt(at)
  if (isBar(unit)) return endOfWhite(text, at + 1, to)
  if (!isWhite(unit)) return -1
  const mark = endOfWhite(text, at, to)
  if (mark < to && isBar(text.charCodeAt(mark))) return endOfWhite(text, mark + 1, to)
  let wide = at
  while (wide < mark && text.charCodeAt(wide) !== LINE_END) wide++
  if (wide - at > 1) return wide
  if (unit === TAB) return at + 1
  if (mark >= to || !isDash(text.charCodeAt(mark))) return -1
  const after = endOfWhite(text, mark + 1, to)
  return after > mark + 1 ? after : -1
}

function endOfWhite(text: string, from: number, to: number): number {
  let at = from
  while (at < to && isWhite(text.charCodeAt(at))) at++
  return at
}

/** Lines that stand between the page's parts and belong to no post. */
export const PAGE_KINDS: Kinds =
  KIND.headings | KIND.commentHeadings | KIND.sorting | KIND.pagination | KIND.teasers

function slotLength({ slots }: KnownLine): number {
  return slots.author === undefined ? 0 : slots.author.end - slots.author.start
}

/** Page lines around posts that hold no author. */
export const SKIPPED: Kinds =
  KIND.buttons |
  KIND.counters |
  KIND.avatars |
  KIND.card |
  KIND.cardLabels |
  KIND.editNotes |
  KIND.postNumbers |
  PAGE_KINDS

/** The kind of a set of one. */
export function onlyKind(kinds: Kinds): KnownKind | null {
  return (kinds & (kinds - 1)) === 0 ? (NAMES[31 - Math.clz32(kinds)] ?? null) : null
}
