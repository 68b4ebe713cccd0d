import type { Thread } from '../model/thread.js'
import { foldedSpace } from '../text/lines.js'

/** Somebody who wrote in the thread, under one name. */
export interface Member {
  /** As first printed. */
  readonly name: string
  readonly key: string
  /** Positions of the posts, in the page's order, the article included. */
  readonly posts: readonly number[]
}

const QUOTE_MARKS = /[’‘ʼ′`´]/gu

/** The form under which two printed names are the same: case, white space, composition, typographic apostrophes. */
export function nameKey(name: string): string {
  return foldedSpace(name).replace(QUOTE_MARKS, "'").toLowerCase().normalize('NFC')
}

/** The letters and digits of a name and nothing else: how a name with spaces is written behind an `@`. */
export function squeezed(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '')
}

export interface Members {
  /** In order of first appearance on the page. */
  readonly all: readonly Member[]
  readonly byKey: ReadonlyMap<string, Member>
  /** Per position the member who wrote the post. */
  readonly ofPost: readonly (Member | null)[]
}

export function membersOf(thread: Thread): Members {
  const posts = new Map<string, number[]>()
  const byKey = new Map<string, Member>()
  const ofPost: (Member | null)[] = []
  for (const post of thread.posts) {
    const key = post.author === null ? '' : nameKey(post.author.name)
    if (post.author === null || key === '') {
      ofPost.push(null)
      continue
    }
    const list = posts.get(key)
    if (list === undefined) {
      const own = [post.position]
      posts.set(key, own)
      byKey.set(key, { name: post.author.name, key, posts: own })
    } else {
      list.push(post.position)
    }
    ofPost.push(byKey.get(key) ?? null)
  }
  return { all: [...byKey.values()], byKey, ofPost }
}
