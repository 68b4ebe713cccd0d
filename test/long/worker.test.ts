import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync, statSync } from 'node:fs'
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

test('no lines are no fault', () => {
  expect(worker('')).toMatchObject({
    status: 0,
    stderr: '',
    stdout: expect.stringMatching(/^\{"format":1,"record":"end"/),
  })
})

test('a file appears whole or not at all', async () => {
  const folder = folderOf({ out: 'earlier', in: line('blog-en-supplier.txt') })
  const out = join(folder, 'out')
  const ran = (...args: string[]) => polylogue(['worker', '--out', out, ...args])
  expect(ran('--in', join(folder, 'gone'))).toMatchObject({
    status: 2,
    err: expect.stringContaining('does not exist'),
  })
  expect(ran('--codebook', join(folder, 'gone'))).toMatchObject({ status: 2 })
  expect(polylogue(['worker', '--in', join(folder, 'in'), '--out', join(folder, 'no/such')])).toMatchObject({
    status: 3,
  })
  const stopped = spawn(process.execPath, [cli, 'worker', '--out', out], {
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  stopped.stdin.write(line('blog-en-supplier.txt'))
  while (readdirSync(folder).length < 3) await new Promise((resolve) => setTimeout(resolve, 5))
  stopped.kill('SIGTERM')
  stopped.stdin.end()
  expect((await once(stopped, 'exit'))[0]).toBe(130)
  expect(contentOf(folder)).toMatchObject({ out: 'earlier' })
  expect(readdirSync(folder).toSorted()).toEqual(['in', 'out'])
})

test('two workers may write one file at a time', async () => {
  const folder = folderOf({ in: samples.map(line).join('') })
  const args = ['worker', '--in', join(folder, 'in'), '--out', join(folder, 'out')]
  const both = [1, 2].map(() => once(spawn(process.execPath, [cli, ...args], { stdio: 'ignore' }), 'exit'))
  expect((await Promise.all(both)).map(([status]) => status)).toEqual([0, 0])
  const out = readFileSync(join(folder, 'out'), 'utf8')
  expect(out).toBe(worker(samples.map(line).join('')).stdout)
  expect(readdirSync(folder).toSorted()).toEqual(['in', 'out'])
})

test('a reader that hangs up is an output that could not be written', async () => {
  const running = spawn(process.execPath, [cli, 'worker'], { stdio: ['pipe', 'pipe', 'pipe'] })
  let err = ''
  running.stderr.on('data', (words) => (err += words))
  running.stdout.destroy()
  running.stdin.end(samples.map(line).join(''))
  expect((await once(running, 'exit'))[0]).toBe(3)
  expect(err).toMatch(/^polylogue: Standard output cannot be written: /)
})

test('a worker that is killed leaves no output, and the next one writes the same', async () => {
  const many = Array.from({ length: 60 }, (_, n) =>
    samples.map((name) => line(name).replace('"source_file":"', `"source_file":"${n}/`)),
  ).flat()
  const folder = folderOf({ in: many.join('') })
  const out = join(folder, 'out')
  const args = ['worker', '--in', join(folder, 'in'), '--out', out]
  const killed = spawn(process.execPath, [cli, ...args], { stdio: 'ignore' })
  const ended = once(killed, 'exit')
  const hidden = (): string | undefined => readdirSync(folder).find((name) => name.endsWith('.part'))
  const written = (): number => statSync(join(folder, hidden() ?? 'in')).size
  while (hidden() === undefined || written() === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  killed.kill('SIGKILL')
  await ended
  expect(readdirSync(folder)).not.toContain('out')
  expect(polylogue(args)).toEqual({ status: 0, out: '', err: '' })
  const again = join(folder, 'again')
  expect(polylogue(['worker', '--in', join(folder, 'in'), '--out', again, '--workers', '2']).status).toBe(0)
  expect(readFileSync(again).equals(readFileSync(out))).toBe(true)
})
