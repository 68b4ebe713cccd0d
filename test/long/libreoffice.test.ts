import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { sheetText } from '../../src/coding/sheet/write.js'
import type { SheetPost } from '../../src/coding/sheet/post.js'
import { cellsOf, filled, saved } from '../coding/fill.js'
import { TARGETS, gathered } from '../coding/sheets.js'
import { folderOf } from '../run/folder.js'

const isThere = spawnSync('soffice', ['--version']).status === 0
const isCI = process.env['CI'] === 'true'

/** Posts whose cells a spreadsheet is tempted to change, or cannot write in Windows-1252. */
const posts = [
  {
    key: 'f08845ac6f150fa5',
    author: 'Aurélie Crépin',
    text: 'Ça sent le roussi : « déjà vu », écrit-elle – œil pour œil.',
  },
  { key: '1234567890123456', author: '007', text: '1984' },
  { key: '12345678e1234567', author: '3-4', text: '05/03/2026' },
  { key: '0000000000000001-2', author: 'Łucja 🙂', text: 'Tak 🙂, to bańka.\nI co z tego?\n\nNic.' },
  { key: 'abcdef0123456789', author: 'Пётр', text: 'Пузырь лопнет.' },
  { key: '00112233445566e7', author: '@mention', text: '=HYPERLINK("http://example.invalid";"x")' },
  {
    key: '99887766554433ff',
    author: 'Jörg "der Bär" Weiß',
    text: '\'s ist wahr; nein, doch\tnicht, "wirklich" nicht',
  },
  { key: 'deadbeefdeadbeef', author: null, text: '+1' },
].map((post, at): SheetPost => ({
  ...post,
  thread: '2026-03-05',
  post: `2026-03-05#${at + 1}`,
  kind: 'comment',
  published_at: '2026-03-05T17:08',
  language: 'fr',
  context: at % 2 === 0 ? null : 'Maëlle: -1, vraiment ?',
}))

const written = posts.map(({ key }, at) => ({
  key,
  bubble:
    ['Pour', 'contre', 'Ni l’un ni l’autre', 'hors sujet', 'défavorable', 'FAVOUR', 'dafür', ''][at] ?? '',
  listing: ['', 'none', 'weder noch', 'Neutre', '', 'against', 'keine', 'non abordé'][at] ?? '',
  memo: ['à revoir ; doute', '', 'voir =1+1', '2026', '', 'œuvre', 'oui\nnon', ''][at] ?? '',
}))

test.skipIf(!isThere && !isCI)(
  'a sheet filled in LibreOffice, kept as a workbook and saved as CSV with ; in Windows-1252 loses nothing',
  () => {
    const folder = folderOf()
    const sheet = filled(
      cellsOf(sheetText({ coder: 'Ida', posts }, TARGETS, 'default')),
      new Map(written.map(({ key, ...cells }) => [key, cells])),
    )
    writeFileSync(
      join(folder, 'Ida.csv'),
      saved(sheet, { delimiter: ',', lineEnd: '\r\n', encoding: 'utf-8-bom' }),
    )
    // Tokens: separators, encoding (76 UTF-8, 1 Windows-1252), first row; then that special numbers and dates are looked for.
    convert(folder, 'Ida.csv', 'xlsx', 'CSV:44,34,76,1,,0,false,true')
    convert(folder, 'Ida.xlsx', 'csv:Text - txt - csv (StarCalc):59,34,1,1')
    const bytes = readFileSync(join(folder, 'Ida.csv'))
    expect(bytes.includes(Buffer.from('à revoir ; doute', 'latin1'))).toBe(true)
    const { list, faults } = gathered({ 'Ida.csv': bytes })
    expect(faults.map(({ diagnostic }) => diagnostic.code)).toEqual(['encoding-guessed'])
    expect(
      list.map(({ key, thread, codes, memo }) => [
        key,
        thread,
        codes.map(({ stance, code }) => `${stance}=${code}`),
        memo,
      ]),
    ).toEqual([
      ['f08845ac6f150fa5', '2026-03-05', ['bubble=favor'], 'à revoir ; doute'],
      ['1234567890123456', '2026-03-05', ['bubble=against', 'listing=none'], null],
      ['12345678e1234567', '2026-03-05', ['bubble=neither', 'listing=neither'], 'voir =1+1'],
      ['0000000000000001-2', '2026-03-05', ['bubble=none', 'listing=neither'], '2026'],
      ['abcdef0123456789', '2026-03-05', ['bubble=against'], null],
      ['00112233445566e7', '2026-03-05', ['bubble=favor', 'listing=against'], 'œuvre'],
      ['99887766554433ff', '2026-03-05', ['bubble=favor', 'listing=none'], 'oui\nnon'],
      ['deadbeefdeadbeef', '2026-03-05', ['listing=none'], null],
    ])
    // What Windows-1252 can write is as it was; the rest is why posts are found by their keys.
    expect(list.map(({ author }) => author).slice(0, 1)).toEqual(['Aurélie Crépin'])
    expect(list[6]?.text).toBe(posts[6]?.text)
    expect(list[4]?.text).toBe(posts[4]?.text.replace(/[^\s.]/g, '?'))
  },
)

function convert(folder: string, name: string, to: string, reading?: string): void {
  const { status, stdout, stderr } = spawnSync(
    'soffice',
    [
      `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
      '--headless',
      ...(reading === undefined ? [] : [`--infilter=${reading}`]),
      '--convert-to',
      to,
      '--outdir',
      folder,
      join(folder, name),
    ],
    { encoding: 'utf8' },
  )
  expect({ status, stdout, stderr }).toMatchObject({ status: 0 })
}
