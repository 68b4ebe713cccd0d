import { readFileSync } from 'node:fs'
import { EXIT, Failure, reasonOf } from '../run/failure.js'
import type { Codebook } from '../stances/codebook.js'
import { readModel } from '../stances/learn/file.js'
import type { LearnedModel } from '../stances/learn/model.js'

/** A trained coder as model.json holds it. */
export interface ModelText {
  /** Whether this run has trained it from its own codings, or it was given with --model. */
  readonly from: 'trained' | 'file'
  /** Where faults in it are. */
  readonly path: string
  readonly text: string
}

/** Throws a Failure (2) when the file cannot be read. */
export function readModelText(path: string): ModelText {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
    return { from: 'file', path, text }
  } catch (error) {
    const reason = error instanceof TypeError ? 'it is not UTF-8' : reasonOf(error)
    throw new Failure(EXIT.usage, `The model ${path} cannot be read: ${reason}.`)
  }
}

/** Throws a Failure (2) that names every fault of the file, also that it was trained with another codebook. */
export function checkedModel({ path, text }: ModelText, { hash, targets }: Codebook): LearnedModel {
  const { model, faults } = readModel(text, { hash, targets: targets.map(({ id }) => id) })
  if (model !== null) return model
  const lines = faults.map((fault) => `  ${path}: ${fault}`)
  throw new Failure(EXIT.usage, ['The model cannot be used; nothing was read:', ...lines].join('\n'))
}
