import { createRandom } from '../../random.js'
import type { SparseRows } from './matrix.js'

export interface SvmOptions {
  /** How many columns there are. */
  readonly width: number
  /** What an error costs beside large weights; liblinear's C. */
  readonly cost: number
  readonly seed: number
}

export interface LinearWeights {
  /** One per column. */
  readonly weights: Float64Array
  readonly bias: number
}

/** Later rounds move weights, but no longer what is found in cross-validation. */
const MAX_ROUNDS = 40
/** Liblinear's own: rounds end when no row can be bettered by more. */
const TOLERANCE = 0.1

/**
 * A linear support vector machine with squared hinge loss, by dual coordinate descent (Hsieh et al., "A dual coordinate
 * descent method for large-scale linear SVM", ICML 2008, algorithm 1; the method behind liblinear). Additions, multiplications and
 * divisions only, so the same numbers come out on any machine.
 * @param labels per row: 1 when it is of the class, else -1
 */
export function trainSvm(
  rows: SparseRows,
  labels: Int8Array,
  { width, cost, seed }: SvmOptions,
): LinearWeights {
  const { columns, values, begin } = rows
  const size = labels.length
  const weights = new Float64Array(width)
  let bias = 0
  const alpha = new Float64Array(size)
  const diagonal = 0.5 / cost
  const norms = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    let norm = 1 + diagonal
    for (let k = begin[i] ?? 0; k < (begin[i + 1] ?? 0); k++) norm += (values[k] ?? 0) ** 2
    norms[i] = norm
  }
  const order = Int32Array.from({ length: size }, (_, i) => i)
  const random = createRandom(seed)
  for (let round = 0; round < MAX_ROUNDS; round++) {
    shuffle(order, random.below)
    let worst = 0
    for (const i of order) {
      const label = labels[i] ?? 1
      const from = begin[i] ?? 0
      const to = begin[i + 1] ?? 0
      let score = bias
      for (let k = from; k < to; k++) score += (weights[columns[k] ?? 0] ?? 0) * (values[k] ?? 0)
      const old = alpha[i] ?? 0
      const gradient = label * score - 1 + diagonal * old
      const projected = old === 0 ? Math.min(gradient, 0) : gradient
      worst = Math.max(worst, Math.abs(projected))
      if (projected === 0) continue
      const next = Math.max(old - gradient / (norms[i] ?? 1), 0)
      alpha[i] = next
      const step = (next - old) * label
      bias += step
      for (let k = from; k < to; k++) {
        const column = columns[k] ?? 0
        weights[column] = (weights[column] ?? 0) + step * (values[k] ?? 0)
      }
    }
    if (worst < TOLERANCE) break
  }
  return { weights, bias }
}

/** Fisher and Yates. */
function shuffle(order: Int32Array, below: (bound: number) => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = below(i + 1)
    const moved = order[i] ?? 0
    order[i] = order[j] ?? 0
    order[j] = moved
  }
}
