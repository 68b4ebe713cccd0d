import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldGroups, sumLine } from '../../src/report/sums.js'
import type { SumRow } from '../../src/report/sums.js'
import { queryGroups } from '../../src/run/duckdb.js'
import { StoredSums } from '../../src/run/sum-file.js'
import { utf8 } from '../../src/report/utf8.js'
import { folderOf } from './folder.js'

const shape = { name: 'pairs', keys: 2, sums: 2 }

const names = [
  'Anna',
  'anna',
  '',
  ' Ed ',
  '"Ed"',
  "O'Neil",
  'a,b',
  '\\N',
  'é',
  'e\u0301',
  '！',
  '🙂',
  'a\0b',
  'tab\there',
  'line\nbreak',
  '\r',
  '\u0001',
  '\u0085',
  '\u2028',
  '#1',
  '1.5',
  'null',
]
const name = fc.oneof(fc.constantFrom(...names), fc.string({ unit: 'binary', maxLength: 3 }))
const time = fc.option(
  fc.constantFrom(
    '2026-03-05',
    '2026-03-05T10:00',
    '2026-03-05T10:00:30',
    '2026-03-05T12:00+02:00',
    '2026-03-05T09:59Z',
    '1969-12-31T23:00',
    '0999-01-01',
  ),
)
const rows: fc.Arbitrary<SumRow[]> = fc.array(
  fc.record({
    keys: fc.tuple(name, name),
    sums: fc.tuple(fc.nat(), fc.nat()),
    first: time,
    last: time,
  }),
  { maxLength: 40 },
)

async function all(groups: AsyncIterable<SumRow>): Promise<SumRow[]> {
  const found: SumRow[] = []
  for await (const group of groups) found.push(group)
  return found
}

async function queried(lines: string): Promise<SumRow[]> {
  // DuckDB takes a path for a pattern, and quotes end its strings.
  const folder = join(folderOf(), "odd [a]* ?'name")
  mkdirSync(folder)
  writeFileSync(join(folder, 'pairs.tsv'), lines)
  return all(queryGroups(join(folder, 'pairs.tsv'), shape, join(folder, 'spill')))
}

test('DuckDB and memory make the same groups in the same order', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (given) => {
      const lines = given.map(sumLine).join('')
      expect(await queried(lines)).toEqual(foldGroups(lines, shape))
    }),
    { numRuns: 40 },
  )
})

test('groups add up their rows, with the earliest and the latest time', () => {
  const row = (author: string, replies: number, time: string | null): SumRow => ({
    keys: ['', author],
    sums: [replies, 1],
    first: time,
    last: time,
  })
  const lines = [
    row('🙂', 1, null),
    row('Anna', 2, '2026-03-05T12:00+02:00'),
    row('！', 1, '2026-03-05'),
    row('Anna', 3, '2026-03-05T11:00'),
    row('Anna', 1, null),
  ].map(sumLine)
  expect(foldGroups(lines.join(''), shape)).toEqual([
    { keys: ['', 'Anna'], sums: [6, 3], first: '2026-03-05T12:00+02:00', last: '2026-03-05T11:00' },
    { keys: ['', '！'], sums: [1, 1], first: '2026-03-05', last: '2026-03-05' },
    { keys: ['', '🙂'], sums: [1, 1], first: null, last: null },
  ])
})

test('no rows make no groups', async () => {
  expect(await queried('')).toEqual([])
  expect(foldGroups('', shape)).toEqual([])
})

test('partial rows in a file are grouped alike, whichever way their number asks for', async () => {
  const folder = folderOf()
  const stored = (file: string): StoredSums => {
    const sums = new StoredSums(join(folder, file), shape, join(folder, 'spill'))
    for (let n = 0; n < 3000; n++) {
      sums.write(utf8(sumLine({ keys: ['', `name ${n % 700}`], sums: [n, 1], first: null, last: null })))
    }
    return sums
  }
  const few = await all(stored('few').groups())
  const many = await all(stored('many').groups(0))
  expect(few).toHaveLength(700)
  expect(many).toEqual(few)
})
