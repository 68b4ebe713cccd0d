import { isCounted } from './counted.js'
import type { PostRecord, QuoteRecord, ReplyRecord, ThreadRecord } from './record.js'

/** An answer or quote with both names known: what the tables about authors count. */
export interface Attributed<T> {
  readonly row: T
  readonly post: PostRecord
  readonly author: string
  readonly toAuthor: string
}

/** Answers with evidence beyond the order of posts, both authors known. */
export function attributedReplies(record: ThreadRecord): Attributed<ReplyRecord>[] {
  return record.replies.flatMap((row) =>
    isCounted(row) ? attributed(row, record.posts[row.post], row.to_author) : [],
  )
}

/** Quotes with both authors known. */
export function attributedQuotes(record: ThreadRecord): Attributed<QuoteRecord>[] {
  return record.quotes.flatMap((row) => attributed(row, record.posts[row.post], row.author))
}

function attributed<T>(row: T, post: PostRecord | undefined, to: string | null): Attributed<T>[] {
  const author = post?.author?.name
  return post === undefined || author === undefined || to === null
    ? []
    : [{ row, post, author, toAuthor: to }]
}
