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
export type CodingRecord = ThreadRecord['codings'][number]
export type DiagnosticRecord = ThreadRecord['diagnostics'][number]

/**
 * The record of a thread. Pure; the whole of it follows from `analysed`. People's codings join it in `withCodings`.
 * @param sha256 of the dump's bytes, hex; null where nobody knows
 */
export function threadRecord(analysed: AnalysedThread, sha256: string | null = null): ThreadRecord {
  const { thread, quotes, replies, languages } = analysed
  const { dump, title, announced } = thread
  const context: Context = { text: dump.text, places: indexPlaces(dump.text) }
  const at = (offset: number): number => context.places.codePoint(offset)
  const published =
    thread.publishedFrom === 'capture' ? dump.capturedAt : (thread.posts[0]?.stamp?.iso ?? null)
  const keys = postKeys(thread)
  const record: Omit<ThreadRecord, 'diagnostics' | 'codings'> = {
    format: 1,
    thread: dump.thread,
    source_file: dump.sourceFile,
    source_sha256: sha256,
    site: dump.site,
    url: dump.url,
    captured_at: dump.capturedAt,
    title: title === null ? null : { name: title.name, start: at(title.start), end: at(title.end) },
    published_at: published,
    published_from: published === null ? null : thread.publishedFrom,
    language: languages.thread,
    order: thread.order,
    announced:
      announced === null
        ? null
        : { count: announced.count, start: at(announced.span.start), end: at(announced.span.end) },
    posts: thread.posts.map((post, n) =>
      postRecord(post, context, {
        published: n === 0 ? published : (post.stamp?.iso ?? null),
        language: languages.posts[n] ?? 'und',
        chronological: replies.chronological[n] ?? 0,
        key: keys[n] ?? '',
        own: quotes.own[n] ?? [],
      }),
    ),
    furniture: thread.furniture.map((piece) => furnitureRecord(piece, context)),
    quotes: quotes.quotes.map((quote) => quoteRecord(quote, context)),
    replies: replies.replies.map((reply) => replyRecord(reply, context)),
    stances: analysed.stances
      .toSorted((a, b) => a.post - b.post)
      .map((stance) => stanceRecord(stance, context)),
    learned: analysed.learned,
  }
  const diagnostics = diagnosticRecords([
    ...dump.diagnostics,
    ...thread.diagnostics,
    ...quotes.diagnostics,
    ...languages.diagnostics,
    ...replies.diagnostics,
    ...reportNotes(record, dump.text),
  ])
  return { ...record, diagnostics, codings: [] }
}

interface Context {
  readonly text: string
  readonly places: Places
}

/** What other stages found out about a post. */
interface Findings {
  readonly published: string | null
  readonly language: string
  readonly chronological: number
  readonly key: string
  readonly own: readonly Span[]
}

// Records are made by the hundred thousand: written out field by field, they are several times faster than spread.

function postRecord(post: Post, context: Context, found: Findings): PostRecord {
  const { text, places } = context
  const { stamp, author, span } = post
  const { own } = found
  const lines = places.lines(span)
  return {
    position: post.position,
    kind: post.kind,
    author:
      author === null
        ? null
        : { name: author.name, start: places.codePoint(author.start), end: places.codePoint(author.end) },
    published_at: found.published,
    stamp:
      stamp === null
        ? null
        : {
            text: foldedSpace(text.slice(stamp.start, stamp.end)),
            relative: stamp.relative,
            start: places.codePoint(stamp.start),
            end: places.codePoint(stamp.end),
          },
    number: post.number,
    language: found.language,
    chronological: found.chronological,
    key: found.key,
    start: places.codePoint(span.start),
    end: places.codePoint(span.end),
    line_from: lines.from,
    line_to: lines.to,
    text: own.map((slice) => text.slice(slice.start, slice.end)).join('\n'),
    own: own.map((slice) => spanRecord(slice, context)),
    body: post.body.map((slice) => spanRecord(slice, context)),
    furniture: post.furniture.map((piece) => furnitureRecord(piece, context)),
    declared: post.declared.map((said) => ({
      by: said.by,
      position: said.position,
      name: said.name,
      start: places.codePoint(said.start),
      end: places.codePoint(said.end),
    })),
  }
}

function spanRecord({ start, end }: Span, { places }: Context): [number, number] {
  return [places.codePoint(start), places.codePoint(end)]
}

function furnitureRecord(piece: Furniture, { places }: Context): ThreadRecord['furniture'][number] {
  return [piece.kind, places.codePoint(piece.start), places.codePoint(piece.end)]
}

function quoteRecord(quote: Quote, context: Context): QuoteRecord {
  const { text, places } = context
  const lines = places.lines(quote)
  return {
    post: quote.post,
    n: quote.n,
    match: quote.match,
    start: places.codePoint(quote.start),
    end: places.codePoint(quote.end),
    line_from: lines.from,
    line_to: lines.to,
    text: text.slice(quote.start, quote.end),
    author: folded(quote.author),
    named: folded(quote.named),
    header: quote.header === null ? null : spanRecord(quote.header, context),
    source: sourceRecord(quote.source, context),
    runner_up: sourceRecord(quote.runnerUp, context),
  }
}

function sourceRecord(source: QuoteSource | null, { places }: Context): QuoteRecord['source'] {
  return source === null
    ? null
    : {
        post: source.post,
        start: places.codePoint(source.span.start),
        end: places.codePoint(source.span.end),
        similarity: source.similarity,
      }
}

function replyRecord(reply: Reply, context: Context): ReplyRecord {
  return {
    post: reply.post,
    to: reply.to,
    to_author: folded(reply.toAuthor),
    relation: reply.relation,
    evidence: reply.evidence,
    confidence: reply.confidence,
    quote: reply.quote,
    span: reply.span === null ? null : spanRecord(reply.span, context),
  }
}

function stanceRecord(stance: Stance, context: Context): StanceRecord {
  return {
    post: stance.post,
    stance: stance.stance,
    coder: stance.coder,
    ...readingRecord(stance, context),
    other: stance.other === null ? null : readingRecord(stance.other, context),
  }
}

function readingRecord({ polarity, confidence, evidence, cues }: StanceReading, { text, places }: Context) {
  return {
    polarity,
    confidence,
    start: places.codePoint(evidence.start),
    end: places.codePoint(evidence.end),
    evidence: text.slice(evidence.start, evidence.end),
    cues,
  }
}

/** An author is a name as printed, NFC, white space folded: also where a header or a mention prints it. */
function folded(name: string | null): string | null {
  return name === null ? null : foldedSpace(name)
}
