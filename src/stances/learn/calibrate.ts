import { exp, log, softmax } from './exact.js'

/** Turns scores into shares: softmax of `scale` times score plus the class's `shift`. */
export interface Calibration {
  readonly scale: number
  /** One per class. */
  readonly shifts: readonly number[]
}

export interface Scored {
  /** One score per class. */
  readonly scores: readonly number[]
  /** Index of the right class. */
  readonly right: number
}

/** Draws the parameters towards scale 1 and shift 0 where there is little to learn from. */
const RIDGE = 0.5
const MAX_STEPS = 50
const CLOSE = 1e-9

/**
 * The calibration under which the right classes are likeliest: temperature scaling with a shift per class (Guo et al., "On
 * calibration of modern neural networks", ICML 2017; Alexandari et al., ICML 2020), by Newton's method with halved steps.
 * @param posts scored by a model that has not learned from them
 */
export function calibrate(posts: readonly Scored[], classes: number): Calibration {
  let parameters = [1, ...Array.from({ length: classes }, () => 0)]
  let loss = lossOf(posts, parameters)
  for (let n = 0; n < MAX_STEPS; n++) {
    const step = newtonStep(posts, parameters)
    let part = 1
    let next = parameters
    let nextLoss = loss
    for (; part > 1e-6; part /= 2) {
      next = parameters.map((value, i) => value - part * (step[i] ?? 0))
      nextLoss = lossOf(posts, next)
      if (nextLoss <= loss) break
    }
    if (nextLoss > loss) break
    const gained = loss - nextLoss
    parameters = next
    loss = nextLoss
    if (gained < CLOSE) break
  }
  const [scale = 1, ...shifts] = parameters
  return { scale, shifts }
}

/** Shares of the classes, which add up to 1. */
export function sharesOf(scores: readonly number[], { scale, shifts }: Calibration): number[] {
  return softmax(scores.map((score, c) => scale * score + (shifts[c] ?? 0)))
}

function lossOf(posts: readonly Scored[], [scale = 1, ...shifts]: readonly number[]): number {
  let loss = (RIDGE / 2) * ((scale - 1) ** 2 + shifts.reduce((sum, shift) => sum + shift * shift, 0))
  for (const { scores, right } of posts) {
    const raised = scores.map((score, c) => scale * score + (shifts[c] ?? 0))
    const highest = Math.max(...raised)
    loss += log(raised.reduce((sum, z) => sum + exp(z - highest), 0)) - ((raised[right] ?? 0) - highest)
  }
  return loss
}

function newtonStep(posts: readonly Scored[], parameters: readonly number[]): number[] {
  const [scale = 1, ...shifts] = parameters
  const size = parameters.length
  const gradient = parameters.map((value, i) => RIDGE * (value - (i === 0 ? 1 : 0)))
  const hessian = parameters.map((_, i) => parameters.map((__, j): number => (i === j ? RIDGE : 0)))
  for (const { scores, right } of posts) {
    const shares = sharesOf(scores, { scale, shifts })
    // The derivative of class c's raised score: its score for the scale, 1 for its own shift.
    const slope = (c: number, i: number): number => (i === 0 ? (scores[c] ?? 0) : i === c + 1 ? 1 : 0)
    const mean = parameters.map((_, i) => shares.reduce((sum, p, c) => sum + p * slope(c, i), 0))
    for (let i = 0; i < size; i++) {
      gradient[i] = (gradient[i] ?? 0) + (mean[i] ?? 0) - slope(right, i)
      const row = hessian[i] ?? []
      for (let j = 0; j < size; j++) {
        const both = shares.reduce((sum, p, c) => sum + p * slope(c, i) * slope(c, j), 0)
        row[j] = (row[j] ?? 0) + both - (mean[i] ?? 0) * (mean[j] ?? 0)
      }
    }
  }
  return solve(hessian, gradient)
}

/** Gauss and Cholesky agree on a positive definite matrix; no pivoting is needed. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0])
  const size = rows.length
  for (let i = 0; i < size; i++) {
    const pivot = rows[i] ?? []
    for (let j = i + 1; j < size; j++) {
      const row = rows[j] ?? []
      const factor = (row[i] ?? 0) / (pivot[i] ?? 1)
      for (let k = i; k <= size; k++) row[k] = (row[k] ?? 0) - factor * (pivot[k] ?? 0)
    }
  }
  const solution = rows.map(() => 0)
  for (let i = size - 1; i >= 0; i--) {
    const row = rows[i] ?? []
    let value = row[size] ?? 0
    for (let j = i + 1; j < size; j++) value -= (row[j] ?? 0) * (solution[j] ?? 0)
    solution[i] = value / (row[i] ?? 1)
  }
  return solution
}
