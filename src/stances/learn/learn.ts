import type { Code } from '../../model/coding.js'
import { compareCodePoints } from '../../text/order.js'
import type { Codebook, Target } from '../codebook.js'
import type { Bag } from './bag.js'
import { bagOf } from './bag.js'
import { enough } from './enough.js'
import type { Shortage } from './enough.js'
import { figuresOf } from './figures.js'
import type { Figures } from './figures.js'
import { WordHashes, fingerprintOf } from './fingerprint.js'
import { groupsOf } from './groups.js'
import type { Guess } from './guess.js'
import { guessOf } from './guess.js'
import { loneText } from './lone.js'
import type { FeatureTable } from './matrix.js'
import { tableOf } from './matrix.js'
import type { LearnedModel, TargetModel, TrainedPost, WeightedFeature } from './model.js'
import { MODEL_FORMAT } from './model.js'
import { rounded } from './rounded.js'
import type { Lesson, TrainedCoder } from './train.js'
import { trainCoder } from './train.js'

/** A post that people coded, and what it is judged by. */
export interface CodedPost {
  readonly thread: string
  readonly position: number
  readonly key: string
  readonly fingerprint: string
  /** Number of own words. */
  readonly words: number
  readonly language: string
  readonly bag: Bag
  /** Per target what people said; null where they did not agree. */
  readonly people: ReadonlyMap<string, Code | null>
  /** Per target what the codebook says; none where it is not in it. */
  readonly codebook: ReadonlyMap<string, Code>
}

/** A post that is learned from and never judged. */
export interface ShownPost {
  readonly bag: Bag
  readonly codes: Readonly<Record<string, Code>>
}

export interface LearningOptions {
  /** Posts beside those that people coded; none of them is one of these. */
  readonly shown?: readonly ShownPost[]
  /** Of the cross-validation. */
  readonly folds?: number
}

export interface Learned {
  /** Null when no target has enough codings. */
  readonly model: LearnedModel | null
  /** The targets without enough, in the codebook's order. */
  readonly shortages: readonly Shortage[]
}

const SETTINGS = {
  seed: 1,
  /** Ten as in most of the literature; fewer where there are fewer threads. */
  folds: 10,
  /** Liblinear's default; a third or three times as much makes no difference (docs/model.md). */
  cost: 1,
  /** In cross-validation more than eight of ten sides above it were right (docs/model.md). */
  min_confidence: 0.6,
} as const

/** A language with fewer coded posts is one that the coder does not know. */
const MIN_OF_LANGUAGE = 10

/**
 * Trains the coder on every target that has enough codings. Pure; the order of `posts` does not matter.
 * @param version the program's, for the file
 */
export function learn(
  posts: readonly CodedPost[],
  codebook: Codebook,
  version: string,
  { shown = [], folds: most = SETTINGS.folds }: LearningOptions = {},
): Learned {
  const sorted = posts.toSorted((a, b) => compareCodePoints(a.thread, b.thread) || a.position - b.position)
  const groups = groupsOf(sorted)
  const known = new Set(sorted.map(({ fingerprint }) => fingerprint))
  const shortages: Shortage[] = []
  const ready: { readonly target: Target; readonly classes: readonly Code[] }[] = []
  for (const target of codebook.targets) {
    const disputed = disagreementsOf(sorted, target.id)
    const found = enough(target.id, lessonsFor(sorted, groups, target.id), disputed)
    if (found.shortage !== null) shortages.push(found.shortage)
    else ready.push({ target, classes: found.classes })
  }
  if (ready.length === 0) return { model: null, shortages }

  const examples = ready.map(({ target }) => examplesOf(target, codebook, known))
  const bags = [...sorted, ...shown, ...examples.flat()].map(({ bag }) => bag)
  const table = tableOf(bags)
  let row = sorted.length + shown.length
  const trained = ready.map(({ target, classes }, n): Trained => {
    const lessons = lessonsFor(sorted, groups, target.id)
    const beside = [
      ...shownFor(shown, sorted.length, target.id),
      ...(examples[n] ?? []).map(({ code }) => ({ row: row++, code })),
    ]
    const folds = Math.min(most, new Set(lessons.map(({ group }) => group)).size)
    const coder = trainCoder(table, lessons, beside, classes, { ...SETTINGS, folds })
    const languages = languagesOf(lessons.map(({ row: post }) => sorted[post]?.language ?? 'und'))
    return { target: target.id, lessons, coder, languages, examples: beside.length }
  })
  const model: LearnedModel = {
    format: MODEL_FORMAT,
    program: 'polylogue',
    version,
    codebook: codebook.hash,
    settings: { ...SETTINGS, folds: most },
    targets: trained.map((one) => targetModel(one, sorted)),
    posts: trainedPosts(trained, sorted),
    features: weightedFeatures(trained, table, bags),
  }
  return { model, shortages }
}

interface LessonOfPost {
  readonly row: number
  readonly code: Code
  readonly group: string
}

interface Trained {
  readonly target: string
  readonly lessons: readonly LessonOfPost[]
  readonly coder: TrainedCoder
  readonly languages: readonly string[]
  readonly examples: number
}

function lessonsFor(posts: readonly CodedPost[], groups: readonly string[], target: string): LessonOfPost[] {
  return posts.flatMap(({ people }, row) => {
    const code = people.get(target) ?? null
    return code === null ? [] : [{ row, code, group: groups[row] ?? '' }]
  })
}

/** @param first the row of the first of them */
function shownFor(shown: readonly ShownPost[], first: number, target: string): Lesson[] {
  return shown.flatMap(({ codes }, i) => {
    const code = codes[target]
    return code === undefined ? [] : [{ row: first + i, code }]
  })
}

function disagreementsOf(posts: readonly CodedPost[], target: string): number {
  return posts.filter(({ people }) => people.get(target) === null).length
}

/** The codebook's examples are learned from too, but not one that is a coded post: it would be known before it is tried. */
function examplesOf(
  target: Target,
  codebook: Codebook,
  known: ReadonlySet<string>,
): { readonly bag: Bag; readonly code: Code }[] {
  const ids = codebook.targets.map(({ id }) => id)
  return target.examples.flatMap(({ text, language, polarity }) => {
    const lone = loneText(text, language, codebook)
    if (lone === null) return []
    const { words, post } = lone
    if (known.has(fingerprintOf(words, post.own, new WordHashes(words)))) return []
    return [{ bag: bagOf(text, words, post, ids), code: polarity }]
  })
}

function languagesOf(languages: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const language of languages) counts.set(language, (counts.get(language) ?? 0) + 1)
  return [...counts]
    .flatMap(([language, count]) => (count >= MIN_OF_LANGUAGE ? [language] : []))
    .toSorted(compareCodePoints)
}

function targetModel(
  { target, lessons, coder, languages, examples }: Trained,
  posts: readonly CodedPost[],
): TargetModel {
  const { classes, calibration, linear, outOfFold } = coder
  const guesses = outOfFold.map((shares) => guessOf(shares, classes))
  const judged = lessons.map(({ row, code }, i) => {
    const [guess, confidence] = guesses[i] ?? ['none', 0]
    const spoken = languages.includes(posts[row]?.language ?? 'und')
    return { right: code, found: spoken && confidence >= SETTINGS.min_confidence ? guess : null }
  })
  const likeliest = lessons.map(({ code }, i) => ({ right: code, found: guesses[i]?.[0] ?? null }))
  const byCodebook = lessons.map(({ row, code }) => ({
    right: code,
    found: posts[row]?.codebook.get(target) ?? ('none' as const),
  }))
  const kept = judged.filter(({ found }) => found !== null).length
  return {
    stance: target,
    classes,
    bias: linear.map(({ bias }) => bias),
    scale: rounded(calibration.scale),
    shifts: calibration.shifts.map(rounded),
    languages,
    learned: {
      posts: lessons.length,
      threads: new Set(lessons.map(({ row }) => posts[row]?.thread)).size,
      codes: countsOf(lessons),
      disagreements: disagreementsOf(posts, target),
      examples,
    },
    evaluation: {
      model: roundedFigures(figuresOf(judged)),
      likeliest: roundedFigures(figuresOf(likeliest)),
      codebook: roundedFigures(figuresOf(byCodebook)),
      coverage: rounded(kept / lessons.length),
    },
  }
}

function countsOf(lessons: readonly { readonly code: Code }[]): Record<Code, number> {
  const counts: Record<Code, number> = { favor: 0, against: 0, neither: 0, none: 0 }
  for (const { code } of lessons) counts[code]++
  return counts
}

function roundedFigures({ favor, against, neither, macroF1 }: Figures): Figures {
  const share = (value: number | null): number | null => (value === null ? null : rounded(value))
  const of = (side: Figures['favor']): Figures['favor'] => ({
    precision: share(side.precision),
    recall: share(side.recall),
    f1: share(side.f1),
  })
  return { favor: of(favor), against: of(against), neither: of(neither), macroF1: share(macroF1) }
}

function trainedPosts(trained: readonly Trained[], posts: readonly CodedPost[]): TrainedPost[] {
  const codes = posts.map((): Record<string, Code> => ({}))
  const guesses = posts.map((): Record<string, Guess> => ({}))
  for (const { target, lessons, coder } of trained) {
    for (const [i, { row, code }] of lessons.entries()) {
      const [coded, guessed] = [codes[row], guesses[row]]
      if (coded === undefined || guessed === undefined) continue
      coded[target] = code
      guessed[target] = guessOf(coder.outOfFold[i] ?? [], coder.classes)
    }
  }
  return posts.flatMap(({ thread, key, fingerprint, language }, row) => {
    const own = codes[row] ?? {}
    if (Object.keys(own).length === 0) return []
    return [{ thread, key, fingerprint, language, codes: own, guesses: guesses[row] ?? {} }]
  })
}

/** Features without any weight are left out. */
function weightedFeatures(
  trained: readonly Trained[],
  table: FeatureTable,
  bags: readonly Bag[],
): WeightedFeature[] {
  const names = new Map<number, string>()
  for (const bag of bags) for (const [hash, name] of bag.names) if (!names.has(hash)) names.set(hash, name)
  const outputs = trained.flatMap(({ coder }) => coder.linear.map(({ weights }) => weights))
  const features: WeightedFeature[] = []
  for (const [column, hash] of table.hashes.entries()) {
    const weights = outputs.map((output) => output[column] ?? 0)
    if (weights.some((weight) => weight !== 0)) features.push([names.get(hash) ?? '', weights])
  }
  return features.toSorted(([a], [b]) => compareCodePoints(a, b))
}
