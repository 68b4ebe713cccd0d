/** What the signs between two words may mean, as bits; one bit says that some sign of its kind is there. */
export const QUOTE = 1
export const STOP = 2
export const CUT = 4
export const ANY = QUOTE | STOP | CUT

/** Opening quotation marks and what closes each, over the languages the program reads. */
const PAIRS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '\u00ab': '\u00bb',
    '\u00bb': '\u00ab',
    '\u201c': '\u201d',
    '\u201e': '\u201c\u201d',
    '\u2039': '\u203a',
    '"': '"',
  }),
)

/** By unit its bits. Signs above the table mean nothing here. */
const SIGNS = new Uint8Array(0x2040)

function enter(signs: string, bit: number): void {
  for (let i = 0; i < signs.length; i++) {
    const unit = signs.charCodeAt(i)
    SIGNS[unit] = (SIGNS[unit] ?? 0) | bit
  }
}

for (const [opening, closing] of PAIRS) enter(opening + closing, QUOTE)
/** The end of a sentence, or of a part of one that can stand alone. */
enter('.!?\u2026:;\n', STOP)
/** What stands where words were left out: `[…]`, `...`, `(...)`. */
enter('.\u2026[(', CUT)

/** The bits of all signs from `from` to `to - 1`. */
export function signsIn(text: string, from: number, to: number): number {
  // One space stands behind most words.
  if (from + 1 === to && text.charCodeAt(from) === 32) return 0
  let bits = 0
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i)
    if (unit < SIGNS.length) bits |= SIGNS[unit] ?? 0
  }
  return bits
}

export function isStop(unit: number): boolean {
  return ((SIGNS[unit] ?? 0) & STOP) !== 0
}

export function isQuote(unit: number): boolean {
  return ((SIGNS[unit] ?? 0) & QUOTE) !== 0
}

/** The marks that close what `unit` opens, null when it opens nothing. */
export function closingOf(unit: number): string | null {
  return PAIRS.get(String.fromCharCode(unit)) ?? null
}
