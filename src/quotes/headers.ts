import type { Span } from '../model/span.js'
import type { StampPhrase } from '../model/stamp.js'
import { foldedSpace } from '../text/lines.js'
import type { Words } from '../text/words.js'
import type { Members } from './members.js'
import type { QuoteLines } from './quote-lines.js'
import { isBlank, type Row } from './rows.js'

/** Lines that announce a quote. */
export interface Header extends Span {
  readonly pattern: string
  /** Index of its first row and of the first row behind it. */
  readonly from: number
  readonly to: number
  /** `>` marks before it: the words it announces stand one deeper, or at the same depth when nothing is marked. */
  readonly depth: number
  /** The name as printed, null when it names nobody. */
  readonly name: string | null
  /**
   * A line such as "Paul wrote:" can also be prose: without other evidence it is no header. Lines with a date, with
   * the name behind fixed words, or without a name are no prose.
   */
  readonly doubtful: boolean
}

/**
 * `maybe`: a line that reads like a header and like prose; it is one only when the words behind it are found.
 */
export type Mark =
  { readonly kind: 'header' | 'maybe'; readonly header: Header } | { readonly kind: 'footer' }

const MAX_HEADER_ROWS = 3
const MAX_HEADER_LENGTH = 240
const MAX_BROKEN_LINE = 90
/** Words of a name before "wrote" that may still be a name. */
export const MAX_PROSE_NAME = 6

const NO_MARKS: readonly (Mark | null)[] = []

/**
 * Per row the header that begins there, or that it is a footer; null for the rows of a header after its first. Empty where
 * no row can be either.
 */
export function marksOf(
  text: string,
  rows: readonly Row[],
  lines: QuoteLines,
  dates: readonly StampPhrase[],
  words: Words,
  members: Members,
): readonly (Mark | null)[] {
  const told = lines.telling.inRows(text, rows, words, MAX_HEADER_LENGTH)
  const isTold = told.includes(1)
  if (!isTold && !rows.some((row) => mayBeNamed(text, row))) return NO_MARKS
  const marks: (Mark | null)[] = rows.map(() => null)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]
    if (row === undefined || isBlank(row) || row.end - row.inner > MAX_HEADER_LENGTH) continue
    const worded = isTold ? headerAt(text, rows, told, i, lines, dates, words, members) : null
    const header = worded ?? memberAlone(text, row, i, members)
    if (header === 'footer') {
      marks[i] = { kind: 'footer' }
      continue
    }
    if (header === null) continue
    const above = lastWithText(rows, i)
    const before = marks[above]
    if (before?.kind === 'header' && before.header.name === null && before.header.depth === header.depth) {
      // "Quote:" on a line of its own, then the line with the name: one header.
      marks[above] = {
        kind: 'header',
        header: { ...header, start: before.header.start, from: before.header.from, doubtful: false },
      }
    } else {
      marks[i] = { kind: 'header', header }
    }
    i = header.to - 1
  }
  return marks
}

function lastWithText(rows: readonly Row[], before: number): number {
  let at = before - 1
  for (let row = rows[at]; row !== undefined && isBlank(row); row = rows[at]) at--
  return at
}

function headerAt(
  text: string,
  rows: readonly Row[],
  told: Uint8Array,
  from: number,
  lines: QuoteLines,
  dates: readonly StampPhrase[],
  words: Words,
  members: Members,
): Header | 'footer' | null {
  const first = rows[from]
  if (first === undefined) return null
  let found: Header | null = null
  let tells = false
  for (let to = from + 1; to <= Math.min(from + MAX_HEADER_ROWS, rows.length); to++) {
    const last = rows[to - 1]
    if (last === undefined || isBlank(last) || last.depth !== first.depth) break
    if (to > from + 1 && !mayGoOn(first, last)) break
    tells ||= told[to - 1] === 1
    if (!tells) continue
    const line = lines.match(text, { start: first.inner, end: last.end }, dates, words)
    // A date and nobody's name stands above a diary's words as well: only marks make it a quote's.
    if (line === null || (line.dated && line.author === null && first.depth === 0)) continue
    if (line.kind === 'footer') {
      if (to === from + 1) return 'footer'
      continue
    }
    const { author } = line
    const name = author === null ? null : foldedSpace(text.slice(author.start, author.end))
    if (author !== null && name !== null) {
      // A name never breaks over lines: the second one is the quote itself.
      if (text.slice(author.start, author.end).includes('\n')) continue
      // "Quote:" says enough: what stands on the next line may be the words.
      if (
        found !== null &&
        author.start > first.end &&
        isSentence(name) &&
        members.postsOf(name).length === 0
      )
        continue
    }
    found = {
      start: first.start,
      end: last.end,
      pattern: line.pattern,
      from,
      to,
      depth: first.depth,
      name,
      doubtful: author !== null && author.start === first.inner && !line.dated,
    }
  }
  return found
}

/** The pattern of "Anna:", a member's name alone on its line. */
const NAME_ALONE = 'member'
const MAX_NAME_LINE = 50
const COLON = 58

function mayBeNamed(text: string, row: Row): boolean {
  return text.charCodeAt(row.end - 1) === COLON && row.end - row.inner <= MAX_NAME_LINE
}

/** Some forums announce a quote by its author's name and nothing else; to turn to somebody, people write the same. */
function memberAlone(text: string, row: Row, index: number, members: Members): Header | null {
  if (!mayBeNamed(text, row)) return null
  const name = foldedSpace(text.slice(row.inner, row.end - 1))
  if (name === '' || members.postsOf(name).length === 0) return null
  return {
    start: row.start,
    end: row.end,
    pattern: NAME_ALONE,
    from: index,
    to: index + 1,
    depth: row.depth,
    name,
    doubtful: true,
  }
}

function isSentence(name: string): boolean {
  return /[.!?…]["»”’)]*$/u.test(name) || name.split(' ').length > MAX_PROSE_NAME
}

/** Whether a header that began on one row can go on to another: both are short and neither is marked. */
function mayGoOn(first: Row, last: Row): boolean {
  return (
    first.depth === 0 &&
    first.end - first.inner <= MAX_BROKEN_LINE &&
    last.end - last.inner <= MAX_BROKEN_LINE
  )
}

/** How a page's headers behave, learned from all of its posts before any of them is read. */
interface Habits {
  /** Patterns that named a member at least once: the page's own, so that they also announce absent people. */
  readonly trusted: ReadonlySet<string>
}

export function habitsOf(marks: readonly (readonly (Mark | null)[])[], members: Members): Habits {
  const trusted = new Set<string>()
  for (const post of marks) {
    for (const mark of post) {
      if (mark?.kind !== 'header') continue
      const { name, pattern } = mark.header
      if (name !== null && members.postsOf(name).length > 0) trusted.add(pattern)
    }
  }
  return { trusted }
}

/** The same marks, with the headers that may be prose told apart. */
export function weighed(
  marks: readonly (Mark | null)[],
  members: Members,
  habits: Habits,
): readonly (Mark | null)[] {
  if (marks.every((mark) => mark === null)) return NO_MARKS
  return marks.map((mark) =>
    mark?.kind === 'header' && !isCertain(mark.header, members, habits)
      ? { kind: 'maybe', header: mark.header }
      : mark,
  )
}

function isCertain(header: Header, members: Members, habits: Habits): boolean {
  if (header.pattern === NAME_ALONE) return false
  if (!header.doubtful || header.name === null) return true
  if (members.postsOf(header.name).length > 0) return true
  return habits.trusted.has(header.pattern) && header.name.split(' ').length <= MAX_PROSE_NAME
}
