import type { Code } from '../../model/coding.js'
import type { Calibration } from './calibrate.js'
import type { Figures } from './figures.js'
import type { Guess } from './guess.js'

/** The version of the model file's shape and of the features; a file of another one cannot be used. */
export const MODEL_FORMAT = 1

/** A trained coder as `model.json` holds it. Plain data: everything in it follows from the codings, the corpus and the seed. */
export interface LearnedModel {
  readonly format: typeof MODEL_FORMAT
  readonly program: 'polylogue'
  /** The program's version that trained it. */
  readonly version: string
  /** SHA-256 (hex) of the codebook whose cues are among the features. */
  readonly codebook: string
  readonly settings: ModelSettings
  /** In the codebook's order; those with enough codings. */
  readonly targets: readonly TargetModel[]
  /** What it was trained on, in order of thread, then of the page. */
  readonly posts: readonly TrainedPost[]
  /** In order of name by code point. */
  readonly features: readonly WeightedFeature[]
}

export interface ModelSettings {
  readonly seed: number
  readonly folds: number
  readonly cost: number
  /** Below it the coder abstains. */
  readonly min_confidence: number
}

export interface TargetModel extends Calibration {
  readonly stance: string
  /** The codes it tells apart, in the order of CODES. */
  readonly classes: readonly Code[]
  /** One per class. */
  readonly bias: readonly number[]
  /** Languages with enough posts to learn from; it abstains in all others. */
  readonly languages: readonly string[]
  readonly learned: LearnedFrom
  readonly evaluation: Evaluation
}

/** What a target was learned from. */
export interface LearnedFrom {
  readonly posts: number
  readonly threads: number
  readonly codes: Readonly<Record<Code, number>>
  /** Posts on which people did not agree; left out. */
  readonly disagreements: number
  /** Examples of the codebook, and other posts that were learned from and never judged. */
  readonly examples: number
}

/** By cross-validation: every post was judged by a coder that had seen none of its thread. */
export interface Evaluation {
  readonly model: Figures
  /** Had it given its likeliest code where it abstained. */
  readonly likeliest: Figures
  /** The codebook's, on the same posts. */
  readonly codebook: Figures
  /** Share of the posts on which the coder did not abstain. */
  readonly coverage: number
}

export interface TrainedPost {
  readonly thread: string
  readonly key: string
  /** See fingerprint.ts: by it the post is known again. */
  readonly fingerprint: string
  readonly language: string
  readonly codes: Readonly<Record<string, Code>>
  /** Per target what the coder says that has not seen the post's thread, and how sure it is. A run uses this one. */
  readonly guesses: Readonly<Record<string, Guess>>
}

/** Name and weights: one for every class of every target, in their order. */
export type WeightedFeature = readonly [name: string, weights: readonly number[]]
