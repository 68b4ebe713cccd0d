import type { StampPhrase } from '../model/stamp.js'
import type { AuthorCell } from './columns.js'
import type { Frame } from './frames.js'
import { KIND, PAGE_KINDS } from './known.js'
import { isBlankLine, type Page, isOf } from './page.js'

/** The lines of one post, 0-based and inclusive; a range is empty when `to < from`. */
export interface PostLines {
  readonly author: AuthorCell | null
  readonly phrase: StampPhrase | null
  /** Whether the text ends with its author in the same line or the next. */
  readonly signed: boolean
  /** A notice of removal that lost its header. */
  readonly stray: boolean
  readonly from: number
  readonly to: number
  readonly headFrom: number
  readonly headTo: number
  readonly bodyFrom: number
  /** What stands between here and `to` are the buttons, or the author's card, below the text. */
  readonly bodyTo: number
}

export const CARD_LINE = 60

export interface Core {
  readonly from: number
  readonly to: number
}

type Ranges = Pick<PostLines, 'from' | 'to' | 'headFrom' | 'headTo' | 'bodyFrom' | 'bodyTo'>

/** The post of the frame's i-th anchor on these lines. */
export function postOf({ column, anchors, layout }: Frame, i: number, lines: Ranges): PostLines {
  return {
    author: column?.cells[i] ?? null,
    phrase: anchors[i]?.phrase ?? null,
    signed: layout === 'signed',
    stray: false,
    from: lines.from,
    to: lines.to,
    headFrom: lines.headFrom,
    headTo: lines.headTo,
    bodyFrom: lines.bodyFrom,
    bodyTo: lines.bodyTo,
  }
}

/** A post on these lines that has lost its header. */
export function strayPost({ from, to, headFrom, headTo, bodyFrom, bodyTo }: Ranges): PostLines {
  const lines = { from, to, headFrom, headTo, bodyFrom, bodyTo }
  return { author: null, phrase: null, signed: false, stray: true, ...lines }
}

/** A line of the page itself: it ends what belongs to a post. */
export function isPageLine(page: Page, line: number): boolean {
  return isOf(page, line, KIND.announced | PAGE_KINDS)
}

export function isLabelled(page: Page, line: number): boolean {
  return (page.label[line] ?? -1) >= 0
}

export function trimDown(page: Page, line: number, floor: number): number {
  let last = line
  while (last > floor && isBlankLine(page, last)) last--
  return last
}
