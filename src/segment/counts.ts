import type { Span } from '../model/span.js'
import type { Thread } from '../model/thread.js'
import { lastLine, type Frame } from './frames.js'
import { KIND, partsOf } from './known.js'
import { isOf, isRepeatedButton, lineSpan, mayHold, nextFilled, phrasesOf, type Page } from './page.js'

/** A line that says how many comments there are. */
export interface Count {
  readonly line: number
  readonly count: number
  readonly span: Span
  /** A part of a line that holds a date too: "88 comments | 2 days ago". */
  readonly dated: boolean
}

/** All numbers of comments that the page prints above its foot, in order of place. */
export function announcedCounts(page: Page, foot: number): readonly Count[] {
  const counts: Count[] = []
  for (let line = 0; line < foot; line++) {
    if (page.shape[line] === -1) continue
    const known = page.first(line, KIND.announced)
    const value = known?.slots.number
    if (value !== undefined) {
      if (isBranchButton(page, line) || isOfCards(page, line)) continue
      counts.push({ line, count: value.value, span: value.span, dated: false })
      continue
    }
    // "A comment on …" has no number.
    if (known !== undefined) counts.push({ line, count: 1, span: lineSpan(page, line), dated: false })
    else if (page.parted[line] === 1 && mayHold(page, line, lineSpan(page, line), KIND.announced)) {
      const part = announcedInParts(page, line)
      if (part !== null) counts.push(part)
    }
  }
  return counts
}

/**
 * Those that may count all comments of the page: "2 replies" below a comment counts that branch only, and the page's own number
 * is the largest. Below it a number beside a date is another page's.
 */
export function ofWholePage(counts: readonly Count[]): readonly Count[] {
  const last = counts.findLast(({ dated }) => !dated)?.line ?? Infinity
  const own = counts.filter(({ dated, line }) => !dated || line < last)
  const most = own.reduce((max, { count }) => Math.max(max, count), 0)
  return own.filter(({ count }) => count === most)
}

/**
 * What the page announces for these frames: the largest number above the posts, of each engine where there are two; else the
 * largest one below that stands alone.
 */
export function announcedFor(
  counts: readonly Count[],
  placed: readonly { readonly frame: Frame }[],
): Thread['announced'] {
  const own: Count[] = []
  let floor = -1
  for (const { frame } of placed) {
    const start = frame.anchors[0]?.line ?? 0
    const above = largest(counts.filter(({ line }) => line > floor && line <= start))
    if (above !== null) own.push(above)
    floor = lastLine(frame)
  }
  const first = own[0] ?? largest(counts.filter(({ dated }) => !dated))
  if (first === null) return null
  const others = own.slice(1).reduce((sum, { count }) => sum + count, 0)
  return { count: first.count + others, span: first.span }
}

function largest(counts: readonly Count[]): Count | null {
  return counts.reduce<Count | null>((most, each) => (each.count >= (most?.count ?? 0) ? each : most), null)
}

/** "1 reply" right below a button that the page repeats: it unfolds the answers to one comment. */
function isBranchButton(page: Page, line: number): boolean {
  const above = nextFilled(page, line, -1)
  return above >= 0 && isOf(page, line, KIND.buttons) && isRepeatedButton(page, above)
}

/** "Beiträge: 90" in each author's card: how much that member has written. */
function isOfCards(page: Page, line: number): boolean {
  return (page.shapeCount[page.shape[line] ?? -1] ?? 0) > 2 && isOf(page, line, KIND.card | KIND.cardLabels)
}

/** A number in one of several notices on a line. */
function announcedInParts(page: Page, line: number): Count | null {
  for (const part of partsOf(page.text, lineSpan(page, line))) {
    const value = page.read(part, [], KIND.announced)[0]?.slots.number
    if (value === undefined) continue
    return { line, count: value.value, span: value.span, dated: phrasesOf(page, line).length > 0 }
  }
  return null
}
