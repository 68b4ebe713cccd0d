import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { build, cli, polylogue, root } from '../cli/built.js'
import { contentOf, folderOf } from '../run/folder.js'

beforeAll(build, 120_000)

const samples = readdirSync(join(root, 'corpus'), { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.txt'),
)
const line = (name: string): string => {
  const bytes = readFileSync(join(root, 'corpus', name))
  return `${JSON.stringify({ source_file: name, bytes_base64: bytes.toString('base64') })}\n`
}

const worker = (input: string, ...args: string[]) =>
  spawnSync(process.execPath, [cli, 'worker', ...args], { input, encoding: 'utf8' })

test('workers and aggregate write what a run writes', () => {
  const folder = folderOf({ dumps: samples.slice(2).map(line).join('') })
  const [in2, part1, part2] = ['dumps', 'part-1', 'part-2'].map((name) => join(folder, name))
  const piped = worker(samples.slice(0, 2).map(line).join(''))
  expect(piped).toMatchObject({ status: 0, stderr: '' })
  expect(polylogue(['worker', '--in', `${in2}`, '--out', `${part2}`])).toEqual({
    status: 0,
    out: '',
    err: '',
  })
  const lines = [
    ...piped.stdout.split('\n').slice(0, -2),
    ...readFileSync(`${part2}`, 'utf8').split('\n').slice(0, -2),
  ]
  polylogue([join(root, 'corpus'), '--output', join(folder, 'run'), '--no-model', '--plain'])
  expect(lines.toSorted()).toEqual(
    readFileSync(join(folder, 'run/threads.ndjson'), 'utf8').split('\n').slice(0, -1).toSorted(),
  )
  writeFileSync(`${part1}`, piped.stdout)
  const added = polylogue(['aggregate', `${part2}`, `${part1}`, '--output', join(folder, 'out'), '--plain'])
  expect(added).toMatchObject({ status: 0, err: '' })
  expect(added.out).toContain(`${samples.length} read`)
  expect(contentOf(join(folder, 'out'))).toEqual(contentOf(join(folder, 'run')))
})

test('poison is set aside, the rest is done, and the status says so', () => {
  const { status, stdout, stderr } = worker(`{"source_file": "a.txt"\n${line('blog-en-supplier.txt')}`)
  expect(status).toBe(1)
  expect(stderr).toBe('polylogue: 1 of 2 lines were set aside; their quarantine records say why.\n')
  const records = stdout
    .split('\n')
    .slice(0, -1)
    .map((one) => JSON.parse(one))
  expect(records).toMatchObject([
    { record: 'quarantine', line: 1, code: 'input-malformed' },
    { thread: 'blog-en-supplier' },
    { record: 'end', input: 2, threads: 1, quarantined: 1 },
  ])
})
