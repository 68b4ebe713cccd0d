import { cut } from '../../report/cells.js'
import { isCounted } from '../../report/counted.js'
import { postId } from '../../report/ids.js'
import { apart } from '../../report/order.js'
import type { PostRecord, ThreadRecord } from '../../report/record.js'
import type { Row } from '../../report/columns.js'
import { CONTEXT_LIMIT } from './table.js'
import type { sheet } from './table.js'

/** A post as it stands in a coding sheet, without the columns that are to be filled. */
export type SheetPost = Row<typeof sheet.columns>

/** Nothing in it says what the machine made of the post's stance. */
export function sheetPost(record: ThreadRecord, post: PostRecord): SheetPost {
  return {
    key: post.key,
    thread: record.thread,
    post: postId(record, post.position),
    kind: post.kind,
    author: kept(post.author?.name),
    published_at: kept(post.published_at),
    language: post.language,
    context: contextOf(record, post.position),
    text: apart(cut(post.text)),
  }
}

/** What the post quotes, then the posts that it answers by more than their place; null where there is nothing. */
function contextOf(record: ThreadRecord, position: number): string | null {
  const quoted = record.quotes
    .filter((quote) => quote.post === position)
    .map(({ author, text }) => ({ head: `${author ?? '?'} (quoted)`, text }))
  const answered = new Set(
    record.replies.flatMap((reply) =>
      reply.post === position && reply.to !== null && isCounted(reply) ? reply.to : [],
    ),
  )
  const posts = [...answered].flatMap((to) => {
    const post = record.posts[to]
    return post === undefined || post.text === '' ? [] : { head: post.author?.name ?? '?', text: post.text }
  })
  const parts = [...quoted, ...posts]
  if (parts.length === 0) return null
  const share = Math.floor(CONTEXT_LIMIT / parts.length)
  return apart(
    cut(parts.map(({ head, text }) => shortened(`${head}: ${text}`, share - 2)).join('\n\n'), CONTEXT_LIMIT),
  )
}

function shortened(text: string, limit: number): string {
  return text.length <= limit ? text : `${cut(text, Math.max(0, limit - 1))}…`
}

function kept(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : apart(text)
}
