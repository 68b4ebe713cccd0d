import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Engine } from '../../src/cli/command.js'
import { createEngine } from '../../src/cli/engine.js'
import { main } from '../../src/cli/main.js'
import { wantsColor } from '../../src/cli/terminal.js'
import { EXIT, Failure } from '../../src/run/failure.js'
import { contentOf, folderOf } from '../run/folder.js'
import { stubTools } from '../run/stub.js'
import { root } from './built.js'

interface Ran {
  readonly status: number
  readonly out: string
  readonly err: string
  /** The folders whose codebook was asked for. */
  readonly folders: readonly string[]
}

async function checked(
  args: readonly string[],
  given: { readonly color?: boolean; readonly columns?: number; readonly tools?: Engine['tools'] } = {},
): Promise<Ran> {
  let out = ''
  let err = ''
  const folders: string[] = []
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    color: given.color ?? false,
    columns: given.columns ?? 80,
    progress: () => ({ begin: () => {}, advance: () => {}, end: () => {} }),
  }
  const tools: Engine['tools'] = (folder) => {
    folders.push(folder)
    return stubTools()
  }
  const engine = { version: '1.2.3', tools: given.tools ?? tools }
  const status = await main(['check', ...args], terminal, engine, new AbortController().signal)
  return { status, out, err, folders }
}

test('a dump anywhere is shown, with the codebook of its folder, and nothing is written', async () => {
  const folder = folderOf({ 'deep/page.txt': 'one\ntwo\n' })
  const ran = await checked([join(folder, 'deep/page.txt')])
  expect(ran).toMatchObject({ status: 0, err: '', folders: [join(folder, 'deep')] })
  expect(ran.out).toMatch(/^page\.txt\n/)
  expect(ran.out).toMatch(/^ {2}2 .*│ two$/m)
  expect(contentOf(folder)).toEqual({ 'deep/': expect.anything(), 'deep/page.txt': 'one\ntwo\n' })
})

test('a sample is shown as the pipeline reads it', async () => {
  const { tools } = createEngine()
  const { status, out } = await checked([join(root, 'corpus/forum-fr-puces.txt')], { tools })
  expect(status).toBe(0)
  expect(out).toContain('── #2 comment · Maëlle Ker · 2026-04-09T18:05 · fr ─')
  expect(out).toMatch(/^ {3}answers #1 tisserand_42 · attribution 0\.9\d · line \d+ "Citation Envoyé par$/m)
  expect(out).toMatch(/^ +┏ quote of #1 tisserand_42, line \d+ · exact$/m)
  expect(out).toMatch(/^ +\d+ #2 quote {3}┃ Un vendeur qui prête à ses acheteurs/m)
  expect(out).toMatch(/^posts {5}\d+ comments, 8 announced/m)
})

test('--json is for programs', async () => {
  const folder = folderOf({ 'page.txt': 'one\ntwo\n' })
  const { status, out } = await checked([join(folder, 'page.txt'), '--json'], { color: true })
  expect(status).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ format: 1, lines: [{ text: 'one' }, { text: 'two' }] })
})

test('rows are as wide as the terminal, or as told', async () => {
  const folder = folderOf({ 'page.txt': 'word '.repeat(100) })
  const widest = async (args: readonly string[], columns: number): Promise<number> => {
    const { out } = await checked([join(folder, 'page.txt'), ...args], { columns })
    return Math.max(...out.split('\n').map((row) => row.length))
  }
  expect(await widest([], 200)).toBe(200)
  expect(await widest(['--width', '50'], 200)).toBe(50)
})

test('colours only where they are wanted', async () => {
  const folder = folderOf({ 'page.txt': 'one' })
  expect((await checked([join(folder, 'page.txt')], { color: true })).out).toContain('\u001b[')
  expect((await checked([join(folder, 'page.txt')], { color: false })).out).not.toContain('\u001b')
})

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [true, { TERM: 'dumb' }, false],
  [false, { FORCE_COLOR: '1' }, true],
  [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
  [true, { FORCE_COLOR: '0' }, false],
])('terminal %j with %j: colours %j', (isTerminal, env, expected) => {
  expect(wantsColor(isTerminal, env)).toBe(expected)
})

test('a file that cannot be used has status 1 and a reason', async () => {
  const folder = folderOf({ 'empty.txt': '', 'binary.txt': Uint8Array.from([0, 1, 2, 0, 255, 0, 3, 0]) })
  for (const name of ['empty.txt', 'binary.txt']) {
    const ran = await checked([join(folder, name)])
    expect(ran).toMatchObject({ status: 1, out: '' })
    expect(ran.err).toContain(`${name}: The file is ${name.replace('.txt', '')}`)
  }
})

test('wrong usage has status 2 and says what to do', async () => {
  const folder = folderOf({ 'page.txt': 'one' })
  const wrong = async (...args: string[]): Promise<string> => {
    const { status, out, err } = await checked(args)
    expect({ status, out }).toEqual({ status: 2, out: '' })
    return err
  }
  expect(await wrong(join(folder, 'no.txt'))).toContain('There is no file')
  expect(await wrong(join(folder, 'page.txt/x.txt'))).toContain('There is no file')
  expect(await wrong(folder)).toContain(`polylogue run ${folder}`)
  expect(await wrong()).toContain('FILE')
  expect(await wrong(join(folder, 'page.txt'), '--width', '12')).toContain('from 40')
})

test('a faulty codebook beside the dump has status 2', async () => {
  const folder = folderOf({ 'page.txt': 'one' })
  const tools = (): never => {
    throw new Failure(EXIT.usage, 'codebook.yaml:3: no target sentence')
  }
  expect(await checked([join(folder, 'page.txt')], { tools })).toMatchObject({
    status: 2,
    out: '',
    err: 'polylogue: codebook.yaml:3: no target sentence\n',
  })
})

test('file names cannot command the terminal', async () => {
  const folder = folderOf({ '\u001b[2Jx.txt': 'one', '\u001b[2Jy.txt': '' })
  const good = await checked([join(folder, '\u001b[2Jx.txt')])
  const bad = await checked([join(folder, '\u001b[2Jy.txt')])
  expect(good.out + bad.err).not.toContain('\u001b')
})
