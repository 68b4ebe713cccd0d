import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addends } from '../../src/cluster/addends.js'
import { totals } from '../../src/cluster/totals.js'
import { EVIDENCE } from '../../src/model/reply.js'
import { POLARITIES } from '../../src/model/stance.js'
import { recordLine } from '../../src/report/ndjson.js'
import { threadRecord } from '../../src/report/record.js'
import { foldGroups, sumLine } from '../../src/report/sums.js'
import { sumShapes } from '../../src/report/tables.js'
import { analysed } from '../report/build.js'
import type { ThreadSpec } from '../report/build.js'
import { report } from '../report/reading.js'
import { contentOf, folderOf } from '../run/folder.js'

const targets = ['bubble', 'listing']
const NAMES = [
  'Anna',
  'anna',
  'Émile',
  'E\u0301mile',
  '🦊',
  '！',
  '"Q", said she',
  "O'Neil",
  'null',
  '1',
  '-',
]

const thread = fc.record({
  posts: fc.array(
    fc.record({
      author: fc.constantFrom(...NAMES, null),
      iso: fc.constantFrom('2026-03-05', '2026-03-05T10:00', '2026-03-05T12:00+02:00', null),
      to: fc.nat(5),
      evidence: fc.constantFrom(...EVIDENCE),
      stance: fc.constantFrom(...targets),
      polarity: fc.constantFrom(...POLARITIES),
    }),
    { minLength: 2, maxLength: 6 },
  ),
})

function specOf({ posts }: { posts: readonly Drawn[] }, n: number): ThreadSpec {
  return {
    id: `${n % 3}/thread\u2028${n}`,
    posts: posts.map(({ author, iso }) => ({ author, stamp: 'then', iso, text: 'I say so.' })),
    replies: posts.flatMap(({ to, evidence }, post) =>
      post > 0 && to < post ? [{ post, to, evidence, toAuthor: posts[to]?.author ?? null }] : [],
    ),
    stances: posts.map(({ stance, polarity }, post) => ({ post, stance, polarity, words: 'say' })),
  }
}

type Drawn = typeof thread extends fc.Arbitrary<{ posts: (infer P)[] }> ? P : never

/** A part as a worker writes it. */
function partOf(specs: readonly ThreadSpec[]): string {
  const lines = specs.map((spec) => recordLine(threadRecord(analysed(spec), 'a'.repeat(64)))).join('')
  const end = {
    format: 1,
    record: 'end',
    program: 'polylogue',
    version: '0.0.0',
    codebook: { from: 'default', sha256: 'c'.repeat(64) },
    languages: { sha256: 'd'.repeat(64) },
    model: null,
    options: { site: '' },
    targets,
    input: specs.length,
    threads: specs.length,
    quarantined: 0,
    sha256: createHash('sha256').update(lines).digest('hex'),
  }
  return `${lines}${JSON.stringify(end)}\n`
}

/** What a cluster does between the two commands: equal keys added up, in order, in files of `size` lines. */
function addUp(folder: string, size: number): void {
  mkdirSync(join(folder, 'groups'))
  writeFileSync(
    join(folder, 'groups/shapes.json'),
    JSON.stringify(JSON.parse(readFileSync(join(folder, 'addends/shapes.json'), 'utf8'))),
  )
  for (const shape of sumShapes(targets)) {
    const from = join(folder, 'addends', shape.name)
    const lines = readdirSync(from).map((name) => readFileSync(join(from, name), 'utf8'))
    const groups = foldGroups(lines.join(''), shape).map(sumLine)
    const to = join(folder, 'groups', shape.name)
    mkdirSync(to)
    writeFileSync(join(to, '_SUCCESS'), '')
    for (let at = 0; at < groups.length; at += size) {
      writeFileSync(join(to, `part-${String(at).padStart(5, '0')}.txt`), groups.slice(at, at + size).join(''))
    }
  }
}

test('tables added up elsewhere are those of a run, however the corpus was parted', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(thread, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 5 }),
      async (drawn, parts, size) => {
        const specs = drawn.map(specOf)
        const folder = folderOf()
        for (let n = 0; n < parts; n++) {
          const path = join(folder, `${n}.ndjson`)
          writeFileSync(path, partOf(specs.filter((_, at) => at % parts === n)))
          addends(path, join(folder, 'addends'))
        }
        addUp(folder, size)
        await totals(join(folder, 'groups'), join(folder, 'out'), 'plain', '0.0.0')
        const { files } = await report(specs.toSorted((a, b) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1)))
        const found = contentOf(join(folder, 'out'))
        for (const { name } of sumShapes(targets)) expect(found[`${name}.csv`]).toBe(files.get(`${name}.csv`))
      },
    ),
    { numRuns: 25 },
  )
})

test('a part that is not whole adds nothing', () => {
  const whole = partOf([specOf({ posts: [] }, 0)])
  for (const damaged of [
    whole.slice(0, -20),
    whole.replace('thread', 'threat'),
    whole.replace('A title', 'A tale'),
  ]) {
    const folder = folderOf({ 'part.ndjson': damaged })
    expect(() => addends(join(folder, 'part.ndjson'), join(folder, 'addends'))).toThrow(/part\.ndjson: /)
    expect(contentOf(folder)).toEqual({ 'part.ndjson': damaged })
  }
})

test('groups that are out of order, or have lost a cell, are refused and leave no table', async () => {
  const shapes = {
    targets,
    tables: Object.fromEntries(sumShapes(targets).map(({ name, keys, sums }) => [name, { keys, sums }])),
  }
  const empty = { 'groups/stance_replies/a': '', 'groups/authors/a': '', 'groups/stance_changes/a': '' }
  const line = (from: string, to: string): string => `\t${from}\t${to}\t1\t0\t1\t\t\n`
  const tries: [string, RegExp][] = [
    [line('Ben', 'Anna') + line('Anna', 'Ben'), /interactions\/a:2 does not come behind/],
    [line('Ben', 'Anna') + line('Ben', 'Anna'), /interactions\/a:2 does not come behind/],
    ['\tBen\tAnna\t1\t0\n', /interactions\/a:1 has not as many cells/],
  ]
  for (const [lines, told] of tries) {
    const folder = folderOf({
      'groups/shapes.json': JSON.stringify(shapes),
      ...empty,
      'groups/interactions/a': lines,
    })
    const made = totals(join(folder, 'groups'), join(folder, 'out'), 'plain', '0.0.0')
    await expect(made).rejects.toThrow(told)
    expect(contentOf(join(folder, 'out'))).toEqual({})
  }
  const folder = folderOf({ 'groups/shapes.json': '{"targets":["bubble"],"tables":{}}' })
  await expect(totals(join(folder, 'groups'), join(folder, 'out'), 'plain', '0.0.0')).rejects.toThrow(
    /shapes\.json is not what this version/,
  )
})
