import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { parse } from 'yaml'
import { CodeWordsFaults, codeWordsFrom, loadCodeWords } from '../../src/coding/code-words.js'
import { CODES } from '../../src/model/coding.js'

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

describe('the list that ships', () => {
  const folder = new URL('../../', import.meta.url)
  const lists: unknown = parse(readFileSync(new URL('src/coding/codes.yaml', folder), 'utf8'))
  const rows = readFileSync(new URL('docs/coding.md', folder), 'utf8').matchAll(
    /^\| `(\w+)` +\|([^|]+)\|([^|]+)\|([^|]+)\|$/gm,
  )
  const cells = [...rows].flatMap(([, code = '', ...languages]) =>
    languages.map((cell, at): [string, string, string[]] => [
      ['en', 'fr', 'de'][at] ?? '',
      code,
      cell.split(',').map((word) => word.trim()),
    ]),
  )

  it('is what docs/coding.md tells coders', () => {
    const told: Record<string, Record<string, string[]>> = {}
    for (const [language, code, words] of cells) told[language] = { ...told[language], [code]: words }
    expect(told).toEqual(lists)
  })

  it.each(CODES)('has words for %s in every language', (code) => {
    const read = loadCodeWords()
    for (const [, of, words] of cells) if (of === code) expect(words.map(read)).toEqual(words.map(() => code))
  })
})
