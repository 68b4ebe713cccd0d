import { isCounted } from './counted.js'
import type { PostRecord, QuoteRecord, ReplyRecord, ThreadRecord } from './record.js'

/** An answer or quote with both names known: what the tables about authors count. */
export interface Attributed<T> {
  readonly row: T
  readonly post: PostRecord
  readonly author: string
  readonly toAuthor: string
}

/** What a thread adds to the tables about authors. */
export interface AttributedRows {
  /** Answers with evidence beyond the order of posts, both authors known. */
  readonly replies: readonly Attributed<ReplyRecord>[]
  /** Quotes with both authors known. */
  readonly quotes: readonly Attributed<QuoteRecord>[]
}

export function attributedRows({ posts, replies, quotes }: ThreadRecord): AttributedRows {
  return {
    replies: attributed(replies.filter(isCounted), posts, ({ to_author: to }) => to),
    quotes: attributed(quotes, posts, ({ author }) => author),
  }
}

function attributed<T extends { readonly post: number }>(
  rows: readonly T[],
  posts: readonly PostRecord[],
  to: (row: T) => string | null,
): Attributed<T>[] {
  const found: Attributed<T>[] = []
  for (const row of rows) {
    const post = posts[row.post]
    const author = post?.author?.name
    const toAuthor = to(row)
    if (post === undefined || author === undefined || toAuthor === null) continue
    found.push({ row, post, author, toAuthor })
  }
  return found
}
