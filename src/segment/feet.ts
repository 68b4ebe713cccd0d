import { foldedSpace } from '../text/lines.js'
import type { AuthorCell } from './columns.js'
import type { Frame } from './frames.js'
import { KIND, PAGE_KINDS } from './known.js'
import { isBlankLine, isNumberLine, lineText, nextFilled, type Page, isOf } from './page.js'
import { CARD_LINE, isLabelled, trimDown, type PostLines } from './post-lines.js'
import type { Repeats } from './repeats.js'

export function bodyRange(
  page: Page,
  repeats: Repeats,
  headTo: number,
  to: number,
): { readonly bodyFrom: number; readonly bodyTo: number } {
  let bodyTo = to
  for (let line = to; line > headTo; line--) {
    if (isBlankLine(page, line)) continue
    const isTally = bodyTo < to && repeats.isTally(line) && nextFilled(page, headTo, 1) < line
    if (!isTally && (!repeats.isRepeated(line) || repeats.isCard(line) || repeats.side(line) !== 'foot'))
      break
    bodyTo = line - 1
  }
  bodyTo = trimDown(page, bodyTo, headTo)
  const first = nextFilled(page, headTo, 1)
  // A comment of signs ("+1", "👏👏") looks like a counter; the page's own counters come back.
  if (bodyTo <= headTo && first <= to && isNumberLine(page, first) && isLone(page, first)) bodyTo = first
  return { bodyFrom: headTo + 1, bodyTo }
}

/** How many lines an author's card below the text may have. */
const CARD_BELOW = 10

/**
 * Where the words end when the author's card stands below them: above a line that is the author's name, with at least
 * two lines after it and nothing but a card's lines. A name typed at the end of a text has none.
 */
export function aboveCard(
  page: Page,
  repeats: Repeats,
  author: AuthorCell | null,
  { bodyFrom, bodyTo }: { readonly bodyFrom: number; readonly bodyTo: number },
): number {
  if (author === null) return bodyTo
  let name: string | null = null
  let below = 0
  let sure = 0
  for (let line = bodyTo; line > bodyFrom && below <= CARD_BELOW; line--) {
    if (isBlankLine(page, line)) continue
    const text = lineText(page, line)
    const isText = text.length > CARD_LINE || '.!?…'.includes(text.charAt(text.length - 1))
    if (isText && below < 2) return bodyTo
    name ??= foldedSpace(page.text.slice(author.start, author.end))
    if (foldedSpace(text) === name)
      return below >= 2 && sure >= 1 ? trimDown(page, line - 1, bodyFrom - 1) : bodyTo
    if (isText) return bodyTo
    below++
    if (isLabelled(page, line) || isNumberLine(page, line) || repeats.isCard(line)) sure++
  }
  return bodyTo
}

function isLone(page: Page, line: number): boolean {
  return (
    /[+-]|\p{Emoji_Presentation}/u.test(lineText(page, line)) &&
    (page.shapeCount[page.shape[line] ?? -1] ?? 0) < 2
  )
}

/** Where the last post ends: after the buttons that end the others, else where the page's foot begins. */
export function lastEnd(
  page: Page,
  frame: Frame,
  repeats: Repeats,
  headTo: number,
  stop: number,
  earlier: readonly PostLines[],
): number {
  const footed = earlier.filter((post) => !post.stray && post.bodyTo < post.to).length
  let end = stop - 1
  if (footed * 2 > earlier.length || (earlier.length === 0 && frame.anchors.length === 1)) {
    const usual = firstFootShapes(page, earlier)
    for (let line = headTo + 1; line < stop; line++) {
      if (isBlankLine(page, line) || repeats.side(line) !== 'foot' || !repeats.isRepeated(line)) continue
      if (usual.size > 0 && !usual.has(page.shape[line] ?? -1)) continue
      let last = line
      let next = line + 1
      while (
        next < stop &&
        (isBlankLine(page, next) || repeats.side(next) === 'foot' || repeats.isTally(next))
      ) {
        if (!isBlankLine(page, next) && isOf(page, next, PAGE_KINDS)) break
        if (!isBlankLine(page, next)) last = next
        next++
      }
      return last
    }
  }
  for (let line = headTo + 1; line < stop; line++) {
    if (isOf(page, line, PAGE_KINDS) && line > headTo + 1) {
      end = line - 1
      break
    }
  }
  for (; end > headTo; end--) {
    if (isBlankLine(page, end)) continue
    if (footed > 0 || !isOf(page, end, KIND.buttons | KIND.counters)) break
  }
  return end
}

/** The shapes with which the feet of the other posts begin. */
function firstFootShapes(page: Page, posts: readonly PostLines[]): ReadonlySet<number> {
  const shapes = new Set<number>()
  for (const post of posts) {
    let line = post.bodyTo + 1
    while (line <= post.to && isBlankLine(page, line)) line++
    if (!post.stray && line <= post.to) shapes.add(page.shape[line] ?? -1)
  }
  return shapes
}

/** Above what the page puts between two posts (an advertisement): a line of its own right below a post's buttons. */
export function aboveInsert(page: Page, repeats: Repeats, headTo: number, to: number): number {
  for (let line = headTo + 2; line <= to; line++) {
    if (!isOf(page, line, PAGE_KINDS)) continue
    const above = trimDown(page, line - 1, headTo)
    if (above > headTo && isOf(page, above, KIND.buttons) && repeats.isRepeated(above)) return above
  }
  return to
}

/** The same below the last post, before anything else. */
export function stubBelow(page: Page, to: number, stop: number): number | null {
  const line = nextFilled(page, to, 1)
  return line < stop && isOf(page, line, KIND.stubs) ? line : null
}

/** A line "this comment was removed" below a post's buttons is a post that lost its header; its line, or null. */
export function strayStub(page: Page, repeats: Repeats, headTo: number, to: number): number | null {
  if (!isOf(page, to, KIND.stubs)) return null
  const above = trimDown(page, to - 1, headTo)
  if (above <= headTo) return null
  return repeats.side(above) === 'foot' ? to : null
}
