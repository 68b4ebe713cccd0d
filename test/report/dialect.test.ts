import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filled, optional } from '../../src/report/columns.js'
import { DIALECTS, defused, dialects, formatted } from '../../src/report/dialect.js'
import type { DialectName } from '../../src/report/dialect.js'
import { TableWriter } from '../../src/report/table-writer.js'

const columns = { first: optional('text', ''), second: optional('text', ''), share: filled('decimal', '') }

function written(name: DialectName, rows: readonly (readonly [string | null, string | null])[]): string {
  const chunks: string[] = []
  const table = new TableWriter(columns, dialects[name], (chunk) => void chunks.push(chunk))
  for (const [first, second] of rows) table.row({ first, second, share: 0.5 })
  return chunks.join('')
}

function read(name: DialectName, csv: string): string[][] {
  const { delimiter, lineEnd } = dialects[name]
  return parse(csv, { bom: true, delimiter, record_delimiter: lineEnd })
}

const cell = fc.oneof(
  fc.string(),
  fc
    .array(
      fc.constantFrom(
        '=',
        '+',
        '-',
        '@',
        '＝',
        '"',
        "'",
        ',',
        ';',
        '\t',
        '\r',
        '\n',
        '\0',
        ' ',
        '\u00a0',
        '\u2028',
        'a',
        '1',
        '🙂',
      ),
    )
    .map((units) => units.join('')),
)

describe('a table as it is written', () => {
  it.each(DIALECTS)('comes back cell by cell (%s)', (name) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const back = read(name, written(name, rows)).slice(1)
        const expected = rows.map((row) => row.map((one) => (dialects[name].defused ? defused(one) : one)))
        expect(back.map((row) => row.slice(0, 2))).toEqual(expected)
      }),
    )
  })

  // What must be quoted beside what RFC 4180 asks for.
  const ALSO_QUOTED = { default: /[;\t\r\n]/, plain: /[;\t\r\n]/, fr: /[\t\r\n]|,(?!(?<=^-?\d+,)\d+$)/ }

  it.each(DIALECTS)('has the bytes that csv-stringify would write (%s)', (name) => {
    const { delimiter, lineEnd, decimalMark, byteOrderMark, defused: defuses } = dialects[name]
    const options = { delimiter, record_delimiter: lineEnd, quoted_match: ALSO_QUOTED[name] }
    const text = (one: string): string => (defuses ? defused(one) : one)
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell)), (rows) => {
        const header = ['first', 'second', 'share']
        const cells = rows.map(([first, second]) => [text(first), text(second), `0${decimalMark}50`])
        const expected = stringify([header, ...cells], options)
        expect(written(name, rows)).toBe(`${byteOrderMark ? '\ufeff' : ''}${expected}`)
      }),
    )
  })

  it('has its header also without rows, behind a byte-order mark', () => {
    expect(written('default', [])).toBe('\ufefffirst,second,share\r\n')
    expect(written('plain', [])).toBe('first,second,share\n')
    expect(written('fr', [])).toBe('\ufefffirst;second;share\r\n')
  })

  it('quotes what another locale would split, and leaves decimal commas bare', () => {
    expect(written('default', [['a;b', 'c']])).toContain('\r\n"a;b",c,0.50\r\n')
    expect(written('fr', [['a,b', 'c']])).toContain('\r\n"a,b";c;0,50\r\n')
    expect(written('fr', [['seen,25', '1,2,3']])).toContain('\r\n"seen,25";"1,2,3";0,50\r\n')
    expect(written('plain', [['lone\rbreak', 'tab\there']])).toContain('\n"lone\rbreak","tab\there",0.50\n')
  })

  it('writes unknown cells as empty ones', () => {
    expect(written('plain', [[null, '']])).toContain('\n,,0.50\n')
  })
})

describe('defused', () => {
  it.each([
    '=1+1',
    '+41 79 000',
    '-oui',
    '@anna',
    '＝1',
    '＋1x',
    '－x',
    '＠x',
    ' =1',
    '\u00a0\u2003@x',
    '\n\n- so',
    '\ttext',
    '\rtext',
    '\ntext',
    '\0text',
    '-1-2',
    '-',
  ])('puts one apostrophe before %j', (text) => {
    expect(defused(text)).toBe(`'${text}`)
  })

  it.each(['-3', '+1', '-3.5', '-3,5', '12', 'a=b', "'=1", '', ' ', '1 - 2', '"=1"'])(
    'leaves %j alone',
    (text) => {
      expect(defused(text)).toBe(text)
    },
  )
})

describe('formatted', () => {
  it('gives shares two decimals and the mark of the dialect', () => {
    expect(formatted(0.4, 'decimal', dialects.default)).toBe('0.40')
    expect(formatted(1, 'decimal', dialects.fr)).toBe('1,00')
    expect(formatted(1234, 'integer', dialects.fr)).toBe('1234')
  })

  it('writes times for the spreadsheet, seconds and zone kept', () => {
    expect(formatted('2026-03-05T17:08', 'time', dialects.fr)).toBe('2026-03-05 17:08')
    expect(formatted('2026-03-05T17:08:22+01:00', 'time', dialects.fr)).toBe('2026-03-05 17:08:22+01:00')
    expect(formatted('2026-03-05', 'time', dialects.fr)).toBe('2026-03-05')
    expect(formatted('2026-03-05T17:08', 'time', dialects.default)).toBe('2026-03-05T17:08')
  })

  it('keeps negative counts as numbers', () => {
    expect(formatted(-2, 'integer', dialects.default)).toBe('-2')
  })
})
