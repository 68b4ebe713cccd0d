/**
 * How often the first coder's category i met the second coder's category j: `counts[i * categories + j]`, over the units
 * that both coded. Whole numbers.
 */
export interface Crosstab {
  readonly categories: number
  readonly counts: readonly number[]
}

/** @param pairs category of the first and of the second coder per unit, each 0 to `categories` - 1 */
export function crosstab(categories: number, pairs: Iterable<readonly [number, number]>): Crosstab {
  const counts = new Array<number>(categories * categories).fill(0)
  for (const [first, second] of pairs) {
    const cell = first * categories + second
    counts[cell] = (counts[cell] ?? 0) + 1
  }
  return { categories, counts }
}

/** Units in the table. */
export function unitsOf({ counts }: Crosstab): number {
  return counts.reduce((sum, count) => sum + count, 0)
}

/** Share of units on which both coders agree, 0 to 1; null without units. */
export function percentAgreement(table: Crosstab): number | null {
  const units = unitsOf(table)
  return units === 0 ? null : agreed(table) / units
}

/**
 * Cohen's kappa, -1 to 1 (Cohen, "A coefficient of agreement for nominal scales", 1960): agreement beyond what the two
 * coders' own shares would give by chance. Null for fewer than two units, and where both used one and the same
 * category only.
 */
export function cohensKappa(table: Crosstab): number | null {
  const units = unitsOf(table)
  if (units < 2) return null
  const { first, second } = margins(table)
  // Whole numbers up to the one division: chance agreement of 1 is then recognised exactly.
  let chance = 0
  for (const [i, count] of first.entries()) chance += count * (second[i] ?? 0)
  const beyond = units * units - chance
  return beyond === 0 ? null : (units * agreed(table) - chance) / beyond
}

/** How often each coder used each category. */
export function margins({ categories, counts }: Crosstab): {
  readonly first: readonly number[]
  readonly second: readonly number[]
} {
  const first = new Array<number>(categories).fill(0)
  const second = new Array<number>(categories).fill(0)
  for (const [cell, count] of counts.entries()) {
    const [i, j] = [Math.floor(cell / categories), cell % categories]
    first[i] = (first[i] ?? 0) + count
    second[j] = (second[j] ?? 0) + count
  }
  return { first, second }
}

function agreed({ categories, counts }: Crosstab): number {
  let sum = 0
  for (let i = 0; i < categories; i++) sum += counts[i * categories + i] ?? 0
  return sum
}

/** How well one category is found: each 0 to 1, null where it would be 0 divided by 0. */
export interface Retrieval {
  /** Of the units to which the second coder gave the category, the share to which the first did too. */
  readonly precision: number | null
  /** Of the units to which the first coder gave the category, the share to which the second did too. */
  readonly recall: number | null
  /** Their harmonic mean (van Rijsbergen, "Information Retrieval", 1979); 0 where the two never met. */
  readonly f1: number | null
}

/** The second coder judged by the first, for one category. */
export function retrieval(table: Crosstab, category: number): Retrieval {
  const { first, second } = margins(table)
  const both = table.counts[category * table.categories + category] ?? 0
  const [wanted, found] = [first[category] ?? 0, second[category] ?? 0]
  return {
    precision: found === 0 ? null : both / found,
    recall: wanted === 0 ? null : both / wanted,
    f1: wanted + found === 0 ? null : (2 * both) / (wanted + found),
  }
}

/** Mean of the categories' F1, 0 to 1; null when one of them has none. */
export function macroF1(table: Crosstab, categories: readonly number[]): number | null {
  let sum = 0
  for (const category of categories) {
    const { f1 } = retrieval(table, category)
    if (f1 === null) return null
    sum += f1
  }
  return categories.length === 0 ? null : sum / categories.length
}
