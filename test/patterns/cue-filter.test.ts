import { describe, expect, it } from 'vitest'
import { CueFilter, NOTHING, UNSURE } from '../../src/patterns/cue-filter.js'
import { openingsOf, placesOf } from '../../src/patterns/cue-places.js'
import { ANY_MARKS, marksOf } from '../../src/patterns/cue-marks.js'
import { layOut } from '../../src/patterns/cue-program.js'

describe('a look at the letters of a word', () => {
  const filter = new CueFilter()
  filter.addLiteral('prefere')
  filter.addEnd('schutz')
  filter.addBeginning('mil')
  filter.addBeginning('millw')
  const look = (word: string): number => filter.look(`a ${word} b`, 2, 2 + word.length)

  it.each([
    ['wheel', NOTHING],
    ['mi', NOTHING],
    ['Préfère', UNSURE],
    ['Mieterschutz', UNSURE],
    // a ligature is two letters
    ['cœur', UNSURE],
  ])('takes %s for what it is', (word, expected) => {
    expect(look(word)).toBe(expected)
  })

  it('names the longest beginning', () => {
    expect(filter.beginnings[look('milling')]).toBe('mil')
    expect(filter.beginnings[look('Millwheels')]).toBe('millw')
  })
})

describe('the places of a cue', () => {
  // [0] 1 _2 (2 | 3)
  const program = layOut({
    kind: 'sequence',
    items: [
      { kind: 'optional', body: { kind: 'word', symbol: 0 } },
      { kind: 'word', symbol: 1 },
      { kind: 'gap', min: 0, max: 2 },
      {
        kind: 'either',
        options: [
          { kind: 'word', symbol: 2 },
          { kind: 'word', symbol: 3 },
        ],
      },
    ],
  })

  it('tell how many words can stand before each, and which directly beside it', () => {
    const places = placesOf(program)
    const { low } = marksOf([0])
    expect(places.get(0)).toEqual({ reach: { least: 0, most: 0 }, before: ANY_MARKS, after: marksOf([1]) })
    expect(places.get(1)).toEqual({
      reach: { least: 0, most: 1 },
      before: { low, high: ANY_MARKS.high },
      after: ANY_MARKS,
    })
    expect(places.get(3)?.reach).toEqual({ least: 1, most: 4 })
    expect(openingsOf(program)[program.entry]).toEqual(marksOf([0, 1]))
  })
})
