import type { Diagnostic } from './diagnostic.js'
import type { Span } from './span.js'

export const MATCHES = ['exact', 'edited', 'announced'] as const
export type Match = (typeof MATCHES)[number]

export interface QuoteSource {
  /** Position of the post the words come from. */
  readonly post: number
  readonly span: Span
  /** 2 x matched letters / letters of both, 0 to 1. */
  readonly similarity: number
}

export interface Quote extends Span {
  /** Position of the post that quotes. */
  readonly post: number
  /** 1, 2, … within the post: the quote's id is `<post>.q<n>`. */
  readonly n: number
  readonly match: Match
  readonly source: QuoteSource | null
  /** Who is quoted: the source's author, else the name in the header, else null. */
  readonly author: string | null
  /** The header or mark that announces it ("X wrote:"), null for unannounced quotes. */
  readonly header: Span | null
  /** The name in the header as printed, null without one. */
  readonly named: string | null
  /** The second best source, for people who doubt the first. */
  readonly runnerUp: QuoteSource | null
}

export interface QuoteFacts {
  /** In order of post, then place. Never overlapping. */
  readonly quotes: readonly Quote[]
  /** Per position: the author's own words, the body without quotes and headers, blank edges trimmed. */
  readonly own: readonly (readonly Span[])[]
  readonly diagnostics: readonly Diagnostic[]
}
