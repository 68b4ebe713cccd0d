import { describe, expect, it, test } from 'vitest'
import { CodeWordsFaults, codeWordsFrom } from '../../src/coding/code-words.js'

const WHOLE = 'en:\n  favor: [yes]\n  against: [no]\n  neither: [both]\n  none: [nought]\n'

describe('the words for codes', () => {
  it('are a list that people can add to, a language at a time', () => {
    const words = codeWordsFrom(
      `${WHOLE}pt:\n  favor: [a favor]\n  against: [não]\n  neither: []\n  none: []\n`,
      'codes.yaml',
    )
    expect(['A FAVOR', 'nao', 'Both!', 'none', 'x'].map(words)).toEqual([
      'favor',
      'against',
      'neither',
      'none',
      null,
    ])
  })

  test.each([
    ['a word for two codes', WHOLE.replace('[both]', '[both, Yés]'), 4, '"Yés" also stands for favor'],
    [
      'a code of its own for another',
      WHOLE.replace('[no]', '[neither]'),
      3,
      '"neither" also stands for neither',
    ],
    [
      'a word for two codes in two languages',
      `${WHOLE}xx:\n  favor: [NO]\n  against: []\n  neither: []\n  none: []\n`,
      7,
      '"NO" also stands for against',
    ],
    ['a word without letters', WHOLE.replace('[no]', '["-"]'), 3, '"-" has no letter or digit'],
    ['a code that is missing', WHOLE.replace(/ {2}none.*\n/, ''), 2, 'none'],
    ['an unknown code', WHOLE.replace('none:', 'nil:'), 2, 'nil'],
    ['no YAML', 'en: [', 1, ''],
  ])('%s is refused with its line', (_, source, line, words) => {
    let faults: CodeWordsFaults | null = null
    try {
      codeWordsFrom(source, 'codes.yaml')
    } catch (error) {
      if (error instanceof CodeWordsFaults) faults = error
    }
    expect(faults?.faults.some((fault) => fault.line === line && fault.message.includes(words))).toBe(true)
  })
})
