/** What a UTF-16 unit is to the reader of words. Surrogates are looked at in pairs, `&` may begin an entity. */
const OTHER = 0
export const LETTER = 1
/** Soft hyphen and zero-width characters: inside a word, not part of its form. */
export const JOINER = 2
export const SURROGATE = 3
export const AMPERSAND = 4

/** The kind of every unit; letters are letters, digits and combining marks. */
export const KINDS: Readonly<Uint8Array> = kinds()

function kinds(): Uint8Array {
  const table = new Uint8Array(0x10000)
  const units = Uint16Array.from({ length: 0x10000 }, (_, unit) => (isSurrogate(unit) ? 0x20 : unit))
  const all = new TextDecoder('utf-16le').decode(units)
  for (const run of all.matchAll(/[\p{L}\p{M}\p{N}]+/gu))
    table.fill(LETTER, run.index, run.index + run[0].length)
  for (const unit of [0xad, 0x200b, 0x200c, 0x200d, 0x2060]) table[unit] = JOINER
  table.fill(SURROGATE, 0xd800, 0xdc00)
  table[38] = AMPERSAND
  return table
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xe000
}

const JOINERS = /[\u00ad\u200b-\u200d\u2060]/g

/** The form under which two words count as the same. Independent of locale. */
export function foldWord(word: string): string {
  const low = word.toLowerCase()
  return isPlain(low) ? low : low.replace(JOINERS, '').normalize('NFKC').toLowerCase()
}

/** ASCII and the letters from À to į, which NFKC leaves as they are. */
function isPlain(low: string): boolean {
  for (let i = 0; i < low.length; i++) {
    const unit = low.charCodeAt(i)
    if (unit >= 0x80 && (unit < 0xc0 || unit >= 0x130)) return false
  }
  return true
}

/** The first unit that cannot be folded without the units around it, as far as `FOLDED` tells. */
export const WIDE = 0x250
/** In `FOLDED`: no part of a word. */
export const NONE = 0
/** In `FOLDED`: the word can only be folded as a whole. */
export const HARD = 1

/**
 * Per unit its folded unit where a word's form is made unit by unit (Latin letters and digits), `NONE` for what ends a
 * word and `HARD` for what needs a look at the whole. From `WIDE` on letters stand for themselves, unfolded.
 */
export const FOLDED: Readonly<Uint16Array> = folded()

function folded(): Uint16Array {
  const table = new Uint16Array(0x10000)
  for (let unit = 0; unit < 0x10000; unit++) {
    const kind = KINDS[unit]
    if (kind === OTHER) continue
    table[unit] = kind !== LETTER ? HARD : unit < WIDE ? foldedUnit(unit) : unit
  }
  return table
}

function foldedUnit(unit: number): number {
  const form = foldWord(String.fromCharCode(unit))
  const stays = form.length === 1 && form.charCodeAt(0) < WIDE && foldWord(form) === form
  return stays ? form.charCodeAt(0) : HARD
}

/** The units of a text as `FOLDED` has them: to read them here takes a fraction of the time that a look into a string takes. */
export function foldedUnits(text: string): Uint16Array {
  const bytes = Buffer.allocUnsafeSlow(2 * text.length)
  bytes.write(text, 'utf16le')
  const units = new Uint16Array(bytes.buffer)
  if (!LITTLE_ENDIAN) bytes.swap16()
  for (let i = 0; i < units.length; i++) units[i] = FOLDED[units[i] ?? 0] ?? NONE
  return units
}

const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

const SEED = 0x811c9dc5 | 0
const PRIME = 0x01000193

/** FNV-1a over UTF-16 units (Fowler, Noll, Vo), 32 bits: a hash begins with `hashStart` and takes one unit a time. */
export const hashStart = SEED

export function hashed(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, PRIME)
}

export function hashUnits(form: string): number {
  let hash = SEED
  for (let i = 0; i < form.length; i++) hash = hashed(hash, form.charCodeAt(i))
  return hash
}
