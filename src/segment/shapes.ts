import type { Span } from '../model/span.js'
import type { StampPhrase } from '../model/stamp.js'
import { isSpace } from '../text/lines.js'
import { hashed, hashStart } from '../text/units.js'
import { slotOf } from '../text/vocabulary.js'

/** So many slots are looked at for a shape: a page made of colliding lines costs no more than this for each. */
const LONGEST_PROBE = 64
/** Words of a shape beside its stamps. */
const STAMP = [0x27e8, 0x64, 0x27e9] as const
const LABEL_REACH = 31
/** Below this a unit's lower case is one unit or, in the one case of U+0130, two. */
const LATIN = 0x250

/**
 * Numbers the shapes and labels of a page's lines. A line's shape is its text in lower case with numbers as `0`, stamps
 * as `⟨d⟩` and white space of any kind and length as one space; its label is the `Label:` of `Label: value`. They are
 * written into a buffer unit by unit and found in an open-addressing table over one pool of units: no strings are made.
 */
export class Shapes {
  /** How many lines have a shape or label, by its number. */
  readonly counts: number[] = []
  readonly #hashes: number[] = []
  readonly #from: number[] = [0]
  #pool = new Uint16Array(4096)
  #slots = new Int32Array(512)
  readonly #crowded = new Map<string, number>()
  readonly #buffer = new Uint16Array(2048)

  /** The number of the shape of a line at most a few hundred units long. */
  shape(text: string, line: Span, phrases: readonly StampPhrase[], from: number, to: number): number {
    const buffer = this.#buffer
    let length = 0
    let at = line.start
    for (let p = from; p < to; p++) {
      const phrase = phrases[p]
      if (phrase === undefined || phrase.start < at) continue
      length = this.#lower(text, at, phrase.start, length)
      for (const unit of STAMP) buffer[length++] = unit
      at = Math.min(phrase.end, line.end)
    }
    length = this.#lower(text, at, line.end, length)
    return this.#count(compressed(buffer, length))
  }

  /** The number of the label, at most 30 units long; -1 without one. */
  label(text: string, line: Span): number {
    // Only so far: a page without colons would be searched to its end from every line.
    const stop = Math.min(line.end, line.start + LABEL_REACH)
    let colon = line.start
    while (colon < stop && text.charCodeAt(colon) !== 58) colon++
    if (colon === stop || colon + 1 >= line.end || !isSpace(text.charCodeAt(colon + 1))) return -1
    const buffer = this.#buffer
    const written = this.#lower(text, line.start, colon, 0)
    let length = 0
    for (let i = 0; i < written; i++) {
      const unit = buffer[i] ?? 0
      if (!isDigit(unit)) buffer[length++] = unit
      else if (i === 0 || !isDigit(buffer[i - 1] ?? 0)) buffer[length++] = ZERO
    }
    buffer[length++] = 58
    buffer[length++] = 0x2026
    return this.#count(length)
  }

  /** Appends the stretch in lower case to the buffer, which is `length` long; the new length. */
  #lower(text: string, from: number, to: number, length: number): number {
    const buffer = this.#buffer
    let next = length
    for (let i = from; i < to; i++) {
      const unit = text.charCodeAt(i)
      const low = lowerUnit(unit)
      if (low < 0) return this.#lowerWhole(text.slice(from, to), length)
      buffer[next++] = low
    }
    return next
  }

  /** The same for letters whose lower case depends on those around them. */
  #lowerWhole(stretch: string, length: number): number {
    const low = stretch.toLowerCase()
    for (let i = 0; i < low.length; i++) this.#buffer[length + i] = low.charCodeAt(i)
    return length + low.length
  }

  #count(length: number): number {
    const id = this.#find(length)
    this.counts[id] = (this.counts[id] ?? 0) + 1
    return id
  }

  /** The number of what stands in the buffer, which is new if need be. */
  #find(length: number): number {
    let hash = hashStart
    for (let i = 0; i < length; i++) hash = hashed(hash, this.#buffer[i] ?? 0)
    const mask = this.#slots.length - 1
    let slot = slotOf(hash, mask)
    for (let probes = 0; probes < LONGEST_PROBE; probes++) {
      const id = (this.#slots[slot] ?? 0) - 1
      if (id < 0) {
        const known = this.#crowded.size === 0 ? undefined : this.#crowded.get(this.#words(length))
        return known ?? this.#add(hash, length, slot)
      }
      if (this.#hashes[id] === hash && this.#same(id, length)) return id
      slot = (slot + 1) & mask
    }
    const words = this.#words(length)
    const id = this.#crowded.get(words) ?? this.#append(hash, length)
    this.#crowded.set(words, id)
    return id
  }

  #same(id: number, length: number): boolean {
    const from = this.#from[id] ?? 0
    if ((this.#from[id + 1] ?? 0) - from !== length) return false
    for (let i = 0; i < length; i++) if (this.#pool[from + i] !== this.#buffer[i]) return false
    return true
  }

  #words(length: number): string {
    return String.fromCharCode(...this.#buffer.subarray(0, length))
  }

  #add(hash: number, length: number, slot: number): number {
    const id = this.#append(hash, length)
    this.#slots[slot] = id + 1
    if ((id + 1) * 2 >= this.#slots.length) this.#widen()
    return id
  }

  #append(hash: number, length: number): number {
    const id = this.#hashes.push(hash) - 1
    const from = this.#from[id] ?? 0
    if (from + length > this.#pool.length) {
      const wider = new Uint16Array(this.#pool.length * 2 + length)
      wider.set(this.#pool)
      this.#pool = wider
    }
    this.#pool.set(this.#buffer.subarray(0, length), from)
    this.#from.push(from + length)
    this.counts.push(0)
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
      else
        this.#crowded.set(String.fromCharCode(...this.#pool.subarray(this.#from[id], this.#from[id + 1])), id)
    }
    this.#slots = slots
  }
}

const ZERO = 48

/** Lower case of one unit, -1 where it takes the word around it. */
export function lowerUnit(unit: number): number {
  if (unit < 128) return unit >= 65 && unit <= 90 ? unit + 32 : unit
  if (unit < LATIN) return unit === 0x130 ? -1 : (LOWER[unit] ?? unit)
  return unit >= 0x2000 && unit < 0x2070 ? unit : -1
}

const LOWER = Uint16Array.from({ length: LATIN }, (_, unit) =>
  String.fromCharCode(unit).toLowerCase().charCodeAt(0),
)

/**
 * Writes numbers as `0` ("1 234" and "1.234" are one) and each run of white space as one space, in place; the new
 * length.
 */
function compressed(buffer: Uint16Array, length: number): number {
  let next = 0
  for (let i = 0; i < length;) {
    const unit = buffer[i] ?? 0
    if (isDigit(unit)) {
      i++
      while (i < length && isDigit(buffer[i] ?? 0)) i++
      while (i + 3 < length && isGrouping(buffer[i] ?? 0) && hasThree(buffer, i + 1, length)) i += 4
      buffer[next++] = ZERO
    } else if (isWhite(unit)) {
      i++
      while (i < length && isWhite(buffer[i] ?? 0)) i++
      buffer[next++] = 32
    } else {
      buffer[next++] = unit
      i++
    }
  }
  return next
}

/** Three digits and no fourth. */
function hasThree(buffer: Uint16Array, at: number, length: number): boolean {
  for (let i = at; i < at + 3; i++) if (!isDigit(buffer[i] ?? 0)) return false
  return at + 3 >= length || !isDigit(buffer[at + 3] ?? 0)
}

function isGrouping(unit: number): boolean {
  return unit === 46 || unit === 44 || unit === 32 || unit === 0xa0 || unit === 0x202f
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57
}

/** What `\s` matches, which is not all that parts words: U+200B and U+0085 are left as they are. */
export function isWhite(unit: number): boolean {
  if (unit < 128) return unit === 32 || (unit >= 9 && unit <= 13)
  return unit === 10 || (isSpace(unit) && unit !== 0x200b && unit !== 0x85)
}
