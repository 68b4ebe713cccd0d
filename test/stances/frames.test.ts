import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { defaultCodebookFiles, loadCodebook } from '../../src/stances/load.js'
import { codeText } from '../../src/stances/tag.js'

const { codebook } = loadCodebook(defaultCodebookFiles().codebook.source, 'codebook.yaml')
if (codebook === null) throw new Error('the default codebook does not load')

const byTarget = z.record(z.string(), z.array(z.string()))
const frames = z
  .record(z.string(), z.record(z.string(), byTarget))
  .parse(parse(readFileSync(new URL('./frames.yaml', import.meta.url), 'utf8')))

// What a claim's words are is one thing, what the sentence does with them another: here only the second varies.
const groups = Object.entries(frames).flatMap(([language, byPolarity]) =>
  Object.entries(byPolarity).flatMap(([polarity, targets]) =>
    Object.entries(targets).map(([target, sentences]) => ({ language, polarity, target, sentences })),
  ),
)

test.each(groups)(
  '$language sentences that are $polarity of $target',
  ({ language, polarity, target, sentences }) => {
    const misread = sentences.filter((text) => {
      const stance = codeText(text, language, codebook).stances.find((one) => one.stance === target)
      return stance?.polarity !== polarity
    })
    expect(misread).toEqual([])
  },
)
