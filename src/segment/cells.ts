import { contains, type Span } from '../model/span.js'
import { trimmed } from '../text/lines.js'
import { REACH, isTemplateLine, type ShapeSet } from './constant.js'
import { KIND, PAGE_KINDS, partsOf, SKIPPED } from './known.js'
import {
  hasLetter,
  isBlankLine,
  isNumberLine,
  isStampLine,
  lineSpan,
  lineText,
  mayHold,
  nextFilled,
  type Page,
  isOf,
} from './page.js'
import type { Anchor } from './templates.js'

/**
 * Where the author stands, seen from the anchor: beside the stamp, or the n-th telling line above or below. With
 * `all` every filled line tells: one busy author, or "From: X", looks like the page's own line. `top`: the first line
 * of an author's card above the stamp. `picture`: the line below the author's picture. `label`: the value of a line "From: X"
 * beside a line "Date: …". `first`: the first line below the stamp before, where stamps end the posts.
 */
export type ColumnPlace = LinePlace | PartPlace

/** The name is a whole line, or what the language data see in it. */
export type LinePlace =
  | { readonly side: 'above' | 'below'; readonly step: number; readonly all?: boolean }
  | { readonly side: 'top' | 'first' | 'picture' }

/** The name is a part of a line. */
export type PartPlace =
  { readonly side: 'before' | 'after' | 'tail' } | { readonly side: 'label'; readonly label: number }

/** The labelled lines next to `line`, above or below it. */
export function block(page: Page, line: number, step: 1 | -1): number[] {
  const lines: number[] = []
  for (let i = line + step; (page.label[i] ?? -1) >= 0 && lines.length < 6; i += step) lines.push(i)
  return lines
}

export interface Cell {
  /** All that may hold the name. */
  readonly span: Span
  readonly line: number
  /** Where the language data sees the author in it, null where it does not know the line. */
  readonly slot: Span | null
}

/** Where the lines are that may name the author of each anchor. */
export interface Surroundings {
  readonly page: Page
  readonly anchors: readonly Anchor[]
  readonly constant: ShapeSet
  /** The line below which the comments begin, -1 where that is not known. */
  readonly floor: number
  readonly above: TellingLines
  readonly below: TellingLines
}

export function surroundings(
  page: Page,
  anchors: readonly Anchor[],
  constant: ShapeSet,
  floor: number,
): Surroundings {
  const above = new TellingLines(page, anchors, constant, -1)
  const below = new TellingLines(page, anchors, constant, 1)
  return { page, anchors, constant, floor, above, below }
}

/** The line that may name the author of the i-th anchor, -1 without one. */
export function lineOf(around: Surroundings, i: number, place: LinePlace): number {
  const line = placedLine(around, i, place)
  return line < 0 || headOf(around.page, line) === NO_HEAD ? -1 : line
}

function placedLine(around: Surroundings, i: number, place: LinePlace): number {
  const { page, anchors } = around
  if (place.side === 'above' || place.side === 'below') {
    return tellingLine(page, around[place.side], i, place)
  }
  if (place.side === 'top') return cardTop(page, anchors, i)
  if (place.side === 'first') return firstBelow(around, i)
  const line = belowPicture(page, anchors, i)
  // A removed post has lost its picture as well.
  return line < 0 ? tellingLine(page, around.above, i, { side: 'above', step: 1 }) : line
}

function tellingLine(
  page: Page,
  lines: TellingLines,
  i: number,
  { side, step, all }: Extract<LinePlace, { readonly side: 'above' | 'below' }>,
): number {
  const line = all === true ? lines.nearest(i) : lines.at(i, step)
  if (line < 0) return -1
  // A rank that stands here once looks like a name; the name is the next line then.
  const isRank = isOf(page, line, KIND.card | KIND.cardLabels | KIND.avatars)
  if (isRank && !isOf(page, line, KIND.commentHeaders)) {
    const further = all === true ? lines.nearest(i, 2) : lines.at(i, step + 1)
    if (further >= 0 && isNameLine(page, further)) return further
  }
  if (all === true && isOf(page, line, SKIPPED)) return -1
  // Below a stamp "X wrote:" opens a quote.
  return side === 'below' && isOf(page, line, KIND.quoteHeaders) ? -1 : line
}

/** The part of a line that may name the author of an anchor. */
export function partOf(page: Page, anchor: Anchor, place: PartPlace): Cell | null {
  if (place.side === 'label') {
    const line = [...block(page, anchor.line, -1), ...block(page, anchor.line, 1)].find(
      (i) => page.label[i] === place.label,
    )
    if (line === undefined) return null
    const span = lineSpan(page, line)
    const value = trimmed(page.text, { start: page.text.indexOf(':', span.start) + 1, end: span.end })
    return { span: value, line, slot: null }
  }
  if (place.side === 'after' || place.side === 'before') {
    // "« Antwort #2 am: 5. März »": words of the page, nobody's name.
    if (isOf(page, anchor.line, KIND.postNumbers)) return null
    const span = trimmed(page.text, place.side === 'after' ? anchor.after : anchor.before)
    if (isRow(page, anchor.line, span)) return null
    const slot = page.headerAuthor(anchor.line)
    const inside = slot !== null && contains(span, slot) && !isRow(page, anchor.line, slot)
    return { span, line: anchor.line, slot: inside ? slot : null }
  }
  return { span: signatureName(page.text, anchor.before), line: anchor.line, slot: null }
}

/** Nothing but buttons and counters: "J'aime · Répondre · 12". */
function isRow(page: Page, line: number, span: Span): boolean {
  if (!mayHold(page, line, span, KIND.buttons | KIND.counters)) {
    return !hasLetter(page.text, span.start, span.end)
  }
  return partsOf(page.text, span).every(
    (part) =>
      !hasLetter(page.text, part.start, part.end) || page.isAny(line, part, KIND.buttons | KIND.counters),
  )
}

export function isNameLine(page: Page, line: number): boolean {
  return page.names.ofLine(line) >= 0.8
}

/** What a line holds for a column of whole lines, as `Page.heads` has it; 0 before it is asked for. */
const NO_HEAD = 1
const NO_NAME = 2
const MAY_NAME = 3

/** `NO_HEAD` for a stamp's line: a card's date is nobody's name. */
function headOf(page: Page, line: number): number {
  const known = page.heads[line] ?? 0
  if (known !== 0) return known
  const head = isStampLine(page, line) ? NO_HEAD : mayName(page, line) ? MAY_NAME : NO_NAME
  page.heads[line] = head
  return head
}

function mayName(page: Page, line: number): boolean {
  return (
    !page.texts.has(line) || ((page.possible[line] ?? 0) & NOBODY) !== 0 || page.headerAuthor(line) !== null
  )
}

/** False where no name can be left of the line; one that is known for a notice is nobody, but has a score. */
export function lineMayName(page: Page, line: number): boolean {
  return line >= 0 && headOf(page, line) === MAY_NAME
}

/** The same for a part of a line. */
export function partMayName(page: Page, cell: Cell | null): boolean {
  if (cell === null) return false
  const { line, slot, span } = cell
  const whole = span.start === page.lines.from[line] && span.end === page.lines.to[line]
  return !whole || slot !== null || ((page.possible[line] ?? 0) & NOBODY) !== 0 || !page.texts.has(line)
}

/** As what lines without an author are known. */
export const NOBODY = KIND.noNames | KIND.stubs

/** The cell of a whole line that is no stamp's. */
export function headerCell(page: Page, line: number): Cell {
  return (page.headers[line] ??= { span: lineSpan(page, line), line, slot: page.headerAuthor(line) })
}

/** Author, whom they answer, ranks, a separator: so many lines stand between a picture and the stamp at most. */
const BELOW_PICTURE = 5

/** The line below the picture that stands above the anchor; -1 without a picture. */
export function belowPicture(page: Page, anchors: readonly Anchor[], i: number): number {
  const at = anchors[i]?.line ?? 0
  const floor = anchors[i - 1]?.line ?? -1
  let below = -1
  for (let line = at - 1, left = BELOW_PICTURE; line > floor && left >= 0; line--) {
    if (isBlankLine(page, line)) continue
    if (isOf(page, line, KIND.avatars)) return below
    below = line
    left--
  }
  return -1
}

/** The topmost line above the anchor that looks like a name, with nothing but a card's lines between; -1 without one. */
function cardTop(page: Page, anchors: readonly Anchor[], i: number): number {
  const at = anchors[i]?.line ?? 0
  const stop = Math.max(anchors[i - 1]?.line ?? -1, at - 2 * REACH)
  let top = -1
  for (let line = at - 1; line > stop; line--) {
    if (isBlankLine(page, line)) continue
    if (isOf(page, line, KIND.card | KIND.cardLabels | KIND.avatars | KIND.postNumbers)) continue
    if ((page.label[line] ?? -1) >= 0 || isNumberLine(page, line)) continue
    if (i === 0 && top < 0 && isTopic(page, anchors, line)) continue
    if (page.kinds[line] !== 0) break
    if (page.names.ofLine(line) < 0.5) break
    top = line
  }
  return top
}

/** "The ladder" above the first stamp, "Re: The ladder" above the second: the topic's title is in the author's card. */
function isTopic(page: Page, anchors: readonly Anchor[], line: number): boolean {
  const next = anchors[1]
  if (next === undefined) return false
  const answer = nextFilled(page, next.line, -1)
  return (page.label[answer] ?? -1) >= 0 && lineText(page, answer).endsWith(` ${lineText(page, line)}`)
}

/** What may stand between the stamp that ends a post and the next author. */
const BETWEEN_POSTS = KIND.buttons | KIND.counters | KIND.editNotes | KIND.announced | PAGE_KINDS

/** "Author" above a name; above a text it is somebody's name. */
function isBadge(page: Page, line: number): boolean {
  return isOf(page, line, KIND.authorMarks) && isNameLine(page, nextFilled(page, line, 1))
}

/** The first line below the stamp before that is no furniture, -1 without one. */
function firstBelow({ page, anchors, constant, floor }: Surroundings, i: number): number {
  const at = anchors[i]?.line ?? 0
  const before = anchors[i - 1]?.line ?? (floor >= 0 ? floor : undefined)
  if (before !== undefined) {
    for (let line = before + 1; line < at; line++) {
      const furniture = isOf(page, line, BETWEEN_POSTS) || isBadge(page, line)
      if (!furniture && !isTemplateLine(page, line, constant)) return line
    }
    return -1
  }
  // The first post has no stamp above it: its text is as long as the page's blank lines and headings let it be.
  let first = -1
  for (let line = at - 1; line >= 0 && at - line < REACH; line--) {
    if (isBlankLine(page, line)) {
      if (first >= 0 && isBlankLine(page, line - 1)) break
      continue
    }
    if (page.kinds[line] !== 0) break
    first = line
    if (isNameLine(page, line) && isBlankLine(page, line - 1)) break
  }
  return first
}

/** So many telling lines on a side of an anchor are looked at. */
const MOST_TELLING = 4

/** On one side of each anchor the lines that are not the template's own, within the anchor's own ground. */
export class TellingLines {
  /** Those of the i-th anchor from `i * MOST_TELLING` on, the nearest first; -1 where there are no more. */
  #lines: Int32Array | null = null
  constructor(
    private readonly page: Page,
    private readonly anchors: readonly Anchor[],
    private readonly constant: ShapeSet,
    private readonly step: 1 | -1,
  ) {}

  /** The n-th of the i-th anchor, -1 without one. */
  at(i: number, n: number): number {
    this.#lines ??= this.#find()
    return this.#lines[i * MOST_TELLING + n - 1] ?? -1
  }

  /** The n-th line that is not blank. */
  nearest(i: number, n = 1): number {
    let left = n
    const stop = this.#stop(i)
    for (let line = this.#first(i); (stop - line) * this.step > 0; line += this.step) {
      if (!isBlankLine(this.page, line) && --left === 0) return line
    }
    return -1
  }

  #find(): Int32Array {
    const { page, anchors, constant, step } = this
    const lines = new Int32Array(anchors.length * MOST_TELLING).fill(-1)
    for (let i = 0; i < anchors.length; i++) {
      const stop = this.#stop(i)
      let next = i * MOST_TELLING
      const last = next + MOST_TELLING
      for (let line = this.#first(i); (stop - line) * step > 0 && next < last; line += step) {
        if (!isTemplateLine(page, line, constant) && !isCardValue(page, line)) lines[next++] = line
      }
    }
    return lines
  }

  #first(i: number): number {
    return (this.anchors[i]?.line ?? 0) + this.step
  }

  /** Where the next anchor, the page or the reach ends, whichever comes first. */
  #stop(i: number): number {
    const at = this.anchors[i]?.line ?? 0
    if (this.step < 0) return Math.max(this.anchors[i - 1]?.line ?? -1, at - REACH - 1)
    return Math.min(this.anchors[i + 1]?.line ?? this.page.lines.count, at + REACH + 1)
  }
}

/** "Location: Béthune", which only some have in their cards. */
function isCardValue(page: Page, line: number): boolean {
  return (page.label[line] ?? -1) >= 0 && isOf(page, line, KIND.card)
}

const DASHES = /(?:--|[—–~-]\s|[—–~])\s*(?=[^—–~]*$)/u

/** The name before a signature's stamp: behind the last dashes, without "(talk)" and the like. */
function signatureName(text: string, before: Span): Span {
  let { start, end } = trimmed(text, { start: Math.max(before.start, before.end - 90), end: before.end })
  for (;;) {
    const bracket = /[\s\u00a0]*[([{][^()[\]{}]*[)\]}]$/u.exec(text.slice(start, end))
    if (bracket === null || bracket.index === 0) break
    end = start + bracket.index
  }
  const dashes = DASHES.exec(text.slice(start, end))
  if (dashes !== null) start += dashes.index + dashes[0].length
  else {
    const sentence = /^[\s\S]*[.!?…»"”)\]]\s+/u.exec(text.slice(start, end))
    if (sentence !== null) start += sentence[0].length
  }
  return trimmed(text, { start, end })
}
