import type { Abstention, LearnedFacts, Polarity, Stance } from '../../model/stance.js'
import type { Codebook } from '../codebook.js'
import type { Reading } from '../reading.js'
import { onSubject } from '../subject.js'
import type { PostToJudge } from './bag.js'
import { sharesOf } from './calibrate.js'
import type { CompiledModel, CompiledTarget } from './compile.js'
import { trainedPost } from './compile.js'
import { evidenceFor } from './evidence.js'
import { WordHashes, countWords, fingerprintOf } from './fingerprint.js'
import type { ThreadToJudge } from './judge.js'
import { PostsToJudge } from './judge.js'
import { Scorer } from './score.js'
import { guessOf } from './guess.js'
import type { Guess } from './guess.js'
import { loneText } from './lone.js'

/** The coder's name in the tables. */
export const MODEL_CODER = 'model'

export interface ModelCodes {
  /** In order of post, then of the codebook's targets. */
  readonly stances: readonly Stance[]
  /** Null without a model. */
  readonly learned: LearnedFacts | null
}

/**
 * What the learned coder makes of a thread's posts. A post that it was trained on gets the judgement of the coder that had
 * not seen its thread. Where it is less sure than the model's `min_confidence`, or knows no posts of the language or no articles, it abstains; for
 * posts whose code is `none`, and those that do not speak of the codebook's subject, it says nothing.
 */
export function codeByModel(
  known: ThreadToJudge,
  codebook: Codebook,
  model: CompiledModel | null,
): ModelCodes {
  if (model === null) return NOTHING
  const { thread, words } = known
  const { text } = thread.dump
  const posts = new PostsToJudge(known, codebook)
  const subject = onSubject(thread, known.own, known.languages, words, codebook)
  const scorer = new Scorer(model, text, words)
  const hashes = new WordHashes(words)
  const stances: Stance[] = []
  const abstentions: Abstention[] = []
  for (const { position } of thread.posts) {
    const post = posts.of(position)
    const count = post === null ? 0 : countWords(words, post.own)
    if (post === null || count === 0) continue
    const trained = trainedPost(model, fingerprintOf(words, post.own, hashes), thread.dump.thread, count)
    // What it learned from is on the subject: elsewhere it may be sure and wrong.
    if (trained === null && subject[position]?.kind === 'off') continue
    let scores: Float64Array | null = null
    for (const target of model.targets) {
      const { stance } = target
      if (!target.languages.has(post.language) || (post.article && !model.knowsArticles)) {
        abstentions.push({ post: position, stance, code: null, confidence: 0 })
        continue
      }
      const [code, confidence] = trained?.guesses[stance] ?? judged((scores ??= scorer.scores(post)), target)
      if (confidence < model.minConfidence) {
        abstentions.push({ post: position, stance, code, confidence })
      } else if (code !== 'none') {
        const output = target.first + target.classes.indexOf(code)
        const cues = cuesFor(post, model.codebookTargets.indexOf(stance), code)
        const evidence = evidenceFor(text, words, post, scorer, output, cues, codebook)
        const ids = [...new Set(cues.map(({ found }) => found.cue.id))]
        stances.push({
          post: position,
          stance,
          coder: MODEL_CODER,
          polarity: code,
          confidence,
          evidence,
          cues: ids,
          other: null,
        })
      }
    }
  }
  return { stances, learned: { targets: model.targets.map(({ stance }) => stance), abstentions } }
}

/**
 * Per target what the coder says of a text that stands alone and that it was not trained on, however sure it is. Empty in a
 * language without cues.
 */
export function guessText(
  text: string,
  language: string,
  codebook: Codebook,
  model: CompiledModel,
): ReadonlyMap<string, Guess> {
  const lone = loneText(text, language, codebook)
  if (lone === null) return new Map()
  const scores = new Scorer(model, text, lone.words).scores(lone.post)
  return new Map(model.targets.map((target) => [target.stance, judged(scores, target)]))
}

const NOTHING: ModelCodes = { stances: [], learned: null }

function judged(scores: Float64Array, { first, classes, bias, calibration }: CompiledTarget): Guess {
  const own = classes.map((_, c) => (bias[c] ?? 0) + (scores[first + c] ?? 0))
  return guessOf(sharesOf(own, calibration), classes)
}

/** The codebook's cues that say the same. */
function cuesFor({ view }: PostToJudge, target: number, code: Polarity): Reading[] {
  return view.readings.filter(({ found, polarity }) => found.target === target && polarity === code)
}
