import { doubled } from './columns.js'

/** The same words in two places: `length` tokens from `at` in the post looked at and from `source` in another. */
export interface Block {
  readonly at: number
  readonly source: number
  readonly length: number
}

/**
 * Blocks by the hundred thousand: number i is `length[i]` tokens from `at[i]` and from `source[i]`. The blocks of one post
 * are a chain, from the one added last: `latest[post]`, then `previous` of that, up to -1.
 */
export class BlockList {
  count = 0
  at = new Int32Array(256)
  source = new Int32Array(256)
  length = new Int32Array(256)
  previous = new Int32Array(256)
  /** By the rank of a post. */
  readonly latest: Int32Array
  /** The ranks of the posts that have blocks, in the order in which they got the first one. */
  readonly posts: Int32Array
  postCount = 0

  constructor(posts: number) {
    this.latest = new Int32Array(posts).fill(-1)
    this.posts = new Int32Array(posts)
  }

  clear(): void {
    const { latest, posts, postCount } = this
    for (let i = 0; i < postCount; i++) latest[posts[i] ?? 0] = -1
    this.postCount = 0
    this.count = 0
  }

  /** `post` is the rank of the post that the source stands in. */
  add(at: number, source: number, length: number, post: number): void {
    const i = this.count++
    if (i === this.at.length) this.grow()
    this.at[i] = at
    this.source[i] = source
    this.length[i] = length
    const before = this.latest[post] ?? -1
    if (before < 0) this.posts[this.postCount++] = post
    this.previous[i] = before
    this.latest[post] = i
  }

  private grow(): void {
    this.at = doubled(this.at)
    this.source = doubled(this.source)
    this.length = doubled(this.length)
    this.previous = doubled(this.previous)
  }
}
