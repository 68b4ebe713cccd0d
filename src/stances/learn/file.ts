import { z } from 'zod'
import { CODES } from '../../model/coding.js'
import type { LearnedModel } from './model.js'
import { MODEL_FORMAT } from './model.js'

/** The file's text: posts and features one a line, so that two models can be compared. */
export function modelText(model: LearnedModel): string {
  const { posts, features, ...head } = model
  const lines = (values: readonly unknown[]): string =>
    values.map((value) => `    ${JSON.stringify(value)}`).join(',\n')
  const opening = JSON.stringify(head, null, 2)
  return `${opening.slice(0, -2)},\n  "posts": [\n${lines(posts)}\n  ],\n  "features": [\n${lines(features)}\n  ]\n}\n`
}

const code = z.enum(CODES)
const share = z.number().min(0).max(1)
const count = z.int().min(0)
const digest = z.string().regex(/^[0-9a-f]{64}$/, 'not a SHA-256 in hex')
const retrieval = z.strictObject({
  precision: share.nullable(),
  recall: share.nullable(),
  f1: share.nullable(),
})
const figures = z.strictObject({
  favor: retrieval,
  against: retrieval,
  neither: retrieval,
  macroF1: share.nullable(),
})
const schema = z.strictObject({
  format: z.literal(MODEL_FORMAT),
  program: z.literal('polylogue'),
  version: z.string(),
  codebook: digest,
  settings: z.strictObject({
    seed: z.int().min(0),
    folds: z.int().min(2),
    cost: z.number().positive(),
    min_confidence: share,
  }),
  targets: z
    .array(
      z.strictObject({
        stance: z.string().min(1),
        classes: z.array(code).min(2),
        bias: z.array(z.number()),
        scale: z.number(),
        shifts: z.array(z.number()),
        languages: z.array(z.string()),
        learned: z.strictObject({
          posts: count,
          threads: count,
          codes: z.strictObject({ favor: count, against: count, neither: count, none: count }),
          disagreements: count,
          examples: count,
        }),
        evaluation: z.strictObject({
          model: figures,
          likeliest: figures,
          codebook: figures,
          coverage: share,
        }),
      }),
    )
    .min(1),
  posts: z.array(
    z.strictObject({
      thread: z.string(),
      key: z.string(),
      fingerprint: z.string().regex(/^[0-9a-f]{16}$/, 'not 16 hex digits'),
      language: z.string(),
      codes: z.record(z.string(), code),
      guesses: z.record(z.string(), z.tuple([code, share])),
    }),
  ),
  features: z.array(z.tuple([z.string(), z.array(z.number())])),
})

export type ModelRead =
  | { readonly model: LearnedModel; readonly faults: readonly [] }
  | { readonly model: null; readonly faults: readonly string[] }

/** Of a file with thousands of faults the first tell what is wrong. */
const MAX_FAULTS = 20

/**
 * Reads a model file for a codebook. Every fault is named with its place in the file; a model that was trained with another
 * codebook is one, because the cues among its features would mean something else.
 * @param codebook its hash and its target ids
 */
export function readModel(
  text: string,
  codebook: { readonly hash: string; readonly targets: readonly string[] },
): ModelRead {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return refused([`It is no JSON (${reason.slice(0, 120)}): give a model.json that a run has written.`])
  }
  const form = formatOf(value)
  if (form !== null) return refused([form])
  const read = schema.safeParse(value)
  if (!read.success) {
    return refused(read.error.issues.map(({ path, message }) => `${placeOf(path)}: ${message}.`))
  }
  const faults = inconsistencies(read.data, codebook)
  return faults.length > 0 ? refused(faults) : { model: read.data, faults: [] }
}

/** Told by itself, because every other fault would follow from it. */
function formatOf(value: unknown): string | null {
  const found = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
  if (found === null || !('program' in found) || found.program !== 'polylogue' || !('features' in found)) {
    return 'It is no model of this program: give a model.json that a run has written.'
  }
  if (!('format' in found) || found.format !== MODEL_FORMAT) {
    const given = 'format' in found ? JSON.stringify(found.format) : 'missing'
    return `Its format is ${given}, and this version reads format ${MODEL_FORMAT}: train it again with this version.`
  }
  return null
}

function inconsistencies(
  model: LearnedModel,
  codebook: { readonly hash: string; readonly targets: readonly string[] },
): string[] {
  const faults: string[] = []
  if (model.codebook !== codebook.hash) {
    faults.push(
      `codebook: it was trained with another codebook (${model.codebook.slice(0, 12)}…, here ${codebook.hash.slice(0, 12)}…): ` +
        'put that codebook.yaml beside the dumps, or train again with --no-model left out and no --model.',
    )
  }
  const seen = new Set<string>()
  for (const [t, { stance, classes, bias, shifts }] of model.targets.entries()) {
    const at = `targets[${t}]`
    if (!codebook.targets.includes(stance))
      faults.push(`${at}.stance: the codebook has no target "${stance}".`)
    if (seen.has(stance)) faults.push(`${at}.stance: "${stance}" is given twice.`)
    seen.add(stance)
    if (new Set(classes).size < classes.length) faults.push(`${at}.classes: a code is given twice.`)
    for (const [name, list] of Object.entries({ bias, shifts })) {
      if (list.length !== classes.length) {
        faults.push(`${at}.${name}: ${list.length} numbers for ${classes.length} classes.`)
      }
    }
  }
  for (const [p, { guesses }] of model.posts.entries()) {
    for (const [stance, [guess]] of Object.entries(guesses)) {
      const target = model.targets.find((one) => one.stance === stance)
      if (target?.classes.includes(guess) !== true) {
        faults.push(`posts[${p}].guesses.${stance}: the model has no class ${guess} for it.`)
      }
    }
  }
  const outputs = model.targets.reduce((sum, { classes }) => sum + classes.length, 0)
  for (const [f, [name, weights]] of model.features.entries()) {
    if (weights.length !== outputs) {
      faults.push(
        `features[${f}] (${name}): ${weights.length} weights for ${outputs} classes of all targets.`,
      )
    }
  }
  return faults
}

function refused(faults: readonly string[]): ModelRead {
  const rest = faults.length - MAX_FAULTS
  const told = faults.slice(0, MAX_FAULTS)
  return { model: null, faults: rest > 0 ? [...told, `… and ${rest} more.`] : told }
}

function placeOf(path: readonly PropertyKey[]): string {
  const place = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')
  return place === '' ? 'the file' : place.replace(/^\./, '')
}
