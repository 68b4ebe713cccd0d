import type { Span } from '../model/span.js'
import {
  belowPicture,
  block,
  headerCell,
  isNameLine,
  lineMayName,
  lineOf,
  NOBODY,
  partMayName,
  partOf,
  surroundings,
  type Cell,
  type ColumnPlace,
  type LinePlace,
  type PartPlace,
  type Surroundings,
} from './cells.js'
import { isTemplateLine, type ShapeSet } from './constant.js'
import { foldedSpace, isSpace } from '../text/lines.js'
import { KIND } from './known.js'
import { isBar } from './shapes.js'
import { stripAffixes, withoutPlaces, withoutRemarks } from './affixes.js'
import { bareName } from './names.js'
import { isBlankLine, isStampLine, type Page, isOf } from './page.js'
import type { Anchor, Template } from './templates.js'

export interface AuthorColumn {
  readonly place: ColumnPlace
  /** Per anchor where the name stands, null where there is none. */
  readonly cells: readonly (AuthorCell | null)[]
  /** 0 to about 1.5: how much the column looks like names of people who come back. */
  readonly score: number
}

export interface AuthorCell extends Span {
  readonly line: number
  /** The words of the span as they stand there. */
  readonly name: string
  /** How much this one looks like a name, 0 to 1. */
  readonly score: number
}

const PLACES: Readonly<Record<Template['kind'], readonly ColumnPlace[]>> = {
  bare: [
    { side: 'above', step: 1 },
    { side: 'above', step: 2 },
    { side: 'below', step: 1 },
    { side: 'below', step: 2 },
    { side: 'above', step: 3 },
    { side: 'above', step: 1, all: true },
    { side: 'below', step: 1, all: true },
    { side: 'top' },
    { side: 'first' },
  ],
  before: [
    { side: 'before' },
    { side: 'above', step: 1 },
    { side: 'below', step: 1 },
    { side: 'above', step: 2 },
    { side: 'below', step: 2 },
    { side: 'above', step: 1, all: true },
    { side: 'below', step: 1, all: true },
    { side: 'top' },
    { side: 'first' },
  ],
  after: [
    { side: 'after' },
    { side: 'above', step: 1 },
    { side: 'below', step: 1 },
    { side: 'above', step: 2 },
    { side: 'top' },
    { side: 'first' },
  ],
  tail: [{ side: 'tail' }, { side: 'below', step: 1 }],
  card: [
    { side: 'above', step: 1 },
    { side: 'above', step: 2 },
  ],
  header: [{ side: 'before' }],
  marked: [],
}

/**
 * The column that looks most like authors; null when none does. `used` are the names that the page uses elsewhere,
 * `floor` is the line below which the comments begin (-1 where that is not known), `hasTextAbove` whether the comments are known to begin with words above the first anchor: then the name below a
 * stamp is the next post's.
 */
export function findAuthorColumn(
  page: Page,
  template: Template,
  constant: ShapeSet,
  used: ReadonlySet<string>,
  floor = -1,
  hasTextAbove = false,
): AuthorColumn | null {
  let best: AuthorColumn | null = null
  const places = template.kind === 'before' && isTail(template) ? PLACES.tail : PLACES[template.kind]
  const labels = labelPlaces(page, template.anchors)
  const around = surroundings(page, template.anchors, constant, floor)
  const most = used.size > 0 ? MOST_SCORE : MOST_SCORE - USED_WEIGHT
  const earlier: ReadColumn[] = []
  const pictures = picturePlaces(page, template)
  for (const [rank, place] of [...labels, ...pictures, ...places].entries()) {
    const later = Math.min(0.2, 0.04 * rank)
    const below = hasTextAbove && place.side === 'below' ? 0.3 : 0
    // Most columns are read in vain: once a good one is found, those further away cannot be better.
    const least: number = best === null ? 0 : best.score + later + below
    if (most < least) continue
    const column: AuthorColumn | null = isLinePlace(place)
      ? readLines(around, place, used, least, earlier)
      : readParts(around, place, used, least)
    if (column === null || (best !== null && column.score - later - below <= best.score)) continue
    const score = column.score - later - crossed(page, template.anchors, column, constant) - below
    if (best === null || score > best.score) best = { ...column, score }
  }
  return best
}

const REPEAT_WEIGHT = 0.2
const USED_WEIGHT = 0.4
/** No column has more, rounding included. */
const MOST_SCORE = 1 + REPEAT_WEIGHT + USED_WEIGHT + 1e-9

/** Whether the stamps end whole texts: then the line holds words of the post and the name at its end. */
export function isTail(template: Template): boolean {
  if (template.kind === 'tail') return true
  if (template.kind !== 'before') return false
  const long = template.anchors.filter((anchor) => anchor.before.end - anchor.before.start > 60).length
  return long * 3 >= template.anchors.length
}

/** Where the stamp is the value of a label, the other labels of its block: one of them may name the author. */
function labelPlaces(page: Page, anchors: readonly Anchor[]): ColumnPlace[] {
  const labelled = anchors.filter(({ line }) => (page.label[line] ?? -1) >= 0)
  if (anchors.length < 2 || labelled.length < 0.8 * anchors.length) return []
  const counts = new Map<number, number>()
  for (const { line } of anchors) {
    const seen = new Set<number>()
    for (const i of [...block(page, line, -1), ...block(page, line, 1)]) seen.add(page.label[i] ?? -1)
    for (const label of seen) counts.set(label, (counts.get(label) ?? 0) + 1)
  }
  return [...counts]
    .filter(([label, count]) => label >= 0 && count >= 0.8 * anchors.length)
    .map(([label]) => ({ side: 'label', label }))
}

/** Where most posts begin with their author's picture, the line below it: under it may stand whom the author answers. */
function picturePlaces(page: Page, { kind, anchors }: Template): ColumnPlace[] {
  if (kind !== 'bare' && kind !== 'before' && kind !== 'after') return []
  const pictured = anchors.filter((_, i) => belowPicture(page, anchors, i) >= 0)
  return anchors.length < 2 || pictured.length < 0.6 * anchors.length ? [] : [{ side: 'picture' }]
}

/** Between author and stamp there may be ranks, which come back; words that do not are a text: then both end a post. */
function crossed(page: Page, anchors: readonly Anchor[], column: AuthorColumn, constant: ShapeSet): number {
  if (column.place.side === 'before') return isPlaceColumn(page, anchors, constant) ? 0.3 : 0
  if (column.place.side !== 'above' && column.place.side !== 'top') return 0
  let texts = 0
  anchors.forEach((anchor, i) => {
    const from = column.cells[i]?.line ?? anchor.line
    for (let line = from + 1; line < anchor.line; line++) {
      const shape = page.shape[line] ?? -1
      const unique = shape < 0 ? !isBlankLine(page, line) : (page.shapeCount[shape] ?? 0) < 2
      if (unique && page.kinds[line] === 0 && (page.label[line] ?? -1) < 0) {
        texts++
        return
      }
    }
  })
  return (texts * 2 > anchors.length ? 0.5 : 0) + (isRankColumn(page, column, constant) ? 0.3 : 0)
}

/**
 * A rank that stands on the page once looks like a name: then the name is where the other posts have theirs. Changes
 * `lines`, which are those of the cells, -1 for none.
 */
function putAtUsualDistance(page: Page, anchors: readonly Anchor[], lines: Int32Array): void {
  const usual = usualDistance(anchors, lines)
  if (usual === null) return
  for (let i = 0; i < lines.length; i++) {
    const own = lines[i] ?? -1
    const line = (anchors[i]?.line ?? 0) + usual
    if (own < 0 || own === line || line < 0 || line >= page.lines.count) continue
    const header = isOf(page, line, KIND.commentHeaders)
    const plain = page.kinds[line] === 0 && isNameLine(page, line)
    if ((header || plain) && page.headerAuthor(own) === null) lines[i] = isStampLine(page, line) ? -1 : line
  }
}

/** How far most lines are from their anchors; null where all are equally far, or no distance is usual. */
function usualDistance(anchors: readonly Anchor[], lines: Int32Array): number | null {
  if (isSteady(anchors, lines)) return null
  const distances = new Map<number, number>()
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? -1
    if (line < 0) continue
    const distance = line - (anchors[i]?.line ?? 0)
    const count = (distances.get(distance) ?? 0) + 1
    distances.set(distance, count)
    if (count >= 0.6 * anchors.length) return distance
  }
  return null
}

function isSteady(anchors: readonly Anchor[], lines: Int32Array): boolean {
  let first = -1
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? -1
    if (line < 0) continue
    if (first < 0) first = i
    else if (line - (anchors[i]?.line ?? 0) !== (lines[first] ?? 0) - (anchors[first]?.line ?? 0))
      return false
  }
  return true
}

/** Whether another name-like line stands right above a good part of the cells: then that is the name, and this is the rank. */
function isRankColumn(page: Page, { place, cells }: AuthorColumn, constant: ShapeSet): boolean {
  if (place.side !== 'above') return false
  const topped = cells.filter((cell) => {
    // What the page prints at every post ("Reply", in whatever language) is nobody's name.
    if (cell === null || cell.line < 1 || isTemplateLine(page, cell.line - 1, constant)) return false
    return page.kinds[cell.line - 1] === 0 && isNameLine(page, cell.line - 1)
  })
  return topped.length >= 0.3 * cells.length
}

/** Share of the anchors that must have a name above them before what stands beside their stamps is a town or a rank. */
const NAMED_ABOVE = 0.9

/** "Yonkers | March 4", each time with a name on the line right above: the page's own bar parts place and date there. */
function isPlaceColumn(page: Page, anchors: readonly Anchor[], constant: ShapeSet): boolean {
  if (anchors.length < 3) return false
  const placed = anchors.filter(({ line, before }) => {
    if (line < 1 || !endsWithBar(page.text, before) || isTemplateLine(page, line - 1, constant)) return false
    return page.kinds[line - 1] === 0 && isNameLine(page, line - 1)
  })
  return placed.length >= NAMED_ABOVE * anchors.length
}

/** `|`, `·` or `•` as the last sign. */
function endsWithBar(text: string, { start, end }: Span): boolean {
  let at = end
  while (at > start && isSpace(text.charCodeAt(at - 1))) at--
  return at > start && isBar(text.charCodeAt(at - 1))
}

/** A column of whole lines that has been read: two places often have the same lines. */
interface ReadColumn {
  readonly lines: Int32Array
  /** The score that was wanted of it. */
  readonly least: number
  readonly column: AuthorColumn | null
}

/** How much a column can score beyond one for each name. */
function moreThanNames(used: ReadonlySet<string>): number {
  return MOST_SCORE - 1 - (used.size > 0 ? 0 : USED_WEIGHT)
}

/** Null when the column has no names, or less than the score that is wanted. */
function readParts(
  { page, anchors }: Surroundings,
  place: PartPlace,
  used: ReadonlySet<string>,
  least: number,
): AuthorColumn | null {
  const cells: (Cell | null)[] = []
  const more = moreThanNames(used)
  let left = anchors.length
  for (const anchor of anchors) {
    const cell = partOf(page, anchor, place)
    cells.push(cell)
    if (!partMayName(page, cell) && --left / anchors.length + more < least) return null
  }
  return left === 0 || left / anchors.length + more < least ? null : scored(page, place, cells, used, least)
}

/** The same for whole lines. */
function readLines(
  around: Surroundings,
  place: LinePlace,
  used: ReadonlySet<string>,
  least: number,
  earlier: ReadColumn[],
): AuthorColumn | null {
  const { page, anchors } = around
  const n = anchors.length
  const more = moreThanNames(used)
  const lines = new Int32Array(n)
  // Another line may yet stand for one that is at an unusual distance.
  const fixed = place.side !== 'above' && place.side !== 'below'
  let left = n
  for (let i = 0; i < n; i++) {
    const line = lineOf(around, i, place)
    lines[i] = line
    if (fixed && !lineMayName(page, line) && --left / n + more < least) return null
  }
  if (!fixed) {
    putAtUsualDistance(page, anchors, lines)
    for (let i = 0; i < n; i++) if (!lineMayName(page, lines[i] ?? -1)) left--
  }
  if (left === 0 || left / n + more < least) return null
  const same = earlier.find((read) => isSame(read.lines, lines))
  if (same !== undefined && same.column !== null) return { ...same.column, place }
  if (same !== undefined && same.least <= least) return null
  const cells: (Cell | null)[] = []
  for (let i = 0; i < n; i++) {
    const line = lines[i] ?? -1
    cells.push(line < 0 ? null : headerCell(page, line))
  }
  const column = scored(page, place, cells, used, least)
  earlier.push({ lines, least, column })
  return column
}

function isSame(a: Int32Array, b: Int32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

function isLinePlace(place: ColumnPlace): place is LinePlace {
  const { side } = place
  return side === 'above' || side === 'below' || side === 'top' || side === 'first' || side === 'picture'
}

function scored(
  page: Page,
  place: ColumnPlace,
  found: readonly (Cell | null)[],
  used: ReadonlySet<string>,
  least: number,
): AuthorColumn | null {
  const n = found.length
  const filled = found.reduce((sum, cell) => sum + (cell === null ? 0 : 1), 0)
  const more = moreThanNames(used)
  const spans = found.map((cell) => cell?.span ?? NO_SPAN)
  const named = place.side === 'before' ? withoutPlaces(page.text, spans) : spans
  const bare = withoutRemarks(page.text, stripAffixes(page.text, named).spans)
  const cells: (AuthorCell | null)[] = []
  const names = new Set<string>()
  let sum = 0
  for (let i = 0, left = filled; i < n; i++) {
    // Even with nothing but names from here on.
    if ((sum + left) / n + more < least) return null
    const cell = found[i] ?? null
    const span = bare[i]
    if (cell === null || span === undefined) {
      cells.push(null)
      continue
    }
    left--
    const author = authorIn(page, cell, span)
    cells.push(author)
    sum += author.score
    if (author.score > 0) names.add(author.name)
  }
  if (names.size === 0) return null
  let known = 0
  if (used.size > 0) for (const name of names) if (used.has(foldedSpace(name))) known++
  const repeats = 1 - names.size / n
  const diversity = names.size === 1 ? (n > 2 ? 0.45 : 0.8) : 0.6 + 0.4 * Math.min(1, (3 * names.size) / n)
  const score =
    (sum / n) * diversity + REPEAT_WEIGHT * Math.min(1, 2 * repeats) + (USED_WEIGHT * known) / names.size
  return { place, cells, score }
}

const NO_SPAN: Span = { start: 0, end: 0 }

/** The author in a cell; `span` is what the words of all cells leave of it. */
function authorIn(page: Page, { slot, line }: Cell, span: Span): AuthorCell {
  // What the words of all lines leave and what the language data sees: the shorter one has less of the page in it.
  const sure = slot !== null && slot.end - slot.start <= span.end - span.start
  const { start, end } = sure ? slot : span
  const cell =
    page.authors.get(line, start, end) ??
    page.authors.set(line, start, end, authorAt(page, line, { start, end }))
  return slot !== null && cell.score >= 0.3 && cell.score < 0.9 ? { ...cell, score: 0.9 } : cell
}

/** A name that stands there, without what is around it. */
export function authorAt(page: Page, line: number, span: Span): AuthorCell {
  const { start, end } = bareName(page.text, span)
  const name = page.text.slice(start, end)
  const looks = page.names.score({ start, end })
  const nobody = looks < 0.9 && page.isAny(line, { start, end }, NOBODY)
  return { start, end, line, name, score: nobody ? 0.9 : looks }
}
