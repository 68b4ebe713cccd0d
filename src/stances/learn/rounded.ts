/** What a file holds of a number; the posts that people code are too few for more. */
const DECIMALS = 10_000

/** Never a negative zero, which is not read as it was written. */
export function rounded(value: number): number {
  return Math.round(value * DECIMALS) / DECIMALS + 0
}
