import type { PassageList } from './passage-list.js'

/** So many passages are sorted by insertion before sorted runs are merged. */
const RUN = 16

let order = new Int32Array(256)
let spare = new Int32Array(256)

/**
 * The passages' numbers, the heaviest first; of equally heavy ones the earliest source, then the one that begins first,
 * then the first in the list. They last until the next call.
 *
 * A merge sort of its own: sorting with a comparing function took longer than all that is done with the passages.
 */
export function heaviestFirst(list: PassageList): Int32Array {
  const { count } = list
  if (order.length < count) {
    order = new Int32Array(2 * count)
    spare = new Int32Array(2 * count)
  }
  for (let from = 0; from < count; from += RUN) insertAll(list, from, Math.min(count, from + RUN))
  for (let run = RUN; run < count; run *= 2) {
    for (let from = 0; from < count; from += 2 * run) {
      merge(list, from, Math.min(count, from + run), Math.min(count, from + 2 * run))
    }
    const merged = spare
    spare = order
    order = merged
  }
  return order.subarray(0, count)
}

function insertAll(list: PassageList, from: number, to: number): void {
  for (let passage = from; passage < to; passage++) {
    let at = passage
    for (; at > from && goesBefore(list, passage, order[at - 1] ?? 0); at--) order[at] = order[at - 1] ?? 0
    order[at] = passage
  }
}

/** Merges two sorted neighbours of `order` into the same place of `spare`. */
function merge(list: PassageList, from: number, middle: number, to: number): void {
  let left = from
  let right = middle
  for (let at = from; at < to; at++) {
    const takesRight =
      right < to && (left === middle || goesBefore(list, order[right] ?? 0, order[left] ?? 0))
    spare[at] = order[takesRight ? right++ : left++] ?? 0
  }
}

function goesBefore({ weight, source, first, at }: PassageList, a: number, b: number): boolean {
  const heavier = (weight[a] ?? 0) - (weight[b] ?? 0)
  if (heavier !== 0) return heavier > 0
  const later = (source[a] ?? 0) - (source[b] ?? 0)
  if (later !== 0) return later < 0
  return (at[first[a] ?? 0] ?? 0) < (at[first[b] ?? 0] ?? 0)
}
