/** How many coders gave each category to one unit. Coders who did not code it are in no count. */
export type Tally = readonly number[]

/** What the coders did with the units that at least two of them coded: each tally that occurs, and how often. */
export interface Coincidences {
  readonly tallies: readonly Tally[]
  readonly times: readonly number[]
}

/**
 * Equal tallies put together, sorted, so that the order of the units does not matter; units with fewer than two codes
 * are left out, as they can agree with nothing.
 */
export function coincidences(tallies: Iterable<Tally>): Coincidences {
  const found = new Map<string, { readonly tally: Tally; times: number }>()
  for (const tally of tallies) {
    if (sumOf(tally) < 2) continue
    const key = tally.join(' ')
    const known = found.get(key)
    if (known === undefined) found.set(key, { tally, times: 1 })
    else known.times++
  }
  const sorted = [...found.values()].sort((a, b) => compareTallies(a.tally, b.tally))
  return { tallies: sorted.map(({ tally }) => tally), times: sorted.map(({ times }) => times) }
}

/**
 * Krippendorff's alpha for nominal data, any number of coders, missing codes allowed; -1 to 1 (Krippendorff, "Computing
 * Krippendorff's Alpha-Reliability", 2011; "Content Analysis", 4th ed., 2019, chapter 12). Null for fewer than two units and
 * where only one category was used.
 */
export function krippendorffsAlpha(found: Coincidences): number | null {
  const { units, codes, byCategory, agreeing } = summed(found)
  if (units < 2) return null
  let chance = 0
  for (const count of byCategory) chance += count * (count - 1)
  const beyond = codes * (codes - 1) - chance
  return beyond === 0 ? null : ((codes - 1) * agreeing - chance) / beyond
}

/**
 * Share of pairs of codes that agree, 0 to 1: a unit with m codes enters with m pairs' worth, as in alpha; with two
 * coders it is the share of units on which they agree. Null without units.
 */
export function observedAgreement(found: Coincidences): number | null {
  const { codes, agreeing } = summed(found)
  return codes === 0 ? null : agreeing / codes
}

/** Codes per category over all units. */
export function codesByCategory(found: Coincidences): readonly number[] {
  return summed(found).byCategory
}

interface Sums {
  readonly units: number
  readonly codes: number
  readonly byCategory: readonly number[]
  /** The coincidence matrix's diagonal. */
  readonly agreeing: number
}

function summed({ tallies, times }: Coincidences): Sums {
  const byCategory = Array.from(tallies[0] ?? [], () => 0)
  let units = 0
  let codes = 0
  let agreeing = 0
  for (let at = 0; at < tallies.length; at++) {
    const tally = tallies[at] ?? []
    const often = times[at] ?? 0
    let sum = 0
    let pairs = 0
    for (let category = 0; category < tally.length; category++) {
      const count = tally[category] ?? 0
      sum += count
      pairs += count * (count - 1)
      byCategory[category] = (byCategory[category] ?? 0) + count * often
    }
    units += often
    codes += sum * often
    agreeing += (pairs * often) / (sum - 1)
  }
  return { units, codes, byCategory, agreeing }
}

function sumOf(tally: Tally): number {
  return tally.reduce((sum, count) => sum + count, 0)
}

function compareTallies(a: Tally, b: Tally): number {
  for (const [at, count] of a.entries()) {
    const difference = count - (b[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
