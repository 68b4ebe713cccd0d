import { without, type Span } from '../model/span.js'
import type { Post } from '../model/thread.js'
import { trimmed } from '../text/lines.js'

const ONLY_MARKS = '>"\u00ab\u00bb\u201c\u201d\u201e\u2039\u203a| \t\n\u00a0\u202f'

/**
 * The author's own words: the body without `holes` (quotes, the lines that announce or end them), white space at the
 * ends of each part taken off. Parts that hold nothing but quotation marks are left out.
 */
export function ownWords(text: string, post: Post, holes: readonly Span[]): Span[] {
  const parts: Span[] = []
  for (const part of without(post.body, holes)) {
    const span = trimmed(text, part)
    if (span.start < span.end && !onlyMarks(text, span)) parts.push(span)
  }
  return parts
}

function onlyMarks(text: string, span: Span): boolean {
  for (let i = span.start; i < span.end; i++) if (!ONLY_MARKS.includes(text.charAt(i))) return false
  return true
}
