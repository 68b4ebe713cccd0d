import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { once } from 'node:events'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { contentOf, folderOf } from '../run/folder.js'
import { build, cli, polylogue, root, started } from './built.js'

beforeAll(build, 120_000)

const page = (n: number): string => `Une page\n\nPar Élise Morand\n\nDes mots, numéro ${n}.\n`
const samples = join(root, 'corpus')

test('the samples are read, and two runs give the same bytes wherever they are', () => {
  const folder = folderOf()
  const first = polylogue([samples, '--output', join(folder, 'a')])
  expect(first).toMatchObject({ status: 0, err: '' })
  const elsewhere = { TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }
  expect(polylogue([samples, '--output', join(folder, 'b')], elsewhere).status).toBe(0)
  expect(contentOf(join(folder, 'b'))).toEqual(contentOf(join(folder, 'a')))
})

test('every fault of a codebook is told with its line, and nothing is written', () => {
  const folder = folderOf({
    'dumps/a.txt': page(1),
    'dumps/codebook.yaml': 'targets:\n  - id: x\n    hue: blue\n  - cues: 3\n',
  })
  const { status, err } = polylogue([join(folder, 'dumps'), '--output', join(folder, 'out')])
  expect(status).toBe(2)
  expect(err.match(/codebook\.yaml:\d+/g)?.length).toBeGreaterThan(1)
  expect(err).not.toMatch(/^\s+at /m)
  expect(existsSync(join(folder, 'out'))).toBe(false)
})

test('a codebook beside the dumps takes the place of the one that ships, and run.json says so', () => {
  const shipped = readFileSync(join(root, 'src/stances/codebook.yaml'), 'utf8')
  const folder = folderOf({
    'own/a.txt': page(1),
    'own/codebook.yaml': shipped.replaceAll('bubble-skeptic', 'rain-tomorrow'),
    'bare/a.txt': page(1),
  })
  const out = join(folder, 'out')
  const codebook = (): unknown => JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')).codebook.from
  expect(polylogue([join(folder, 'own'), '--output', out]).out).toContain('rain-tomorrow')
  expect(codebook()).toBe('codebook.yaml')
  expect(polylogue([join(folder, 'bare'), '--output', out]).out).not.toContain('rain-tomorrow')
  expect(codebook()).toBe('default')
})

test('the coder that ships codes beside the codebook that ships, when it is asked for', () => {
  const folder = folderOf({
    'dumps/a.txt': readFileSync(join(samples, 'blog-en-supplier.txt')),
    'own/a.txt': page(1),
    'own/codebook.yaml': `${readFileSync(join(root, 'src/stances/codebook.yaml'), 'utf8')}# mine\n`,
  })
  const out = join(folder, 'out')
  const coders = (): string[] =>
    Array.from(
      readFileSync(join(out, 'stances.csv'), 'utf8').matchAll(/,(\w+),(?:article|comment),/g),
      ([, coder = '']) => coder,
    )
  expect(polylogue([join(folder, 'dumps'), '--output', out]).status).toBe(0)
  expect(new Set(coders())).toEqual(new Set(['codebook']))
  expect(polylogue([join(folder, 'dumps'), '--output', out, '--model', 'default']).status).toBe(0)
  expect(new Set(coders())).toEqual(new Set(['codebook', 'model']))
  expect(JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')).model.from).toBe('default')
  const { status, err } = polylogue([join(folder, 'own'), '--output', out, '--model', 'default'])
  expect([status, err]).toEqual([2, expect.stringContaining('leave --model default out')])
})

test('an interrupted run has status 130 and leaves the earlier output as it was', async () => {
  const many = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`many/${n}.txt`, page(n)]))
  const folder = folderOf({ 'one/a.txt': page(1), ...many })
  const out = join(folder, 'out')
  polylogue([join(folder, 'one'), '--output', out])
  const before = contentOf(out)
  const running = started([join(folder, 'many'), '--output', out])
  while (!existsSync(join(out, '.polylogue-run')) && running.exitCode === null) await sleep(2)
  running.kill('SIGINT')
  const [status] = await once(running, 'exit')
  expect(status).toBe(130)
  expect(contentOf(out)).toEqual(before)
})

test('a reader that hangs up does no harm', () => {
  const folder = folderOf({ 'a.txt': page(1) })
  const command = `"${process.execPath}" "${cli}" "${folder}" --output "${folder}/out" | true; echo "\${PIPESTATUS[0]}"`
  expect(execFileSync('bash', ['-c', command], { encoding: 'utf8' })).toBe('0\n')
  expect(existsSync(join(folder, 'out/run.json'))).toBe(true)
})
