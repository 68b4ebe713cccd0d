import { expect, test } from 'vitest'
import { guessText } from '../../src/stances/learn/code.js'
import { compileModel } from '../../src/stances/learn/compile.js'
import { modelText, readModel } from '../../src/stances/learn/file.js'
import { shippedCoder } from '../../src/stances/learn/shipped.js'
import type { TeamPost } from '../../src/stances/learn/team-posts.js'
import { isHeldOut, teamPosts } from '../../src/stances/learn/team-posts.js'
import { TOLL, bridgeCodebook, town } from './bridge.js'

const codebook = bridgeCodebook((source) => source.replace(/  - id: bridge-ugly[^]*/, ''))
const ids = codebook.targets.map(({ id }) => id)
const posts = town(12, 12)
  .flat()
  .map(({ text, code }, i): TeamPost => ({
    id: `p${i}`,
    language: 'en',
    text,
    codes: { [TOLL]: code },
    tuned: false,
  }))

/** Posts in words that the others do not have, which the codebook reads by its cue. */
const tuned = Array.from({ length: 80 }, (_, i): TeamPost => ({
  id: `t${i}`,
  language: 'en',
  text: i % 2 === 0 ? 'This toll robs us, plain larceny.' : 'The toll robs nobody, a bargain.',
  codes: { [TOLL]: i % 2 === 0 ? 'favor' : 'against' },
  tuned: true,
}))

test('posts that the codebook was tuned with are learned from by their words, and not judged', () => {
  const alone = shippedCoder(posts, codebook, '0.0.0')
  const model = shippedCoder([...posts, ...tuned], codebook, '0.0.0')
  expect(model.posts.map(({ key }) => key).toSorted()).toEqual(posts.map(({ id }) => id).toSorted())
  expect(model.targets[0]?.learned).toMatchObject({ posts: posts.length, examples: tuned.length + 3 })

  const names = (one: typeof model) => new Set(one.features.map(([name]) => name))
  expect(names(alone).has('word:larceny')).toBe(false)
  expect(names(model).has('word:larceny')).toBe(true)
  // What the codebook makes of them is in their examples' features alone.
  const read = (one: typeof model) => [...names(one)].filter((name) => /^(cue|code|read):/.test(name))
  expect(read(model)).toEqual(read(alone))

  const guess = (one: typeof model) =>
    guessText('Plain larceny, says my aunt.', 'en', codebook, compileModel(one, ids)).get(TOLL)
  expect(guess(alone)?.[0]).not.toBe('favor')
  expect(guess(model)?.[0]).toBe('favor')
})

test('a post that stands among the judged ones too is not shown beside', () => {
  const [first] = posts
  if (first === undefined) throw new Error('no posts')
  const twice = shippedCoder([...posts, { ...first, id: 'again', tuned: true }], codebook, '0.0.0')
  expect(twice.targets[0]?.learned.examples).toBe(3)
})

test('it is a model file like any other', () => {
  const model = shippedCoder(posts, codebook, '0.0.0')
  expect(readModel(modelText(model), { hash: codebook.hash, targets: ids })).toEqual({ model, faults: [] })
})

test('too few posts make none', () => {
  expect(() => shippedCoder(posts.slice(0, 50), codebook, '0.0.0')).toThrow('Too few coded posts')
})

test('the team’s posts are read with their codes, those that the codebook was tuned with apart', () => {
  const team = teamPosts()
  const { length } = team.filter(({ tuned }) => !tuned)
  expect(length).toBeGreaterThan(700)
  expect(team.length).toBeGreaterThan(5000)
  for (const { id, tuned } of team) if (!tuned) expect(isHeldOut(id), id).toBe(true)
})
