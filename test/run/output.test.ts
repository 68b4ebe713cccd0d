import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openOutput } from '../../src/run/output.js'
import { utf8 } from '../../src/report/utf8.js'
import { contentOf, folderOf } from './folder.js'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

function manifest(files: Readonly<Record<string, string>>): string {
  const hashes = Object.entries(files).map(([name, text]) => [name, sha256(text)])
  return JSON.stringify({ program: 'polylogue', files: Object.fromEntries(hashes) })
}

/** Stages these files and a `run.json` that names them; the caller commits or not. */
function staged(folder: string, files: Readonly<Record<string, string>>): ReturnType<typeof openOutput> {
  const output = openOutput(folder)
  for (const [name, text] of Object.entries(files)) output.sink(name).write(utf8(text))
  output.sink('run.json').write(utf8(manifest(files)))
  return output
}

function ran(folder: string, files: Readonly<Record<string, string>>): void {
  staged(folder, files).commit()
}

const withManifest = (files: Readonly<Record<string, string>>): Record<string, string> => ({
  ...files,
  'run.json': manifest(files),
})

/** What a killed run leaves: its claim, signed by a process that is no more, with all files written. */
function killed(folder: string, files: Readonly<Record<string, string>>, owner: object = {}): string {
  const claim = join(folder, '.polylogue-run')
  mkdirSync(join(claim, 'tables'), { recursive: true })
  writeFileSync(
    join(claim, 'owner.json'),
    JSON.stringify({ program: 'polylogue', pid: 2 ** 22 + 1, host: hostname(), born: null, ...owner }),
  )
  for (const [name, text] of Object.entries(withManifest(files)))
    writeFileSync(join(claim, 'tables', name), text)
  return claim
}

describe('what a run writes', () => {
  test('appears at once, in a folder that is made where needed, and nothing else is left', () => {
    const folder = join(folderOf(), 'new', 'out')
    const output = staged(folder, { 'a.csv': 'one\n' })
    expect(existsSync(join(folder, 'a.csv'))).toBe(false)
    output.commit()
    expect(contentOf(folder)).toEqual(withManifest({ 'a.csv': 'one\n' }))
  })

  test('replaces the earlier tables and takes away those that are no longer made', () => {
    const folder = folderOf({ 'notes.md': 'mine', 'mine.csv': 'mine' })
    ran(folder, { 'a.csv': 'one', 'b.csv': 'two' })
    ran(folder, { 'a.csv': 'three' })
    expect(contentOf(folder)).toEqual({
      ...withManifest({ 'a.csv': 'three' }),
      'mine.csv': 'mine',
      'notes.md': 'mine',
    })
  })

  test('does not take away a table that somebody has changed since', () => {
    const folder = folderOf()
    ran(folder, { 'a.csv': 'one', 'b.csv': 'two' })
    writeFileSync(join(folder, 'b.csv'), 'my corrections')
    ran(folder, { 'a.csv': 'one' })
    expect(contentOf(folder)['b.csv']).toBe('my corrections')
  })

  test('is discarded without a trace, and the earlier output stands', () => {
    const folder = folderOf()
    ran(folder, { 'a.csv': 'one' })
    const before = contentOf(folder)
    staged(folder, { 'a.csv': 'two' }).discard()
    expect(contentOf(folder)).toEqual(before)
  })

  test('holds more than its buffer', () => {
    const folder = folderOf()
    const output = openOutput(folder)
    const sink = output.sink('a.csv')
    for (let i = 0; i < 3000; i++) sink.write(utf8('é'.repeat(1000)))
    output.commit()
    expect(readFileSync(join(folder, 'a.csv'), 'utf8')).toBe('é'.repeat(3_000_000))
  })
})

describe("what is the user's", () => {
  test('stops the run when it has the name of a table, and stays as it is', () => {
    const folder = folderOf({ 'a.csv': 'mine' })
    const output = openOutput(folder)
    expect(() => output.sink('a.csv')).toThrow(expect.objectContaining({ status: 3 }))
    output.discard()
    expect(contentOf(folder)).toEqual({ 'a.csv': 'mine' })
  })

  test('is a run.json that another program wrote', () => {
    const folder = folderOf({ 'run.json': '{"files": {"a.csv": "x"}}' })
    const output = openOutput(folder)
    expect(() => output.sink('run.json')).toThrow(/run\.json is there/)
    output.discard()
  })

  test('is a folder that has the name of a table', () => {
    const folder = folderOf({ 'a.csv/x': 'mine' })
    const output = openOutput(folder)
    expect(() => output.sink('a.csv')).toThrow(/is a folder/)
    output.discard()
  })

  test('is never reached through a run.json that names other places', () => {
    const victim = folderOf({ 'x.csv': 'mine' })
    const folder = folderOf({
      'run.json': JSON.stringify({
        program: 'polylogue',
        files: {
          [join(victim, 'x.csv')]: sha256('mine'),
          [`../${victim.split('/').pop()}/x.csv`]: sha256('mine'),
        },
      }),
    })
    ran(folder, { 'a.csv': 'one' })
    expect(contentOf(victim)).toEqual({ 'x.csv': 'mine' })
  })

  test('is a folder that only looks like a claim', () => {
    const folder = folderOf({ '.polylogue-run/tables/x': 'mine', '.polylogue-run-1-00000000/x': 'mine' })
    expect(() => openOutput(folder)).toThrow(/from no run/)
    expect(Object.keys(contentOf(folder))).toHaveLength(5)
  })
})

describe('a killed run', () => {
  const first = { 'a.csv': 'one', 'b.csv': 'one', 'c.csv': 'one' }
  const second = { 'a.csv': 'two', 'b.csv': 'two', 'd.csv': 'two' }

  test.each([0, 1, 2, 3])('that had moved %i files is finished by the next', (moved) => {
    const folder = folderOf()
    ran(folder, first)
    const claim = killed(folder, second)
    for (const name of Object.keys(second).slice(0, moved)) {
      renameSync(join(claim, 'tables', name), join(folder, name))
    }
    openOutput(folder).discard()
    expect(contentOf(folder)).toEqual(withManifest(second))
  })

  test('that was the first in its folder leaves nothing that stops the next', () => {
    const folder = folderOf({ 'notes.md': 'mine' })
    const claim = killed(folder, second)
    renameSync(join(claim, 'tables', 'a.csv'), join(folder, 'a.csv'))
    ran(folder, first)
    expect(contentOf(folder)).toEqual({ ...withManifest(first), 'notes.md': 'mine' })
  })

  test('that had not written all its files leaves the earlier output and no rest', () => {
    const folder = folderOf()
    ran(folder, first)
    const claim = killed(folder, second)
    rmSync(join(claim, 'tables', 'run.json'))
    openOutput(folder).discard()
    expect(contentOf(folder)).toEqual(withManifest(first))
  })

  test('whose files were damaged since is not finished', () => {
    const folder = folderOf()
    ran(folder, first)
    const claim = killed(folder, second)
    writeFileSync(join(claim, 'tables', 'a.csv'), 'tw')
    openOutput(folder).discard()
    expect(contentOf(folder)).toEqual(withManifest(first))
  })

  test('does not write over what the user has put there since', () => {
    const folder = folderOf()
    killed(folder, second)
    writeFileSync(join(folder, 'd.csv'), 'mine')
    openOutput(folder).discard()
    expect(contentOf(folder)).toEqual({ 'd.csv': 'mine' })
  })
})

describe('two runs at a time', () => {
  test('cannot write to one folder', () => {
    const folder = folderOf()
    const output = openOutput(folder)
    expect(() => openOutput(folder)).toThrow(expect.objectContaining({ status: 3 }))
    output.sink('a.csv').write(utf8('one'))
    output.commit()
    expect(contentOf(folder)).toEqual({ 'a.csv': 'one' })
  })

  test('are told apart when a new process has got the number of the dead one', () => {
    const folder = folderOf()
    killed(folder, { 'a.csv': 'one' }, { pid: process.pid, born: '1' })
    openOutput(folder).discard()
    expect(contentOf(folder)['a.csv']).toBe('one')
  })

  test("another machine's claim is left alone", () => {
    const folder = folderOf()
    const claim = killed(folder, { 'a.csv': 'one' }, { host: 'another-machine' })
    expect(() => openOutput(folder)).toThrow(`remove ${claim}`)
  })
})

test('an output that cannot be made ends the run in words', () => {
  const folder = folderOf({ file: 'x' })
  expect(() => openOutput(join(folder, 'file'))).toThrow(expect.objectContaining({ status: 3 }))
  expect(() => openOutput(join(folder, 'file', 'out'))).toThrow(/cannot be written: a file stands/)
})
