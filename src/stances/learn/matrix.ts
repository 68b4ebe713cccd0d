import type { Bag } from './bag.js'

/** Rows of numbers, most of them 0: row i has the columns and values from `begin[i]` to `begin[i + 1]`. */
export interface SparseRows {
  readonly columns: Int32Array
  readonly values: Float64Array
  readonly begin: Int32Array
}

/** The features of posts: a row per post, a column per feature, columns in order of hash. */
export interface FeatureTable extends SparseRows {
  readonly hashes: Int32Array
  /** 1 where the feature is no word, part or pair. */
  readonly plain: Uint8Array
}

/** A row per bag. Leaves out what only one post has: it can say nothing about another. */
export function tableOf(bags: readonly Bag[]): FeatureTable {
  const posts = new Map<number, number>()
  const plainHashes = new Set<number>()
  for (const { worded, plain } of bags) {
    for (const hash of worded.keys()) posts.set(hash, (posts.get(hash) ?? 0) + 1)
    for (const hash of plain.keys()) plainHashes.add(hash)
  }
  const kept = new Set(plainHashes)
  for (const [hash, count] of posts) if (count >= MIN_POSTS) kept.add(hash)
  const hashes = Int32Array.from(kept).sort()
  const columnOf = new Map(Array.from(hashes, (hash, column) => [hash, column]))
  const begin = new Int32Array(bags.length + 1)
  const columns: number[] = []
  const values: number[] = []
  for (const [i, { worded, plain }] of bags.entries()) {
    for (const bag of [worded, plain]) {
      for (const [hash, value] of bag) {
        const column = columnOf.get(hash)
        if (column === undefined) continue
        columns.push(column)
        values.push(value)
      }
    }
    begin[i + 1] = columns.length
  }
  return {
    hashes,
    plain: Uint8Array.from(hashes, (hash) => (plainHashes.has(hash) ? 1 : 0)),
    columns: Int32Array.from(columns),
    values: Float64Array.from(values),
    begin,
  }
}

/** A word, part or pair must stand in so many of the posts that are learned from. */
const MIN_POSTS = 2

/** The rows to learn from, one for each of `rows`, without the features that too few of them have. */
export function chosenRows(table: FeatureTable, rows: readonly number[]): SparseRows {
  const posts = new Int32Array(table.hashes.length)
  let size = 0
  for (const row of rows) {
    const to = table.begin[row + 1] ?? 0
    for (let k = table.begin[row] ?? 0; k < to; k++) {
      const column = table.columns[k] ?? 0
      posts[column] = (posts[column] ?? 0) + 1
      size++
    }
  }
  const begin = new Int32Array(rows.length + 1)
  const columns = new Int32Array(size)
  const values = new Float64Array(size)
  let at = 0
  for (const [i, row] of rows.entries()) {
    const to = table.begin[row + 1] ?? 0
    for (let k = table.begin[row] ?? 0; k < to; k++) {
      const column = table.columns[k] ?? 0
      if (table.plain[column] === 0 && (posts[column] ?? 0) < MIN_POSTS) continue
      columns[at] = column
      values[at] = table.values[k] ?? 0
      at++
    }
    begin[i + 1] = at
  }
  return { begin, columns: columns.subarray(0, at), values: values.subarray(0, at) }
}
