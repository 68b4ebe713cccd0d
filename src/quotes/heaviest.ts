import type { PassageList } from './passage-list.js'

let order = new Int32Array(256)
let spare = new Int32Array(256)
/** Where each sorted run of `order` begins, and where the last one ends. */
let runs = new Int32Array(257)

/**
 * The passages' numbers, the heaviest first; of equally heavy ones the earliest source, then the one that begins first,
 * then the one that begins first in the source. They last until the next call. A merge sort of the runs that are in
 * order already: passages of one source mostly are.
 */
export function heaviestFirst(list: PassageList): Int32Array {
  const { count } = list
  if (order.length < count) {
    order = new Int32Array(2 * count)
    spare = new Int32Array(2 * count)
    runs = new Int32Array(2 * count + 1)
  }
  let sorted = 0
  for (let i = 0; i < count; i++) {
    order[i] = i
    if (i === 0 || goesBefore(list, i, i - 1)) runs[sorted++] = i
  }
  runs[sorted] = count
  while (sorted > 1) {
    let merged = 0
    for (let run = 0; run < sorted; run += 2) {
      const begin = runs[run] ?? 0
      const middle = runs[run + 1] ?? count
      merge(list, begin, middle, run + 2 <= sorted ? (runs[run + 2] ?? count) : middle)
      runs[merged++] = begin
    }
    runs[merged] = count
    sorted = merged
    const other = order
    order = spare
    spare = other
  }
  return order.subarray(0, count)
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

function goesBefore({ weight, source, first, at, there }: PassageList, a: number, b: number): boolean {
  const heavier = (weight[a] ?? 0) - (weight[b] ?? 0)
  if (heavier !== 0) return heavier > 0
  const later = (source[a] ?? 0) - (source[b] ?? 0)
  if (later !== 0) return later < 0
  const one = first[a] ?? 0
  const other = first[b] ?? 0
  const behind = (at[one] ?? 0) - (at[other] ?? 0)
  return behind === 0 ? (there[one] ?? 0) < (there[other] ?? 0) : behind < 0
}
