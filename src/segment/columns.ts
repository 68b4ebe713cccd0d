import { contains, type Span } from '../model/span.js'
import { trimmed } from '../text/lines.js'
import { ofKind, PAGE_KINDS, partsOf, type KnownKind } from './known.js'
import { bareName, nameScore, stripAffixes, withoutRemarks } from './names.js'
import { isBlankLine, isNumberLine, isStampLine, lineSpan, type Page } from './page.js'
import type { Anchor, Template } from './templates.js'

/**
 * Where the author stands, seen from the anchor: beside the stamp, or the n-th telling line above or below. With
 * `all` every filled line tells: one busy author, or "From: X", looks like the page's own line. `top`: the first line
 * of an author's card above the stamp. `label`: the value of a line "From: X" beside a line "Date: …". `first`: the first line below the stamp before, where stamps end the posts.
 */
export type ColumnPlace =
  | { readonly side: 'before' | 'after' | 'tail' | 'top' | 'first' }
  | { readonly side: 'label'; readonly label: number }
  | { readonly side: 'above' | 'below'; readonly step: number; readonly all?: boolean }

export interface AuthorColumn {
  readonly place: ColumnPlace
  /** Per anchor where the name stands, null where there is none. */
  readonly cells: readonly (AuthorCell | null)[]
  /** 0 to about 1.5: how much the column looks like names of people who come back. */
  readonly score: number
}

export interface AuthorCell extends Span {
  readonly line: number
  /** How much this one looks like a name, 0 to 1. */
  readonly score: number
}

/** Page lines around posts that hold no author. */
const SKIPPED: readonly KnownKind[] = [
  'buttons',
  'counters',
  'avatars',
  'card',
  'cardLabels',
  'editNotes',
  'postNumbers',
  ...PAGE_KINDS,
]

/** How many lines from the anchor an author is looked for. */
const REACH = 12

/** The shapes that stand near nearly all anchors: the template's own lines. */
export function constantShapes(page: Page, anchors: readonly Anchor[]): ReadonlySet<number> {
  const least = anchors.length < 5 ? Math.max(3, anchors.length) : Math.ceil(0.8 * anchors.length)
  const constant = new Set<number>()
  // Each side for itself: two who answer each other in turn stand above one anchor and below the other.
  for (const side of ['above', 'below'] as const) {
    const counts = new Map<number, number>()
    anchors.forEach((anchor, i) => {
      const seen = new Set<number>()
      const from =
        side === 'below' ? anchor.line + 1 : Math.max(anchor.line - REACH, lineOf(anchors, i - 1) + 1)
      const last = lineOf(anchors, i + 1) < 0 ? page.lines.count : lineOf(anchors, i + 1)
      const to = side === 'above' ? anchor.line : Math.min(anchor.line + REACH + 1, last)
      for (let line = from; line < to; line++) {
        const shape = page.shape[line] ?? -1
        const label = page.label[line] ?? -1
        if (shape >= 0) seen.add(shape)
        if (label >= 0) seen.add(label)
      }
      for (const shape of seen) counts.set(shape, (counts.get(shape) ?? 0) + 1)
    })
    for (const [shape, count] of counts) if (count >= least) constant.add(shape)
  }
  return constant
}

function lineOf(anchors: readonly Anchor[], i: number): number {
  return anchors[i]?.line ?? -1
}

/** Blank, a counter, or a line that the page prints at many posts. */
export function isTemplateLine(page: Page, line: number, constant: ReadonlySet<number>): boolean {
  if (isBlankLine(page, line) || isNumberLine(page, line)) return true
  const shape = page.shape[line] ?? -1
  if (shape < 0) return false
  if (constant.has(shape) || constant.has(page.label[line] ?? -1)) return true
  return (page.shapeCount[shape] ?? 0) > 1 && ofKind(page.known(line), ...SKIPPED) !== undefined
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
 * The column that looks most like authors; null when none does. `isUsed` tells whether a name is used elsewhere,
 * `floor` is the line below which the comments begin (-1 where that is not known), `hasTextAbove` whether the comments are known to begin with words above the first anchor: then the name below a
 * stamp is the next post's.
 */
export function findAuthorColumn(
  page: Page,
  template: Template,
  constant: ReadonlySet<number>,
  isUsed: (name: string) => boolean,
  floor = -1,
  hasTextAbove = false,
): AuthorColumn | null {
  let best: AuthorColumn | null = null
  const places = template.kind === 'before' && isTail(template) ? PLACES.tail : PLACES[template.kind]
  const labels = labelPlaces(page, template.anchors)
  ;[...labels, ...places].forEach((place, rank) => {
    const column = readColumn(page, template.anchors, place, constant, isUsed, floor)
    if (column === null) return
    const score =
      column.score -
      Math.min(0.2, 0.04 * rank) -
      crossed(page, template.anchors, column, constant) -
      (hasTextAbove && place.side === 'below' ? 0.3 : 0)
    if (best === null || score > best.score) best = { ...column, score }
  })
  return best
}

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

/** The labelled lines next to `line`, above or below it. */
function block(page: Page, line: number, step: 1 | -1): number[] {
  const lines: number[] = []
  for (let i = line + step; (page.label[i] ?? -1) >= 0 && lines.length < 6; i += step) lines.push(i)
  return lines
}

/** Between author and stamp there may be ranks, which come back; words that do not are a text: then both end a post. */
function crossed(
  page: Page,
  anchors: readonly Anchor[],
  column: AuthorColumn,
  constant: ReadonlySet<number>,
): number {
  if (column.place.side !== 'above' && column.place.side !== 'top') return 0
  let texts = 0
  anchors.forEach((anchor, i) => {
    const from = column.cells[i]?.line ?? anchor.line
    for (let line = from + 1; line < anchor.line; line++) {
      const shape = page.shape[line] ?? -1
      const unique = shape < 0 ? !isBlankLine(page, line) : (page.shapeCount[shape] ?? 0) < 2
      if (unique && page.known(line).length === 0 && (page.label[line] ?? -1) < 0) {
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
  place: ColumnPlace,
  cells: readonly (Cell | null)[],
): readonly (Cell | null)[] {
  if (place.side !== 'above' && place.side !== 'below') return cells
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
    const header = ofKind(page.known(line), 'commentHeaders') !== undefined
    const plain = page.known(line).length === 0 && isNameLine(page, line)
    return cell.slot === null && (header || plain) ? headerCell(page, line) : cell
  })
}

/** Whether another name-like line stands right above a good part of the cells: then that is the name, and this is the rank. */
function isRankColumn(page: Page, { place, cells }: AuthorColumn, constant: ReadonlySet<number>): boolean {
  if (place.side !== 'above') return false
  const topped = cells.filter((cell) => {
    // What the page prints at every post ("Reply", in whatever language) is nobody's name.
    if (cell === null || cell.line < 1 || isTemplateLine(page, cell.line - 1, constant)) return false
    return page.known(cell.line - 1).length === 0 && isNameLine(page, cell.line - 1)
  })
  return topped.length >= 0.3 * cells.length
}

function readColumn(
  page: Page,
  anchors: readonly Anchor[],
  place: ColumnPlace,
  constant: ReadonlySet<number>,
  isUsed: (name: string) => boolean,
  floor: number,
): AuthorColumn | null {
  const found = atUsualDistance(
    page,
    anchors,
    place,
    anchors.map((_, i) => cellOf(page, anchors, i, place, constant, floor)),
  )
  const spans = found.map((cell) => cell?.span ?? { start: 0, end: 0 })
  const bare = withoutRemarks(page.text, stripAffixes(page.text, spans).spans)
  const cells: (AuthorCell | null)[] = []
  const names = new Map<string, number>()
  let sum = 0
  let used = 0
  found.forEach((cell, i) => {
    const span = bare[i]
    if (cell === null || span === undefined) {
      cells.push(null)
      return
    }
    // What the words of all lines leave and what the language data sees: the shorter one has less of the page in it.
    const { slot } = cell
    const sure = slot !== null && slot.end - slot.start <= span.end - span.start
    const named = bareName(page.text, sure ? slot : span)
    const name = page.text.slice(named.start, named.end)
    const looks = nameScore(name)
    const nobody = looks < 0.9 && ofKind(page.matcher(page.text, named, []), 'noNames', 'stubs') !== undefined
    const score = nobody || (slot !== null && looks >= 0.3) ? Math.max(0.9, looks) : looks
    cells.push({ ...named, line: cell.line, score })
    sum += score
    if (score > 0) names.set(name, (names.get(name) ?? 0) + 1)
  })
  if (names.size === 0) return null
  for (const name of names.keys()) if (isUsed(name)) used++
  const n = anchors.length
  const repeats = 1 - names.size / n
  const diversity = names.size === 1 ? (n > 2 ? 0.45 : 0.8) : 0.6 + 0.4 * Math.min(1, (3 * names.size) / n)
  const score = (sum / n) * diversity + 0.2 * Math.min(1, 2 * repeats) + (0.4 * used) / names.size
  return { place, cells, score }
}

interface Cell {
  /** All that may hold the name. */
  readonly span: Span
  readonly line: number
  /** Where the language data sees the author in it, null where it does not know the line. */
  readonly slot: Span | null
}

function cellOf(
  page: Page,
  anchors: readonly Anchor[],
  i: number,
  place: ColumnPlace,
  constant: ReadonlySet<number>,
  floor: number,
): Cell | null {
  const anchor = anchors[i]
  if (anchor === undefined) return null
  if (place.side === 'above' || place.side === 'below') {
    const line = telling(page, anchors, i, place, constant)
    if (line === null) return null
    // A rank that stands here once looks like a name; the name is the next line then.
    const further = telling(page, anchors, i, { ...place, step: place.step + 1 }, constant)
    const header = ofKind(page.known(line), 'commentHeaders')
    if (further !== null && header === undefined) {
      const rank = ofKind(page.known(line), 'card', 'cardLabels', 'avatars') !== undefined
      if (rank && isNameLine(page, further)) return headerCell(page, further)
    }
    if (place.all === true && ofKind(page.known(line), ...SKIPPED) !== undefined) return null
    // Below a stamp "X wrote:" opens a quote.
    if (place.side === 'below' && ofKind(page.known(line), 'quoteHeaders') !== undefined) return null
    return headerCell(page, line)
  }
  if (place.side === 'top' || place.side === 'first') {
    const line =
      place.side === 'top' ? cardTop(page, anchors, i) : firstBelow(page, anchors, i, constant, floor)
    return line === null ? null : headerCell(page, line)
  }
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
    const span = trimmed(page.text, place.side === 'after' ? anchor.after : anchor.before)
    if (isRow(page, span)) return null
    const slot = ofKind(page.known(anchor.line), 'commentHeaders')?.slots.author ?? null
    const inside = slot !== null && contains(span, slot) && !isRow(page, slot)
    return { span, line: anchor.line, slot: inside ? slot : null }
  }
  return { span: signatureName(page.text, anchor.before), line: anchor.line, slot: null }
}

/** Nothing but buttons and counters: "J'aime · Répondre · 12". */
function isRow(page: Page, span: Span): boolean {
  return partsOf(page.text, span).every(
    (part) =>
      !/\p{L}/u.test(page.text.slice(part.start, part.end)) ||
      ofKind(page.matcher(page.text, part, []), 'buttons', 'counters') !== undefined,
  )
}

function isNameLine(page: Page, line: number): boolean {
  const span = bareName(page.text, lineSpan(page, line))
  return nameScore(page.text.slice(span.start, span.end)) >= 0.8
}

function headerCell(page: Page, line: number): Cell | null {
  // A card's date is nobody's name.
  if (isStampLine(page, line)) return null
  const known = page.known(line)
  const header = ofKind(known, 'commentHeaders')
  return { span: lineSpan(page, line), line, slot: header?.slots.author ?? null }
}

/** The topmost line above the anchor that looks like a name, with nothing but a card's lines between. */
function cardTop(page: Page, anchors: readonly Anchor[], i: number): number | null {
  const at = anchors[i]?.line ?? 0
  const stop = Math.max(anchors[i - 1]?.line ?? -1, at - 2 * REACH)
  let top: number | null = null
  for (let line = at - 1; line > stop; line--) {
    if (isBlankLine(page, line)) continue
    const known = page.known(line)
    if (ofKind(known, 'card', 'cardLabels', 'avatars', 'postNumbers') !== undefined) continue
    if ((page.label[line] ?? -1) >= 0 || isNumberLine(page, line)) continue
    if (known.length > 0) break
    const span = bareName(page.text, lineSpan(page, line))
    if (nameScore(page.text.slice(span.start, span.end)) < 0.5) break
    top = line
  }
  return top
}

/** The first line below the stamp before that is no furniture. */
function firstBelow(
  page: Page,
  anchors: readonly Anchor[],
  i: number,
  constant: ReadonlySet<number>,
  floor: number,
): number | null {
  const at = anchors[i]?.line ?? 0
  const before = anchors[i - 1]?.line ?? (floor >= 0 ? floor : undefined)
  if (before !== undefined) {
    for (let line = before + 1; line < at; line++) if (!isTemplateLine(page, line, constant)) return line
    return null
  }
  // The first post has no stamp above it: its text is as long as the page's blank lines and headings let it be.
  let first: number | null = null
  for (let line = at - 1; line >= 0 && at - line < REACH; line--) {
    if (isBlankLine(page, line)) {
      if (first !== null && isBlankLine(page, line - 1)) break
      continue
    }
    if (page.known(line).length > 0) break
    first = line
    if (isNameLine(page, line) && isBlankLine(page, line - 1)) break
  }
  return first
}

/** The n-th line above or below the anchor that is not the template's own, within the anchor's own ground. */
function telling(
  page: Page,
  anchors: readonly Anchor[],
  i: number,
  place: { readonly side: 'above' | 'below'; readonly step: number; readonly all?: boolean },
  constant: ReadonlySet<number>,
): number | null {
  const { side } = place
  const step = side === 'above' ? -1 : 1
  const at = anchors[i]?.line ?? 0
  const stop = side === 'above' ? (anchors[i - 1]?.line ?? -1) : (anchors[i + 1]?.line ?? page.lines.count)
  let left = place.step
  for (let line = at + step; line !== stop && Math.abs(line - at) <= REACH; line += step) {
    if (line < 0 || line >= page.lines.count) return null
    if (place.all === true ? isBlankLine(page, line) : isTemplateLine(page, line, constant)) continue
    if (--left === 0) return line
  }
  return null
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
