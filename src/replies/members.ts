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
  const byKey = new Map<string, Member & { readonly posts: number[] }>()
  /** By name as printed, so that the key is made once for each. */
  const byName = new Map<string, Member & { readonly posts: number[] }>()
  const ofPost: (Member | null)[] = []
  for (const { author, position } of thread.posts) {
    if (author === null) {
      ofPost.push(null)
      continue
    }
    let member = byName.get(author.name)
    if (member === undefined) {
      const key = nameKey(author.name)
      if (key === '') {
        ofPost.push(null)
        continue
      }
      member = byKey.get(key) ?? { name: author.name, key, posts: [] }
      byKey.set(key, member)
      byName.set(author.name, member)
    }
    member.posts.push(position)
    ofPost.push(member)
  }
  return { all: [...byKey.values()], byKey, ofPost }
}
