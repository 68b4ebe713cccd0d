import type { Code } from '../../model/coding.js'
import { rounded } from './rounded.js'

/** A code and how sure the coder is, 0 to 1. */
export type Guess = readonly [code: Code, confidence: number]

/** The likeliest class; of equal ones the first. */
export function guessOf(shares: readonly number[], classes: readonly Code[]): Guess {
  let best = 0
  for (const [c, share] of shares.entries()) if (share > (shares[best] ?? 0)) best = c
  return [classes[best] ?? 'none', rounded(shares[best] ?? 0)]
}
