import type { Context, Sheet } from './context.js'
import type { Passage } from './passages.js'
import { lettersOf, type Range } from './stream.js'

/** Share of the letters of `range` that a passage matches, 0 to 1; 0 for a range without words. */
export function coverageOf(context: Context, passage: Passage, range: Range): number {
  const all = lettersOf(context.stream, range)
  return all === 0 ? 0 : matchedLetters(context, passage, range) / all
}

function matchedLetters(context: Context, passage: Passage, range: Range): number {
  let matched = 0
  for (const block of passage.blocks) {
    const from = Math.max(range.from, block.at)
    const to = Math.min(range.to, block.at + block.length)
    matched += lettersOf(context.stream, { from, to })
  }
  return matched
}

/** Per row from `from` to `to - 1` the share of its letters that the passage matches; -1 for rows without words. */
export function coverageOfRows(
  context: Context,
  sheet: Sheet,
  passage: Passage,
  from: number,
  to: number,
): Float32Array {
  const shares = new Float32Array(Math.max(0, to - from)).fill(-1)
  let first = 0
  for (let i = from; i < to; i++) {
    const range = sheet.rowTokens[i]
    if (range === undefined || range.to <= range.from) continue
    while (first < passage.blocks.length && endOf(passage, first) <= range.from) first++
    const all = lettersOf(context.stream, range)
    let matched = 0
    for (let b = first; b < passage.blocks.length; b++) {
      const block = passage.blocks[b]
      if (block === undefined || block.at >= range.to) break
      const part = { from: Math.max(range.from, block.at), to: Math.min(range.to, block.at + block.length) }
      matched += lettersOf(context.stream, part)
    }
    shares[i - from] = all === 0 ? -1 : matched / all
  }
  return shares
}

function endOf(passage: Passage, index: number): number {
  const block = passage.blocks[index]
  return block === undefined ? 0 : block.at + block.length
}
