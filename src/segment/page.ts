import type { LanguageData } from '../languages/schema.js'
import type { Dump } from '../model/dump.js'
import type { Span } from '../model/span.js'
import type { StampPhrase } from '../model/stamp.js'
import type { Name } from '../model/thread.js'
import { foldedSpace, indexLines, lineAt, type Lines } from '../text/lines.js'
import { partsWords } from '../text/gaps.js'
import { wordsIn, type Words } from '../text/words.js'
import {
  ALL_KINDS,
  isParted,
  type Kinds,
  KIND,
  type KnownKind,
  type KnownLine,
  onlyKind,
  PAGE_KINDS,
  type PageMatcher,
  SKIPPED,
  UNKNOWN,
} from './known.js'
import type { Cell } from './cells.js'
import type { AuthorCell } from './columns.js'
import { LineMemo } from './line-memo.js'
import { Names } from './names.js'
import { lineKinds, readAuthor, readFirst, readLine } from './readings.js'
import { Shapes } from './shapes.js'
import { Texts } from './texts.js'

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
  /** Words that lead to a stamp, of all languages. */
  readonly fillers: ReadonlySet<string>
  /** `wordFrom[i]` to `wordFrom[i + 1]` are the words that begin in line i. */
  readonly wordFrom: Int32Array
  /** As what kinds the language data know each line; see `isOf`. */
  readonly kinds: Int32Array
  /** 1 for short lines that have no letter; see `isNumberLine`. */
  readonly letterless: Uint8Array
  /** 1 for lines up to the template's length that hold several notices; see `partsOf`. */
  readonly parted: Uint8Array
  /** 1 for lines that the page writes, whatever its posts: blank ones, counters, furniture that comes back. */
  readonly printed: Uint8Array
  /**
   * As what kinds a line, or a part of it, may be known, stamps aside: all of them where a word may go on over white space
   * or a mark. A part that begins or ends between letters may be known as others too; see `partsWords`.
   */
  readonly possible: Int32Array
  readonly names: Names
  readonly texts: Texts
  /** Per line what it holds for a column, its cell as `headerCell` makes it, and its author: made when first asked for. */
  readonly heads: Uint8Array
  readonly headers: Cell[]
  readonly authors: LineMemo<AuthorCell>
  /** Names that the page itself uses elsewhere, with single spaces: in quote headers and answers. */
  readonly used: ReadonlySet<string>
  /** The readings of these kinds, the most telling one first. */
  readonly known: (line: number, kinds: Kinds) => readonly KnownLine[]
  /** Where the author of a comment stands in the line, as the language data have it; null where they know none. */
  readonly headerAuthor: (line: number) => Span | null
  /** The first of them. */
  readonly first: (line: number, kinds: Kinds) => KnownLine | undefined
  /** The readings of these kinds for a stretch of a line; of `dates` those in the stretch count. */
  readonly read: (span: Span, dates: readonly StampPhrase[], kinds: Kinds) => readonly KnownLine[]
  /** Whether there is such a reading, stamps aside, for a stretch of the line. */
  readonly isAny: (line: number, span: Span, kinds: Kinds) => boolean
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
  const starts = new Int32Array(phrases.length)
  for (let i = 0; i < starts.length; i++) starts[i] = phrases[i]?.start ?? 0
  const phraseFrom = firstOfLines(lines, starts)
  const wordFrom = firstOfLines(lines, words.start)
  const shape = new Int32Array(lines.count).fill(-1)
  const label = new Int32Array(lines.count).fill(-1)
  const kinds = new Int32Array(lines.count)
  const letterless = new Uint8Array(lines.count)
  const parted = new Uint8Array(lines.count)
  const shapes = new Shapes()
  const reader = { text, words, matcher }
  const stampsOf = (line: number): readonly StampPhrase[] => {
    const from = phraseFrom[line] ?? 0
    const to = phraseFrom[line + 1] ?? 0
    return from === to ? NO_PHRASES : phrases.slice(from, to)
  }
  const spanAt = (line: number): Span => ({ start: lines.from[line] ?? 0, end: lines.to[line] ?? 0 })
  /** By shape the last line without stamps that was looked at: the page's own words come back to the letter. */
  const samples: number[] = []
  const possible = possibleKinds(words, lines, wordFrom, matcher)
  const authors: (Span | null)[] = []
  const used = new Set<string>()
  // Asked right behind the line's kinds, while the matcher has its tokens at hand.
  const readAuthors = (line: number): void => {
    const found = kinds[line] ?? 0
    if ((found & KIND.commentHeaders) !== 0) {
      authors[line] = readAuthor(reader, spanAt(line), stampsOf(line), KIND.commentHeaders)
    }
    if ((found & USING) === 0) return
    for (const { slots } of readLine(reader, spanAt(line), stampsOf(line), USING)) {
      const { author } = slots
      if (author !== undefined) used.add(foldedSpace(text.slice(author.start, author.end)))
    }
  }
  for (let i = 0; i < lines.count; i++) {
    const span = { start: lines.from[i] ?? 0, end: lines.to[i] ?? 0 }
    if (span.start === span.end || span.end - span.start > TEMPLATE_LINE_LENGTH) continue
    const stamped = phraseFrom[i] !== phraseFrom[i + 1]
    const own = shapes.shape(text, span, phrases, phraseFrom[i] ?? 0, phraseFrom[i + 1] ?? 0)
    shape[i] = own
    label[i] = shapes.label(text, span)
    if (!stamped) {
      const earlier = samples[own]
      if (earlier !== undefined && isSame(text, lines, i, earlier)) {
        letterless[i] = letterless[earlier] ?? 0
        parted[i] = parted[earlier] ?? 0
        kinds[i] = kinds[earlier] ?? 0
        if (authors[earlier] !== undefined) readAuthors(i)
        continue
      }
      samples[own] = i
    }
    if (isLetterless(text, span)) letterless[i] = 1
    if ((stamped || shapes.mayPart) && isParted(text, span.start, span.end)) parted[i] = 1
    kinds[i] = lineKinds(reader, span, stampsOf(i), parted[i] === 1)
    readAuthors(i)
  }
  const maybe = { text, possible }
  const printed = printedLines(lines, shape, shapes.counts, kinds, letterless)
  const first = (line: number, wanted: Kinds): KnownLine | undefined => {
    return isOfKinds(kinds, line, wanted)
      ? readFirst(reader, spanAt(line), stampsOf(line), wanted)
      : undefined
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
    wordFrom,
    kinds,
    letterless,
    parted,
    printed,
    possible,
    names: new Names(text, lines),
    texts: new Texts(words, lines, wordFrom),
    heads: new Uint8Array(lines.count),
    headers: [],
    authors: new LineMemo(lines.count),
    shapeCount: shapes.counts,
    used,
    languages,
    fillers: matcher.fillers,
    known: (line, wanted) => {
      if (!isOfKinds(kinds, line, wanted)) return UNKNOWN
      return readLine(reader, spanAt(line), stampsOf(line), wanted)
    },
    first,
    headerAuthor: (line) => authors[line] ?? null,
    read: (span, dates, wanted) => matcher.read(text, span, dates, words, wanted),
    isAny: (line, span, wanted) => {
      const whole = span.start === lines.from[line] && span.end === lines.to[line]
      // As a whole the line has been read before.
      const read = whole && (shape[line] ?? -1) >= 0 && phraseFrom[line] === phraseFrom[line + 1]
      if (read && ((kinds[line] ?? 0) & wanted) === 0) return false
      if (!mayHold(maybe, line, span, wanted)) return false
      return matcher.kinds(text, span, NO_PHRASES, words, wanted) !== 0
    },
  }
}

const NO_PHRASES: readonly StampPhrase[] = []

/** Kinds of lines in which the page uses names. */
const USING = KIND.quoteHeaders | KIND.replyHeaders

/** False where no stretch of the line, from this one's beginning to its end, is known as one of these kinds, stamps aside. */
export function mayHold(
  { text, possible }: Pick<Page, 'text' | 'possible'>,
  line: number,
  { start, end }: Span,
  kinds: Kinds,
): boolean {
  return ((possible[line] ?? 0) & kinds) !== 0 || !partsWords(text, start) || !partsWords(text, end)
}

/** Whether two lines are the same to the letter. */
function isSame(text: string, { from, to }: Lines, a: number, b: number): boolean {
  const start = from[a] ?? 0
  const other = from[b] ?? 0
  const length = (to[a] ?? 0) - start
  if ((to[b] ?? 0) - other !== length) return false
  for (let i = 0; i < length; i++) {
    if (text.charCodeAt(start + i) !== text.charCodeAt(other + i)) return false
  }
  return true
}

function printedLines(
  { count, from, to }: Lines,
  shape: Int32Array,
  shapeCount: readonly number[],
  kinds: Int32Array,
  letterless: Uint8Array,
): Uint8Array {
  const printed = new Uint8Array(count)
  for (let line = 0; line < count; line++) {
    const own = shape[line] ?? -1
    const again = own >= 0 && ((kinds[line] ?? 0) & SKIPPED) !== 0 && (shapeCount[own] ?? 0) > 1
    if (from[line] === to[line] || letterless[line] === 1 || again) printed[line] = 1
  }
  return printed
}

/** See `Page.possible`. */
function possibleKinds(words: Words, lines: Lines, wordFrom: Int32Array, matcher: PageMatcher): Int32Array {
  const possible = new Int32Array(lines.count)
  const groups = matcher.wordKinds(words)
  if (groups === null) return possible.fill(ALL_KINDS)
  const { byWord, always } = groups
  const { id } = words
  for (let line = 0; line < possible.length; line++) {
    const to = wordFrom[line + 1] ?? 0
    let kinds = always
    for (let w = wordFrom[line] ?? 0; w < to; w++) {
      const known = id[w] ?? 0
      // A look beyond the table's end is slow.
      if (known < byWord.length) kinds |= byWord[known] ?? 0
    }
    possible[line] = kinds
  }
  for (const mark of INSIDE_WORDS) {
    let at = words.text.indexOf(mark, lines.start[0])
    while (at >= 0) {
      const line = lineAt(lines, at)
      possible[line] = ALL_KINDS
      at = words.text.indexOf(mark, lines.end[line])
    }
  }
  return possible
}

/** Where these stand, a word may go on over white space or a mark: entities, and zero-width spaces. */
const INSIDE_WORDS = ['&', '\u200b'] as const

/** Per line the first of the things, given by the places where they begin, that begins in or behind it. */
function firstOfLines(lines: Lines, starts: Int32Array): Int32Array {
  const count = starts.length
  const first = new Int32Array(lines.count + 1)
  let i = 0
  for (let line = 0; line < lines.count; line++) {
    const start = lines.start[line] ?? 0
    while (i < count && (starts[i] ?? 0) < start) i++
    first[line] = i
  }
  first[lines.count] = count
  return first
}

/** Whether the language data know the line as one of these kinds. */
export function isOf(page: Page, line: number, kinds: Kinds): boolean {
  return isOfKinds(page.kinds, line, kinds)
}

function isOfKinds(known: Int32Array, line: number, kinds: Kinds): boolean {
  return ((known[line] ?? 0) & kinds) !== 0
}

/** The kind of the most telling reading of these kinds. */
export function kindOf(page: Page, line: number, kinds: Kinds): KnownKind | undefined {
  const found = (page.kinds[line] ?? 0) & kinds
  return found === 0 ? undefined : (onlyKind(found) ?? page.first(line, kinds)?.kind)
}

/** A button that stands on the page more than twice: at most posts. */
export function isRepeatedButton(page: Page, line: number): boolean {
  if (!isOf(page, line, KIND.buttons)) return false
  const shape = page.shape[line] ?? -1
  return shape >= 0 && (page.shapeCount[shape] ?? 0) > 2
}

export function lineSpan(page: Page, line: number): Span {
  return { start: page.lines.from[line] ?? 0, end: page.lines.to[line] ?? 0 }
}

export function lineText(page: Page, line: number): string {
  return page.text.slice(page.lines.from[line] ?? 0, page.lines.to[line] ?? 0)
}

/** What a span holds, as a name or title of the page. */
export function named(page: Page, span: Span): Name {
  return { ...span, name: foldedSpace(page.text.slice(span.start, span.end)) }
}

export function isBlankLine(page: Page, line: number): boolean {
  // Line numbers out of `Math.max` are doubles to V8, with which it would compile this anew each time.
  const at = line | 0
  return (page.lines.from[at] ?? 0) === (page.lines.to[at] ?? 0)
}

export function wordCount({ words, wordFrom, lines }: Page, line: number): number {
  const from = wordFrom[line] ?? 0
  const to = wordFrom[line + 1] ?? 0
  // A zero-width space at the line's end belongs to the word before it, and not to the line.
  const cut = to > from && (words.end[to - 1] ?? 0) > (lines.to[line] ?? 0)
  return to - from - (cut ? 1 : 0)
}

export function phrasesOf(page: Page, line: number): readonly StampPhrase[] {
  const from = page.phraseFrom[line] ?? 0
  const to = page.phraseFrom[line + 1] ?? 0
  return from === to ? NO_PHRASES : page.phrases.slice(from, to)
}

export function hasStamp({ phraseFrom }: Page, line: number): boolean {
  return (phraseFrom[line] ?? 0) < (phraseFrom[line + 1] ?? 0)
}

/** Only digits, signs and punctuation: counters, "#12", "57", "· · ·". */
export function isNumberLine(page: Page, line: number): boolean {
  return page.letterless[line] === 1
}

/** No line of a counter is longer. In UTF-16 units. */
const COUNTER_LENGTH = 16

function isLetterless(text: string, { start, end }: Span): boolean {
  if (end - start > COUNTER_LENGTH) return false
  return !hasLetter(text, start, end)
}

export function hasLetter(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i)
    if ((unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90)) return true
    if (unit >= 0x80) return /\p{L}/u.test(text.slice(i, end))
  }
  return false
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
  if (words < PROSE_WORDS && !(words >= 8 && endsSentence(page, line))) return false
  if (words < 2 * PROSE_WORDS && words - stampWords(page, line) < 8) return false
  return !isOf(page, line, KIND.buttons | KIND.card | PAGE_KINDS)
}

/** "Published on 5 March 2026 at 17:08 | Updated on …": how many of a line's words are its stamps'. */
function stampWords(page: Page, line: number): number {
  let count = 0
  for (const phrase of phrasesOf(page, line)) {
    const { from, to } = wordsIn(page.words, phrase)
    count += to - from
  }
  return count
}

/** Whether the line ends in a full stop or the like, which a closing mark may follow. */
export function endsSentence({ text, lines }: Page, line: number): boolean {
  const last = (lines.to[line] ?? 0) - 1
  const first = lines.from[line] ?? 0
  if (last < first) return false
  if (STOPS.includes(text.charAt(last))) return true
  return last > first && CLOSING.includes(text.charAt(last)) && STOPS.includes(text.charAt(last - 1))
}

const STOPS = '.!?…'
const CLOSING = '"”»)'

/** Whether a stamp makes up most of the line. */
export function isStampLine(page: Page, line: number): boolean {
  if (!hasStamp(page, line)) return false
  const phrase = page.phrases[page.phraseFrom[line] ?? 0]
  const length = (page.lines.to[line] ?? 0) - (page.lines.from[line] ?? 0)
  return phrase !== undefined && phrase.end - phrase.start > 0.5 * length
}
