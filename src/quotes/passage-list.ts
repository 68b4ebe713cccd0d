import type { Block } from './block-list.js'
import { doubled, doubledFloats } from './columns.js'
import { commonInGap } from './gaps.js'
import { TAKEN } from './ownership.js'
import type { Passage } from './passages.js'
import type { Weights } from './rarity.js'
import type { Stream } from './stream.js'

/**
 * Passages by the thousand, as columns (see `Passage`): on some pages most words stand in dozens of them, and few are
 * ever looked at. Passage i has the blocks `first[i]` to `last[i]`, which are columns as well.
 */
export class PassageList {
  count = 0
  source = new Int32Array(64)
  weight = new Float64Array(64)
  matched = new Int32Array(64)
  first = new Int32Array(64)
  last = new Int32Array(64)
  /** Per block its first token in the post that quotes and in the source, and its number of tokens. */
  at = new Int32Array(128)
  there = new Int32Array(128)
  length = new Int32Array(128)
  private blocks = 0

  constructor(
    private readonly stream: Stream,
    private readonly weights: Weights,
  ) {}

  clear(): void {
    this.count = 0
    this.blocks = 0
  }

  /** Adds a passage without blocks. */
  open(source: number): void {
    const i = this.count++
    if (i === this.source.length) this.grow()
    this.source[i] = source
    this.weight[i] = 0
    this.matched[i] = 0
    this.first[i] = this.blocks
    this.last[i] = this.blocks - 1
  }

  /** Adds a block to the passage opened last, and the words alike between it and the block before. */
  add(at: number, there: number, length: number): void {
    const i = this.count - 1
    const before = this.last[i] ?? 0
    if (before >= (this.first[i] ?? 0)) {
      const end = (this.at[before] ?? 0) + (this.length[before] ?? 0)
      const endThere = (this.there[before] ?? 0) + (this.length[before] ?? 0)
      commonInGap(this.stream, end, at - end, endThere, there - endThere, this.push)
    }
    this.push(at, there, length)
  }

  /** Takes the passage opened last out again. */
  drop(): void {
    this.blocks = this.first[--this.count] ?? 0
  }

  /** Leaves out the passages that have a 0 in `kept`. */
  keep(kept: Uint8Array): void {
    let to = 0
    for (let i = 0; i < this.count; i++) {
      if (kept[i] === 0) continue
      for (const column of [this.source, this.matched, this.first, this.last]) column[to] = column[i] ?? 0
      this.weight[to++] = this.weight[i] ?? 0
    }
    this.count = to
  }

  /** Passage i as a record of its own, which lasts when the list is filled anew. */
  passage(i: number): Passage {
    const blocks: Block[] = []
    const last = this.last[i] ?? -1
    for (let b = this.first[i] ?? 0; b <= last; b++) {
      blocks.push({ at: this.at[b] ?? 0, source: this.there[b] ?? 0, length: this.length[b] ?? 0 })
    }
    return {
      source: this.source[i] ?? 0,
      blocks,
      weight: this.weight[i] ?? 0,
      matched: this.matched[i] ?? 0,
    }
  }

  /** As `mostlyOwn` says of such records. */
  isMostlyOwn(i: number, own: Uint8Array): boolean {
    let count = 0
    const last = this.last[i] ?? -1
    for (let b = this.first[i] ?? 0; b <= last; b++) {
      const from = this.there[b] ?? 0
      const to = from + (this.length[b] ?? 0)
      for (let token = from; token < to; token++) if (own[token] !== TAKEN) count++
    }
    return 2 * count >= (this.matched[i] ?? 0)
  }

  /** All of them as such records. */
  all(): Passage[] {
    return Array.from({ length: this.count }, (_, i) => this.passage(i))
  }

  private readonly push = (at: number, there: number, length: number): void => {
    const i = this.count - 1
    const block = this.blocks++
    if (block === this.at.length) {
      this.at = doubled(this.at)
      this.there = doubled(this.there)
      this.length = doubled(this.length)
    }
    this.at[block] = at
    this.there[block] = there
    this.length[block] = length
    this.last[i] = block
    this.matched[i] = (this.matched[i] ?? 0) + length
    this.weight[i] = (this.weight[i] ?? 0) + (this.weights[at + length] ?? 0) - (this.weights[at] ?? 0)
  }

  private grow(): void {
    this.source = doubled(this.source)
    this.weight = doubledFloats(this.weight)
    this.matched = doubled(this.matched)
    this.first = doubled(this.first)
    this.last = doubled(this.last)
  }
}
