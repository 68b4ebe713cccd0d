import { findAnnounced, firstWithText, type Region } from './announced.js'
import { tokensOfRows, type Context, type Sheet } from './context.js'
import { draftAt, type Draft } from './draft.js'
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

/** Of a post that quotes nobody. */
export const NOTHING: PostQuotes = { drafts: [], headers: [], footers: [] }

/**
 * Reads a post from its first row to its last: a header opens a quote, `>` rows are one, the rest may hold some that
 * nothing announces. `endings` is what the page's quotes have taught about their ends so far, and learns on.
 */
export function readPost(context: Context, sheet: Sheet, endings: Endings): PostQuotes {
  if (sheet.plain) {
    const drafts = findUnmarked(context, sheet, 0, sheet.rows.length)
    return drafts.length === 0 ? NOTHING : { ...NOTHING, drafts: drafts.sort(byPlace) }
  }
  return new Reader(context, sheet, endings).read()
}

function byPlace(a: Draft, b: Draft): number {
  return a.start - b.start
}

class Reader {
  private readonly drafts: Draft[] = []
  private readonly headers = new Set<Header>()
  private readonly footers: number[] = []
  /** Headers whose own words have not come yet: other quotes stand nested between. */
  private readonly waiting: Header[] = []
  /** The next row to look at, and the first row that no quote, header or closing line has taken. */
  private at = 0
  private free = 0

  constructor(
    private readonly context: Context,
    private readonly sheet: Sheet,
    private readonly endings: Endings,
  ) {}

  read(): PostQuotes {
    const { rows, marks } = this.sheet
    while (this.at < rows.length) {
      const mark = marks[this.at]
      if (mark?.kind === 'footer') this.closing()
      else if (mark != null) this.announced(mark.header, mark.kind === 'header')
      else if ((rows[this.at]?.depth ?? 0) > 0) this.marked(null)
      else this.at++
    }
    this.flush(rows.length)
    const drafts = this.drafts.sort(byPlace)
    return { drafts, headers: [...this.headers], footers: this.footers }
  }

  /** Looks for unannounced quotes in the free rows before `to`. */
  private flush(to: number): void {
    if (to > this.free) this.drafts.push(...findUnmarked(this.context, this.sheet, this.free, to))
    this.free = to
  }

  private goOn(row: number): void {
    this.at = row
    this.free = row
  }

  private take(draft: Draft): void {
    this.drafts.push(draft)
    if (draft.header !== null) this.headers.add(draft.header)
  }

  /** A closing line that no header led to: what stands before it is a quote, or the rest of an outer one. */
  private closing(): void {
    const { context, sheet, endings } = this
    const region: Region = { from: this.free, to: this.at, footed: true }
    const header = this.waiting.pop() ?? null
    if (firstWithText(sheet, region) >= 0) {
      if (header !== null) {
        const found = findAnnounced(context, sheet, header, region)
        this.take(found?.draft ?? this.bare(region.from, region.to, header, false))
      } else {
        const from = estimatedStart(endings, sheet, region)
        this.flush(from)
        for (const draft of findMarked(context, sheet, from, region.to, null)) {
          this.take(draftAt(draft, { ...draft, estimated: draft.passage === null }))
        }
      }
    }
    this.footers.push(this.at)
    this.goOn(this.at + 1)
  }

  /** A header, certain or one that only the words behind it can prove. */
  private announced(header: Header, certain: boolean): void {
    const { context, sheet } = this
    let from = header.to
    let first = this.nextText(from)
    // "View post" on the line behind the name is no end of a quote that has not begun.
    const buttons: number[] = []
    while (sheet.marks[first]?.kind === 'footer') {
      buttons.push(first)
      from = first + 1
      first = this.nextText(from)
    }
    if (sheet.marks[first]?.kind === 'header') {
      this.flush(this.at)
      this.headers.add(header)
      this.footers.push(...buttons)
      this.waiting.push(header)
      this.goOn(from)
      return
    }
    if ((sheet.rows[first]?.depth ?? 0) > header.depth) {
      this.headers.add(header)
      this.footers.push(...buttons)
      this.flush(this.at)
      this.at = first
      this.marked(header)
      return
    }
    const region = this.regionBehind(from, header.depth, !certain)
    const empty = firstWithText(sheet, region) < 0
    const found = empty ? null : findAnnounced(context, sheet, header, region)
    if (found === null && !certain && !region.footed) {
      this.at = header.to
      return
    }
    this.flush(this.at)
    this.footers.push(...buttons)
    if (found !== null) {
      this.take(found.draft)
      if (!region.footed) learn(this.endings, sheet, region.from, found.next)
      this.goOn(found.next)
    } else if (empty) {
      this.headers.add(header)
      this.goOn(from)
    } else {
      const end = region.footed ? region.to : estimatedEnd(this.endings, sheet, region)
      this.take(this.bare(region.from, end, header, !region.footed))
      this.goOn(end)
    }
    if (region.footed && this.at === region.to) {
      this.footers.push(this.at)
      this.goOn(this.at + 1)
    } else if (found !== null) {
      this.restOfOuter()
    }
  }

  /** Behind a nested quote the outer one may go on. */
  private restOfOuter(): void {
    const outer = this.waiting.pop()
    if (outer === undefined) return
    const rest = this.regionBehind(this.at, outer.depth)
    if (firstWithText(this.sheet, rest) < 0) return
    const found = findAnnounced(this.context, this.sheet, outer, rest)
    if (found === null) return
    this.take(found.draft)
    this.goOn(found.next)
  }

  /** Runs of `>` rows. A header speaks for the rows one mark deeper; still deeper ones are quotes in the quote. */
  private marked(header: Header | null): void {
    const { context, sheet } = this
    this.flush(this.at)
    let row = this.at
    for (;;) {
      const depth = sheet.rows[row]?.depth ?? 0
      if (depth === 0 || (row > this.at && sheet.marks[row] != null)) break
      const end = this.markedEnd(row, depth)
      const by = header !== null && depth === header.depth + 1 ? header : null
      for (const draft of findMarked(context, sheet, row, end, by)) this.take(draft)
      row = end
    }
    this.goOn(row)
  }

  /** The first row behind a run of rows with the same marks; blank marked rows belong to it. */
  private markedEnd(from: number, depth: number): number {
    const { rows, marks } = this.sheet
    let end = from + 1
    for (let at = from + 1; at < rows.length; at++) {
      const row = rows[at]
      if (row === undefined || row.depth === 0 || marks[at] != null) break
      if (isBlank(row)) continue
      if (row.depth !== depth) break
      end = at + 1
    }
    return end
  }

  /**
   * The rows that a header may announce: up to the next header, the next closing line, or other marks; `short` stops at
   * lines that only may be headers too.
   */
  private regionBehind(from: number, depth: number, short = false): Region {
    const { rows, marks } = this.sheet
    let to = from
    for (; to < rows.length; to++) {
      const mark = marks[to]
      if (mark != null && (short || mark.kind !== 'maybe'))
        return { from, to, footed: mark.kind === 'footer' }
      const row = rows[to]
      if (row !== undefined && row.depth !== depth && !isBlank(row)) break
    }
    return { from, to, footed: false }
  }

  private nextText(from: number): number {
    let at = from
    while (at < this.sheet.rows.length && this.isBlankRow(at)) at++
    return at
  }

  private isBlankRow(index: number): boolean {
    const row = this.sheet.rows[index]
    return row === undefined || isBlank(row)
  }

  /** A quote whose words were found nowhere. */
  private bare(from: number, to: number, header: Header | null, estimated: boolean): Draft {
    return draftAt(spanOfRows(this.context.text, this.sheet, from, to), {
      tokens: tokensOfRows(this.sheet, from, to),
      passage: null,
      runnerUp: null,
      header,
      inline: false,
      estimated,
    })
  }
}
