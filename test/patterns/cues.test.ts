import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileCues, cueMatcher, type CueHit, type CueMatcher } from '../../src/patterns/cues.js'
import { Vocabulary } from '../../src/text/vocabulary.js'
import { indexWords } from '../../src/text/words.js'

/** A cue as the law writes it: the pattern, and the ends at which it can stop when it begins at a word, best first. */
interface Cue {
  readonly source: string
  readonly ends: (words: readonly string[], at: number) => number[]
}

const WORDS = ['mill', 'wheel', 'river', 'the', 'old', 'été', 'ete', 'milling']

const word: fc.Arbitrary<Cue> = fc.constantFrom(...WORDS).map((form) => ({
  source: form,
  ends: (words, at) => (plain(words[at]) === plain(form) ? [at + 1] : []),
}))
const beginning: fc.Arbitrary<Cue> = fc.constantFrom('mil', 'w', 'ét', 'rive').map((form) => ({
  source: `${form}*`,
  ends: (words, at) => (plain(words[at])?.startsWith(plain(form) ?? '') === true ? [at + 1] : []),
}))
const end: fc.Arbitrary<Cue> = fc.constantFrom('ill', 'er', 'té').map((form) => ({
  source: `*${form}`,
  ends: (words, at) => (plain(words[at])?.endsWith(plain(form) ?? '') === true ? [at + 1] : []),
}))
const single = fc.oneof(word, word, beginning, end)

function sequence(parts: readonly Cue[]): Cue {
  return {
    source: parts.map(({ source }) => source).join(' '),
    ends: (words, at) => parts.reduce((ends, part) => ends.flatMap((from) => part.ends(words, from)), [at]),
  }
}

const either = fc
  .array(fc.array(single, { minLength: 1, maxLength: 3 }).map(sequence), { minLength: 2, maxLength: 3 })
  .map((options): Cue => ({
    source: `(${options.map(({ source }) => source).join(' | ')})`,
    ends: (words, at) => options.flatMap((option) => option.ends(words, at)),
  }))
const gap = fc.constant<Cue>({ source: '_2', ends: (_, at) => [at, at + 1, at + 2] })
const optional = single.map((part): Cue => ({
  source: `[${part.source}]`,
  ends: (words, at) => [...part.ends(words, at), at],
}))
const solid = fc.oneof(single, either)
const cue = fc
  .tuple(solid, fc.array(fc.oneof(solid, gap, optional), { maxLength: 2 }), fc.option(solid))
  .map(([first, middle, last]) => sequence([first, ...(last === null ? [] : [...middle, last])]))

function plain(form: string | undefined): string | undefined {
  return form?.normalize('NFD').replace(/\p{M}/gu, '')
}

function compile(sources: readonly string[], classes: Readonly<Record<string, readonly string[]>> = {}) {
  const stem = (form: string): string => form
  const { tables, faults } = compileCues(sources, {
    classes: new Map(Object.entries(classes)),
    stem,
    common: new Map([['the', 50]]),
  })
  return { matcher: cueMatcher(tables, stem), faults }
}

function found(matcher: CueMatcher, text: string, vocabulary?: Vocabulary): readonly CueHit[] {
  const words = indexWords(text, 0, text.length, vocabulary)
  return matcher.find(words, 0, words.count)
}

describe('cues in running text', () => {
  it('are found where their words stand, whatever other cues there are', () => {
    fc.assert(
      fc.property(
        fc.array(cue, { minLength: 1, maxLength: 6 }),
        fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }),
        (cues, words) => {
          const { matcher, faults } = compile(cues.map(({ source }) => source))
          expect(faults).toEqual([])
          const expected = cues.flatMap(({ ends }, index) =>
            words.flatMap((_, from) => {
              const to = ends(words, from).find((stop) => stop <= words.length)
              return to === undefined ? [] : [{ cue: index, from, to }]
            }),
          )
          const hits = found(matcher, words.join(' '))
          const byPlace = (a: CueHit, b: CueHit): number => a.from - b.from || a.cue - b.cue
          expect(hits.toSorted(byPlace)).toEqual(expected.toSorted(byPlace))
          const indexed = indexWords(words.join(' '))
          for (const cue of cues.keys()) {
            const held = hits.some((hit) => hit.cue === cue)
            expect(matcher.holds(indexed, 0, indexed.count, cue)).toBe(held)
          }
        },
      ),
    )
  })

  it('are the same in a text that was indexed against their words', () => {
    fc.assert(
      fc.property(
        fc.array(cue, { minLength: 1, maxLength: 6 }),
        fc.array(fc.constantFrom(...WORDS, 'sluice', 'MILL', 'Été'), { maxLength: 12 }),
        (cues, words) => {
          const { matcher } = compile(cues.map(({ source }) => source))
          const vocabulary = new Vocabulary()
          matcher.enter(vocabulary)
          const text = words.join(' ')
          expect(found(matcher, text, vocabulary)).toEqual(found(matcher, text))
        },
      ),
    )
  })

  it('may be found in any stretch that holds a stretch in which they are found', () => {
    const { matcher } = compile(['(old mill | water wheel) _2 (turns | stands)'])
    const words = indexWords('So the old mill still stands there. Its water is clear.')
    expect(matcher.mayFind(words, 0, words.count)).toBe(true)
    expect(matcher.mayFind(words, 2, 7)).toBe(true)
    // "water" has no wheel
    expect(matcher.mayFind(words, 7, words.count)).toBe(false)
  })

  it('reads lists that hold several words, and lists in lists', () => {
    const { matcher, faults } = compile(['<power> (turns | drives) [the] mill'], {
      power: ['<water>', 'wind'],
      water: ['the river', 'brook*'],
    })
    expect(faults).toEqual([])
    expect(found(matcher, 'The river drives the mill, brooklets turns mill, wind drives no mill')).toEqual([
      { cue: 0, from: 0, to: 5 },
      { cue: 0, from: 5, to: 8 },
    ])
  })

  it('finds nothing of a list whose words stand apart', () => {
    const { matcher } = compile(['<sign>'], { sign: ['closed for good', 'up for sale'] })
    expect(found(matcher, 'closed up, sale for good')).toEqual([])
    expect(found(matcher, 'It is up for sale')).toEqual([{ cue: 0, from: 2, to: 5 }])
  })

  it.each([
    ['_2 mill', 'begins or ends with a gap'],
    ['[mill]', 'can match without any word'],
    ['<nobody>', 'there is no class <nobody>'],
  ])('names what is wrong with "%s"', (source, fault) => {
    expect(compile(['wheel', source]).faults).toEqual([{ cue: 1, fault }])
  })
})
