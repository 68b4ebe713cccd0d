import type { Span } from '../model/span.js'
import type { StampPhrase } from '../model/stamp.js'
import type { Thread } from '../model/thread.js'
import { foldedSpace } from '../text/lines.js'
import { foldWord } from '../text/words.js'
import { isBlank, type Row } from './rows.js'

/** What a line pattern found; the part of the pattern engine's interface that this stage uses. */
export interface HeaderMatch {
  readonly id: string
  readonly slots: { readonly author?: Span | undefined; readonly date?: Span | undefined }
}

/** The compiled headers and footers of all languages. */
export interface QuotePatterns {
  readonly header: (text: string, span: Span, dates: readonly StampPhrase[]) => HeaderMatch | null
  readonly footer: (text: string, span: Span, dates: readonly StampPhrase[]) => HeaderMatch | null
}

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
const MAX_PROSE_NAME = 6

/** Per row the header that begins there, or that it is a footer; null for the rows of a header after its first. */
export function marksOf(
  text: string,
  rows: readonly Row[],
  patterns: QuotePatterns,
  dates: readonly StampPhrase[],
): (Mark | null)[] {
  const marks: (Mark | null)[] = rows.map(() => null)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]
    if (row === undefined || isBlank(row) || row.end - row.inner > MAX_HEADER_LENGTH) continue
    if (patterns.footer(text, { start: row.inner, end: row.end }, dates) !== null) {
      marks[i] = { kind: 'footer' }
      continue
    }
    const header = headerAt(text, rows, i, patterns, dates)
    if (header === null) continue
    const before = marks[i - 1]
    if (before?.kind === 'header' && before.header.name === null && before.header.depth === header.depth) {
      // "Quote:" on a line of its own, then the line with the name: one header.
      marks[i - 1] = {
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

function headerAt(
  text: string,
  rows: readonly Row[],
  from: number,
  patterns: QuotePatterns,
  dates: readonly StampPhrase[],
): Header | null {
  const first = rows[from]
  if (first === undefined) return null
  let found: Header | null = null
  for (let to = from + 1; to <= Math.min(from + MAX_HEADER_ROWS, rows.length); to++) {
    const last = rows[to - 1]
    if (last === undefined || isBlank(last) || last.depth !== first.depth) break
    if (last.end - first.inner > MAX_HEADER_LENGTH || (to > from + 1 && first.depth > 0)) break
    const match = patterns.header(text, { start: first.inner, end: last.end }, dates)
    if (match === null) continue
    const author = match.slots.author
    // A name never breaks over lines: the second one is the quote itself.
    if (author !== undefined && text.slice(author.start, author.end).includes('\n')) continue
    found = {
      start: first.start,
      end: last.end,
      pattern: match.id,
      from,
      to,
      depth: first.depth,
      name: author === undefined ? null : foldedSpace(text.slice(author.start, author.end)),
      doubtful: author !== undefined && author.start === first.inner && match.slots.date === undefined,
    }
  }
  return found
}

/** Who is in the thread, by name. */
export interface Members {
  /** Positions of the posts of the member with this name; empty when there is none. */
  readonly postsOf: (name: string) => readonly number[]
}

/** Names compare in lower case with white space folded, then by their letters and digits alone ("Zoé 🦀" is "zoé"). */
export function membersOf(thread: Thread): Members {
  const exact = new Map<string, number[]>()
  const loose = new Map<string, number[]>()
  for (const post of thread.posts) {
    if (post.author === null) continue
    add(exact, foldWord(foldedSpace(post.author.name)), post.position)
    const bare = lettersOf(post.author.name)
    if (bare !== '') add(loose, bare, post.position)
  }
  return {
    postsOf: (name) => exact.get(foldWord(foldedSpace(name))) ?? loose.get(lettersOf(name)) ?? [],
  }
}

function add(map: Map<string, number[]>, key: string, position: number): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [position])
  else list.push(position)
}

function lettersOf(name: string): string {
  return foldWord(name).replace(/[^\p{L}\p{N}]/gu, '')
}

/** How a page's headers behave, learned from all of its posts before any of them is read. */
export interface Habits {
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
export function weighed(marks: readonly (Mark | null)[], members: Members, habits: Habits): (Mark | null)[] {
  return marks.map((mark) =>
    mark?.kind === 'header' && !isCertain(mark.header, members, habits)
      ? { kind: 'maybe', header: mark.header }
      : mark,
  )
}

function isCertain(header: Header, members: Members, habits: Habits): boolean {
  if (!header.doubtful || header.name === null) return true
  if (members.postsOf(header.name).length > 0) return true
  return habits.trusted.has(header.pattern) && header.name.split(' ').length <= MAX_PROSE_NAME
}
