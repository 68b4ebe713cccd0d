import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Engine, ResultOptions } from '../../src/cli/command.js'
import { main } from '../../src/cli/main.js'
import { EXIT, Failure } from '../../src/run/failure.js'
import { contentOf, folderOf } from '../run/folder.js'
import { stubTools } from '../run/stub.js'

interface Ran {
  readonly status: number
  readonly out: string
  readonly err: string
  /** What the progress bar was told. */
  readonly bar: readonly string[]
  readonly options: ResultOptions | null
}

async function ran(args: readonly string[], engine: Partial<Engine> = {}): Promise<Ran> {
  let out = ''
  let err = ''
  const bar: string[] = []
  let options: ResultOptions | null = null
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    color: false,
    columns: 80,
    progress: () => ({
      begin: (dumps: number) => void bar.push(`begin ${dumps}`),
      advance: (dumps: number) => void bar.push(`advance ${dumps}`),
      end: () => void bar.push('end'),
    }),
  }
  const given: Engine = {
    version: '1.2.3',
    tools(_, chosen) {
      options = chosen
      return stubTools()
    },
    ...engine,
  }
  const status = await main(args, terminal, given, new AbortController().signal)
  return { status, out, err, bar, options }
}

test('a run prints a summary and where the tables are', async () => {
  const folder = folderOf({ 'dumps/a.txt': 'x', 'dumps/b.txt': '' })
  const out = join(folder, 'out')
  const result = await ran([join(folder, 'dumps'), '--output', out])
  expect(result).toMatchObject({ status: 1, err: '' })
  expect(result.out).toContain('1 read, 1 could not be used')
  expect(result.out).toContain('error b.txt dump-empty: ')
  expect(result.out).toContain(out)
  expect(result.bar.slice(0, 3)).toEqual(['begin 2', 'advance 1', 'advance 1'])
  expect(result.bar.at(-1)).toBe('end')
})

test('the command may be named', async () => {
  const folder = folderOf({ 'dumps/a.txt': 'x' })
  expect((await ran(['run', join(folder, 'dumps'), '-o', join(folder, 'out')])).status).toBe(0)
  expect(Object.keys(contentOf(join(folder, 'out')))).toContain('threads.csv')
})

test('--quiet leaves only faults', async () => {
  const folder = folderOf({ 'good/a.txt': 'x', 'bad/a.txt': '' })
  const good = await ran([join(folder, 'good'), '-q', '-o', join(folder, 'out')])
  expect(good).toMatchObject({ status: 0, out: '', err: '', bar: [] })
  const bad = await ran([join(folder, 'bad'), '-q', '-o', join(folder, 'out')])
  expect(bad).toMatchObject({ status: 1, out: '' })
  expect(bad.err).toContain('problems.csv')
})

test('options reach the pipeline', async () => {
  const folder = folderOf({ 'a.txt': 'x' })
  const out = ['-o', join(folder, 'out')]
  expect((await ran([folder, ...out])).options).toEqual({
    plain: false,
    spreadsheet: null,
    site: '',
    coder: null,
    model: null,
  })
  expect((await ran([folder, ...out, '--plain', '--site', 'gazette'])).options).toEqual({
    plain: true,
    spreadsheet: null,
    site: 'gazette',
    coder: null,
    model: null,
  })
  expect((await ran([folder, ...out, '--spreadsheet', 'fr'])).options).toMatchObject({ spreadsheet: 'fr' })
  expect((await ran([folder, ...out, '--model', 'm.json'])).options).toMatchObject({ model: 'm.json' })
  expect((await ran([folder, ...out, '--no-model'])).options).toMatchObject({ model: false })
})

test.each([
  [['--outptu', 'x'], '\n(Did you mean --output?)\n'],
  [['a', 'b'], 'too many arguments'],
  [['--spreadsheet', 'mars'], 'Allowed choices are fr'],
  [['--plain', '--spreadsheet', 'fr'], 'cannot be used with'],
  [['--output'], 'argument missing'],
  [['no-such-folder'], 'There is no folder no-such-folder.'],
])('wrong usage %j is worded and has status 2', async (args, words) => {
  const result = await ran(args)
  expect(result).toMatchObject({ status: 2, out: '' })
  expect(result.err).toContain(words)
})

test('--help and --version are no faults', async () => {
  expect(await ran(['--version'])).toMatchObject({ status: 0, out: '1.2.3\n', err: '' })
  const help = await ran(['--help'])
  expect(help).toMatchObject({ status: 0, err: '' })
  expect(help.out).toContain('polylogue [run] [DIR]')
  expect((await ran(['run', '--help'])).out).toContain('130 interrupted')
})

test('an empty folder is told apart from a good run', async () => {
  const folder = folderOf({ 'dumps/notes.md': 'x' })
  const result = await ran([join(folder, 'dumps'), '-o', join(folder, 'out')])
  expect(result.status).toBe(1)
  expect(result.err).toContain('There is no dump (*.txt)')
})

test('an output that cannot be written has status 3', async () => {
  const folder = folderOf({ 'a.txt': 'x', file: 'x' })
  const result = await ran([folder, '-o', join(folder, 'file')])
  expect(result).toMatchObject({ status: 3, out: '' })
  expect(result.err).toContain(join(folder, 'file'))
})

test('all faults of a codebook are printed, each in a line of its own, and nothing is written', async () => {
  const folder = folderOf({ 'a.txt': 'x' })
  const faults = 'codebook.yaml:3: no target sentence\ncodebook.yaml:9: unknown field "hue"'
  const result = await ran([folder, '-o', join(folder, 'out')], {
    tools() {
      throw new Failure(EXIT.usage, faults)
    },
  })
  expect(result).toMatchObject({ status: 2, err: `polylogue: ${faults}\n` })
  expect(contentOf(folder)).toEqual({ 'a.txt': 'x' })
})

test('a fault of the program is told without a stack', async () => {
  const folder = folderOf({ 'a.txt': 'x' })
  const result = await ran([folder, '-o', join(folder, 'out')], {
    tools() {
      throw new TypeError('nothing there')
    },
  })
  expect(result).toMatchObject({ status: 3, out: '' })
  expect(result.err.trimEnd().split('\n')).toHaveLength(1)
})

test('file names cannot command the terminal', async () => {
  const folder = folderOf({ 'dumps/\u001b[2Jx.txt': '' })
  const result = await ran([join(folder, 'dumps'), '-o', join(folder, 'out')])
  expect(result.out).not.toContain('\u001b')
})
