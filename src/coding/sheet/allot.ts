/**
 * How many of `seats` go to each group: in proportion to their sizes by largest remainders (Hamilton), at least one to each
 * that is not empty where there are enough, the larger groups first, and to none more than its size. Whole numbers only.
 * The sum is `seats`, or that of the sizes when that is less.
 */
export function allot(seats: number, sizes: readonly number[]): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const wanted = Math.min(seats, total)
  const given = sizes.map(() => 0)
  const bySize = sizes.map((_, at) => at).sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || a - b)
  let left = wanted
  for (const at of bySize) {
    if (left === 0 || sizes[at] === 0) continue
    given[at] = 1
    left--
  }
  // What a group is owed, times `total`: comparing whole numbers needs no rounding.
  const owed = (at: number): number => (sizes[at] ?? 0) * wanted - (given[at] ?? 0) * total
  for (; left > 0; left--) {
    let most: number | null = null
    for (const at of bySize) {
      if ((given[at] ?? 0) >= (sizes[at] ?? 0)) continue
      if (most === null || owed(at) > owed(most)) most = at
    }
    if (most === null) break
    given[most] = (given[most] ?? 0) + 1
  }
  return given
}
