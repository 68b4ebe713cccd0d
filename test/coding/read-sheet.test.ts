import { describe, expect, it, test } from 'vitest'
import { TARGETS, faultsOf, gathered, said } from './sheets.js'

const SHEET = 'key,thread,post,author,text,bubble,listing,memo\n'

/** The bytes of a text in Windows-1252. */
function western(text: string): Uint8Array {
  return Uint8Array.from(
    text,
    (letter) => ({ '’': 0x92, œ: 0x9c, '–': 0x96 })[letter] ?? letter.charCodeAt(0),
  )
}

function wide(text: string): Uint8Array {
  return Buffer.from(`\ufeff${text}`, 'utf16le')
}

describe('a sheet is read however a spreadsheet saved it', () => {
  const text = 'key;thread;bubble;listing;memo\r\nk1;a;défavorable;;"où; là"\r\nk2;a;;Pour;\r\n'
  test.each<[string, string | Uint8Array]>([
    ['UTF-8', text],
    ['a byte-order mark', `\ufeff${text}`],
    ['Windows-1252', western(text)],
    ['UTF-16', wide(text)],
    ['commas', text.replaceAll(';', ',').replace('où, là', 'où; là')],
    ['tabs', text.replaceAll(';', '\t').replace('où\t là', 'où; là')],
    ['LF', text.replaceAll('\r\n', '\n')],
    ['CR', text.replaceAll('\r\n', '\r')],
    ['no line end at the end', text.trimEnd()],
    ['a line that names the delimiter', `sep=;\r\n${text}`],
    [
      'quotation marks around everything',
      '"key";"thread";"bubble";"listing";"memo"\r\n"k1";"a";"défavorable";"";"où; là"\r\n"k2";"a";"";"Pour";""\r\n',
    ],
  ])('%s', (_, content) => {
    const { list } = gathered({ 'A.csv': content })
    expect(said({ list })).toEqual(['A k1 bubble=against', 'A k2 listing=favor'])
    expect(list[0]).toMatchObject({ memo: 'où; là', thread: 'a', row: 2, sourceFile: 'codings/A.csv' })
    expect(list[1]?.row).toBe(3)
  })

  it('with columns in any order, in any case and with spaces around', () => {
    const { list, faults } = gathered({
      'A.csv': ' Bubble ,MEMO,Key,thread ,LISTING\nfavor,,k1,a,none\n',
    })
    expect(said({ list })).toEqual(['A k1 bubble=favor listing=none'])
    expect(faults).toEqual([])
  })

  it('with blank rows, which count as a spreadsheet counts them', () => {
    const { list, faults } = gathered({ 'A.csv': '\n,,\nkey,thread,bubble\n\nk1,a,favor\n,,\nk2,a,maybe\n' })
    expect(list.map(({ row }) => row)).toEqual([5])
    expect(faultsOf(faults)).toEqual(['A.csv:7 coding-value-unknown'])
  })

  it('with line breaks in cells', () => {
    const { list } = gathered({
      'A.csv': `${SHEET}k1,a,a#1,Mo,"one\n\ntwo",favor,,"x\ny"\nk2,a,a#2,,,none,,\n`,
    })
    expect(list.map(({ row, memo, text }) => [row, memo, text])).toEqual([
      [2, 'x\ny', 'one\n\ntwo'],
      [3, null, null],
    ])
  })

  it('and what kept cells from running is taken off again', () => {
    const { list } = gathered({ 'A.csv': `${SHEET}'1234567890123456,a,a#1,'@Mo,'=1+1,favor,,'-no\n` })
    expect(list[0]).toMatchObject({ key: '1234567890123456', author: '@Mo', text: '=1+1', memo: '-no' })
  })

  it('and a thread that a spreadsheet took for a date is told from the id of the post', () => {
    const { list } = gathered({ 'A.csv': `${SHEET}k1,05/03/2026,2026-03-05#4,,,favor,,\n` })
    expect(list[0]?.thread).toBe('2026-03-05')
  })
})

test.each([
  [
    'favor',
    [
      'favor',
      'FAVOUR',
      'in favour',
      'Pour',
      'favorable',
      'dafür',
      'DAFÜR',
      'dafuer',
      'd’accord',
      ' pro ',
      'f',
    ],
  ],
  ['against', ['against', 'Contre', 'défavorable', 'DEFAVORABLE', 'dagegen', 'pas d’accord']],
  ['neither', ['Neither', 'ni l’un ni l’autre', 'ni pour ni contre', 'neutre', 'weder noch', 'weder-noch']],
  ['none', ['none', 'aucun', 'Hors sujet', 'hors-sujet', 'keine', 'off-topic', 'Nicht berührt']],
])('%s may be written in other words', (code, values) => {
  for (const value of values) {
    const { list, faults } = gathered({ 'A.csv': `key\tthread\tbubble\nk1\ta\t${value}\n` })
    expect([value, faults, list[0]?.codes]).toEqual([value, [], [{ stance: 'bubble', code }]])
  }
})

describe('what is wrong is named with file and row, and the rest is read', () => {
  const good = 'k9,a,a#9,,,against,,\n'
  test.each<[string, Record<string, string | Uint8Array>, string[], string[]]>([
    [
      'a value outside the allowed ones',
      { 'A.csv': `${SHEET}k1,a,a#1,,,perhaps,none,\n${good}` },
      ['A.csv:2 coding-value-unknown'],
      ['A k1 listing=none', 'A k9 bubble=against'],
    ],
    [
      'a letter that could mean two codes',
      { 'A.csv': `${SHEET}k1,a,a#1,,,n,,\n${good}` },
      ['A.csv:2 coding-value-unknown'],
      ['A k9 bubble=against'],
    ],
    [
      'no column that says which post',
      { 'A.csv': 'thread,bubble\na,favor\n', 'B.csv': SHEET + good },
      ['A.csv coding-file-refused'],
      ['B k9 bubble=against'],
    ],
    [
      'no key, but thread, author and text',
      { 'A.csv': 'thread,author,text,bubble\na,Mo,Some words,favor\n' },
      ['A.csv:1 coding-key-missing'],
      ['A null bubble=favor'],
    ],
    [
      'a row without key and words',
      { 'A.csv': `${SHEET},a,a#1,,,favor,,\n${good}` },
      ['A.csv:2 coding-key-missing'],
      ['A k9 bubble=against'],
    ],
    [
      'no column for a target',
      { 'A.csv': 'key,thread,memo\nk1,a,favor\n' },
      ['A.csv coding-file-refused'],
      [],
    ],
    [
      'a target that the codebook does not have',
      { 'A.csv': `key,bubble,bubbles\nk1,favor,against\n` },
      ['A.csv:1 coding-target-unknown'],
      ['A k1 bubble=favor'],
    ],
    [
      'further columns',
      { 'A.csv': 'key,bubble,rating,empty\nk1,favor,good,\n' },
      ['A.csv:1 coding-column-unknown'],
      ['A k1 bubble=favor'],
    ],
    [
      'a column given twice',
      { 'A.csv': 'key,bubble,Bubble\nk1,favor,against\n' },
      ['A.csv:1 coding-file-damaged'],
      ['A k1 bubble=favor'],
    ],
    [
      'a row with more cells than the header',
      { 'A.csv': `key,bubble\nk1,favor,x\nk2,none\n` },
      ['A.csv:2 coding-file-damaged'],
      ['A k2 bubble=none'],
    ],
    [
      'a quotation mark that is never closed',
      { 'A.csv': `key,bubble,memo\nk1,favor,\nk2,none,"so\nk3,favor,\n` },
      ['A.csv:3 coding-file-damaged'],
      ['A k1 bubble=favor'],
    ],
    [
      'an empty file',
      { 'A.csv': '', 'B.csv': SHEET + good },
      ['A.csv coding-file-refused'],
      ['B k9 bubble=against'],
    ],
    ['nothing but white space', { 'A.csv': ' \n\n' }, ['A.csv coding-file-refused'], []],
    [
      'a workbook by the name of a sheet',
      { 'A.csv': Uint8Array.from([0x50, 0x4b, 3, 4, ...Array.from({ length: 200 }, (_, at) => at % 9)]) },
      ['A.csv coding-file-refused'],
      [],
    ],
    ['prose', { 'A.csv': 'Dear all, please find the codes attached.\n' }, ['A.csv coding-file-refused'], []],
    [
      'the name of a machine',
      { 'codebook.csv': SHEET + good + good },
      ['codebook.csv coding-coder-invalid'],
      [],
    ],
    [
      'the name of a machine in the column coder',
      { 'A.csv': 'key,bubble,coder\nk1,favor,Model\nk2,none,Ida\n' },
      ['A.csv:2 coding-coder-invalid'],
      ['Ida k2 bubble=none'],
    ],
    [
      'a coder named twice, with the same posts',
      { 'A.csv': SHEET + good, 'B.csv': `key,thread,bubble,coder\nk9,a,against,A\n` },
      ['B.csv coding-coder-twice'],
      ['A k9 bubble=against', 'A k9 bubble=against'],
    ],
    [
      'names that differ in case alone',
      { 'Ida.csv': SHEET + good, 'ida.csv': 'key,thread,bubble\nk1,a,none\n' },
      ['ida.csv coding-coder-twice'],
      ['Ida k9 bubble=against', 'Ida k1 bubble=none'],
    ],
  ])('%s', (_, files, faults, codes) => {
    const found = gathered(files)
    expect(faultsOf(found.faults)).toEqual(faults)
    expect(said(found)).toEqual(codes)
  })

  it('in words that say the column, what stands there and what may stand there', () => {
    const [fault] = gathered({ 'A.csv': `${SHEET}k1,a,a#1,,,perhaps,,\n` }).faults
    expect(fault?.diagnostic.message).toContain(
      'Column F ("bubble") holds "perhaps"; allowed are favor, against, neither, none',
    )
  })

  it('in words that name the targets there are', () => {
    const { faults } = gathered({ 'A.csv': 'key,ballon\nk1,favor\n' })
    for (const target of TARGETS) expect(faults[0]?.diagnostic.message).toContain(target)
  })
})

it('a coder may have several files about different posts', () => {
  const { faults, coders } = gathered({
    'round 1.csv': 'key,bubble,coder\nk1,favor,Zoë B.\n',
    'round 2.csv': 'key,bubble,coder\nk2,favor,Zoë  B\nk3,favor,Ådne\n',
  })
  expect(coders).toEqual(['Zoë B', 'Ådne'])
  expect(faultsOf(faults)).toEqual(['round 1.csv:2 coding-coder-invalid'])
})

it('a row without codes is no coding, whatever else was written into it', () => {
  expect(gathered({ 'A.csv': `${SHEET}k1,a,a#1,Mo,Words,,,a remark\n` })).toMatchObject({
    list: [],
    faults: [],
  })
})

it('twenty thousand rows are read like two', () => {
  const rows = Array.from({ length: 20_000 }, (_, at) => `k${at},a,a#${at},,"${'"" '.repeat(5)}",favor,,\n`)
  expect(gathered({ 'A.csv': SHEET + rows.join('') }).list).toHaveLength(20_000)
})
