import { hashed, hashStart } from './units.js'
import { slotOf } from './vocabulary.js'

/** So many slots are looked at for a sequence: a text made of colliding ones costs no more than this for each. */
const LONGEST_PROBE = 64

/**
 * Numbers sequences of integers in the order in which they first come. An open-addressing table over one pool: sequence
 * `id` is `pool[from[id]]` to `pool[from[id + 1]]`, `slots` hold ids + 1. No object is made for a sequence.
 */
export class Sequences {
  readonly #hashes: number[] = []
  readonly #from: number[] = [0]
  #pool: Int32Array<ArrayBuffer>
  #slots: Int32Array<ArrayBuffer>
  /** Those whose slots are all taken by others. */
  readonly #crowded = new Map<string, number>()

  /** `room` is how many there may well be, a power of two. */
  constructor(room = 32) {
    this.#slots = new Int32Array(4 * room)
    this.#pool = new Int32Array(16 * room)
  }

  get size(): number {
    return this.#hashes.length
  }

  /** The number of the first `length` integers of `list`, which is `size` if they are new. */
  find(list: Int32Array, length: number): number {
    let hash = hashStart
    for (let i = 0; i < length; i++) hash = hashed(hash, list[i] ?? 0)
    const mask = this.#slots.length - 1
    let slot = slotOf(hash, mask)
    for (let probes = 0; probes < LONGEST_PROBE; probes++) {
      const id = (this.#slots[slot] ?? 0) - 1
      if (id < 0) {
        const known = this.#crowded.size === 0 ? undefined : this.#crowded.get(keyOf(list, length))
        return known ?? this.#add(list, length, hash, slot)
      }
      if (this.#hashes[id] === hash && this.#same(id, list, length)) return id
      slot = (slot + 1) & mask
    }
    const key = keyOf(list, length)
    const id = this.#crowded.get(key) ?? this.#append(list, length, hash)
    this.#crowded.set(key, id)
    return id
  }

  #same(id: number, list: Int32Array, length: number): boolean {
    const from = this.#from[id] ?? 0
    if ((this.#from[id + 1] ?? 0) - from !== length) return false
    for (let i = 0; i < length; i++) if (this.#pool[from + i] !== list[i]) return false
    return true
  }

  #add(list: Int32Array, length: number, hash: number, slot: number): number {
    const id = this.#append(list, length, hash)
    this.#slots[slot] = id + 1
    if ((id + 1) * 2 >= this.#slots.length) this.#widen()
    return id
  }

  #append(list: Int32Array, length: number, hash: number): number {
    const id = this.#hashes.push(hash) - 1
    const from = this.#from[id] ?? 0
    if (from + length > this.#pool.length) {
      const wider = new Int32Array(this.#pool.length * 2 + length)
      wider.set(this.#pool)
      this.#pool = wider
    }
    this.#pool.set(list.subarray(0, length), from)
    this.#from.push(from + length)
    return id
  }

  #widen(): void {
    const slots = new Int32Array(this.#slots.length * 2)
    const mask = slots.length - 1
    for (const [id, hash] of this.#hashes.entries()) {
      let slot = slotOf(hash, mask)
      let probes = 0
      while (slots[slot] !== 0 && probes < LONGEST_PROBE) {
        slot = (slot + 1) & mask
        probes++
      }
      if (probes < LONGEST_PROBE) slots[slot] = id + 1
      else {
        const from = this.#from[id] ?? 0
        const length = (this.#from[id + 1] ?? 0) - from
        this.#crowded.set(keyOf(this.#pool.subarray(from, from + length), length), id)
      }
    }
    this.#slots = slots
  }
}

function keyOf(list: Int32Array, length: number): string {
  return list.subarray(0, length).join()
}
