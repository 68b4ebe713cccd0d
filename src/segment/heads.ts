import { foldedSpace } from '../text/lines.js'
import type { Frame } from './frames.js'
import { KIND } from './known.js'
import {
  isBlankLine,
  isNumberLine,
  lineSpan,
  lineText,
  nextFilled,
  phrasesOf,
  type Page,
  isOf,
} from './page.js'
import { CARD_LINE, isLabelled, isPageLine, type Core } from './post-lines.js'
import { CARD_REACH, NO_CARD, type Repeats } from './repeats.js'

/** So many lines of a card may hold free values (a town, a motto's first words) in a row. */
const FREE_VALUES = 2

/** First line of the head: up over the lines that the page prints above the author, where they are not the foot above. */
export function headTop(page: Page, repeats: Repeats, core: Core, floor: number): number {
  let top = core.from
  if (isLabelled(page, top)) while (top - 1 > floor && isLabelled(page, top - 1)) top--
  let balance = 0
  let best = 0
  for (let line = top - 1, stop = Math.max(floor, top - 16); line > stop; line--) {
    if (isBlankLine(page, line)) continue
    if (!repeats.isRepeated(line) || isPageLine(page, line)) break
    const side = repeats.side(line)
    balance += side === 'head' ? 1 : side === 'foot' ? -1 : -0.5
    if (balance > best) {
      best = balance
      top = line
    }
  }
  return top
}

/** Last line of the author's card below the stamp. */
export function cardEnd(page: Page, repeats: Repeats, core: Core, stop: number): number {
  let end = core.to
  // "Date: …" stands in a block of such lines ("To: …", "Subject: …"): all of it is the head.
  if (isLabelled(page, core.from)) while (end + 1 < stop && isLabelled(page, end + 1)) end++
  const block = end
  let free = 0
  for (let line = end + 1; line < stop && line - core.to <= CARD_REACH; line++) {
    if (isBlankLine(page, line)) continue
    if (isOf(page, line, NO_CARD)) break
    const afterLabel = line === end + 1 && end > block && isNumberLine(page, line)
    // A counter below a one-line text is no card, however steady.
    if ((repeats.isCard(line) && !(free > 0 && isNumberLine(page, line))) || afterLabel) {
      end = line
      free = 0
      continue
    }
    const { start, end: stopAt } = lineSpan(page, line)
    if (++free > FREE_VALUES || stopAt - start > CARD_LINE) break
  }
  // A card's last label may have a date or a number below it as its value.
  const value = end + 1
  if (end > core.to && value < stop && !isBlankLine(page, value)) {
    const phrase = phrasesOf(page, value)[0]
    const span = lineSpan(page, value)
    const isValue = isNumberLine(page, value) || (phrase?.start === span.start && phrase.end === span.end)
    if (isValue && isOf(page, end, KIND.cardLabels)) return value
  }
  return end
}

/** A line that stands above more heads than this is a button, unless it names the thread. */
const COMMON_TITLE = 0.7

const TITLE_LENGTH = 100

/**
 * Where posts have a title of their own above their head ("Re: …", "• Stadtwerke"): per head the title's line, else the
 * head's. A title is short and begins a block: a blank line, a foot or nothing but its own mark parts it from the post
 * before; nearly every head has one, and they differ, or say what the thread is called.
 */
export function withTitles(page: Page, repeats: Repeats, heads: readonly number[]): number[] {
  const above = heads.map((head) => nextFilled(page, head, -1))
  const mark = commonMark(above.map((line) => (line < 0 ? '' : lineText(page, line))))
  const isTitle = (line: number, head: number): boolean => {
    if (line < 0 || head - line > 3 || isPageLine(page, line)) return false
    const span = lineSpan(page, line)
    if (span.end - span.start > TITLE_LENGTH) return false
    if (isOf(page, line, KIND.stubs | KIND.buttons | KIND.counters | KIND.quoteFooters)) return false
    const begins =
      line === 0 ||
      isBlankLine(page, line - 1) ||
      repeats.side(line - 1) === 'foot' ||
      isOf(page, line - 1, KIND.card) ||
      (mark !== null && lineText(page, line).startsWith(mark))
    if (!begins) return false
    const count = page.shapeCount[page.shape[line] ?? -1] ?? heads.length
    return count < COMMON_TITLE * heads.length || namesThread(page, line, heads[0] ?? 0)
  }
  const titled = above.filter((line, i) => isTitle(line, heads[i] ?? 0)).length
  // Two posts prove little: then both titles must be alike.
  const shapes = new Set(above.map((line) => page.shape[line] ?? -1))
  const sure = heads.length > 2 ? titled >= 0.8 * heads.length : titled === 2 && shapes.size === 1
  return heads.map((head, i) => {
    const line = above[i] ?? head
    return sure && isTitle(line, head) ? line : head
  })
}

/** A lone line between the foot of one post and the head of the next ("Editors' pick") belongs to the next. */
export function withBadges(
  page: Page,
  repeats: Repeats,
  heads: readonly number[],
  cores: readonly Core[],
): readonly number[] {
  return heads.map((head, i) => {
    const line = nextFilled(page, head, -1)
    const above = nextFilled(page, line, -1)
    if (i === 0 || above <= (cores[i - 1]?.to ?? 0) || repeats.isRepeated(line)) return head
    // Below a bare counter a line may be a whole comment.
    if (isNumberLine(page, above)) return head
    const { start, end } = lineSpan(page, line)
    const isBadge =
      end - start <= CARD_LINE && !isOf(page, line, KIND.stubs | KIND.editNotes) && !isPageLine(page, line)
    return isBadge && repeats.isRepeated(above) && repeats.side(above) === 'foot' ? line : head
  })
}

/** Lines of a card above the head: as many as a card has on old forums. */
const CARD_ABOVE = 10

/**
 * Where the author's card stands above the head (picture, name, labels, then the post's title), it belongs to the post:
 * from the line that is the author's name. Told by the first post, which has nobody's card above it but its own.
 */
export function withCards(
  page: Page,
  frame: Frame,
  heads: readonly number[],
  cores: readonly Core[],
): readonly number[] {
  const topOf = (head: number, i: number): number => {
    const name = frame.column?.cells[i]?.name ?? ''
    const isCard = (line: number): boolean =>
      isLabelled(page, line) || isOf(page, line, KIND.card | KIND.cardLabels)
    let card = isCard(head) ? 1 : 0
    for (let line = head - 1, left = CARD_ABOVE; line > (cores[i - 1]?.to ?? -1) && left > 0; line--) {
      if (isBlankLine(page, line)) continue
      left--
      if (card > 0 && name !== '' && foldedSpace(lineText(page, line)) === foldedSpace(name)) {
        const above = nextFilled(page, line, -1)
        return above >= 0 && isOf(page, above, KIND.avatars) ? above : line
      }
      if (!isCard(line)) break
      card++
    }
    return head
  }
  const [first] = heads
  return first === undefined || topOf(first, 0) === first ? heads : heads.map(topOf)
}

/** A letter alone above the name that begins with it stands for the author's picture. */
export function withInitials(page: Page, frame: Frame, heads: readonly number[]): readonly number[] {
  return heads.map((head, i) => {
    const line = nextFilled(page, head, -1)
    const author = frame.column?.cells[i] ?? null
    if (line < 0 || author === null || author.line !== head) return head
    const { start, end } = lineSpan(page, line)
    const initial = page.text.slice(start, end)
    return /^\p{L}$/u.test(initial) && author.name.startsWith(initial) ? line : head
  })
}

/** The sign that most of these lines begin with, null when they share none. */
function commonMark(lines: readonly string[]): string | null {
  const counts = new Map<string, number>()
  for (const line of lines) {
    const mark = /^[•*#>▪■-]/u.exec(line)?.[0]
    if (mark !== undefined) counts.set(mark, (counts.get(mark) ?? 0) + 1)
  }
  for (const [mark, count] of counts) if (count >= 0.8 * lines.length) return mark
  return null
}

/** Whether a line is, without its "Re:", one that stands above the first post. */
function namesThread(page: Page, line: number, firstHead: number): boolean {
  const bare = (text: string): string =>
    foldedSpace(text.replace(/^(?:[•*#>▪■-]+\s*|[^\s:]{1,5}:\s*)/u, '')).toLowerCase()
  const title = bare(lineText(page, line))
  for (let i = 0; i < Math.min(firstHead, 60); i++)
    if (i !== line && bare(lineText(page, i)) === title) return true
  return false
}
