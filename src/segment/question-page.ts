import type { StampPhrase } from '../model/stamp.js'
import { isNameLine, partOf } from './cells.js'
import { bestDirection } from './chronology.js'
import { authorAt, type AuthorCell, type AuthorColumn } from './columns.js'
import { constantShapes } from './constant.js'
import type { Frame, Ground } from './frames.js'
import { KIND, WORDED_STAMP } from './known.js'
import {
  endsSentence,
  isNumberLine,
  isOf,
  isProse,
  isStampLine,
  lineText,
  nextFilled,
  phrasesOf,
  type Page,
} from './page.js'
import { isPageLine } from './post-lines.js'
import type { Anchor, Template } from './templates.js'
import { weigh } from './weight.js'

/**
 * A page of questions and answers: texts that end with buttons, a date and their author's card, and below them remarks of
 * a line or two that their authors sign at the end. No other layout has two kinds of posts that take turns; without
 * remarks nothing may stand below the last card.
 */
export interface QuestionPage {
  readonly answers: Frame
  /** Null where nobody remarked on anything. */
  readonly remarks: Frame | null
  /** The card below the question's own text; null where the first card is an answer's. */
  readonly question: Card | null
}

/** Date and author below a text, and what the page prints around them; lines are 0-based and inclusive. */
export interface Card {
  readonly author: AuthorCell
  readonly phrase: StampPhrase
  /** The first button or note below the text. */
  readonly from: number
  /** The last line of the author's card. */
  readonly to: number
}

/** Null for all other pages. `boundaries` are the lines that announce or head comments; the teasers begin at `foot`. */
export function questionPage(
  page: Page,
  templates: readonly Template[],
  boundaries: readonly number[],
  foot: number,
): QuestionPage | null {
  const anchors = templates.flatMap((template) => template.anchors).filter(({ line }) => line < foot)
  const carded = anchors.flatMap((anchor) => cardAt(page, anchor) ?? [])
  if (carded.length < 2) return null
  const signed = anchors.flatMap((anchor) => signatureOf(page, anchor) ?? []).sort(inOrder)
  const remarks = new Set(signed.map(({ anchor }) => anchor))
  const cards = carded.filter(({ anchor }) => !remarks.has(anchor)).sort(inOrder)
  if (cards.length < 2) return null
  const worded = cards.every(({ anchor }) => isOf(page, anchor.line, WORDED_STAMP))
  const enough = signed.length > (worded ? 0 : 1)
  if (!(enough ? takeTurns(page, cards, signed, foot, worded) : worded && endsPage(page, cards, foot)))
    return null
  const [first, ...others] = cards
  const headed = first !== undefined && boundaries.some((line) => line < first.card.from)
  const question = first === undefined || headed ? null : first.card
  return {
    answers: frameOf(page, 'bare', { side: 'below', step: 1 }, question === null ? cards : others),
    remarks: enough ? frameOf(page, 'tail', { side: 'tail' }, signed) : null,
    question,
  }
}

/** A stamp and the name that belongs to it. */
interface Signed {
  readonly anchor: Anchor
  readonly author: AuthorCell
}

interface Carded extends Signed {
  readonly card: Card
}

function inOrder(a: Signed, b: Signed): number {
  return a.anchor.line - b.anchor.line
}

/**
 * A card with a remark right below it, and no text below the last card but remarks. Another card must stand below a remark,
 * unless all dates are `worded` as an answer's are.
 */
function takeTurns(
  page: Page,
  cards: readonly Carded[],
  remarks: readonly Signed[],
  foot: number,
  worded: boolean,
): boolean {
  const last = cards[cards.length - 1]
  const firstRemark = remarks[0]?.anchor.line ?? 0
  if (last === undefined || (last.anchor.line < firstRemark && !worded)) return false
  if ((cards[0]?.card.to ?? 0) > firstRemark) return false
  const signed = new Set(remarks.flatMap(({ anchor, author }) => [anchor.line, author.line]))
  for (let line = last.card.to + 1; line < foot; line++) {
    if (isPageLine(page, line)) break
    if (isProse(page, line) && !signed.has(line) && !signed.has(nextFilled(page, line, 1))) return false
  }
  return remarks.some(({ anchor, author }) => {
    const top = Math.min(anchor.line, author.line)
    return cards.some(({ card }) => card.to < top && top - card.to <= REMARK_LINES)
  })
}

/** Nothing of a text below the last card. */
function endsPage(page: Page, cards: readonly Carded[], foot: number): boolean {
  const below = nextFilled(page, cards[cards.length - 1]?.card.to ?? 0, 1)
  return below >= foot || isPageLine(page, below)
}

/** A vote, a line or two of text, and blank lines between them. */
const REMARK_LINES = 6

function frameOf(
  page: Page,
  kind: Template['kind'],
  place: AuthorColumn['place'],
  posts: readonly Signed[],
): Frame {
  const anchors = posts.map(({ anchor }) => anchor)
  const column = { place, cells: posts.map(({ author }) => author), score: 1 }
  const template = { kind, anchors }
  const constant = constantShapes(page, anchors)
  const frame = { template, anchors, column, constant, layout: 'signed' } as const
  return { ...frame, score: weigh(page, frame, bestDirection(anchors.map(({ phrase }) => phrase)), NOWHERE) }
}

const NOWHERE: Ground = {
  boundary: -1,
  announced: false,
  foot: Number.MAX_SAFE_INTEGER,
  used: new Set(),
}

const CARD = KIND.card | KIND.cardLabels

/** What stands behind a signature's stamp at most, in UTF-16 units. */
const SIGNATURE_REST = 24
const LONGEST_NAME = 48
/** So far before the stamp stand a word of the text, the dashes and the name. */
const SIGNATURE_REACH = 90
/** Words, then dashes, then a name. */
const IN_LINE = /[\p{L}\p{N}][^—–~]*\s(?:--|[—–~-])\s*[^\s—–~-][^—–~]*$/u
const ALONE = /^(?:--|[—–~-])\s*(?=[^\s—–~-])/u

/** The name behind dashes at the end of a text: before the stamp, or alone on the line above it. */
function signatureOf(page: Page, anchor: Anchor): Signed | null {
  const { line, before, after, phrase } = anchor
  if (phrase === null || after.end - after.start > SIGNATURE_REST) return null
  const text = page.text.slice(Math.max(before.start, before.end - SIGNATURE_REACH), before.end)
  const inLine = IN_LINE.test(text) ? (partOf(page, anchor, { side: 'tail' })?.span ?? null) : null
  if (inLine !== null) return named(page, anchor, line, inLine.start, inLine.end)
  const above = nextFilled(page, line, -1)
  if (above < 1 || line - above > 2 || nextFilled(page, above, -1) < 0) return null
  if (text.trim() !== '' && !isOf(page, line, WORDED_STAMP)) return null
  const dashes = ALONE.exec(lineText(page, above))
  const { from, to } = page.lines
  return dashes === null
    ? null
    : named(page, anchor, above, (from[above] ?? 0) + dashes[0].length, to[above] ?? 0)
}

function named(page: Page, anchor: Anchor, line: number, start: number, end: number): Signed | null {
  if (end - start > LONGEST_NAME) return null
  const author = authorAt(page, line, { start, end })
  return author.score < 0.3 ? null : { anchor, author }
}

/** So many lines with an editor's name and card may stand between a text's buttons and its date. */
const EDITOR_LINES = 5

/** The card of a text whose date stands below buttons and above its author's name. */
function cardAt(page: Page, anchor: Anchor): Carded | null {
  const { line, phrase } = anchor
  const name = nextFilled(page, line, 1)
  const from = footAbove(page, line)
  if (phrase === null || from === null || name >= page.lines.count || name - line > 2) return null
  if (isStampLine(page, name) || (page.kinds[name] ?? 0) !== 0 || !isNameLine(page, name)) return null
  const author = authorAt(page, name, { start: page.lines.from[name] ?? 0, end: page.lines.to[name] ?? 0 })
  return { anchor, author, card: { author, phrase, from, to: cardEnd(page, name) } }
}

/** The first of the buttons above a card's date, notes of changes and their authors left out; null without buttons. */
export function footAbove(page: Page, line: number): number | null {
  let at = nextFilled(page, line, -1)
  for (let left = EDITOR_LINES; left > 0 && at >= 0 && !isOf(page, at, KIND.buttons); left--) {
    const above = nextFilled(page, at, -1)
    const isEditor = above >= 0 && isOf(page, above, KIND.editNotes)
    if (!isEditor && !isReputation(page, at) && !isOf(page, at, KIND.editNotes)) return null
    at = above
  }
  if (at < 0 || !isOf(page, at, KIND.buttons)) return null
  let from = at
  for (; at >= 0 && isOf(page, at, KIND.buttons); at = nextFilled(page, at, -1)) from = at
  return from
}

/** The line of reputation and badges below the name, and what else is a card's: a second number is the votes of what comes next. */
export function cardEnd(page: Page, name: number): number {
  let to = name
  for (let line = nextFilled(page, name, 1); line < page.lines.count; line = nextFilled(page, line, 1)) {
    if (to === name ? !isReputation(page, line) : !isOf(page, line, CARD)) break
    to = line
  }
  return to
}

/** "101", "1,311 3 silver badges": numbers run together where the page had pictures between them. */
function isReputation(page: Page, line: number): boolean {
  if (isOf(page, line, CARD) || isNumberLine(page, line)) return true
  const text = lineText(page, line)
  return (
    text.length <= LONGEST_REPUTATION &&
    /^\d/u.test(text) &&
    !endsSentence(page, line) &&
    phrasesOf(page, line).length === 0
  )
}

/** In UTF-16 units. */
const LONGEST_REPUTATION = 90
