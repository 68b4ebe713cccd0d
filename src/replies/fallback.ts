import type { Post, Thread } from '../model/thread.js'
import type { Members } from './members.js'

/**
 * Whether nothing is missing between the posts: as many comments and stubs as the page announces, or, on a page that
 * announces nothing, printed numbers that run without a hole.
 */
export function isComplete(thread: Thread): boolean {
  const comments = thread.posts.slice(1)
  if (thread.announced !== null) return thread.announced.count === comments.length
  return runsWithoutHole(comments, thread)
}

/** Numbers 1, 2, 3 …, from 2 where the opening post has number 1, or the same downwards. */
function runsWithoutHole(comments: readonly Post[], thread: Thread): boolean {
  if (comments.length < 2) return false
  const numbers = comments.map((post) => (post.number === null ? Number.NaN : Number(post.number)))
  const first = numbers[0] ?? Number.NaN
  const last = numbers[numbers.length - 1] ?? Number.NaN
  const lowest = Math.min(first, last)
  const opening = Number(thread.posts[0]?.number ?? 0)
  if (lowest !== 1 && !(lowest === 2 && opening === 1)) return false
  const step = last > first ? 1 : -1
  return numbers.every((number, i) => number === first + step * i)
}

/**
 * The post that stands before on a page in the order of time, when somebody else wrote it; null otherwise, and where
 * it is the article, which is no neighbour but the thing commented on.
 */
export function neighbourOf(thread: Thread, { ofPost }: Members, position: number): Post | null {
  const post = thread.posts[position]
  const before = position > 1 ? thread.posts[position - 1] : undefined
  if (post === undefined || before === undefined || before.kind !== 'comment') return null
  if (before.author === null || post.author === null) return null
  return ofPost[position - 1] === ofPost[position] ? null : before
}
