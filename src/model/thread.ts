import type { Diagnostic } from './diagnostic.js'
import type { Dump } from './dump.js'
import type { Span } from './span.js'
import type { Stamp } from './stamp.js'

export const POST_KINDS = ['article', 'comment', 'stub'] as const
export type PostKind = (typeof POST_KINDS)[number]

/** Page text that nobody in the thread wrote, by what it is for. */
export const FURNITURE_KINDS = [
  'author', // the author line's other words, "says:"
  'avatar', // "Avatar", "X's Avatar"
  'button', // "Répondre", "Reply With Quote"
  'card', // rank, join date, message count
  'counter', // votes, likes
  'edit-note', // "Last edited by …"
  'heading', // section headings, sorting, "Add a comment"
  'moderation', // what a moderator put in
  'number', // "#12"
  'page', // the rest of the page: menus, teasers, the foot
  'signature', // after `--` or a row of `_`
  'stamp', // the stamp line's other words
  'title', // a post's own title, "Re: …"
] as const
export type FurnitureKind = (typeof FURNITURE_KINDS)[number]

export interface Furniture extends Span {
  readonly kind: FurnitureKind
}

/** A name as printed: NFC, white space folded. The span is where it stands. */
export interface Name extends Span {
  readonly name: string
}

/** What the page itself says about whom a post answers. */
export interface Declared extends Span {
  readonly by: 'number' | 'indent' | 'below' | 'name-line'
  /** Position of the post answered when the layout shows it (`#1.2`, an indentation, an answer below a question, a remark below it), else null. */
  readonly position: number | null
  /** The name the page prints ("En réponse à X"), else null. */
  readonly name: string | null
}

export interface Post {
  /** Place in the dump: the article 0, then 1, 2, … */
  readonly position: number
  readonly kind: PostKind
  readonly author: Name | null
  readonly stamp: Stamp | null
  /** From the first to the last line of the post, without blank lines at both ends; ends before its last LF. */
  readonly span: Span
  /** What the author sent, quotes and their headers included, furniture not; in order, whole lines or parts of lines. */
  readonly body: readonly Span[]
  readonly furniture: readonly Furniture[]
  /** The number as the page prints it, `12` or `1.2`, without `#`; null where posts are not numbered. */
  readonly number: string | null
  readonly declared: readonly Declared[]
}

/** In which order the page shows its comments, as far as their stamps tell. */
export const PAGE_ORDERS = ['oldest-first', 'newest-first', 'other', 'unknown'] as const
export type PageOrder = (typeof PAGE_ORDERS)[number]

export interface Thread {
  readonly dump: Dump
  /** The language most of the page is in, a first guess from function words; null when it cannot be told. */
  readonly language: string | null
  readonly title: Name | null
  /** The article first (position 0), then the comments as the page shows them. Never empty. */
  readonly posts: readonly Post[]
  readonly announced: { readonly count: number; readonly span: Span } | null
  readonly publishedFrom: 'byline' | 'capture' | null
  readonly order: PageOrder
  /** Page text outside all posts. */
  readonly furniture: readonly Furniture[]
  readonly diagnostics: readonly Diagnostic[]
}
