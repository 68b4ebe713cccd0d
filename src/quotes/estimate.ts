import type { Region } from './announced.js'
import type { Sheet } from './context.js'
import { isBlank } from './rows.js'

/** How quotes whose source is known end on this page, counted over line breaks without and with a blank line. */
export interface Endings {
  /** Breaks inside quotes. */
  inside: [tight: number, blank: number]
  /** Breaks between a quote and the answer to it. */
  behind: [tight: number, blank: number]
  /** Lines with words per quote, summed, and quotes counted. */
  lines: number
  quotes: number
}

export function noEndings(): Endings {
  return { inside: [0, 0], behind: [0, 0], lines: 0, quotes: 0 }
}

const TIGHT = 0
const BLANK = 1

/** Counts the breaks of a quote that takes rows `from` to `to - 1` of a post. */
export function learn(endings: Endings, sheet: Sheet, from: number, to: number): void {
  let last = -1
  for (let i = from; i < to; i++) {
    if (!hasText(sheet, i)) continue
    if (last >= 0) endings.inside[i === last + 1 ? TIGHT : BLANK]++
    endings.lines++
    last = i
  }
  let next = to
  while (next < sheet.rows.length && !hasText(sheet, next)) next++
  if (last < 0 || next >= sheet.rows.length || sheet.marks[next] != null) return
  endings.behind[next === last + 1 ? TIGHT : BLANK]++
  endings.quotes++
}

/**
 * Where a quote ends whose words are nowhere in the dump (first row behind it). A page has habits: most set a quote's
 * paragraphs apart with a blank line and let the answer begin on the very next one, or the other way round. The end is
 * the first break of a kind that, among the quotes of this page whose source is known, ends a quote more often than
 * not. Where no such break comes or nothing was learned: the first break without a blank line when the region also has
 * breaks with one, else the usual number of lines, else the first paragraph.
 */
export function estimatedEnd(endings: Endings, sheet: Sheet, region: Region): number {
  const breaks: { row: number; kind: typeof TIGHT | typeof BLANK }[] = []
  let last = -1
  for (let i = region.from; i < region.to; i++) {
    if (!hasText(sheet, i)) continue
    if (last >= 0) breaks.push({ row: last + 1, kind: i === last + 1 ? TIGHT : BLANK })
    last = i
  }
  if (breaks.length === 0) return last < 0 ? region.to : last + 1
  const learned = breaks.find((one) => ends(endings, one.kind))
  if (learned !== undefined) return learned.row
  const usual = endings.quotes > 0 ? Math.round(endings.lines / endings.quotes) : 0
  if (usual > 0 && breaks.every((one) => one.kind === breaks[0]?.kind)) {
    return breaks[Math.min(usual, breaks.length) - 1]?.row ?? last + 1
  }
  return (breaks.find((one) => one.kind === TIGHT) ?? breaks[0])?.row ?? last + 1
}

function ends(endings: Endings, kind: typeof TIGHT | typeof BLANK): boolean {
  return endings.behind[kind] > 0 && endings.behind[kind] >= endings.inside[kind]
}

/**
 * Where a quote begins that only a closing line shows ("Click to expand…"): the row behind the last break, going up
 * from that line, of a kind that parts an answer from a quote here.
 */
export function estimatedStart(endings: Endings, sheet: Sheet, region: Region): number {
  const kind = ends(endings, TIGHT) || !ends(endings, BLANK) ? TIGHT : BLANK
  let below = -1
  for (let i = region.to - 1; i >= region.from; i--) {
    if (!hasText(sheet, i)) continue
    if (below >= 0 && (below === i + 1 ? TIGHT : BLANK) === kind) return below
    below = i
  }
  return below < 0 ? region.from : below
}

function hasText(sheet: Sheet, index: number): boolean {
  const row = sheet.rows[index]
  return row !== undefined && !isBlank(row)
}
