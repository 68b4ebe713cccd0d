import { createHash } from 'node:crypto'
import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinCodings } from '../../src/coding/joiner.js'
import { createReport } from '../../src/report/report.js'
import { run } from '../../src/run/run.js'
import type { RunResult } from '../../src/run/run.js'
import { aggregate } from '../../src/worker/aggregate.js'
import type { AggregateOptions, ReportOf } from '../../src/worker/aggregate.js'
import { contentOf, folderOf } from '../run/folder.js'
import { LINEAGE, sourceOf, stubTools, tablesIn } from '../run/stub.js'
import { FACTS, partText, writePart } from './parts.js'

const silent = { begin: () => {}, advance: () => {} }
const never = new AbortController().signal

const reportOf: ReportOf = (facts, sink, threads, workshop) =>
  createReport(
    {
      dialect: 'plain',
      targets: [],
      coder: null,
      codings: joinCodings([], [], threads),
      model: null,
      run: {
        version: facts.version,
        codebook: { from: 'none', sha256: '' },
        languages: '',
        codings: [],
        model: null,
        options: {},
      },
      lineage: LINEAGE,
    },
    sink,
    workshop,
  )

function put(
  folder: string,
  parts: readonly string[],
  given: Partial<AggregateOptions> = {},
): Promise<RunResult> {
  return aggregate({ parts, output: join(folder, 'out'), expect: null, ...given }, reportOf, silent, never)
}

const files = {
  'a/b.txt': 'one',
  'a.txt': 'two',
  'é.txt': 'three',
  '🙂.txt': 'four',
  '！.txt': 'five',
  'void.txt': '',
}

test('the tables are those of a run, however the dumps were parted and ordered', async () => {
  const corpus = folderOf(files)
  await run(
    { folder: corpus, output: join(corpus, '.run'), workers: 1, fresh: false },
    sourceOf(stubTools()),
    silent,
    never,
  )
  const expected = contentOf(join(corpus, '.run'))
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(Object.entries(files), { minLength: 6 }),
      fc.array(fc.nat(5), { maxLength: 3 }),
      async (order, cuts) => {
        const folder = folderOf()
        const at = [0, ...cuts.toSorted(), order.length]
        const parts = at
          .slice(1)
          .map((end, n) => writePart(folder, `part-${n}`, Object.fromEntries(order.slice(at[n], end))))
        expect((await put(folder, parts)).status).toBe(1)
        expect(contentOf(join(folder, 'out'))).toEqual(expected)
      },
    ),
    { numRuns: 20 },
  )
})

test('a dump whose name another has too is refused with it, as in a run', async () => {
  const folder = folderOf()
  const one = writePart(folder, 'one', { 'a.txt': 'x', 'b.txt': 'y' })
  const two = writePart(folder, 'two', { 'a.TXT': 'z' })
  expect((await put(folder, [one, two])).status).toBe(1)
  const { threads, problems } = tablesIn(join(folder, 'out'))
  expect(threads).toEqual(['b'])
  expect(problems).toEqual([
    expect.stringMatching(/^a\.TXT duplicate-thread: .*a\.txt/),
    expect.stringMatching(/^a\.txt duplicate-thread: .*a\.TXT/),
  ])
})

test('what was set aside is a problem of its dump, or of its part where it had no name', async () => {
  const folder = folderOf()
  const poison = {
    format: 1,
    record: 'quarantine',
    line: 1,
    source_file: null,
    thread: null,
    source_sha256: null,
  }
  const line = `${JSON.stringify({ ...poison, code: 'input-malformed', message: 'The line is no JSON.' })}\n`
  const counts = {
    input: 1,
    threads: 0,
    quarantined: 1,
    sha256: createHash('sha256').update(line).digest('hex'),
  }
  const end = { format: 1, record: 'end', program: 'polylogue', ...FACTS, ...counts }
  writeFileSync(join(folder, 'poisoned'), `${line}${JSON.stringify(end)}\n`)
  const part = writePart(folder, 'part', { 'a.txt': 'x', 'void.txt': '' })
  expect((await put(folder, [join(folder, 'poisoned'), part])).summary.dumps).toEqual({ used: 1, refused: 2 })
  expect(tablesIn(join(folder, 'out')).problems).toEqual([
    'poisoned input-malformed: The line is no JSON.',
    expect.stringMatching(/^void\.txt dump-empty:/),
  ])
})

const whole = partText({ 'a.txt': 'one', 'b.txt': 'two' })
const [first = '', second = '', end = ''] = whole.split('\n')

test.each([
  ['is not there', null, 'cannot be read: it does not exist'],
  ['is empty', '', 'no end record'],
  ['breaks off', whole.slice(0, -20), 'breaks off'],
  ['lost its end', `${first}\n${second}\n`, 'no end record'],
  ['lost a line', `${first}\n${end}\n`, '1 records, and its end record counts 2'],
  ['has a line twice', `${first}\n${first}\n${second}\n${end}\n`, 'counts 2'],
  ['was changed', `${first.replace('a.txt', 'c.txt')}\n${second}\n${end}\n`, 'changed since'],
  ['goes on', `${whole}${first}\n`, 'follows its end record, at line 4'],
  ['is something else', 'thread,post\na,a#0\n', 'line 1 is no record'],
  [
    'has another end',
    `${first}\n${second}\n${end.replace('"input":2', '"input":"2"')}\n`,
    'not one that this version writes',
  ],
])('a part that %s is named, with all others, and nothing is written', async (_, text, fault) => {
  const folder = folderOf(text === null ? {} : { bad: text })
  const good = writePart(folder, 'good', { 'z.txt': 'x' })
  const failed = put(folder, [join(folder, 'bad'), good, join(folder, 'gone')])
  await expect(failed).rejects.toMatchObject({ status: 2, message: expect.stringContaining(fault) })
  await expect(failed).rejects.toThrow(/bad: .*\n.*gone: /)
  expect(existsSync(join(folder, 'out'))).toBe(false)
})

test('a dump in two parts, or twice in one, is named', async () => {
  const folder = folderOf()
  const one = writePart(folder, 'one', { 'a.txt': 'x', 'b.txt': 'y' })
  const two = writePart(folder, 'two', { 'b.txt': 'y' })
  await expect(put(folder, [one, two])).rejects.toThrow(`${two}: "b.txt" is also in ${one}`)
  await expect(put(folder, [two, two])).rejects.toThrow(`${two}: "b.txt" is also in ${two}`)
})

test('parts of different versions, codebooks or options do not go together', async () => {
  const folder = folderOf()
  const one = writePart(folder, 'one', { 'a.txt': 'x' })
  const facts = { ...FACTS, version: '9.9.9', options: { site: 'gazette' } }
  const two = writePart(folder, 'two', { 'b.txt': 'y' }, facts)
  const failed = put(folder, [one, two])
  await expect(failed).rejects.toThrow(/version \("9\.9\.9"\)/)
  await expect(failed).rejects.toThrow(/options .*gazette/)
})

test('what is expected and missing is named, and what is there and not expected', async () => {
  const folder = folderOf({ list: 'a.txt\nb.txt\nc.txt\n' })
  const part = writePart(folder, 'part', { 'a.txt': 'x', 'd.txt': 'y' })
  const failed = put(folder, [part], { expect: join(folder, 'list') })
  await expect(failed).rejects.toThrow('"b.txt" is in no part\n  "c.txt" is in no part\n')
  await expect(failed).rejects.toThrow(`${part}: "d.txt" is not in ${join(folder, 'list')}`)
  const complete = writePart(folder, 'complete', { 'c.txt': '', 'a.txt': 'x', 'b.txt': 'y' })
  await put(folder, [complete], { expect: join(folder, 'list') })
  expect(tablesIn(join(folder, 'out')).threads).toEqual(['a', 'b'])
})

test('an aggregate that is interrupted leaves the earlier output', async () => {
  const folder = folderOf()
  const part = writePart(folder, 'part', { 'a.txt': 'x' })
  await put(folder, [part])
  const before = contentOf(join(folder, 'out'))
  const stopped = AbortSignal.abort()
  const options = { parts: [part], output: join(folder, 'out'), expect: null }
  await expect(aggregate(options, reportOf, silent, stopped)).rejects.toMatchObject({ status: 130 })
  truncateSync(part, 30)
  await expect(put(folder, [part])).rejects.toMatchObject({ status: 2 })
  expect(contentOf(join(folder, 'out'))).toEqual(before)
  expect(readFileSync(join(folder, 'out/threads.csv'), 'utf8')).toContain('\na,')
})
