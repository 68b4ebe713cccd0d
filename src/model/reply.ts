import type { Diagnostic } from './diagnostic.js'
import type { Span } from './span.js'

/** Strongest first: of several kinds for the same pair the first one is written. */
export const EVIDENCE = ['structure', 'attribution', 'quote', 'mention', 'adjacency', 'position'] as const
export type Evidence = (typeof EVIDENCE)[number]

export const RELATIONS = ['declared', 'inferred'] as const
export type Relation = (typeof RELATIONS)[number]

export interface Reply {
  /** Position of the post that answers. */
  readonly post: number
  /** Position of the post answered, null when it is named but not in the dump. */
  readonly to: number | null
  /** The author answered: the post's author, else the name as printed. */
  readonly toAuthor: string | null
  readonly relation: Relation
  readonly evidence: Evidence
  /** 0 to 1: of the rows written with confidence c a share near c is right. */
  readonly confidence: number
  /** `n` of the quote that is the evidence, null otherwise. */
  readonly quote: number | null
  /** The words that are the evidence, null for adjacency and position. */
  readonly span: Span | null
}

export interface ReplyFacts {
  /** In order of post, then strongest evidence, then the post answered. */
  readonly replies: readonly Reply[]
  /** Per position: 1 for the earliest comment, 0 for the article. */
  readonly chronological: readonly number[]
  readonly diagnostics: readonly Diagnostic[]
}
