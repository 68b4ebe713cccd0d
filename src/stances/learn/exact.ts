/*
 * The exponential and the logarithm from additions and multiplications alone. Those of `Math` may differ in the last bit
 * between engines (ECMA-262 leaves their precision open), and a model is to have the same bytes everywhere.
 */

const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10
const LN2 = 0.6931471805599453
/** Beyond it the result is 0 or out of range. */
const LARGEST = 700
const TERMS = 14

/** e to the x, for x up to 700; 0 below -700. */
export function exp(x: number): number {
  if (x < -LARGEST) return 0
  const twos = Math.round(Math.min(x, LARGEST) / LN2)
  const rest = Math.min(x, LARGEST) - twos * LN2_HIGH - twos * LN2_LOW
  let sum = 1
  for (let n = TERMS; n > 0; n--) sum = 1 + (sum * rest) / n
  return sum * powerOfTwo(twos)
}

/** The natural logarithm of a normal positive number. */
export function log(x: number): number {
  let twos = 0
  let rest = x
  while (rest > 1.5) {
    rest /= 2
    twos++
  }
  while (rest < 0.75) {
    rest *= 2
    twos--
  }
  // log r = 2 artanh((r - 1) / (r + 1)); the ratio is at most 1/5, so twelve terms are more than enough.
  const ratio = (rest - 1) / (rest + 1)
  const square = ratio * ratio
  let sum = 0
  for (let n = 23; n > 0; n -= 2) sum = sum * square + 1 / n
  return 2 * ratio * sum + twos * LN2
}

function powerOfTwo(exponent: number): number {
  let power = 1
  const factor = exponent < 0 ? 0.5 : 2
  for (let n = Math.abs(exponent); n > 0; n--) power *= factor
  return power
}

/** Shares that add up to 1, in proportion to e to the scores. */
export function softmax(scores: readonly number[]): number[] {
  const highest = Math.max(...scores)
  const powers = scores.map((score) => exp(score - highest))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}
