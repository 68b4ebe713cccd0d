import { foldWord, hashUnits } from './units.js'
import { slotOf, type FormTable, type Vocabulary } from './vocabulary.js'

/** So many slots are looked at for a word: a page made of colliding words costs no more than this for each. */
const LONGEST_PROBE = 64

/**
 * Gives the words of one text their ids. Words that the vocabulary does not have are kept in an open-addressing table
 * of spellings: a spelling is a stretch of the text's folded units (so that "La" and "la" are one) and knows the
 * id of its form. A Latin spelling is its own form; others are folded as a whole when they are first seen.
 */
export class OwnWords {
  readonly #text: string
  /** The text as `FOLDED` has it. */
  readonly #units: Uint16Array
  readonly #vocabulary: Vocabulary
  readonly #known: FormTable
  /** Per own word its form, or where it first stands in the text in plain spelling. */
  readonly #forms: (string | undefined)[] = []
  readonly #places: number[] = []
  readonly #lengths: number[] = []
  readonly #mixed: number[] = []
  /** Vocabulary words that stand in the text in hard spelling. */
  readonly #hard = new Set<number>()
  /** Per spelling its hash, its place, and the id of its form. */
  readonly #hashes: number[] = []
  readonly #starts: number[] = []
  readonly #ends: number[] = []
  readonly #ids: number[] = []
  /** Spelling + 1 at `hash & mask` or in the slots after it, up to the first 0. */
  #slots = new Int32Array(2048)
  /** Own words that the table cannot find by a plain spelling of theirs. */
  readonly #others = new Map<string, number>()

  /** @param units the text's, as `foldedUnits` makes them */
  constructor(text: string, units: Uint16Array, vocabulary: Vocabulary) {
    this.#text = text
    this.#units = units
    this.#vocabulary = vocabulary
    this.#known = vocabulary.table()
  }

  /** The id of a word of Latin letters and digits; `hash` is the one of its folded units. */
  plain(hash: number, start: number, end: number): number {
    const { mask, slots, hashes, letters, from } = this.#known
    let slot = slotOf(hash, mask)
    for (let id = (slots[slot] ?? 0) - 1; id >= 0; id = (slots[slot] ?? 0) - 1) {
      const at = from[id] ?? 0
      if (
        hashes[id] === hash &&
        (from[id + 1] ?? 0) - at === end - start &&
        this.#reads(start, end, letters, at)
      )
        return id
      slot = (slot + 1) & mask
    }
    const spelling = this.#find(hash, start, end)
    return spelling >= 0
      ? (this.#ids[spelling] ?? 0)
      : this.#learn(hash, start, end, this.#newPlain(start, end))
  }

  /** The id of a word with other letters, which are taken as they are in the hash. */
  wide(hash: number, start: number, end: number): number {
    const spelling = this.#find(hash, start, end)
    if (spelling >= 0) return this.#ids[spelling] ?? 0
    const id = this.#idOf(foldWord(this.#text.slice(start, end)))
    return id < 0 ? id : this.#learn(hash, start, end, id)
  }

  /** The id of a word in hard spelling (joiners, entities, pairs of surrogates) by its form; -1 for an empty form. */
  hard(form: string): number {
    const id = this.#idOf(form)
    const own = id - this.#vocabulary.size
    if (own >= 0) this.#mixed[own] = 1
    else if (id >= 0) this.#hard.add(id)
    return id
  }

  get count(): number {
    return this.#vocabulary.size + this.#places.length
  }

  form(id: number): string {
    const own = id - this.#vocabulary.size
    if (own < 0) return this.#vocabulary.forms[id] ?? ''
    const start = this.#places[own] ?? 0
    return (this.#forms[own] ??= foldWord(this.#text.slice(start, start + (this.#lengths[own] ?? 0))))
  }

  /** The id of a folded form, -1 when neither the text nor the vocabulary has it. */
  idOf(form: string): number {
    const known = this.#vocabulary.idOf(form)
    return known >= 0 ? known : (this.#others.get(form) ?? this.#spelt(form))
  }

  /** By id the number of units of its form. */
  lengths(): Int32Array {
    const size = this.#vocabulary.size
    const lengths = new Int32Array(this.count)
    lengths.set(this.#known.lengths)
    for (let own = 0; own < this.#lengths.length; own++)
      lengths[size + own] = this.#forms[own]?.length ?? this.#lengths[own] ?? 0
    return lengths
  }

  /** By id: 1 for words with a digit, and for those that stand in hard spelling somewhere in the text. */
  mixed(): Uint8Array {
    const mixed = new Uint8Array(this.count)
    mixed.set(this.#known.digits)
    mixed.set(this.#mixed, this.#vocabulary.size)
    for (const id of this.#hard) mixed[id] = 1
    return mixed
  }

  /** The spelling in the table that reads the same as the text from `start` to `end`, -1 without one. */
  #find(hash: number, start: number, end: number): number {
    const slots = this.#slots
    const mask = slots.length - 1
    let slot = slotOf(hash, mask)
    for (let probes = 0; probes < LONGEST_PROBE; probes++) {
      const spelling = (slots[slot] ?? 0) - 1
      if (spelling < 0) return -1
      if (this.#hashes[spelling] === hash && this.#same(spelling, start, end)) return spelling
      slot = (slot + 1) & mask
    }
    return -1
  }

  #same(spelling: number, start: number, end: number): boolean {
    const units = this.#units
    let at = this.#starts[spelling] ?? 0
    if ((this.#ends[spelling] ?? 0) - at !== end - start) return false
    for (let i = start; i < end; i++, at++) {
      if (units[i] !== units[at]) return false
    }
    return true
  }

  #reads(start: number, end: number, letters: Uint16Array, from: number): boolean {
    const units = this.#units
    for (let i = start, at = from; i < end; i++, at++) {
      if (units[i] !== letters[at]) return false
    }
    return true
  }

  #spells(form: string, start: number): boolean {
    for (let i = 0; i < form.length; i++) {
      if (this.#units[start + i] !== form.charCodeAt(i)) return false
    }
    return true
  }

  /** Keeps a spelling, so that it need not be folded again. */
  #learn(hash: number, start: number, end: number, id: number): number {
    const spelling = this.#hashes.length
    if (spelling * 2 >= this.#slots.length) this.#widen()
    if (!this.#put(hash, spelling)) {
      this.#others.set(this.form(id), id)
      return id
    }
    this.#hashes.push(hash)
    this.#starts.push(start)
    this.#ends.push(end)
    this.#ids.push(id)
    return id
  }

  #put(hash: number, spelling: number): boolean {
    const slots = this.#slots
    const mask = slots.length - 1
    let slot = slotOf(hash, mask)
    for (let probes = 0; probes < LONGEST_PROBE; probes++) {
      if (slots[slot] === 0) {
        slots[slot] = spelling + 1
        return true
      }
      slot = (slot + 1) & mask
    }
    return false
  }

  #widen(): void {
    this.#slots = new Int32Array(this.#slots.length * 2)
    for (const [spelling, hash] of this.#hashes.entries()) {
      const id = this.#ids[spelling] ?? 0
      if (!this.#put(hash, spelling)) this.#others.set(this.form(id), id)
    }
  }

  #newPlain(start: number, end: number): number {
    const text = this.#text
    const known = this.#others.size === 0 ? undefined : this.#others.get(foldWord(text.slice(start, end)))
    if (known !== undefined) return known
    let digits = 0
    for (let i = start; i < end; i++) if (isDigit(text.charCodeAt(i))) digits = 1
    this.#lengths.push(end - start)
    this.#mixed.push(digits)
    return this.#vocabulary.size + this.#places.push(start) - 1
  }

  /** The id of a folded form, new if need be; -1 for an empty one. */
  #idOf(form: string): number {
    if (form === '') return -1
    const known = this.idOf(form)
    if (known >= 0) return known
    const own = this.#places.push(0) - 1
    const id = this.#vocabulary.size + own
    this.#lengths.push(0)
    this.#mixed.push(/\d/.test(form) ? 1 : 0)
    this.#forms[own] = form
    this.#others.set(form, id)
    return id
  }

  /** The id of the spelling that reads as `form`, -1 without one. */
  #spelt(form: string): number {
    const hash = hashUnits(form)
    const slots = this.#slots
    const mask = slots.length - 1
    let slot = slotOf(hash, mask)
    for (let probes = 0; probes < LONGEST_PROBE; probes++) {
      const spelling = (slots[slot] ?? 0) - 1
      if (spelling < 0) return -1
      const start = this.#starts[spelling] ?? 0
      const end = this.#ends[spelling] ?? 0
      if (this.#hashes[spelling] === hash && end - start === form.length && this.#spells(form, start))
        return this.#ids[spelling] ?? 0
      slot = (slot + 1) & mask
    }
    return -1
  }
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57
}
