import { findAnnounced, firstWithText, type Region } from './announced.js'
import { tokensOfRows, type Context, type Sheet } from './context.js'
import type { Draft } from './draft.js'
import { estimatedEnd, estimatedStart, learn, type Endings } from './estimate.js'
import { spanOfRows } from './extent.js'
import type { Header } from './headers.js'
import { findMarked } from './marked.js'
import { isBlank } from './rows.js'
import { findUnmarked } from './unmarked.js'

/** What was found in one post: quotes in order of place, and the rows that only announce or end them. */
export interface PostQuotes {
  readonly drafts: readonly Draft[]
  readonly headers: readonly Header[]
  readonly footers: readonly number[]
}

/**
 * Reads a post from its first row to its last: a header opens a quote, `>` rows are one, the rest may hold some that
 * nothing announces. `endings` is what the page's quotes have taught about their ends so far, and learns on.
 */
export function readPost(context: Context, sheet: Sheet, endings: Endings): PostQuotes {
  const drafts: Draft[] = []
  const headers: Header[] = []
  const footers: number[] = []
  /** Headers whose own words have not come yet: others stand nested between. */
  const waiting: Header[] = []
  let free = 0
  let at = 0

  const flush = (to: number): void => {
    if (to > free) drafts.push(...findUnmarked(context, sheet, free, to))
  }
  const take = (draft: Draft, header: Header | null): void => {
    drafts.push(draft)
    if (header !== null && !headers.includes(header)) headers.push(header)
  }

  /** Runs of `>` rows from `from` on. A header speaks for the rows one mark deeper; deeper ones are quotes in the quote. */
  const marked = (from: number, header: Header | null): number => {
    let row = from
    for (;;) {
      const depth = sheet.rows[row]?.depth ?? 0
      if (depth === 0 || row >= sheet.rows.length || (row > from && sheet.marks[row] != null)) return row
      const end = markedEnd(sheet, row)
      const by = header !== null && depth === header.depth + 1 ? header : null
      drafts.push(...findMarked(context, sheet, row, end, by))
      row = end
    }
  }

  while (at < sheet.rows.length) {
    const mark = sheet.marks[at]
    if (mark?.kind === 'footer') {
      const region: Region = { from: free, to: at, footed: true }
      const before = closedBy(context, sheet, region, waiting.pop() ?? null, endings)
      if (before !== null) {
        flush(before.from)
        take(before.draft, before.draft.header)
      }
      footers.push(at)
      at++
      free = at
      continue
    }
    if (mark?.kind === 'header' || mark?.kind === 'maybe') {
      const header = mark.header
      const next = header.to
      const first = nextText(sheet, next)
      if ((sheet.rows[first]?.depth ?? 0) > header.depth) {
        flush(at)
        headers.push(header)
        at = marked(first, header)
        free = at
        continue
      }
      if (sheet.marks[first]?.kind === 'header' && first < sheet.rows.length) {
        waiting.push(header)
        flush(at)
        headers.push(header)
        at = next
        free = at
        continue
      }
      const region = regionBehind(sheet, next, header.depth)
      const found = firstWithText(sheet, region) < 0 ? null : findAnnounced(context, sheet, header, region)
      if (found !== null) {
        flush(at)
        take(found.draft, header)
        if (!region.footed) learn(endings, sheet, region.from, found.next)
        at = found.next
        free = at
        if (region.footed) {
          footers.push(at)
          at++
          free = at
        }
        const outer = region.footed ? undefined : waiting.pop()
        if (outer !== undefined) {
          const rest = regionBehind(sheet, at, outer.depth)
          const more = firstWithText(sheet, rest) < 0 ? null : findAnnounced(context, sheet, outer, rest)
          if (more !== null) {
            take(more.draft, outer)
            at = more.next
            free = at
          }
        }
        continue
      }
      if (!region.footed && mark.kind === 'maybe') {
        at = next
        continue
      }
      flush(at)
      if (firstWithText(sheet, region) >= 0) {
        const end = region.footed ? region.to : estimatedEnd(endings, sheet, region)
        take(bare(context, sheet, region.from, end, header, !region.footed), header)
        at = end
      } else {
        headers.push(header)
        at = next
      }
      free = at
      continue
    }
    const row = sheet.rows[at]
    if (row !== undefined && row.depth > 0) {
      flush(at)
      at = marked(at, null)
      free = at
      continue
    }
    at++
  }
  flush(sheet.rows.length)
  return { drafts: drafts.sort((a, b) => a.start - b.start), headers, footers }
}

function bare(
  context: Context,
  sheet: Sheet,
  from: number,
  to: number,
  header: Header | null,
  estimated: boolean,
): Draft {
  return {
    ...spanOfRows(context.text, sheet, from, to),
    tokens: tokensOfRows(sheet, from, to),
    passage: null,
    runnerUp: null,
    header,
    inline: false,
    estimated,
  }
}

function nextText(sheet: Sheet, from: number): number {
  let at = from
  while (at < sheet.rows.length && (sheet.rows[at] === undefined || blank(sheet, at))) at++
  return at
}

function blank(sheet: Sheet, index: number): boolean {
  const row = sheet.rows[index]
  return row === undefined || isBlank(row)
}

/** The rows that a header may announce: up to the next header, the next line that ends a quote, or other marks. */
function regionBehind(sheet: Sheet, from: number, depth: number): Region {
  let to = from
  while (to < sheet.rows.length) {
    const mark = sheet.marks[to]
    if (mark != null && mark.kind !== 'maybe') return { from, to, footed: mark.kind === 'footer' }
    const row = sheet.rows[to]
    if (row !== undefined && row.depth !== depth && !blank(sheet, to)) break
    to++
  }
  return { from, to, footed: false }
}

/** The first row behind a run of rows with the same marks; blank marked rows belong to it. */
function markedEnd(sheet: Sheet, from: number): number {
  const depth = sheet.rows[from]?.depth ?? 0
  let end = from + 1
  for (let at = from + 1; at < sheet.rows.length; at++) {
    const row = sheet.rows[at]
    if (row === undefined || row.depth === 0 || sheet.marks[at] != null) break
    if (blank(sheet, at)) continue
    if (row.depth !== depth) break
    end = at + 1
  }
  return end
}

/** The quote that only a closing line shows, or that an outer header announced: it ends where that line stands. */
function closedBy(
  context: Context,
  sheet: Sheet,
  region: Region,
  header: Header | null,
  endings: Endings,
): { draft: Draft; from: number } | null {
  if (firstWithText(sheet, region) < 0) return null
  if (header !== null) {
    const found = findAnnounced(context, sheet, header, region)
    const draft = found?.draft ?? bare(context, sheet, region.from, region.to, header, false)
    return { draft, from: region.from }
  }
  const from = estimatedStart(endings, sheet, region)
  const found = findMarked(context, sheet, from, region.to, null)
  const [draft] = found
  if (draft === undefined) return null
  return { draft: { ...draft, estimated: draft.passage === null }, from }
}
