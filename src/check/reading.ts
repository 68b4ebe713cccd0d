import type { AnalysedThread } from '../model/analysed.js'
import type { Span } from '../model/span.js'
import type { Stance } from '../model/stance.js'
import { threadRecord } from '../report/record.js'
import type { DiagnosticRecord, ThreadRecord } from '../report/record.js'
import { indexLines, lineAt } from '../text/lines.js'
import type { Lines } from '../text/lines.js'
import type { Segment } from './segments.js'
import { SEGMENT_KINDS, Segmenter } from './segments.js'

/** One line of the dump as it was read. Spans are UTF-16 offsets in the dump's text, the LF left out. */
export interface ReadingLine extends Span {
  /** 1-based. */
  readonly number: number
  /** Position of the post that the line belongs to, null for the page's lines. */
  readonly post: number | null
  /** The segment that says best what the line is; null for blank lines. */
  readonly main: Segment | null
  readonly segments: readonly Segment[]
  /** Positions of the posts, and indices of the quotes, stances and problems, that begin in this line. */
  readonly posts: readonly number[]
  readonly quotes: readonly number[]
  readonly stances: readonly number[]
  readonly problems: readonly number[]
}

/** A dump as the program read it: what `polylogue check` shows. */
export interface Reading {
  readonly analysed: AnalysedThread
  /** In order of post, as in the tables; the lines' indices are into this list. */
  readonly stances: readonly Stance[]
  /** What problems.csv says of this dump, by line, those about the whole file first. */
  readonly problems: readonly DiagnosticRecord[]
  /** The same facts as threads.ndjson holds them. */
  readonly record: ThreadRecord
  readonly lines: readonly ReadingLine[]
  /** Indices of the problems that have no line. */
  readonly fileProblems: readonly number[]
}

/** Lays the findings over the lines of the dump. Pure; time in proportion to the text and the findings. */
export function describeReading(analysed: AnalysedThread): Reading {
  const { thread, quotes } = analysed
  const record = threadRecord(analysed)
  const stances = analysed.stances.toSorted((a, b) => a.post - b.post)
  const index = indexLines(thread.dump.text)
  // What stands behind the last LF is no line.
  const last = index.count - 1
  const count = last > 0 && index.start[last] === index.end[last] ? last : index.count
  const inFile = (line: number): number => Math.min(line, count) - 1
  const at = (offset: number): number => Math.min(lineAt(index, offset), count - 1)
  const posts = byLine(thread.posts, (post) => at(post.span.start))
  const quoted = byLine(quotes.quotes, (quote) => at(quote.start))
  const held = byLine(stances, (stance) => at(stance.evidence.start))
  const odd = byLine(record.diagnostics, ({ line }) => (line === null ? -1 : inFile(line)))
  const segmenter = new Segmenter(analysed, stances)
  const lines = Array.from({ length: count }, (_, line): ReadingLine => {
    const span = spanOf(index, line)
    const segments = segmenter.segments(span)
    const main = mainOf(segments)
    return {
      number: line + 1,
      start: span.start,
      end: span.end,
      post: main === null ? segmenter.postAt(span.start) : main.post,
      main,
      segments,
      posts: posts.get(line) ?? [],
      quotes: quoted.get(line) ?? [],
      stances: held.get(line) ?? [],
      problems: odd.get(line) ?? [],
    }
  })
  return { analysed, stances, problems: record.diagnostics, record, lines, fileProblems: odd.get(-1) ?? [] }
}

/** A line with some own words is text, whoever is named in it and whatever it quotes. */
function rank({ kind }: Segment): number {
  return kind === 'own' ? -1 : SEGMENT_KINDS.indexOf(kind)
}

function mainOf(segments: readonly Segment[]): Segment | null {
  let main: Segment | null = null
  for (const segment of segments) {
    if (segment.kind === 'space') continue
    if (main === null || rank(segment) < rank(main)) main = segment
  }
  return main
}

function spanOf(lines: Lines, line: number): Span {
  return { start: lines.start[line] ?? 0, end: lines.end[line] ?? 0 }
}

/** Indices of `things` by the line they are on, in their order. */
function byLine<T>(things: readonly T[], lineOf: (thing: T) => number): Map<number, number[]> {
  const found = new Map<number, number[]>()
  things.forEach((thing, index) => {
    const line = lineOf(thing)
    const there = found.get(line)
    if (there === undefined) found.set(line, [index])
    else there.push(index)
  })
  return found
}

/** The 1-based number of the line that holds an offset. */
export function lineNumberAt({ lines }: Reading, offset: number): number {
  let low = 0
  let high = lines.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((lines[middle]?.start ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low + 1
}
