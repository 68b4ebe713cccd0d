import { expect, test } from 'vitest'
import { codedPosts } from '../../bench/coded-posts.mjs'
import { guessText } from '../../src/stances/learn/code.js'
import { compileModel } from '../../src/stances/learn/compile.js'
import { figuresOf } from '../../src/stances/learn/figures.js'
import { shippedCoder } from '../../src/stances/learn/shipped.js'
import { teamPosts } from '../../src/stances/learn/team-posts.js'
import { defaultCodebookFiles, loadCodebook } from '../../src/stances/load.js'

const { codebook } = loadCodebook(defaultCodebookFiles().codebook.source, 'codebook.yaml')
if (codebook === null) throw new Error('the default codebook does not load')
const targets = codebook.targets.map(({ id }) => id)
const model = shippedCoder(teamPosts(), codebook, '0.0.0')
const compiled = compileModel(model, targets)

// Floors, not goals: what the coder that ships reached on posts that it had not seen.
const FLOOR = { macro: 0.8, favor: 0.9 }

test('the coder that ships is right on the posts that it was tried on', () => {
  const figures = model.targets.map(({ evaluation }) => evaluation.model)
  expect(mean(figures.map(({ macroF1 }) => macroF1))).toBeGreaterThan(FLOOR.macro)
  expect(mean(figures.map(({ favor }) => favor.precision))).toBeGreaterThan(FLOOR.favor)
})

test('and on posts that were kept apart', () => {
  const unseen = codedPosts(new URL('../stances/unseen/', import.meta.url))
  const judged = unseen.flatMap(({ text, language, codes }) => {
    const guesses = guessText(text, language, codebook, compiled)
    return targets.map((target) => {
      const [code, confidence] = guesses.get(target) ?? ['none', 0]
      return { right: codes[target] ?? 'none', found: confidence < compiled.minConfidence ? null : code }
    })
  })
  const { macroF1, favor } = figuresOf(judged)
  expect(macroF1).toBeGreaterThan(FLOOR.macro)
  expect(favor.precision).toBeGreaterThan(FLOOR.favor)
})

function mean(values: readonly (number | null)[]): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0) / values.length
}
