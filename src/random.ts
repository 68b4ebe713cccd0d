/**
 * Random numbers that are the same everywhere for the same seed: xoshiro128** 1.1 (Blackman & Vigna, "Scrambled linear
 * pseudorandom number generators", ACM TOMS 47, 2021), its state filled by SplitMix64 as they advise. 32-bit integers
 * only, so no engine rounds them differently.
 */
export interface Random {
  /** A whole number from 0 to `bound` - 1, each equally likely. `bound` is a whole number, 1 to 2^32. */
  below(bound: number): number
}

/** @param seed a whole number, 0 to 2^53 - 1 */
export function createRandom(seed: number): Random {
  let [a, b, c, d] = filled(seed)
  const next = (): number => {
    const result = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotated(d, 11)
    return result
  }
  return {
    below: (bound) => {
      // What is above the last whole multiple of `bound` is drawn again: a remainder alone would favour low numbers.
      const limit = 0x1_0000_0000 - (0x1_0000_0000 % bound)
      let drawn = next()
      while (drawn >= limit) drawn = next()
      return drawn % bound
    },
  }
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by))
}

function filled(seed: number): [number, number, number, number] {
  let state = BigInt(seed)
  const next = (): bigint => {
    state = BigInt.asUintN(64, state + 0x9e37_79b9_7f4a_7c15n)
    let word = state
    word = BigInt.asUintN(64, (word ^ (word >> 30n)) * 0xbf58_476d_1ce4_e5b9n)
    word = BigInt.asUintN(64, (word ^ (word >> 27n)) * 0x94d0_49bb_1331_11ebn)
    return word ^ (word >> 31n)
  }
  const [first, second] = [next(), next()]
  return [low(first), high(first), low(second), high(second)]
}

function low(word: bigint): number {
  return Number(BigInt.asIntN(32, word))
}

function high(word: bigint): number {
  return Number(BigInt.asIntN(32, word >> 32n))
}
