import { doubled } from './columns.js'

/** The same words in two places: `length` tokens from `at` in the post looked at and from `source` in another. */
export interface Block {
  readonly at: number
  readonly source: number
  readonly length: number
}

/** Blocks by the hundred thousand: number i is `length[i]` tokens from `at[i]` and from `source[i]`. */
export class BlockList {
  count = 0
  at = new Int32Array(256)
  source = new Int32Array(256)
  length = new Int32Array(256)

  clear(): void {
    this.count = 0
  }

  /** The number of the block added. */
  add(at: number, source: number, length: number): number {
    const i = this.count++
    if (i === this.at.length) this.grow()
    this.at[i] = at
    this.source[i] = source
    this.length[i] = length
    return i
  }

  private grow(): void {
    this.at = doubled(this.at)
    this.source = doubled(this.source)
    this.length = doubled(this.length)
  }
}
