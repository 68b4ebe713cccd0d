import type { Span } from '../model/span.js'
import type { PostLines } from './post-lines.js'
import { lineSpan, type Page } from './page.js'

/** A post's number as printed, without `#`. */
export interface PostNumber {
  readonly text: string
  readonly span: Span
}

/** How a page may number its posts; `mayHold` is a quick look at a stretch of the text before the pattern's own. */
interface Numbering {
  readonly pattern: RegExp
  readonly mayHold: (text: string, start: number, end: number) => boolean
}

const MARKED: Numbering = {
  pattern: /(?:^|[\s(|])(?:#|n°\s?|№\s?)(\d{1,6}(?:\.\d{1,4})*)(?=$|[\s),.:|])/iu,
  mayHold: hasNumberMark,
}
const LEADING: Numbering = {
  pattern: /^(\d{1,6}(?:\.\d{1,4})*)[.)]?(?=\s|$)/u,
  mayHold: (text, start) => isDigit(text.charCodeAt(start)),
}

/** `#`, `°` or `№`. */
function hasNumberMark(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i)
    if (unit === 35 || unit === 0xb0 || unit === 0x2116) return true
  }
  return false
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57
}

/** The posts' numbers where the page counts them: `#12`, or a leading number that goes up from post to post. */
export function numbersOf(page: Page, bounds: readonly PostLines[]): (PostNumber | null)[] {
  const marked = bounds.map((post) => search(page, post, MARKED))
  if (marked.filter((number) => number !== null).length * 2 > bounds.length) return marked
  const leading = bounds.map((post) => search(page, post, LEADING))
  let steps = 0
  for (let i = 1; i < leading.length; i++) {
    const a = leading[i - 1]
    const b = leading[i]
    if (a != null && b != null && Math.abs(Number(b.text) - Number(a.text)) === 1) steps++
  }
  return bounds.length > 1 && steps >= 0.6 * (bounds.length - 1) ? leading : bounds.map(() => null)
}

function search(page: Page, post: PostLines, { pattern, mayHold }: Numbering): PostNumber | null {
  const stamp = post.phrase
  for (let line = post.headFrom; line <= post.headTo; line++) {
    const span = lineSpan(page, line)
    // In a signed line only the end of the line is the page's.
    if (span.end - span.start > 160 || !mayHold(page.text, span.start, span.end)) continue
    const match = pattern.exec(page.text.slice(span.start, span.end))
    const text = match?.[1]
    if (match === null || text === undefined) continue
    const start = span.start + match.index + match[0].lastIndexOf(text)
    if (stamp !== null && start < stamp.end && start + text.length > stamp.start) continue
    return { text, span: { start, end: start + text.length } }
  }
  return null
}

/** Of `#3.1` the post `#3`: its index among the posts and the words that say so; null without one before it. */
export function parentsOf(numbers: readonly (PostNumber | null)[]): readonly (Parent | null)[] {
  const seen = new Map<string, number>()
  return numbers.map((own, i) => {
    if (own === null) return null
    seen.set(own.text, i)
    const dot = own.text.lastIndexOf('.')
    const index = dot < 0 ? undefined : seen.get(own.text.slice(0, dot))
    return index === undefined ? null : { index, span: own.span }
  })
}

/** A post that another one is shown under: its index among the posts and the words or spaces that say so. */
export interface Parent {
  readonly index: number
  readonly span: Span
}

/** Share of posts that must be set in before an indentation is taken for a tree. */
const TREE_SHARE = 0.2

/**
 * Parents by indentation: the nearest post above that is set in less. All null where the page shows no tree: nothing
 * set in, or steps so uneven that they are somebody's layout.
 */
export function indentParents(page: Page, bounds: readonly PostLines[]): readonly (Parent | null)[] {
  const indents = bounds.map(({ headFrom, stray }) => (stray ? null : indentOf(page, headFrom)))
  const known = indents.filter((indent) => indent !== null)
  const least = Math.min(...known)
  const inner = known.filter((indent) => indent > least).length
  if (known.length < 3 || inner < Math.max(2, TREE_SHARE * known.length)) return bounds.map(() => null)
  const open: { indent: number; index: number }[] = []
  return indents.map((indent, index) => {
    if (indent === null) return null
    while ((open[open.length - 1]?.indent ?? -1) >= indent) open.pop()
    const parent = open[open.length - 1]
    open.push({ indent, index })
    if (parent === undefined) return null
    const line = bounds[index]?.headFrom ?? 0
    return {
      index: parent.index,
      span: { start: page.lines.start[line] ?? 0, end: page.lines.from[line] ?? 0 },
    }
  })
}

function indentOf(page: Page, line: number): number {
  return (page.lines.from[line] ?? 0) - (page.lines.start[line] ?? 0)
}
