import { createHash } from 'node:crypto'
import { byTexts } from '../../report/order.js'
import type { SheetPost } from './post.js'

export interface DealtSheet {
  readonly coder: string
  readonly posts: readonly SheetPost[]
}

/**
 * Who codes what: `overlap` posts, spread evenly over the list, go to every coder, the others in turn to one each. Each sheet has
 * an order of its own, by chance from the seed: the code of one post sways that of the next, and only so does this fall on other
 * posts for each coder (Mathur, Baldwin & Cohn, "Sequence Effects in Crowdsourced Annotations", EMNLP 2017).
 */
export function deal(
  posts: readonly SheetPost[],
  coders: readonly string[],
  overlap: number,
  seed: number,
): DealtSheet[] {
  const dealt = coders.map((coder) => ({ coder, posts: [] as SheetPost[] }))
  const common = Math.min(overlap, posts.length)
  let turn = 0
  for (const [at, post] of posts.entries()) {
    const isCommon = Math.floor(((at + 1) * common) / posts.length) > Math.floor((at * common) / posts.length)
    if (isCommon) for (const sheet of dealt) sheet.posts.push(post)
    else dealt[turn++ % coders.length]?.posts.push(post)
  }
  return dealt.map(({ coder, posts: own }) => ({ coder, posts: shuffled(own, coder, seed) }))
}

function shuffled(posts: readonly SheetPost[], coder: string, seed: number): SheetPost[] {
  return posts
    .map((post) => ({
      post,
      place: createHash('sha256').update(`${seed}\n${coder}\n${post.post}`).digest('hex'),
    }))
    .sort(byTexts(({ place }) => place))
    .map(({ post }) => post)
}
