import fc from 'fast-check'
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pack, split } from '../../src/cluster/split.js'
import { contentOf, folderOf } from '../run/folder.js'

const listsOf = (job: string): string[][] =>
  readdirSync(join(job, 'in'))
    .toSorted()
    .map((name) =>
      readFileSync(join(job, 'in', name), 'utf8')
        .split('\n')
        .slice(0, -1),
    )

test('every dump stands in one list, in order of thread, and no list is larger than asked for unless one dump is', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(3000), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 4000 }),
      async (sizes, limit) => {
        const files = Object.fromEntries(
          sizes.map((size, n) => [`dumps/${n % 3}/${n}.txt`, 'x'.repeat(size)]),
        )
        const folder = folderOf(files)
        const job = join(folder, 'job')
        const { parts, dumps, left } = await split(join(folder, 'dumps'), job, limit)
        const lists = listsOf(job)
        expect({ parts, dumps, left }).toEqual({ parts: lists.length, dumps: sizes.length, left: [] })
        expect(lists.flat()).toEqual(
          Object.keys(files)
            .map((name) => name.slice(6))
            .toSorted(),
        )
        expect(`${lists.flat().join('\n')}\n`).toBe(readFileSync(join(job, 'all.txt'), 'utf8'))
        for (const list of lists) {
          const size = list.reduce((sum, name) => sum + (files[`dumps/${name}`]?.length ?? 0), 0)
          expect(list.length === 1 || size <= limit).toBe(true)
        }
      },
    ),
    { numRuns: 20 },
  )
})

test('two dumps with one name are listed, for the aggregate refuses them; a name with a line break is not', async () => {
  const folder = folderOf({ 'dumps/a.txt': 'One.', 'dumps/a.TXT': 'Two.', 'dumps/b\nc.txt': 'Three.' })
  symlinkSync('/etc', join(folder, 'dumps/out'))
  const { left } = await split(join(folder, 'dumps'), join(folder, 'job'), 1e6)
  expect(listsOf(join(folder, 'job'))).toEqual([['a.TXT', 'a.txt']])
  expect(left.map(({ diagnostic }) => diagnostic.code)).toEqual(['link-not-followed', 'dump-unreadable'])
})

test('the codebook of the corpus goes along', async () => {
  const folder = folderOf({ 'dumps/a.txt': 'One.', 'dumps/codebook.yaml': 'title: Ours\n' })
  await split(join(folder, 'dumps'), join(folder, 'job'), 1e6)
  expect(readFileSync(join(folder, 'job/codebook.yaml'), 'utf8')).toBe('title: Ours\n')
  expect(listsOf(join(folder, 'job'))).toEqual([['a.txt']])
})

test('lists that are there already are not mixed with others', async () => {
  const folder = folderOf({ 'dumps/a.txt': 'One.' })
  await split(join(folder, 'dumps'), join(folder, 'job'), 1e6)
  const before = contentOf(folder)
  await expect(split(join(folder, 'dumps'), join(folder, 'job'), 1)).rejects.toThrow(/holds lists already/)
  expect(contentOf(folder)).toEqual(before)
})

test('a packed list has the bytes of every dump, and a line without words for one that is gone', () => {
  const bytes = Uint8Array.of(0xff, 0x00, 0xe9, 0x0a)
  const folder = folderOf({ 'dumps/é/a.txt': bytes, 'list.txt': 'é/a.txt\ngone.txt\n' })
  pack(join(folder, 'dumps'), join(folder, 'list.txt'), join(folder, 'part.ndjson'))
  const lines = readFileSync(join(folder, 'part.ndjson'), 'utf8').split('\n').slice(0, -1)
  expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
    { source_file: 'é/a.txt', bytes_base64: Buffer.from(bytes).toString('base64') },
    { source_file: 'gone.txt' },
  ])
})

test('a list cannot reach out of the corpus, and a file that cannot be written leaves nothing', () => {
  const folder = folderOf({ 'secret.txt': 'Mine.', 'list.txt': '../secret.txt\n', 'good.txt': 'a.txt\n' })
  mkdirSync(join(folder, 'dumps'))
  writeFileSync(join(folder, 'dumps/a.txt'), 'One.')
  const out = join(folder, 'out.ndjson')
  expect(() => pack(join(folder, 'dumps'), join(folder, 'list.txt'), out)).toThrow(/"\.\.\/secret\.txt"/)
  expect(existsSync(out)).toBe(false)
  mkdirSync(out)
  expect(() => pack(join(folder, 'dumps'), join(folder, 'good.txt'), out)).toThrow(/cannot be written/)
  expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
})
