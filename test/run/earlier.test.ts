import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AnalysedThread } from '../../src/model/analysed.js'
import type { Dump } from '../../src/model/dump.js'
import { run } from '../../src/run/run.js'
import type { RunResult } from '../../src/run/run.js'
import { contentOf, folderOf } from './folder.js'
import { bareThread, sourceOf, stubTools } from './stub.js'

const silent = { begin: () => {}, advance: () => {} }

interface Ran extends RunResult {
  /** The threads that were analysed. */
  readonly analysed: string[]
}

async function ran(
  folder: string,
  given: { fresh?: boolean; output?: string; code?: string } = {},
): Promise<Ran> {
  const analysed: string[] = []
  const analyse = (dump: Dump): AnalysedThread => {
    analysed.push(dump.thread)
    return bareThread(dump)
  }
  const { fresh = false, output = join(folder, '.out'), code = 'stub' } = given
  const tools = { ...stubTools(analyse), isSame: (head: { code: string }) => head.code === code }
  const result = await run(
    { folder, output, workers: 1, fresh },
    sourceOf(tools),
    silent,
    new AbortController().signal,
  )
  return { ...result, analysed }
}

/** What a run without a past would write. */
async function anew(folder: string): Promise<Record<string, string>> {
  const output = join(folderOf(), 'out')
  await ran(folder, { output })
  return contentOf(output)
}

const out = (folder: string): Record<string, string> => contentOf(join(folder, '.out'))

const files = { 'a.txt': 'one', 'b/c.txt': 'two', 'void.txt': '', 'd.txt': 'three', 'é.txt': 'four' }

describe('a second run', () => {
  test('of the same dumps reads none of them again, and says the same', async () => {
    const folder = folderOf(files)
    const first = await ran(folder)
    const before = out(folder)
    const second = await ran(folder)
    expect(second).toEqual({ ...first, analysed: [] })
    expect(out(folder)).toEqual(before)
    expect(first.analysed).toHaveLength(4)
  })

  test('reads again what has changed, and takes over the rest', async () => {
    const folder = folderOf(files)
    await ran(folder)
    writeFileSync(join(folder, 'b/c.txt'), 'two and more')
    writeFileSync(join(folder, 'c.txt'), 'new')
    rmSync(join(folder, 'd.txt'))
    expect((await ran(folder)).analysed).toEqual(['b/c', 'c'])
    expect(out(folder)).toEqual(await anew(folder))
  })

  test('reads everything where it is told to, or goes by other things', async () => {
    const folder = folderOf(files)
    await ran(folder)
    expect((await ran(folder, { fresh: true })).analysed).toHaveLength(4)
    expect((await ran(folder, { code: 'other' })).analysed).toHaveLength(4)
    expect(out(folder)).toEqual(await anew(folder))
  })

  test('writes what a first one would, whatever was done to the corpus before it', async () => {
    const name = fc.constantFrom('a.txt', 'a/b.txt', 'c.txt', 'c.TXT', 'z.txt', '🙂.txt', '！.txt')
    const text = fc.constantFrom('', 'one', 'two', 'x'.repeat(3000))
    const change = fc.record({ name, text: fc.option(text) })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 4 }), async (steps) => {
        const folder = folderOf({ 'a.txt': 'one', 'm.txt': 'two', 'void.txt': '' })
        for (const changes of steps) {
          for (const { name: file, text: content } of changes) {
            mkdirSync(dirname(join(folder, file)), { recursive: true })
            if (content === null) rmSync(join(folder, file), { force: true })
            else writeFileSync(join(folder, file), content)
          }
          await ran(folder)
          expect(out(folder)).toEqual(await anew(folder))
        }
      }),
      { numRuns: 30 },
    )
  })

  test('clears up what a killed one has left, also where nothing has changed', async () => {
    const folder = folderOf(files)
    await ran(folder)
    const before = out(folder)
    mkdirSync(join(folder, '.out/.polylogue-run-4194305-00000000'))
    await ran(folder)
    expect(out(folder)).toEqual(before)
  })
})

describe('what was damaged since', () => {
  const damages: readonly (readonly [string, (path: string) => void])[] = [
    ['edited', (path) => writeFileSync(path, readFileSync(path, 'utf8').replace(/a/, 'b'))],
    ['cut', (path) => writeFileSync(path, readFileSync(path).subarray(0, -3))],
    ['longer', (path) => appendFileSync(path, 'x')],
    ['gone', (path) => rmSync(path)],
  ]
  const names = [
    'threads.csv',
    'authors.csv',
    '.polylogue-cache/parts.ndjson',
    '.polylogue-cache/authors.tsv',
  ]

  test.each(names.flatMap((name) => damages.map(([how, damage]) => [name, how, damage] as const)))(
    '%s, %s, is noticed and made again',
    async (name, how, damage) => {
      const folder = folderOf(files)
      await ran(folder)
      const path = join(folder, '.out', name)
      const whole = readFileSync(path)
      damage(path)
      // A clock that is set back does not hide it.
      if (how === 'edited') utimesSync(path, 0, 0)
      const { analysed } = await ran(folder)
      expect(readFileSync(path)).toEqual(whole)
      expect(out(folder)).toEqual(await anew(folder))
      if (!whole.equals(Buffer.from('')) && name !== '.polylogue-cache/authors.tsv')
        expect(analysed).toHaveLength(4)
    },
  )

  test('may be run.json, when it still says which files are ours', async () => {
    const folder = folderOf(files)
    await ran(folder)
    const path = join(folder, '.out/run.json')
    const whole = readFileSync(path, 'utf8')
    writeFileSync(path, whole.replace('"none"', '"nine"'))
    expect((await ran(folder)).analysed).toHaveLength(4)
    expect(readFileSync(path, 'utf8')).toBe(whole)
  })

  test('is not what was only touched', async () => {
    const folder = folderOf(files)
    await ran(folder)
    const path = join(folder, '.out/threads.csv')
    const content = readFileSync(path)
    rmSync(path)
    writeFileSync(path, content)
    expect((await ran(folder)).analysed).toEqual([])
  })

  test('may be the whole cache: it can go at any time', async () => {
    const folder = folderOf(files)
    await ran(folder)
    const before = out(folder)
    rmSync(join(folder, '.out/.polylogue-cache'), { recursive: true })
    expect((await ran(folder)).analysed).toHaveLength(4)
    expect(out(folder)).toEqual(before)
  })
})

test("a folder of the user's with the name of the cache stays as it is", async () => {
  const folder = folderOf({ ...files, '.out/.polylogue-cache/notes': 'mine' })
  await ran(folder)
  await ran(folder)
  expect(out(folder)).toMatchObject({ '.polylogue-cache/notes': 'mine' })
  expect(Object.keys(out(folder))).not.toContain('.polylogue-cache/parts.ndjson')
})

test('a corpus that was moved together with its tables is known again', async () => {
  const folder = folderOf({ 'here/.keep': '' })
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, 'here', name)), { recursive: true })
    writeFileSync(join(folder, 'here', name), text)
  }
  await ran(join(folder, 'here'))
  renameSync(join(folder, 'here'), join(folder, 'there'))
  expect((await ran(join(folder, 'there'))).analysed).toEqual([])
})
