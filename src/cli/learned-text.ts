import type { Retrieval } from '../coding/agreement/crosstab.js'
import { shortageText } from '../stances/learn/enough.js'
import type { Shortage } from '../stances/learn/enough.js'
import type { Figures } from '../stances/learn/figures.js'
import type { LearnedModel } from '../stances/learn/model.js'

/** What a run has learned from people's codings, or was given. */
export interface Learning {
  readonly model: LearnedModel | null
  /** The targets for which there were too few codings. */
  readonly shortages: readonly Shortage[]
}

const NAME = 22

/**
 * How well the learned coder does on posts of threads that it had not seen, beside the codebook on the same posts, and what is
 * missing where nothing was learned. Empty where nobody coded a post.
 */
export function learnedText({ model, shortages }: Learning): string {
  const missing = shortages
    .filter(({ posts, disagreements }) => posts + disagreements > 0)
    .map((shortage) => `  ${shortage.stance}: ${shortageText(shortage)}`)
  const lines = [
    ...(model === null ? [] : ['', ...figureLines(model)]),
    ...(missing.length === 0 ? [] : ['', 'Missing to train the learned coder:', ...missing]),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

function figureLines({ targets, settings: { folds, min_confidence: least } }: LearnedModel): string[] {
  return [
    `The learned coder (model), tried in ${folds} folds on threads that it had not seen, beside the codebook on the same posts.`,
    `It says nothing where it is less than ${Math.round(least * 100)} % sure; below, as if it did. P: precision, R: recall.`,
    `${''.padEnd(NAME)}  posts   sure  macro F1  favor P   R     against P   R`,
    ...targets.flatMap(({ stance, learned, evaluation }) => [
      stance,
      row(
        'model',
        figures(evaluation.model),
        String(learned.posts),
        `${Math.round(evaluation.coverage * 100)} %`,
      ),
      row('  its likeliest code', figures(evaluation.likeliest)),
      row('codebook', figures(evaluation.codebook)),
    ]),
  ]
}

function row(coder: string, numbers: string, posts = '', sure = ''): string {
  return `  ${coder.padEnd(NAME)}${posts.padStart(5)}  ${sure.padStart(5)}  ${numbers}`
}

function figures({ macroF1, favor, against }: Figures): string {
  const side = ({ precision, recall }: Retrieval): string => `${number(precision)}  ${number(recall)}`
  return `${number(macroF1)}      ${side(favor)}     ${side(against)}`.trimEnd()
}

function number(value: number | null): string {
  return value === null ? '    ' : value.toFixed(2)
}
