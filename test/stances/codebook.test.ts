import { describe, expect, test } from 'vitest'
import { checkCodebook } from '../../src/stances/check.js'
import { defaultCodebookFiles, loadCodebook } from '../../src/stances/load.js'

const { codebook, faults } = loadCodebook(defaultCodebookFiles().codebook.source, 'codebook.yaml')

test('the default codebook has no faults', () => {
  expect(faults).toEqual([])
})

if (codebook !== null) {
  const check = checkCodebook(codebook)

  test.each(check.examples.map(({ target, example, found, cues }) => ({ target, ...example, found, cues })))(
    '$target $id: $text',
    ({ polarity, found, cues }) => {
      expect({ polarity: found, cues }).toEqual({ polarity, cues })
    },
  )

  describe.each(codebook.targets)('$id', (target) => {
    test('has 25 examples or more over French, English and German, all polarities among them', () => {
      expect(target.examples.length).toBeGreaterThanOrEqual(25)
      expect(new Set(target.examples.map(({ language }) => language))).toEqual(new Set(['fr', 'en', 'de']))
      expect(new Set(target.examples.map(({ polarity }) => polarity)).size).toBe(4)
    })

    test('can be read by a person: sentence, definition, labels, when to code and when not', () => {
      expect(target.sentence).not.toBe('')
      expect(Object.keys(target.labels)).toEqual(expect.arrayContaining(['en', 'fr']))
      expect(target.code.length).toBeGreaterThan(0)
      expect(target.doNotCode.length).toBeGreaterThan(0)
    })
  })
}
