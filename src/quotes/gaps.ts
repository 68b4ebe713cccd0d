import type { Block } from './block-list.js'
import type { Stream } from './stream.js'

/** Gaps with more tokens than this on one side are not looked into. */
const GAP = 24
const WIDTH = GAP + 1

/** By row and column the length of the longest common subsequence of what is left of both sides. */
const best = new Uint8Array(WIDTH * WIDTH)

/**
 * Calls `take` for every run of words that the gap between two blocks has in both posts: their longest common
 * subsequence, words too few in a row to be found as blocks. The gap is `rows` tokens from `here` in the post that
 * quotes and `columns` from `there` in the source.
 */
export function commonInGap(
  { id }: Stream,
  here: number,
  rows: number,
  there: number,
  columns: number,
  take: (at: number, source: number, length: number) => void,
): void {
  if (rows <= 0 || columns <= 0 || rows > GAP || columns > GAP) return
  for (let j = 0; j <= columns; j++) best[rows * WIDTH + j] = 0
  for (let i = rows - 1; i >= 0; i--) {
    best[i * WIDTH + columns] = 0
    for (let j = columns - 1; j >= 0; j--) {
      const below = (i + 1) * WIDTH + j
      best[i * WIDTH + j] =
        id[here + i] === id[there + j]
          ? (best[below + 1] ?? 0) + 1
          : Math.max(best[below] ?? 0, best[i * WIDTH + j + 1] ?? 0)
    }
  }
  let i = 0
  let j = 0
  let length = 0
  while (i < rows && j < columns && (best[i * WIDTH + j] ?? 0) > 0) {
    if (id[here + i] === id[there + j]) {
      i++
      j++
      length++
      continue
    }
    if (length > 0) take(here + i - length, there + j - length, length)
    length = 0
    if ((best[(i + 1) * WIDTH + j] ?? 0) >= (best[i * WIDTH + j + 1] ?? 0)) i++
    else j++
  }
  if (length > 0) take(here + i - length, there + j - length, length)
}

/** The same as records, for the gap between two blocks. */
export function blocksBetween(stream: Stream, before: Block, behind: Block): Block[] {
  const blocks: Block[] = []
  const at = before.at + before.length
  const there = before.source + before.length
  commonInGap(stream, at, behind.at - at, there, behind.source - there, (here, source, length) => {
    blocks.push({ at: here, source, length })
  })
  return blocks
}
