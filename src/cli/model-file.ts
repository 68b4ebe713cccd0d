import { readFileSync } from 'node:fs'
import { EXIT, Failure, reasonOf } from '../run/failure.js'
import type { Codebook } from '../stances/codebook.js'
import { readModel } from '../stances/learn/file.js'
import type { LearnedModel } from '../stances/learn/model.js'
import { SHIPPED_CODER } from '../stances/learn/shipped.js'

/** A trained coder as model.json holds it. */
export interface ModelText {
  /** Whether this run has trained it from its own codings, or --model gave a file or asked for the one that ships. */
  readonly from: 'trained' | 'file' | 'default'
  /** Where faults in it are. */
  readonly path: string
  readonly text: string
}

/** What --model calls the coder that ships, for the codebook that ships. */
export const SHIPPED = 'default'

/**
 * Throws a Failure (2) when the file cannot be read.
 * @param path of a file, or `default`
 */
export function readModelText(path: string): ModelText {
  const from = path === SHIPPED ? SHIPPED : 'file'
  const file = from === SHIPPED ? SHIPPED_CODER : path
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
    return { from, path, text }
  } catch (error) {
    const reason = error instanceof TypeError ? 'it is not UTF-8' : reasonOf(error)
    throw new Failure(EXIT.usage, `The model ${path} cannot be read: ${reason}.`)
  }
}

/** Throws a Failure (2) that names every fault of the file, also that it was trained with another codebook. */
export function checkedModel({ from, path, text }: ModelText, { hash, targets }: Codebook): LearnedModel {
  if (from === SHIPPED && !text.includes(hash)) {
    throw new Failure(
      EXIT.usage,
      `The coder that ships has learned with the codebook that ships and no other: leave --model ${SHIPPED} out.`,
    )
  }
  const { model, faults } = readModel(text, { hash, targets: targets.map(({ id }) => id) })
  if (model !== null) return model
  const lines = faults.map((fault) => `  ${path}: ${fault}`)
  throw new Failure(EXIT.usage, ['The model cannot be used; nothing was read:', ...lines].join('\n'))
}
