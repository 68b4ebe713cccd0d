import { NO_GROUP } from './cue-groups.js'
import { marksOf, type Marks } from './cue-marks.js'
import { rowOf, type Rows } from './rows.js'

/** One way in which a cue can be found, as it is filed under a word. */
export interface Way {
  readonly cue: number
  /** A set of symbols (see CueGroups) that the stretch must meet. */
  readonly needed: number
  /** Of the words that can stand directly before and behind this one. */
  readonly before: Marks
  readonly after: Marks
}

/** Where in a record what stands: the halves of the word's marks, three numbers of integers, then so many of them. */
export const LOW = 0
export const HIGH = 1
const SYMBOL_COUNT = 2
const GROUP_COUNT = 3
export const WAY_COUNT = 4
export const SYMBOLS = 5

/** Where in a way what stands: its cue, the halves of `before` and `after`, and `needed`; and its length. */
export const BEFORE = 1
export const AFTER = 3
export const NEEDED = 5
export const WAY = 6

/** The record of a word that no cue asks for. */
export const NO_WORD = 0

/**
 * What words are to a set of cues, in one row of integers, so that little memory is looked at: a word's record is its
 * marks, the symbols that it answers to, the sets that it meets and the ways that are filed under it. Words that answer to the
 * same symbols share one.
 */
export class WordRecords {
  /** Replaced by a longer one when it is full. */
  data = new Int32Array(1 << 12)
  #length = 0
  readonly #ways: Rows
  readonly #groups: Rows
  /** By symbols, as many as sets of symbols that one word can answer to. */
  readonly #known = new Map<string, number>()

  /**
   * @param ways by symbol those filed under it, laid out
   * @param groups by symbol the sets that it is in
   */
  constructor(ways: Rows, groups: Rows) {
    this.#ways = ways
    this.#groups = groups
    this.of([])
  }

  /** The record of a word that answers to these symbols, new if need be. */
  of(symbols: readonly number[]): number {
    const key = symbols.join(' ')
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const groups = new Set([NO_GROUP, ...symbols.flatMap((symbol) => [...rowOf(this.#groups, symbol)])])
    const ways = symbols.flatMap((symbol) => [...rowOf(this.#ways, symbol)])
    const { low, high } = marksOf(symbols)
    const record = this.#add([
      low,
      high,
      symbols.length,
      groups.size,
      ways.length,
      ...symbols,
      ...groups,
      ...ways,
    ])
    this.#known.set(key, record)
    return record
  }

  #add(integers: readonly number[]): number {
    const start = this.#length
    this.#length += integers.length
    if (this.#length > this.data.length) {
      const longer = new Int32Array(2 * this.#length)
      longer.set(this.data)
      this.data = longer
    }
    this.data.set(integers, start)
    return start
  }
}

/** The integers of a way. */
export function laidOut({ cue, before, after, needed }: Way): number[] {
  return [cue, before.low, before.high, after.low, after.high, needed]
}

/** Where a record's symbols end and its sets begin; where these end and the ways begin; where they end. */
export function symbolsEnd(data: Int32Array, record: number): number {
  return record + SYMBOLS + (data[record + SYMBOL_COUNT] ?? 0)
}

export function groupsEnd(data: Int32Array, record: number): number {
  return symbolsEnd(data, record) + (data[record + GROUP_COUNT] ?? 0)
}

export function waysEnd(data: Int32Array, record: number): number {
  return groupsEnd(data, record) + (data[record + WAY_COUNT] ?? 0)
}
