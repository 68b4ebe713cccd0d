/** Rows by hash, in two typed arrays: looked up some hundred times for every post. Linear probing, at most half full. */
export class HashTable {
  readonly #mask: number
  readonly #hashes: Int32Array
  /** Row + 1, 0 where the slot is free. */
  readonly #rows: Int32Array

  /** Row i has the i-th hash. Of equal hashes the first keeps its row. */
  constructor(hashes: ArrayLike<number>) {
    let size = 16
    while (size < 2 * hashes.length) size *= 2
    this.#mask = size - 1
    this.#hashes = new Int32Array(size)
    this.#rows = new Int32Array(size)
    for (let row = 0; row < hashes.length; row++) {
      const hash = (hashes[row] ?? 0) | 0
      const slot = this.#slotOf(hash)
      if (this.#rows[slot] !== 0) continue
      this.#hashes[slot] = hash
      this.#rows[slot] = row + 1
    }
  }

  /** The row of a hash, -1 when it has none. */
  row(hash: number): number {
    return (this.#rows[this.#slotOf(hash)] ?? 0) - 1
  }

  #slotOf(hash: number): number {
    let slot = hash & this.#mask
    while (this.#rows[slot] !== 0 && this.#hashes[slot] !== hash) slot = (slot + 1) & this.#mask
    return slot
  }
}
