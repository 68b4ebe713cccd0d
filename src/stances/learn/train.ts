import type { Code } from '../../model/coding.js'
import { CODES } from '../../model/coding.js'
import type { Calibration, Scored } from './calibrate.js'
import { calibrate, sharesOf } from './calibrate.js'
import { foldsOf } from './folds.js'
import type { FeatureTable } from './matrix.js'
import { chosenRows } from './matrix.js'
import { rounded } from './rounded.js'
import type { LinearWeights } from './svm.js'
import { trainSvm } from './svm.js'

/** What is learned from: a post that people coded, or an example of the codebook. */
export interface Lesson {
  /** Its row in the table of features. */
  readonly row: number
  readonly code: Code
}

export interface CodedLesson extends Lesson {
  /** Posts of one group are never learned from and tried on at once: a thread, or threads that share a post. */
  readonly group: string
}

export interface TrainingSettings {
  /** Liblinear's C: what an error costs beside large weights. */
  readonly cost: number
  readonly folds: number
  readonly seed: number
}

export interface TrainedCoder {
  readonly classes: readonly Code[]
  /** One per class; a weight per column of the table. */
  readonly linear: readonly LinearWeights[]
  readonly calibration: Calibration
  /** Per coded lesson a share for each class, from a coder that has learned from none of its group. */
  readonly outOfFold: readonly (readonly number[])[]
}

/**
 * Learns to tell `classes` apart: a linear SVM per class against the rest, its scores turned into shares by a calibration. Each
 * coded lesson is also judged by a coder trained without its fold and calibrated on the other folds.
 * @param coded in a fixed order: the same lessons in the same order give the same coder, on any machine
 * @param examples learned from in every fold, never judged
 */
export function trainCoder(
  table: FeatureTable,
  coded: readonly CodedLesson[],
  examples: readonly Lesson[],
  classes: readonly Code[],
  settings: TrainingSettings,
): TrainedCoder {
  const folds = foldsOf(coded, settings.folds, settings.seed)
  const scored: (Scored & { readonly fold: number })[] = []
  for (let fold = 0; fold < settings.folds; fold++) {
    const others = coded.filter((_, i) => folds[i] !== fold)
    const linear = fit(table, [...others, ...examples], classes, settings)
    for (const [i, { row, code }] of coded.entries()) {
      if (folds[i] === fold) {
        scored[i] = { scores: scoresOf(table, row, linear), right: classes.indexOf(code), fold }
      }
    }
  }
  // A code that too few posts have is no class: such posts are judged, but nothing is learned from them.
  const learned = scored.filter(({ right }) => right >= 0)
  const byFold = Array.from({ length: settings.folds }, (_, fold) =>
    calibrate(
      learned.filter((post) => post.fold !== fold),
      classes.length,
    ),
  )
  const calibration = calibrate(learned, classes.length)
  return {
    classes,
    linear: fit(table, [...coded, ...examples], classes, settings),
    calibration,
    outOfFold: scored.map(({ scores, fold }) => sharesOf(scores, byFold[fold] ?? calibration)),
  }
}

function fit(
  table: FeatureTable,
  lessons: readonly Lesson[],
  classes: readonly Code[],
  { cost, seed }: TrainingSettings,
): LinearWeights[] {
  const taken = lessons.filter(({ code }) => classes.includes(code))
  const rows = chosenRows(
    table,
    taken.map(({ row }) => row),
  )
  return classes.map((code) => {
    const labels = Int8Array.from(taken, (lesson) => (lesson.code === code ? 1 : -1))
    const options = { width: table.hashes.length, cost, seed: seed + CODES.indexOf(code) }
    const { weights, bias } = trainSvm(rows, labels, options)
    return { weights: weights.map(rounded), bias: rounded(bias) }
  })
}

function scoresOf(table: FeatureTable, row: number, linear: readonly LinearWeights[]): number[] {
  const { begin, columns, values } = table
  return linear.map(({ weights, bias }) => {
    let score = bias
    for (let k = begin[row] ?? 0; k < (begin[row + 1] ?? 0); k++) {
      score += (weights[columns[k] ?? 0] ?? 0) * (values[k] ?? 0)
    }
    return score
  })
}
