import type { StampPhrase } from '../model/stamp.js'
import { foldedSpace } from '../text/lines.js'
import { isWordAt, type Words } from '../text/words.js'
import { MAX_PROSE_NAME } from './headers.js'
import type { Members } from './members.js'
import type { QuoteLines } from './quote-lines.js'
import type { Row } from './rows.js'

/** A header and the quoted words behind it on one row, before they are parted. */
interface Glued {
  readonly post: number
  readonly row: number
  /** The first unit behind the header. */
  readonly end: number
  readonly pattern: string
  readonly name: string
}

/** In UTF-16 units. */
const LONGEST_HEADER = 90

/**
 * The rows of all posts, with headers apart from the words they announce: "Anna wrote:But the pier leans." is what is left
 * of two lines where the page's mark-up parted them. Between header and words stands nothing, and the header names a member,
 * or others of its kind do.
 */
export function withoutGlue(
  text: string,
  posts: readonly Row[][],
  members: Members,
  lines: QuoteLines,
  dates: readonly StampPhrase[],
  words: Words,
): readonly Row[][] {
  const found = gluedIn(text, posts, lines, dates, words)
  const known = found.filter(({ name }) => members.postsOf(name).length > 0)
  if (known.length === 0) return posts
  const trusted = new Set(known.map(({ pattern }) => pattern))
  const parted = posts.slice()
  // From the last row on: the numbers of those before stay.
  for (const { post, row, end, pattern, name } of found.toReversed()) {
    const rows = parted[post]
    const whole = rows?.[row]
    if (rows === undefined || whole === undefined) continue
    if (!trusted.has(pattern) || name.split(' ').length > MAX_PROSE_NAME) continue
    const tail = { start: end, end: whole.end, edge: end, depth: whole.depth, inner: end }
    parted[post] = rows.toSpliced(row, 1, { ...whole, end }, tail)
  }
  return parted
}

function gluedIn(
  text: string,
  posts: readonly Row[][],
  lines: QuoteLines,
  dates: readonly StampPhrase[],
  words: Words,
): Glued[] {
  const found: Glued[] = []
  let colon = -1
  for (const [post, rows] of posts.entries()) {
    for (const [index, row] of rows.entries()) {
      const stop = Math.min(row.end - 1, row.inner + LONGEST_HEADER)
      if (colon < row.inner) colon = colonFrom(text, row.inner)
      for (; colon < stop; colon = colonFrom(text, colon + 1)) {
        if (!isGlue(text, colon)) continue
        const line = lines.match(text, { start: row.inner, end: colon + 1 }, dates, words)
        if (line?.kind !== 'header' || line.author === null || line.author.start !== row.inner) continue
        const name = foldedSpace(text.slice(line.author.start, line.author.end))
        found.push({ post, row: index, end: colon + 1, pattern: line.pattern, name })
        break
      }
    }
  }
  return found
}

/** The next colon at or behind an offset, the end of the text without one. */
function colonFrom(text: string, from: number): number {
  const at = text.indexOf(':', from)
  return at < 0 ? text.length : at
}

/** A letter stands right behind the colon: neither a space nor the minutes of a time. */
function isGlue(text: string, colon: number): boolean {
  const unit = text.charCodeAt(colon + 1)
  return !(unit >= 48 && unit <= 57) && isWordAt(text, colon + 1)
}
