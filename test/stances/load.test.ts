import { expect, test } from 'vitest'
import { loadCodebook } from '../../src/stances/load.js'
import { checkCodebook } from '../../src/stances/check.js'

const GOOD = `
title: Two sides of a bridge
topic: { en: [bridge] }
classes:
  en:
    toll: [toll, tolls, <fee>]
    fee: [fee, "entry price"]
targets:
  - id: toll-unfair
    sentence: The toll is unfair.
    definition: The author finds the toll unfair.
    examples:
      - { id: a, language: en, text: This toll robs us., polarity: favor }
      - { id: b, language: en, text: This toll does not rob us., polarity: against }
      - { id: c, language: en, text: Nice view., polarity: none }
    cues:
      en:
        - { id: robs, pattern: "<toll> _3 (robs | rob)", weight: 0.9 }
`

const tenTimes = (name: string) => `[${Array(10).fill(`*${name}`).join(', ')}]`
const MANY = `a: &a [x]\nb: &b ${tenTimes('a')}\nc: &c ${tenTimes('b')}\nd: ${tenTimes('c')}\n`

const faultsOf = (source: string) => loadCodebook(source, 'my.yaml').faults
const edited = (from: string, to: string) => {
  expect(GOOD).toContain(from)
  return GOOD.replace(from, to)
}

test("a user's own codebook codes its examples", () => {
  const { codebook, faults } = loadCodebook(GOOD, 'my.yaml')
  expect(faults).toEqual([])
  const check = codebook && checkCodebook(codebook)
  expect(check?.examples.map(({ found }) => found)).toEqual(['favor', 'against', 'none'])
  expect(check?.cues).toEqual([{ target: 'toll-unfair', cue: 'en.robs', fired: 2 }])
})

test('the hash tells codebooks apart', () => {
  const hash = (source: string) => loadCodebook(source, 'my.yaml').codebook?.hash
  expect(hash(GOOD)).toBe(hash(GOOD))
  expect(hash(GOOD)).not.toBe(hash(edited('weight: 0.9', 'weight: 0.8')))
})

test.each([
  ['an unknown field', edited('weight: 0.9', 'wieght: 0.9'), 'unknown field', 19],
  ['no target sentence', edited('    sentence: The toll is unfair.\n', ''), 'sentence: is missing', 9],
  ['an id given twice', edited('{ id: b,', '{ id: a,'), 'the id "a" is given twice', 14],
  ['a cue that does not compile', edited('(robs | rob)', '(robs | rob'), 'is not closed', 19],
  ['an unknown class', edited('<toll> _3', '<tax> _3'), 'there is no class <tax>', 19],
  ['classes in a circle', edited('fee: [fee,', 'fee: [fee, <toll>,'), 'refers to itself', 6],
  ['a cue that can match without a word', edited('<toll> _3 (robs | rob)', '[robs]'), 'without any word', 19],
  ['a slot in a cue', edited('<toll> _3 (robs | rob)', 'robs {author}'), 'no meaning in a cue', 19],
  [
    'an empty cue list',
    edited('        - { id: robs, pattern: "<toll> _3 (robs | rob)", weight: 0.9 }', '        []'),
    'is empty',
    19,
  ],
  ['a weight beyond 1', edited('weight: 0.9', 'weight: 9'), 'weight', 19],
  ['no YAML', 'targets: [', 'is no YAML', 1],
  ['a word that begins with *', edited('"<toll> _3 (robs | rob)"', '*schutz'), 'quote words that begin', 19],
  ['an alias of aliases of aliases', MANY, 'write the parts out', 1],
  [
    'a cue that must and must not stand by a word',
    edited('weight: 0.9', 'near: [bridge], notNear: [bridge]'),
    'can never match: "bridge" must and must not stand near it',
    19,
  ],
  ['a cue of marks', edited('<toll> _3 (robs | rob)', '#'), 'is no word', 19],
  ['a cue that ends in a gap', edited('<toll> _3 (robs | rob)', 'robs _3'), 'begins or ends with a gap', 19],
  [
    'a cue given twice',
    edited('weight: 0.9 }', 'weight: 0.9 }\n        - { id: robs, pattern: robbery }'),
    'the id "robs" is given twice',
    20,
  ],
  [
    'a target given twice',
    `${GOOD}${GOOD.slice(GOOD.indexOf('  - id: toll-unfair'))}`,
    'the id "toll-unfair" is given twice',
    20,
  ],
  ['a class that refers to itself', edited('fee: [fee,', 'fee: [<fee>,'), '<fee> > <fee>', 7],
  ['a language that is none', edited('      en:', '      English:'), 'is no language code', 18],
])('%s is named with its line', (_, source, message, line) => {
  const faults = faultsOf(source)
  expect(faults.map((fault) => fault.message).join('\n')).toContain(message)
  expect(faults.some((fault) => fault.message.includes(message) && Math.abs(fault.line - line) <= 1)).toBe(
    true,
  )
  expect(faults.every((fault) => fault.file === 'my.yaml')).toBe(true)
  expect(loadCodebook(source, 'my.yaml').codebook).toBeNull()
})

test('of a text that is no YAML the first fault alone is named', () => {
  expect(faultsOf(GOOD.replace('fee: [fee,', 'fee: [fee], ['))).toHaveLength(1)
  expect(faultsOf(`]\n${GOOD}`)).toHaveLength(1)
})

test('all faults are named at once', () => {
  const source = edited('(robs | rob)', '(robs | rob').replace('{ id: b,', '{ id: a,')
  expect(faultsOf(source)).toHaveLength(2)
  const deeper = source
    .replace('weight: 0.9', 'weight: 9, wieght: 0.9')
    .replace('    sentence: The toll is unfair.\n', '')
    .replace('fee: [fee,', 'fee: [fee, <toll>,')
  expect(faultsOf(deeper).map(({ message }) => message)).toEqual([
    expect.stringContaining('refers to itself'),
    expect.stringContaining('sentence: is missing'),
    expect.stringContaining('given twice'),
    expect.stringContaining('weight'),
    expect.stringContaining('wieght: unknown field'),
    expect.stringContaining('is not closed'),
  ])
})
