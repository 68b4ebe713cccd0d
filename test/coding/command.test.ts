import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { parse } from 'csv-parse/sync'
import { createEngine } from '../../src/cli/engine.js'
import { main } from '../../src/cli/main.js'
import { contentOf, folderOf } from '../run/folder.js'
import { cellsOf, filled, saved } from './fill.js'

const engine = createEngine()

async function polylogue(args: readonly string[]) {
  let out = ''
  let err = ''
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    color: false,
    columns: 80,
    progress: () => ({ begin: () => {}, advance: () => {}, end: () => {} }),
  }
  const status = await main(args, terminal, engine, new AbortController().signal)
  return { status, out, err }
}

const PAGE = `Lumenor pulls out
By Harriet Quill
April 10, 2026

The supplier lends no more to the laboratories.

3 comments

Piet Vandermolen says:
April 10, 2026 at 9:02 am
It is a bubble, and it will burst.
Reply

rosalind_b says:
April 10, 2026 at 9:47 am
Nice weather for the time of the year, is it not?
Reply

Old Navigator says:
April 10, 2026 at 12:30 pm
@Piet Vandermolen The same was said of the railways.
Reply
`

const BOOK = `
title: Talk of a bubble
topic: { en: [lumenor] }
targets:
  - id: bubble
    sentence: It is a bubble.
    labels: { en: Bubble }
    definition: The author calls it a bubble.
    code: [Prices are called inflated.]
    examples:
      - { id: a, language: en, text: It is a bubble., polarity: favor }
    cues:
      en:
        - { id: bubble, pattern: bubble, weight: 0.9, note: plain }
`

/** A corpus, and a run's tables by row. */
function corpusOf(files: Readonly<Record<string, string | Uint8Array>> = { 'talk.txt': PAGE }) {
  const folder = folderOf(
    Object.fromEntries(
      Object.entries({ 'codebook.yaml': BOOK, ...files }).map(([name, text]) => [`corpus/${name}`, text]),
    ),
  )
  const [corpus, output] = [join(folder, 'corpus'), join(folder, 'out')]
  return {
    corpus,
    output,
    sheets: join(output, 'sheets'),
    sheet: (...args: readonly string[]) => polylogue(['sheet', corpus, '-o', output, ...args]),
    run: (...args: readonly string[]) => polylogue([corpus, '-o', output, '--plain', ...args]),
    rows: (name: string): Record<string, string>[] =>
      parse(readFileSync(join(output, `${name}.csv`), 'utf8'), { columns: true }),
  }
}

/** Fills the sheet of a coder by the beginning of the posts' words, as a spreadsheet saves it. */
function fill(
  { sheets, corpus }: ReturnType<typeof corpusOf>,
  coder: string,
  codes: Readonly<Record<string, string>>,
  file = coder,
): void {
  const cells = cellsOf(readFileSync(join(sheets, `${coder}.csv`), 'utf8'))
  const [header = [], ...rows] = cells
  const written = new Map(
    rows.flatMap((row): [string, Record<string, string>][] => {
      const words = row[header.indexOf('text')] ?? ''
      const code = Object.entries(codes).find(([begin]) => words.replace(/^'/, '').startsWith(begin))?.[1]
      return code === undefined ? [] : [[row[0] ?? '', { bubble: code }]]
    }),
  )
  mkdirSync(join(corpus, 'codings'), { recursive: true })
  const bytes = saved(filled(cells, written), { delimiter: ';', lineEnd: '\r\n', encoding: 'windows-1252' })
  writeFileSync(join(corpus, 'codings', `${file}.csv`), bytes)
}

describe('from the blank sheet to stances.csv', () => {
  it('people find what they coded, under their names', async () => {
    const talk = corpusOf()
    const { status, out } = await talk.sheet('--coders', 'Ida, Zoë B', '--posts', '50')
    expect(status).toBe(0)
    expect(out).toContain('4 of 4 posts with words (50 were asked for; there are no more)')
    expect(readdirSync(talk.sheets).sort()).toEqual(['Ida.csv', 'Zoë B.csv', 'datapackage.json'])
    fill(talk, 'Ida', { 'It is a bubble': 'Pour', 'Nice weather': 'hors sujet', '@Piet': 'contre' })
    fill(talk, 'Zoë B', { 'It is a bubble': 'favor', 'Nice weather': 'against', '@Piet': 'against' })
    const ran = await talk.run()
    expect(ran.status).toBe(0)
    expect(ran.out).toContain('posts coded: 3 by Ida, 3 by Zoë B')
    const people = talk.rows('stances').filter(({ coder }) => coder !== 'codebook')
    expect(people.map((row) => [row['post'], row['coder'], row['polarity'], row['confidence']])).toEqual([
      ['talk#1', 'Ida', 'favor', ''],
      ['talk#1', 'Zoë B', 'favor', ''],
      ['talk#2', 'Zoë B', 'against', ''],
      ['talk#3', 'Ida', 'against', ''],
      ['talk#3', 'Zoë B', 'against', ''],
    ])
    expect(talk.rows('stances_by_thread')[0]).toMatchObject({ favor: '1', against: '1', comments: '2' })
    const record: unknown = JSON.parse(readFileSync(join(talk.output, 'threads.ndjson'), 'utf8'))
    expect(record).toMatchObject({
      codings: [{ post: 1 }, { post: 1 }, { post: 2, coder: 'Ida', code: 'none' }, {}, {}, {}],
    })
    const about: unknown = JSON.parse(readFileSync(join(talk.output, 'run.json'), 'utf8'))
    expect(about).toMatchObject({
      codings: [{ source_file: 'codings/Ida.csv' }, { source_file: 'codings/Zoë B.csv' }],
    })
  })

  it('also when the page was captured anew, in another state and under another name', async () => {
    const talk = corpusOf()
    await talk.sheet('--coders', 'Ida')
    fill(talk, 'Ida', { 'It is a bubble': 'favor', 'Nice weather': 'none', '@Piet': 'against' })
    const anew = PAGE.replace('3 comments', '4 comments').replace(
      'Piet Vandermolen says:',
      'Newcomer says:\nApril 10, 2026 at 8:00 am\nFirst of all, good morning.\nReply\n\nPiet Vandermolen says:',
    )
    const moved = corpusOf({
      'captured/again.txt': anew,
      'codings/Ida.csv': readFileSync(join(talk.corpus, 'codings/Ida.csv')),
    })
    await moved.run()
    const people = moved.rows('stances').filter(({ coder }) => coder === 'Ida')
    expect(people.map(({ post, polarity }) => [post, polarity])).toEqual([
      ['captured/again#2', 'favor'],
      ['captured/again#4', 'against'],
    ])
    expect(moved.rows('problems').map(({ code }) => code)).toContain('coding-moved')
  })

  it('and a second round has other posts, whatever the files are called', async () => {
    const talk = corpusOf()
    await talk.sheet('--coders', 'Ida', '--posts', '2')
    fill(talk, 'Ida', { '': 'none' }, 'round 1 (mended)')
    const { out } = await talk.sheet('--coders', 'ida', '--output', join(talk.output, 'again'))
    expect(out).toContain('2 of 2 posts')
    expect(out).toContain('2 that these people have coded before were left out')
    const [first, second] = ['sheets/Ida.csv', 'again/sheets/ida.csv'].map((name) =>
      cellsOf(readFileSync(join(talk.output, name), 'utf8'))
        .slice(1)
        .map(([key]) => key),
    )
    expect([...(first ?? []), ...(second ?? [])].length).toBe(4)
    expect(new Set([...(first ?? []), ...(second ?? [])]).size).toBe(4)
  })

  it('and --coder lets one of them decide', async () => {
    const talk = corpusOf()
    await talk.sheet('--coders', 'Ida')
    fill(talk, 'Ida', { 'Nice weather': 'against' })
    await talk.run('--coder', 'Ida')
    expect(talk.rows('stances_by_thread')[0]).toMatchObject({ favor: '0', against: '1' })
    await talk.run('--coder', 'codebook')
    expect(talk.rows('stances_by_thread')[0]).toMatchObject({ favor: '1', against: '0' })
    const unknown = await talk.run('--coder', 'Otto')
    expect(unknown).toMatchObject({ status: 2, out: '' })
    expect(unknown.err).toMatch(/"Otto".*codebook, model, Ida/)
  })
})

test('faults of sheets stand in problems.csv with file and row, and do not change the exit status', async () => {
  const talk = corpusOf({
    'talk.txt': PAGE,
    'codings/Ida.csv': 'key,thread,bubble\ndead,talk,favor\nbeef,talk,perhaps\n',
    'codings/Ben.xlsx': 'PK',
    'codings/old/Ida.csv': 'key',
    'codings/.~lock.Ida.csv#': '',
    'codings/~$Ben.xlsx': '',
    'codings/notes.md': 'Codes, round 2',
  })
  expect((await talk.run()).status).toBe(0)
  const told = talk.rows('problems').filter(({ source_file: file }) => file?.startsWith('codings'))
  expect(told.map((row) => [row['source_file'], row['line'], row['severity'], row['code']])).toEqual([
    ['codings/Ben.xlsx', '', 'warning', 'coding-file-refused'],
    ['codings/Ida.csv', '2', 'warning', 'coding-unmatched'],
    ['codings/Ida.csv', '3', 'warning', 'coding-value-unknown'],
    ['codings/old', '', 'warning', 'coding-file-refused'],
  ])
})

describe('an existing sheet', () => {
  it('is written anew as long as nothing was filled in', async () => {
    const talk = corpusOf()
    await talk.sheet('--coders', 'Ida', '--posts', '2')
    const before = contentOf(talk.sheets)
    expect((await talk.sheet('--coders', 'Ida', '--posts', '3', '--spreadsheet', 'fr')).status).toBe(0)
    expect(contentOf(talk.sheets)).not.toEqual(before)
  })

  it('is not touched once a cell holds something, not even an allowed value', async () => {
    const talk = corpusOf()
    await talk.sheet('--coders', 'Ida,Ben')
    const path = join(talk.sheets, 'Ben.csv')
    const blank = readFileSync(path, 'utf8')
    writeFileSync(path, blank.replace(/,,,Ben\r\n/, ',perhaps,,Ben\r\n'))
    const before = contentOf(talk.sheets)
    const { status, err } = await talk.sheet('--coders', 'Ida,Ben', '--seed', '2')
    expect(status).toBe(3)
    expect(err).toContain('Ben.csv holds codes')
    expect(err).toContain(join(talk.corpus, 'codings'))
    expect(contentOf(talk.sheets)).toEqual(before)
    writeFileSync(path, blank.replace(/,,,Ben\r\n/, ', ,,Ben\r\n'))
    expect((await talk.sheet('--coders', 'Ida,Ben', '--seed', '2')).status).toBe(0)
  })

  it.each([
    ['Ida.csv', 'What I wanted to say.\n'],
    ['Ida.csv', 'PK\u0003\u0004\0\0\0\0'],
    ['datapackage.json', '{"name":"mine"}'],
  ])('that is none of ours is not touched either: %s', async (name, text) => {
    const talk = corpusOf()
    mkdirSync(talk.sheets, { recursive: true })
    writeFileSync(join(talk.sheets, name), text)
    expect((await talk.sheet('--coders', 'Ida')).status).toBe(3)
    expect(contentOf(talk.sheets)).toEqual({ [name]: text })
  })
})

test('the sheets are the same bytes for the same seed, and tell how they were drawn', async () => {
  const talk = corpusOf()
  await talk.sheet('--coders', 'Ida,Ben', '--posts', '3', '--overlap', '1', '--seed', '7')
  const first = contentOf(talk.sheets)
  await talk.sheet('--coders', 'Ida,Ben', '--posts', '3', '--overlap', '1', '--seed', '7')
  expect(contentOf(talk.sheets)).toEqual(first)
  const about: unknown = JSON.parse(first['datapackage.json'] ?? '')
  expect(about).toMatchObject({
    name: 'polylogue-sheets',
    resources: [{ path: 'Ida.csv' }, { path: 'Ben.csv' }],
    sample: { posts: 3, overlap: 1, seed: 7, codebook: { from: 'codebook.yaml' } },
  })
  expect(about).toHaveProperty('sample.strata', [
    { language: 'en', kind: 'article', coded_by_codebook: false, posts: 1, drawn: 1 },
    { language: 'en', kind: 'comment', coded_by_codebook: false, posts: 2, drawn: 1 },
    { language: 'en', kind: 'comment', coded_by_codebook: true, posts: 1, drawn: 1 },
  ])
  expect(first['Ida.csv']).toMatch(
    /^\ufeffkey,thread,post,kind,author,published_at,language,context,text,bubble,memo,coder\r\n/,
  )
  expect(first['Ida.csv']).not.toMatch(/favor|codebook|en\.bubble/)
})

test('a corpus without words to code gets no sheet', async () => {
  const bare = corpusOf({ 'empty.txt': '' })
  const { status, err } = await bare.sheet('--coders', 'Ida')
  expect(status).toBe(1)
  expect(err).toContain('No post')
  expect(contentOf(bare.output.replace(/out$/, ''))).not.toHaveProperty('out/')
})

test.each([
  [['--coders', 'Ida,ida'], '"ida" is named twice'],
  [['--coders', 'Ida,'], 'it is empty'],
  [['--coders', 'Codebook'], 'a meaning of its own'],
  [['--coders', '../Ida'], 'no plain name'],
  [['--coders', 'Ida', '--posts', '0'], 'whole number from 1'],
  [['--coders', 'Ida', '--posts', '1.5'], 'whole number from 1'],
  [['--coders', 'Ida', '--overlap', 'some'], 'whole number from 0'],
  [['--coders', 'Ida', '--seed', '-1'], 'whole number from 0'],
  [[], '--coders'],
])('wrong usage %j is worded and has status 2', async (args, words) => {
  const talk = corpusOf()
  const { status, err } = await talk.sheet(...args)
  expect(status).toBe(2)
  expect(err).toContain(words)
  expect(Object.keys(contentOf(talk.output.replace(/out$/, '')))).not.toContain('out/')
})
