import type { Code } from '../../model/coding.js'
import type { Calibration } from './calibrate.js'
import { ARTICLE, featureHash } from './features.js'
import { SAME_WORDS } from './groups.js'
import { HashTable } from './hash-table.js'
import type { LearnedModel, TrainedPost } from './model.js'

/** A model ready for use. Frozen; never changed while posts are coded. */
export interface CompiledModel {
  readonly targets: readonly CompiledTarget[]
  /** The codebook's target ids, in its order: what readings refer to. */
  readonly codebookTargets: readonly string[]
  readonly minConfidence: number
  /** Whether any article was among the posts that it learned from: they are another kind of text. */
  readonly knowsArticles: boolean
  /** Number of scores: the classes of all targets. */
  readonly outputs: number
  readonly rows: HashTable
  readonly rowCount: number
  /** `outputs` weights for every row. */
  readonly weights: Float64Array
  /** What the coder was trained on, by fingerprint. */
  readonly trained: ReadonlyMap<string, readonly TrainedPost[]>
}

export interface CompiledTarget {
  readonly stance: string
  readonly classes: readonly Code[]
  /** Where its classes begin among the outputs. */
  readonly first: number
  readonly bias: readonly number[]
  readonly calibration: Calibration
  readonly languages: ReadonlySet<string>
}

export function compileModel(model: LearnedModel, codebookTargets: readonly string[]): CompiledModel {
  let outputs = 0
  const targets = model.targets.map(({ stance, classes, bias, scale, shifts, languages }): CompiledTarget => {
    const first = outputs
    outputs += classes.length
    return { stance, classes, first, bias, calibration: { scale, shifts }, languages: new Set(languages) }
  })
  const weights = new Float64Array(outputs * model.features.length)
  for (const [row, [, own]] of model.features.entries()) weights.set(own, row * outputs)
  const trained = new Map<string, TrainedPost[]>()
  for (const post of model.posts) {
    const same = trained.get(post.fingerprint)
    if (same === undefined) trained.set(post.fingerprint, [post])
    else same.push(post)
  }
  const rows = new HashTable(model.features.map(([name]) => featureHash(name)))
  return Object.freeze({
    targets,
    codebookTargets,
    minConfidence: model.settings.min_confidence,
    knowsArticles: rows.row(featureHash(ARTICLE)) >= 0,
    outputs,
    rows,
    rowCount: model.features.length,
    weights,
    trained,
  })
}

/** The post as the coder was trained on it: in the same thread, or, when it is no short one, in any. */
export function trainedPost(
  model: CompiledModel,
  fingerprint: string,
  thread: string,
  words: number,
): TrainedPost | null {
  const same = model.trained.get(fingerprint)
  if (same === undefined) return null
  return same.find((post) => post.thread === thread) ?? (words >= SAME_WORDS ? (same[0] ?? null) : null)
}
