import { rowsOf, type Rows } from './rows.js'

/**
 * Sets of symbols of which one must stand in a stretch of words. A set is a number, so that which of them are met by a
 * stretch is marked word by word and then asked in one look.
 */
export class CueGroups {
  readonly #numbers = new Map<string, number>()
  readonly #bySymbol: number[][] = []

  /** Set numbers are below this; `NO_GROUP` is one of them. */
  get count(): number {
    return this.#numbers.size + 1
  }

  /** The number of a set, new if need be. */
  add(symbols: readonly number[]): number {
    const key = symbols.toSorted((a, b) => a - b).join(' ')
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const group = this.#numbers.size + 1
    this.#numbers.set(key, group)
    for (const symbol of symbols) (this.#bySymbol[symbol] ??= []).push(group)
    return group
  }

  /** By symbol the sets that it is in. */
  bySymbol(): Rows {
    return rowsOf(this.#bySymbol)
  }
}

/** The set that every word meets. */
export const NO_GROUP = 0
