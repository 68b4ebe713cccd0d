import type { z } from 'zod'
import type { AnalysedThread } from '../model/analysed.js'
import type { Quote, QuoteSource } from '../model/quote.js'
import type { Reply } from '../model/reply.js'
import type { Span } from '../model/span.js'
import type { Stance, StanceReading } from '../model/stance.js'
import type { Furniture, Post } from '../model/thread.js'
import { foldedSpace } from '../text/lines.js'
import { postKeys } from './keys.js'
import { diagnosticRecords, reportNotes } from './notes.js'
import { indexPlaces } from './places.js'
import type { Places } from './places.js'
import type { threadRecordSchema } from './record-schema.js'

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T

/** One analysed thread as `threads.ndjson` holds it: the tables are made from it, here or on another machine. */
export type ThreadRecord = DeepReadonly<z.infer<typeof threadRecordSchema>>
export type PostRecord = ThreadRecord['posts'][number]
export type QuoteRecord = ThreadRecord['quotes'][number]
export type ReplyRecord = ThreadRecord['replies'][number]
export type StanceRecord = ThreadRecord['stances'][number]
export type DiagnosticRecord = ThreadRecord['diagnostics'][number]

/** The record of a thread. Pure; the whole of it follows from `analysed`. */
export function threadRecord(analysed: AnalysedThread): ThreadRecord {
  const { thread, quotes, replies, languages } = analysed
  const { dump } = thread
  const places = indexPlaces(dump.text)
  const place = (span: Span): Span => ({
    start: places.codePoint(span.start),
    end: places.codePoint(span.end),
  })
  const keys = postKeys(thread)
  const article = thread.posts[0]
  const published = thread.publishedFrom === 'capture' ? dump.capturedAt : (article?.stamp?.iso ?? null)
  const context: Context = { text: dump.text, places, place }
  const record: Omit<ThreadRecord, 'diagnostics'> = {
    format: 1,
    thread: dump.thread,
    source_file: dump.sourceFile,
    site: dump.site,
    url: dump.url,
    captured_at: dump.capturedAt,
    title: thread.title === null ? null : { name: thread.title.name, ...place(thread.title) },
    published_at: published,
    published_from: published === null ? null : thread.publishedFrom,
    language: languages.thread,
    order: thread.order,
    announced:
      thread.announced === null ? null : { count: thread.announced.count, ...place(thread.announced.span) },
    posts: thread.posts.map((post, at) => ({
      ...postFacts(post, context),
      ...(at === 0 ? { published_at: published } : {}),
      language: languages.posts[at] ?? 'und',
      chronological: replies.chronological[at] ?? 0,
      key: keys[at] ?? '',
      text: (quotes.own[at] ?? []).map((slice) => dump.text.slice(slice.start, slice.end)).join('\n'),
      own: (quotes.own[at] ?? []).map(place),
    })),
    furniture: thread.furniture.map((piece) => furnitureRecord(piece, context)),
    quotes: quotes.quotes.map((quote) => quoteRecord(quote, context)),
    replies: replies.replies.map((reply) => replyRecord(reply, context)),
    stances: analysed.stances
      .toSorted((a, b) => a.post - b.post)
      .map((stance) => stanceRecord(stance, context)),
  }
  const diagnostics = diagnosticRecords([
    ...dump.diagnostics,
    ...thread.diagnostics,
    ...quotes.diagnostics,
    ...languages.diagnostics,
    ...replies.diagnostics,
    ...reportNotes(record, dump.text),
  ])
  return { ...record, diagnostics }
}

interface Context {
  readonly text: string
  readonly places: Places
  readonly place: (span: Span) => Span
}

function lineFields(span: Span, { places }: Context): { line_from: number; line_to: number } {
  const { from, to } = places.lines(span)
  return { line_from: from, line_to: to }
}

function postFacts(post: Post, context: Context) {
  const { text, place } = context
  const { stamp, author } = post
  return {
    position: post.position,
    kind: post.kind,
    author: author === null ? null : { name: author.name, ...place(author) },
    published_at: stamp?.iso ?? null,
    stamp:
      stamp === null
        ? null
        : {
            text: foldedSpace(text.slice(stamp.start, stamp.end)),
            relative: stamp.relative,
            ...place(stamp),
          },
    number: post.number,
    ...place(post.span),
    ...lineFields(post.span, context),
    body: post.body.map(place),
    furniture: post.furniture.map((piece) => furnitureRecord(piece, context)),
    declared: post.declared.map((said) => ({
      by: said.by,
      position: said.position,
      name: said.name,
      ...place(said),
    })),
  }
}

function furnitureRecord(piece: Furniture, { place }: Context) {
  return { kind: piece.kind, ...place(piece) }
}

function quoteRecord(quote: Quote, context: Context): QuoteRecord {
  const { text, place } = context
  const source = (found: QuoteSource | null): QuoteRecord['source'] =>
    found === null ? null : { post: found.post, ...place(found.span), similarity: found.similarity }
  return {
    post: quote.post,
    n: quote.n,
    match: quote.match,
    ...place(quote),
    ...lineFields(quote, context),
    text: text.slice(quote.start, quote.end),
    author: folded(quote.author),
    named: folded(quote.named),
    header: quote.header === null ? null : place(quote.header),
    source: source(quote.source),
    runner_up: source(quote.runnerUp),
  }
}

function replyRecord(reply: Reply, { place }: Context): ReplyRecord {
  return {
    post: reply.post,
    to: reply.to,
    to_author: folded(reply.toAuthor),
    relation: reply.relation,
    evidence: reply.evidence,
    confidence: reply.confidence,
    quote: reply.quote,
    span: reply.span === null ? null : place(reply.span),
  }
}

function stanceRecord(stance: Stance, { text, place }: Context): StanceRecord {
  const reading = (found: StanceReading) => ({
    polarity: found.polarity,
    confidence: found.confidence,
    ...place(found.evidence),
    evidence: text.slice(found.evidence.start, found.evidence.end),
    cues: found.cues,
  })
  return {
    post: stance.post,
    stance: stance.stance,
    coder: stance.coder,
    ...reading(stance),
    other: stance.other === null ? null : reading(stance.other),
  }
}

/** An author is a name as printed, NFC, white space folded: also where a header or a mention prints it. */
function folded(name: string | null): string | null {
  return name === null ? null : foldedSpace(name)
}
