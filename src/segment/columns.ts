import type { Span } from '../model/span.js'
import {
  belowPicture,
  block,
  cellOf,
  headerCell,
  isNameLine,
  surroundings,
  type Cell,
  type ColumnPlace,
  type Surroundings,
} from './cells.js'
import { isTemplateLine, type ShapeSet } from './constant.js'
import { foldedSpace } from '../text/lines.js'
import { KIND } from './known.js'
import { stripAffixes, withoutRemarks } from './affixes.js'
import { bareName } from './names.js'
import { isBlankLine, type Page, isOf } from './page.js'
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
    const least = best === null ? 0 : best.score + later + below
    if (most < least) continue
    const column = readColumn(around, place, used, least, earlier)
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
  const pictured = anchors.filter((_, i) => belowPicture(page, anchors, i) !== null)
  return anchors.length < 2 || pictured.length < 0.6 * anchors.length ? [] : [{ side: 'picture' }]
}

/** Between author and stamp there may be ranks, which come back; words that do not are a text: then both end a post. */
function crossed(page: Page, anchors: readonly Anchor[], column: AuthorColumn, constant: ShapeSet): number {
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

/** A rank that stands on the page once looks like a name: then the name is where the other posts have theirs. */
function atUsualDistance(
  page: Page,
  anchors: readonly Anchor[],
  cells: readonly (Cell | null)[],
): readonly (Cell | null)[] {
  if (isSteady(anchors, cells)) return cells
  const distances = new Map<number, number>()
  cells.forEach((cell, i) => {
    if (cell === null) return
    const distance = cell.line - (anchors[i]?.line ?? 0)
    distances.set(distance, (distances.get(distance) ?? 0) + 1)
  })
  const usual = [...distances].find(([, count]) => count >= 0.6 * anchors.length)?.[0]
  if (usual === undefined) return cells
  return cells.map((cell, i) => {
    const line = (anchors[i]?.line ?? 0) + usual
    if (cell === null || cell.line === line || line < 0 || line >= page.lines.count) return cell
    const header = isOf(page, line, KIND.commentHeaders)
    const plain = page.kinds[line] === 0 && isNameLine(page, line)
    return cell.slot === null && (header || plain) ? headerCell(page, line) : cell
  })
}

/** Whether all cells are equally far from their anchors. */
function isSteady(anchors: readonly Anchor[], cells: readonly (Cell | null)[]): boolean {
  let distance: number | null = null
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]
    if (cell == null) continue
    const own = cell.line - (anchors[i]?.line ?? 0)
    if (distance !== null && own !== distance) return false
    distance = own
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

/** A column that has been read: two places often have the same cells. */
interface ReadColumn {
  readonly found: readonly (Cell | null)[]
  /** The score that was wanted of it. */
  readonly least: number
  readonly column: AuthorColumn | null
}

/** Null when the column has no names, or less than the score that is wanted. */
function readColumn(
  around: Surroundings,
  place: ColumnPlace,
  used: ReadonlySet<string>,
  least: number,
  earlier: ReadColumn[],
): AuthorColumn | null {
  const { page, anchors } = around
  const n = anchors.length
  const more = MOST_SCORE - 1 - (used.size > 0 ? 0 : USED_WEIGHT)
  const seen: (Cell | null)[] = []
  // Another line may yet stand for one that is at an unusual distance.
  const fixed = place.side !== 'above' && place.side !== 'below'
  let left = n
  for (let i = 0; i < n; i++) {
    const cell = cellOf(around, i, place)
    seen.push(cell)
    if (fixed && !mayHoldName(page, cell) && --left / n + more < least) return null
  }
  const found = fixed ? seen : atUsualDistance(page, anchors, seen)
  if (!fixed) for (const cell of found) if (!mayHoldName(page, cell)) left--
  if (left === 0 || left / n + more < least) return null
  const same = earlier.find((read) => found.every((cell, i) => cell === read.found[i]))
  if (same !== undefined && same.column !== null) return { ...same.column, place }
  if (same !== undefined && same.least <= least) return null
  const column = scored(page, place, found, used, least)
  earlier.push({ found, least, column })
  return column
}

/** False where no name can be left of the cell; a line that is known for a notice is nobody, but has a score. */
function mayHoldName(page: Page, cell: Cell | null): boolean {
  if (cell === null) return false
  const { line, slot, span } = cell
  const whole = span.start === page.lines.from[line] && span.end === page.lines.to[line]
  return !whole || slot !== null || ((page.possible[line] ?? 0) & NOBODY) !== 0 || !page.texts.has(line)
}

/** As what lines without an author are known. */
const NOBODY = KIND.noNames | KIND.stubs

function scored(
  page: Page,
  place: ColumnPlace,
  found: readonly (Cell | null)[],
  used: ReadonlySet<string>,
  least: number,
): AuthorColumn | null {
  const n = found.length
  const filled = found.reduce((sum, cell) => sum + (cell === null ? 0 : 1), 0)
  const more = MOST_SCORE - 1 - (used.size > 0 ? 0 : USED_WEIGHT)
  const spans = found.map((cell) => cell?.span ?? NO_SPAN)
  const bare = withoutRemarks(page.text, stripAffixes(page.text, spans).spans)
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
    page.authors.set(line, start, end, judged(page, line, { start, end }))
  return slot !== null && cell.score >= 0.3 && cell.score < 0.9 ? { ...cell, score: 0.9 } : cell
}

function judged(page: Page, line: number, span: Span): AuthorCell {
  const { start, end } = bareName(page.text, span)
  const name = page.text.slice(start, end)
  const looks = page.names.score({ start, end })
  const nobody = looks < 0.9 && page.isAny(line, { start, end }, NOBODY)
  return { start, end, line, name, score: nobody ? 0.9 : looks }
}
