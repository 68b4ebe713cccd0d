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
  const counts = Array.from({ length: categories * categories }, () => 0)
  for (const [first, second] of pairs) {
    const cell = first * categories + second
    counts[cell] = (counts[cell] ?? 0) + 1
  }
  return { categories, counts }
}

/** Units in the table. */
function unitsOf({ counts }: Crosstab): number {
  let sum = 0
  for (const count of counts) sum += count
  return sum
}

/** Share of units on which both coders agree, 0 to 1; null without units. */
export function percentAgreement(table: Crosstab): number | null {
  const units = unitsOf(table)
  if (units === 0) return null
  let agreed = 0
  for (let i = 0; i < table.categories; i++) agreed += cellsOf(table, i).both
  return agreed / units
}

/**
 * Cohen's kappa, -1 to 1 (Cohen, "A coefficient of agreement for nominal scales", 1960): agreement beyond what the two
 * coders' own shares would give by chance. Null for fewer than two units, and where both used one and the same
 * category only.
 */
export function cohensKappa(table: Crosstab): number | null {
  const units = unitsOf(table)
  if (units < 2) return null
  // Whole numbers up to the one division: chance agreement of 1 is then recognised exactly.
  let agreed = 0
  let chance = 0
  for (let i = 0; i < table.categories; i++) {
    const { both, first, second } = cellsOf(table, i)
    agreed += both
    chance += first * second
  }
  const beyond = units * units - chance
  return beyond === 0 ? null : (units * agreed - chance) / beyond
}

/** How often the category was given by the first coder, by the second, and by both to the same unit. */
interface CategoryCounts {
  readonly both: number
  readonly first: number
  readonly second: number
}

function cellsOf({ categories, counts }: Crosstab, category: number): CategoryCounts {
  let first = 0
  let second = 0
  for (let other = 0; other < categories; other++) {
    first += counts[category * categories + other] ?? 0
    second += counts[other * categories + category] ?? 0
  }
  return { both: counts[category * categories + category] ?? 0, first, second }
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
  const { both, first, second } = cellsOf(table, category)
  return {
    precision: second === 0 ? null : both / second,
    recall: first === 0 ? null : both / first,
    f1: first + second === 0 ? null : (2 * both) / (first + second),
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
