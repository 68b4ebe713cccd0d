/** Lists of integers one behind the other: list `i` is `data` from `from[i]` to `from[i + 1]`. */
export interface Rows {
  readonly from: Int32Array
  readonly data: Int32Array
}

/** The lists in the given order; a missing one is empty. */
export function rowsOf(lists: readonly (readonly number[] | undefined)[]): Rows {
  const from = new Int32Array(lists.length + 1)
  let length = 0
  for (let i = 0; i < lists.length; i++) {
    length += lists[i]?.length ?? 0
    from[i + 1] = length
  }
  const data = new Int32Array(length)
  for (let i = 0; i < lists.length; i++) data.set(lists[i] ?? [], from[i] ?? 0)
  return { from, data }
}

/** List `i`, without a copy; empty where there is none. */
export function rowOf({ from, data }: Rows, i: number): Int32Array {
  return data.subarray(from[i] ?? 0, from[i + 1] ?? from[i] ?? 0)
}
