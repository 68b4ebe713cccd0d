import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run } from '../../src/run/run.js'
import type { RunResult, RunTools } from '../../src/run/run.js'
import { utf8 } from '../../src/report/utf8.js'
import { contentOf, folderOf } from './folder.js'
import { bareThread, stubTools } from './stub.js'

const silent = { begin: () => {}, advance: () => {} }

function running(
  folder: string,
  tools: RunTools = stubTools(),
  signal = new AbortController().signal,
): Promise<RunResult> {
  return run({ folder, output: join(folder, '.out'), site: '' }, () => tools, silent, signal)
}

const tables = (folder: string): Record<string, string> => contentOf(join(folder, '.out'))

test('threads come in the order of their names, and all is well', async () => {
  const folder = folderOf({ 'b.txt': 'x', 'a/z.txt': 'x', 'a.txt': 'x' })
  expect((await running(folder)).status).toBe(0)
  expect(tables(folder)['threads.csv']).toBe('a\na/z\nb\n')
})

test('a folder without dumps gives tables with headers only, and is reported by the status', async () => {
  const folder = folderOf({ 'notes.md': 'x' })
  expect((await running(folder)).status).toBe(1)
  expect(tables(folder)['threads.csv']).toBe('')
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
  expect(tables(folder)['threads.csv']).toBe('a\nz\n')
  expect(
    tables(folder)
      ['problems.csv']?.split('\n')
      .map((line) => line.split(',').slice(0, 2).join(' ')),
  ).toEqual([
    'binary.txt dump-binary',
    'device.txt link-not-followed',
    'empty.txt dump-empty',
    'twin.TXT duplicate-thread',
    'twin.txt duplicate-thread',
    '',
  ])
})

test('a file that has gone since it was found is named', async () => {
  const folder = folderOf({ 'a.txt': 'x', 'b.txt': 'x' })
  const tools = stubTools((dump) => {
    rmSync(join(folder, 'b.txt'), { force: true })
    return bareThread(dump)
  })
  expect((await running(folder, tools)).status).toBe(1)
  expect(tables(folder)['problems.csv']).toContain(
    'b.txt,dump-unreadable,This file cannot be read: it does not exist.',
  )
})

test.skipIf(process.getuid?.() === 0)('a file that may not be read is named', async () => {
  const folder = folderOf({ 'a.txt': 'x', 'b.txt': 'x' })
  chmodSync(join(folder, 'a.txt'), 0)
  expect((await running(folder)).status).toBe(1)
  expect(tables(folder)['problems.csv']).toContain(
    'a.txt,dump-unreadable,This file cannot be read: permission denied.',
  )
})

test('a link alone that was not followed does not make the run incomplete', async () => {
  const folder = folderOf({ 'a.txt': 'x' })
  symlinkSync('/etc/passwd', join(folder, 'passwd.txt'))
  expect((await running(folder)).status).toBe(0)
  expect(tables(folder)['problems.csv']).toMatch(/^passwd\.txt,link-not-followed,/)
})

test('a fault of the program in one dump is that dump’s problem: stage and error, no stack', async () => {
  const folder = folderOf({ 'a.txt': 'x', 'b.txt': 'x', 'c.txt': 'x' })
  const tools = stubTools((dump) => {
    if (dump.thread === 'b') throw Object.assign(new RangeError('out\nof range'), { stage: 'quotes' })
    return bareThread(dump)
  })
  expect((await running(folder, tools)).status).toBe(1)
  expect(tables(folder)['threads.csv']).toBe('a\nc\n')
  const problem = tables(folder)['problems.csv'] ?? ''
  expect(problem).toMatch(/^b\.txt,analysis-failed,.*"quotes".*RangeError: out of range/)
  expect(problem).not.toMatch(/\bat .*:\d+/)
})

test('a fault of the report in one dump is treated alike', async () => {
  const folder = folderOf({ 'a.txt': 'x', 'b.txt': 'x' })
  const tools = stubTools()
  const createReport: RunTools['createReport'] = (sink, threads) => {
    const report = tools.createReport(sink, threads)
    return {
      ...report,
      add(analysed, hash) {
        if (analysed.thread.dump.thread === 'a') throw new Error('no row')
        report.add(analysed, hash)
      },
    }
  }
  expect((await running(folder, { ...tools, createReport })).status).toBe(1)
  expect(tables(folder)['threads.csv']).toBe('b\n')
  expect(tables(folder)['problems.csv']).toMatch(/^a\.txt,analysis-failed,/)
})

test('an interrupted run leaves the earlier output as it was', async () => {
  const folder = folderOf({ 'a.txt': 'x' })
  await running(folder)
  const before = tables(folder)
  const stop = new AbortController()
  const tools = stubTools((dump) => {
    stop.abort()
    return bareThread(dump)
  })
  await expect(running(folder, tools, stop.signal)).rejects.toMatchObject({ status: 130 })
  expect(tables(folder)).toEqual(before)
})

test('a run that ends in a fault leaves the earlier output as it was', async () => {
  const folder = folderOf({ 'a.txt': 'x' })
  await running(folder)
  const before = tables(folder)
  const tools: RunTools = {
    ...stubTools(),
    createReport(sink) {
      sink('threads.csv').write(utf8('half'))
      throw new Error('no report')
    },
  }
  await expect(running(folder, tools)).rejects.toThrow('no report')
  expect(tables(folder)).toEqual(before)
})

test('the user’s own file with the name of a table stops the run before the work', async () => {
  const folder = folderOf({ 'a.txt': 'x', '.out/threads.csv': 'mine' })
  const tools = stubTools(() => {
    throw new Error('too late')
  })
  await expect(running(folder, tools)).rejects.toMatchObject({ status: 3 })
  expect(tables(folder)).toEqual({ 'threads.csv': 'mine' })
})
