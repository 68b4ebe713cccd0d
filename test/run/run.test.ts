import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run } from '../../src/run/run.js'
import type { RunResult, RunTools } from '../../src/run/run.js'
import { utf8 } from '../../src/report/utf8.js'
import { contentOf, folderOf } from './folder.js'
import { bareThread, sourceOf, stubTools, tablesIn } from './stub.js'

const silent = { begin: () => {}, advance: () => {} }

function running(
  folder: string,
  tools: RunTools = stubTools(),
  signal = new AbortController().signal,
): Promise<RunResult> {
  return run(
    { folder, output: join(folder, '.out'), workers: 1, fresh: false },
    sourceOf(tools),
    silent,
    signal,
  )
}

const output = (folder: string): Record<string, string> => contentOf(join(folder, '.out'))
const tables = (folder: string) => tablesIn(join(folder, '.out'))

test('threads come in the order of their names, and all is well', async () => {
  const folder = folderOf({ 'b.txt': 'x', 'a/z.txt': 'x', 'a.txt': 'x' })
  expect((await running(folder)).status).toBe(0)
  expect(tables(folder).threads).toEqual(['a', 'a/z', 'b'])
})

test('a folder without dumps gives tables with headers only, and is reported by the status', async () => {
  const folder = folderOf({ 'notes.md': 'x' })
  expect((await running(folder)).status).toBe(1)
  expect(tables(folder).threads).toEqual([])
})

test('what cannot be used is named, and the others are unharmed', async () => {
  const folder = folderOf({
    'a.txt': 'x',
    'empty.txt': '',
    'binary.txt': new Uint8Array(100),
    'twin.txt': 'x',
    'twin.TXT': 'x',
    'z.txt': 'x',
  })
  mkdirSync(join(folder, 'sub'))
  symlinkSync('/dev/null', join(folder, 'device.txt'))
  expect((await running(folder)).status).toBe(1)
  expect(tables(folder).threads).toEqual(['a', 'z'])
  expect(tables(folder).problems.map((problem) => problem.replace(/:.*/, ''))).toEqual([
    'binary.txt dump-binary',
    'device.txt link-not-followed',
    'empty.txt dump-empty',
    'twin.TXT duplicate-thread',
    'twin.txt duplicate-thread',
  ])
})

test('a file that has gone since it was found is named', async () => {
  const folder = folderOf({ 'a.txt': 'x', 'b.txt': 'x' })
  const tools = stubTools((dump) => {
    rmSync(join(folder, 'b.txt'), { force: true })
    return bareThread(dump)
  })
  expect((await running(folder, tools)).status).toBe(1)
  expect(tables(folder).problems).toEqual([
    'b.txt dump-unreadable: This file cannot be read: it does not exist.',
  ])
})

test.skipIf(process.getuid?.() === 0)('a file that may not be read is named', async () => {
  const folder = folderOf({ 'a.txt': 'x', 'b.txt': 'x' })
  chmodSync(join(folder, 'a.txt'), 0)
  expect((await running(folder)).status).toBe(1)
  expect(tables(folder).problems).toEqual([
    'a.txt dump-unreadable: This file cannot be read: permission denied.',
  ])
})

test('a link alone that was not followed does not make the run incomplete', async () => {
  const folder = folderOf({ 'a.txt': 'x' })
  symlinkSync('/etc/passwd', join(folder, 'passwd.txt'))
  expect((await running(folder)).status).toBe(0)
  expect(tables(folder).problems).toEqual([expect.stringMatching(/^passwd\.txt link-not-followed:/)])
})

test('a fault of the program in one dump is that dump’s problem: stage and error, no stack', async () => {
  const folder = folderOf({ 'a.txt': 'x', 'b.txt': 'x', 'c.txt': 'x' })
  const tools = stubTools((dump) => {
    if (dump.thread === 'b') throw Object.assign(new RangeError('out\nof range'), { stage: 'quotes' })
    return bareThread(dump)
  })
  expect((await running(folder, tools)).status).toBe(1)
  expect(tables(folder).threads).toEqual(['a', 'c'])
  const [problem] = tables(folder).problems
  expect(problem).toMatch(/^b\.txt analysis-failed:.*"quotes".*RangeError: out of range/)
  expect(problem).not.toMatch(/\bat .*:\d+/)
})

test('a fault of the report in one dump is treated alike', async () => {
  const folder = folderOf({ 'a.txt': 'x', 'b.txt': 'x' })
  const tools = stubTools((dump) => {
    const thread = bareThread(dump)
    if (dump.thread === 'b') return thread
    return {
      ...thread,
      get stances(): never {
        throw new Error('no row')
      },
    }
  })
  expect((await running(folder, tools)).status).toBe(1)
  expect(tables(folder).threads).toEqual(['b'])
  expect(tables(folder).problems).toEqual([
    expect.stringMatching(/^a\.txt analysis-failed:.*"report".*no row/),
  ])
})

test('an interrupted run leaves the earlier output as it was', async () => {
  const folder = folderOf({ 'a.txt': 'x' })
  await running(folder)
  const before = output(folder)
  writeFileSync(join(folder, 'b.txt'), 'x')
  const stop = new AbortController()
  const tools = stubTools((dump) => {
    stop.abort()
    return bareThread(dump)
  })
  await expect(running(folder, tools, stop.signal)).rejects.toMatchObject({ status: 130 })
  expect(output(folder)).toEqual(before)
})

test('a run that ends in a fault leaves the earlier output as it was', async () => {
  const folder = folderOf({ 'a.txt': 'x' })
  await running(folder)
  const before = output(folder)
  writeFileSync(join(folder, 'b.txt'), 'x')
  const tools: RunTools = {
    ...stubTools(),
    createReport(sink) {
      sink('threads.csv').write(utf8('half'))
      throw new Error('no report')
    },
  }
  await expect(running(folder, tools)).rejects.toThrow('no report')
  expect(output(folder)).toEqual(before)
})

test('the user’s own file with the name of a table stops the run before the work', async () => {
  const folder = folderOf({ 'a.txt': 'x', '.out/threads.csv': 'mine' })
  const tools = stubTools(() => {
    throw new Error('too late')
  })
  await expect(running(folder, tools)).rejects.toMatchObject({ status: 3 })
  expect(output(folder)).toEqual({ 'threads.csv': 'mine' })
})

test('a file in the place of the output folder is named in words', async () => {
  const folder = folderOf({ 'a.txt': 'x', '.out': 'mine' })
  await expect(running(folder)).rejects.toMatchObject({
    status: 3,
    message: expect.stringContaining('a file of that name stands there'),
  })
})
