import type { PassageList } from './passage-list.js'

let order = new Int32Array(256)
let spare = new Int32Array(256)
/** Where each sorted run of a part of `order` begins, and where the last one ends. */
let runs = new Int32Array(257)

/** Passages are dealt by weight, heavier ones into later steps; all those from the last step on are in it. */
const STEPS = 1024
const STEPS_PER_WEIGHT = 64
/** By step how many passages it has, then where its next one goes. */
const place = new Int32Array(STEPS)

/**
 * The passages' numbers, the heaviest first; of equally heavy ones the earliest source, then the one that begins first,
 * then the one that begins first in the source. They last until the next call.
 *
 * Dealt by weight, then a merge sort of the few that are about equally heavy: one word run that many posts have gives
 * many passages in the right order, and with a comparing function the sorting took longer than all that is done with
 * the passages.
 */
export function heaviestFirst(list: PassageList): Int32Array {
  const { count, weight } = list
  if (order.length < count) {
    order = new Int32Array(2 * count)
    spare = new Int32Array(2 * count)
    runs = new Int32Array(2 * count + 1)
  }
  place.fill(0)
  for (let i = 0; i < count; i++) {
    const step = stepOf(weight[i] ?? 0)
    place[step] = (place[step] ?? 0) + 1
  }
  // From the last step, which has the heaviest.
  let before = 0
  for (let step = STEPS - 1; step >= 0; step--) {
    const size = place[step] ?? 0
    place[step] = before
    before += size
  }
  for (let i = 0; i < count; i++) {
    const step = stepOf(weight[i] ?? 0)
    const at = place[step] ?? 0
    place[step] = at + 1
    order[at] = i
  }
  let from = 0
  while (from < count) {
    const to = place[stepOf(weight[order[from] ?? 0] ?? 0)] ?? count
    if (to - from > 1) sort(list, from, to)
    from = to
  }
  return order.subarray(0, count)
}

function stepOf(weight: number): number {
  const step = Math.floor(weight * STEPS_PER_WEIGHT)
  return step < STEPS ? step : STEPS - 1
}

/** Sorts `order[from]` to `order[to - 1]`. */
function sort(list: PassageList, from: number, to: number): void {
  let sorted = 0
  for (let i = from; i < to; i++) {
    if (i === from || goesBefore(list, order[i] ?? 0, order[i - 1] ?? 0)) runs[sorted++] = i
  }
  runs[sorted] = to
  while (sorted > 1) {
    let merged = 0
    for (let run = 0; run < sorted; run += 2) {
      const begin = runs[run] ?? 0
      const middle = runs[run + 1] ?? to
      merge(list, begin, middle, run + 2 <= sorted ? (runs[run + 2] ?? to) : middle)
      runs[merged++] = begin
    }
    runs[merged] = to
    sorted = merged
    order.set(spare.subarray(from, to), from)
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
