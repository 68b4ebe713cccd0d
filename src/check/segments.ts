import type { AnalysedThread } from '../model/analysed.js'
import type { Span } from '../model/span.js'
import type { Stance } from '../model/stance.js'
import type { FurnitureKind } from '../model/thread.js'
import { isSpace } from '../text/lines.js'

/** What a stretch of the dump was read as, most telling first: where two fit, the first one is given. */
export const SEGMENT_KINDS = [
  'author', // a post's author, where the name stands
  'stamp', // the time words that give a post its time
  'title', // the article's title
  'announced', // the number of comments that the page announces
  'quote',
  'quote-header', // the words that announce a quote
  'declared', // what the page says about whom a post answers
  'own', // the author's own words
  'around-quote', // sent with the post, but neither quote nor own: "Click to expand...", quotation marks
  'furniture', // page text that nobody in the thread wrote
  'removed', // what stands in the place of a post whose words are gone
  'captured', // the crawler's date at the head of the dump
  'unread', // words that the program gave no meaning
  'space', // white space between the others
] as const
export type SegmentKind = (typeof SEGMENT_KINDS)[number]

/** A stretch of one line that was read in one way. The segments of a line follow each other without gaps. */
export interface Segment extends Span {
  readonly kind: SegmentKind
  /** What the furniture is for; null for other kinds. */
  readonly furniture: FurnitureKind | null
  /** Position of the post whose text it is, null outside all posts. */
  readonly post: number | null
  /** Index of the quote it belongs to (the header included), null for none. */
  readonly quote: number | null
  /** Indices of the stances whose evidence it is part of, ascending. */
  readonly stances: readonly number[]
  /** Indices of the answers whose evidence it is part of, ascending. */
  readonly replies: readonly number[]
}

interface Mark extends Span {
  readonly layer: SegmentKind | 'post' | 'stance' | 'reply'
  readonly furniture: FurnitureKind | null
  /** Position of a post, or index of a quote, stance or answer; null where the layer says it all. */
  readonly index: number | null
}

/**
 * The segments of stretches of the text, asked for in order of place: one pass over the marks, so that the time is that
 * of the text and the marks together.
 */
export class Segmenter {
  readonly #text: string
  readonly #marks: readonly Mark[]
  #next = 0
  #open: Mark[] = []

  constructor(analysed: AnalysedThread, stances: readonly Stance[]) {
    this.#text = analysed.thread.dump.text
    this.#marks = marksOf(analysed, stances).sort((a, b) => a.start - b.start)
  }

  segments({ start, end }: Span): Segment[] {
    const found: Segment[] = []
    for (let at = start; at < end;) {
      const stop = this.#advance(at, end)
      found.push(segmentOf(this.#text, { start: at, end: stop }, this.#open))
      at = stop
    }
    return found
  }

  /** Position of the post that a place belongs to; for lines without segments. */
  postAt(at: number): number | null {
    this.#advance(at, at)
    return this.#open.find(({ layer }) => layer === 'post')?.index ?? null
  }

  /** Opens what begins at or before `at`, closes what ended, and returns where the next change is. */
  #advance(at: number, end: number): number {
    for (let mark = this.#marks[this.#next]; mark !== undefined && mark.start <= at;) {
      this.#open.push(mark)
      mark = this.#marks[++this.#next]
    }
    this.#open = this.#open.filter((mark) => mark.end > at)
    const following = this.#marks[this.#next]
    let stop = Math.min(end, following?.start ?? end)
    for (const mark of this.#open) stop = Math.min(stop, mark.end)
    return stop
  }
}

function segmentOf(text: string, span: Span, open: readonly Mark[]): Segment {
  let kind: SegmentKind = isBlank(text, span) ? 'space' : 'unread'
  let furniture: FurnitureKind | null = null
  let post: number | null = null
  let quote: number | null = null
  const stances: number[] = []
  const replies: number[] = []
  for (const mark of open) {
    const { layer, index } = mark
    if (layer === 'post') post = index
    else if (layer === 'stance') stances.push(index ?? 0)
    else if (layer === 'reply') replies.push(index ?? 0)
    else if (RANK[layer] < RANK[kind]) {
      kind = layer
      furniture = mark.furniture
      quote = layer === 'quote' || layer === 'quote-header' ? index : null
    }
  }
  return {
    start: span.start,
    end: span.end,
    kind,
    furniture,
    post,
    quote,
    stances: ascending(stances),
    replies: ascending(replies),
  }
}

const RANK = Object.fromEntries(SEGMENT_KINDS.map((kind, rank) => [kind, rank])) as Readonly<
  Record<SegmentKind, number>
>

function ascending(indices: readonly number[]): readonly number[] {
  return indices.length < 2 ? indices : [...new Set(indices)].sort((a, b) => a - b)
}

function isBlank(text: string, { start, end }: Span): boolean {
  for (let i = start; i < end; i++) if (!isSpace(text.charCodeAt(i))) return false
  return true
}

function marksOf({ thread, quotes, replies }: AnalysedThread, stances: readonly Stance[]): Mark[] {
  const marks: Mark[] = []
  const add = (
    layer: Mark['layer'],
    span: Span | null,
    index: number | null = null,
    furniture: FurnitureKind | null = null,
  ): void => {
    if (span !== null && span.start < span.end) {
      marks.push({ start: span.start, end: span.end, layer, furniture, index })
    }
  }
  add('captured', { start: 0, end: thread.dump.pageStart })
  add('title', thread.title)
  add('announced', thread.announced?.span ?? null)
  for (const piece of thread.furniture) add('furniture', piece, null, piece.kind)
  for (const post of thread.posts) {
    add('post', post.span, post.position)
    if (post.kind === 'stub') add('removed', post.span)
    add('author', post.author)
    add('stamp', post.stamp)
    for (const said of post.declared) add('declared', said)
    for (const slice of post.body) add('around-quote', slice)
    for (const slice of quotes.own[post.position] ?? []) add('own', slice)
    for (const piece of post.furniture) add('furniture', piece, null, piece.kind)
  }
  quotes.quotes.forEach((quote, index) => {
    add('quote', quote, index)
    add('quote-header', quote.header, index)
  })
  replies.replies.forEach((reply, index) => add('reply', reply.span, index))
  stances.forEach(({ evidence, other }, index) => {
    add('stance', evidence, index)
    add('stance', other?.evidence ?? null, index)
  })
  return marks
}
