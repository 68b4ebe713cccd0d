import { describe, expect, test } from 'vitest'
import { modelText, readModel } from '../../src/stances/learn/file.js'
import { learn } from '../../src/stances/learn/learn.js'
import type { LearnedModel } from '../../src/stances/learn/model.js'
import { TOLL, bridgeCodebook, codedTown, town } from './bridge.js'

const book = bridgeCodebook()
const codebook = { hash: book.hash, targets: book.targets.map(({ id }) => id) }
const { model: trained } = learn(codedTown(town(12, 10), book), book, '0.0.0')
if (trained === null) throw new Error('nothing learned')
const model: LearnedModel = trained
const text = modelText(model)

const faultsOf = (changed: string): readonly string[] => readModel(changed, codebook).faults
const edited = (from: string | RegExp, to: string): string => {
  expect(text).toMatch(from)
  return text.replace(from, to)
}
const [target] = model.targets
if (target === undefined) throw new Error('no target')
const withTarget = (change: object): string =>
  modelText({ ...model, targets: [Object.assign({}, target, change)] })

test('what was written is read again, to the byte', () => {
  const read = readModel(text, codebook)
  expect(read.faults).toEqual([])
  expect(read.model === null ? '' : modelText(read.model)).toBe(text)
})

test('posts and features stand one a line', () => {
  expect(text).toContain('\n    ["word:extortion",[')
  expect(text.split('\n').filter((line) => line.startsWith('    {"thread":"town-')).length).toBe(120)
})

describe('faults are named with their place', () => {
  test.each([
    ['half a file', text.slice(0, text.length / 2), /It is no JSON/],
    ['an empty file', '', /It is no JSON/],
    ['another file of ours', '{"program":"polylogue","format":1,"files":{}}', /no model of this program/],
    ['a list', '[]', /no model of this program/],
    ['a later format', edited('"format": 1', '"format": 7'), /format is 7, and this version reads format 1/],
    [
      'another codebook',
      edited(codebook.hash, 'a'.repeat(64)),
      /codebook: it was trained with another codebook/,
    ],
    [
      'a code that is none',
      edited('"codes":{"toll-unfair":"', '"codes":{"toll-unfair":"x'),
      /posts\[0\]\.codes\.toll-unfair/,
    ],
    ['a confidence above 1', withPost([['favor', 1.5]]), /posts\[0\]\.guesses\.toll-unfair\[1\]/],
    ['a field too many', edited('"program"', '"extra": 1,\n  "program"'), /extra/],
    ['a field too few', edited(/ {2}"version": "0\.0\.0",\n/, ''), /version/],
    [
      'a weight that is a word',
      edited(/\["word:extortion",\[/, '["word:extortion",["heavy",'),
      /features\[\d+\]\[1\]\[0\]/,
    ],
    [
      'a weight too few',
      edited(/\["word:extortion",\[[^,]+,/, '["word:extortion",['),
      /features\[\d+\] \(word:extortion\): 3 weights for 4 classes/,
    ],
    [
      'an unknown target',
      withTarget({ stance: 'parking' }),
      /targets\[0\]\.stance: the codebook has no target "parking"/,
    ],
    [
      'a class twice',
      withTarget({ classes: ['favor', 'favor', 'neither', 'none'] }),
      /targets\[0\]\.classes: a code is given twice/,
    ],
    ['a bias too few', withTarget({ bias: [0, 0] }), /targets\[0\]\.bias: 2 numbers for 4 classes/],
    [
      'a guess at a class that is not there',
      withTarget({ classes: ['favor', 'against', 'neither'], bias: [0, 0, 0], shifts: [0, 0, 0] }),
      /no class none/,
    ],
  ])('%s', (_, changed, message) => {
    expect(readModel(changed, codebook).model).toBeNull()
    expect(faultsOf(changed).join('\n')).toMatch(message)
  })

  test('all of them at once, but not thousands', () => {
    const several = edited(codebook.hash, 'b'.repeat(64)).replace(
      '["word:extortion",[',
      '["word:extortion",[1,',
    )
    expect(faultsOf(several)).toHaveLength(2)
    const many = modelText({ ...model, features: model.features.map(([name]) => [name, []]) })
    expect(faultsOf(many)).toHaveLength(21)
    expect(faultsOf(many).at(-1)).toMatch(/and \d+ more/)
  })
})

function withPost(guess: readonly (readonly [string, number])[]): string {
  const [first] = model.posts
  const line = JSON.stringify(first)
  const changed = JSON.stringify({ ...first, guesses: { [TOLL]: guess[0] } })
  expect(text).toContain(line)
  return text.replace(line, changed)
}
