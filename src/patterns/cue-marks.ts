/**
 * A set of symbols in 63 bits (two signed halves), each symbol as one of them: where a bit is missing its symbols are
 * certainly not there. The 64th bit stands for whatever else there is.
 */
export interface Marks {
  readonly low: number
  readonly high: number
}

const BITS = 63
/** In `high`: anything or nothing at all. */
export const WHATEVER = 1 << 31
export const NO_MARKS: Marks = { low: 0, high: 0 }
export const ANY_MARKS: Marks = { low: 0, high: WHATEVER }

export function marksOf(symbols: Iterable<number>): Marks {
  let low = 0
  let high = 0
  for (const symbol of symbols) {
    const bit = symbol % BITS
    if (bit < 32) low |= 1 << bit
    else high |= 1 << (bit - 32)
  }
  return { low, high }
}

export function united(a: Marks, b: Marks): Marks {
  return { low: a.low | b.low, high: a.high | b.high }
}
