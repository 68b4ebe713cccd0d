import { createHash } from 'node:crypto'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { build, polylogue, root, started } from '../cli/built.js'
import { contentOf, folderOf } from '../run/folder.js'

beforeAll(build)

test('a file that is one line of 50 MB is read, with a note, and the others are unharmed', () => {
  const sentence = 'Les prix montent et personne ne sait dire pourquoi. '
  const folder = folderOf({
    'dumps/long.txt': sentence.repeat(Math.ceil(50_000_000 / sentence.length)),
    'dumps/sample.txt': readFileSync(join(root, 'corpus/zeitung-de-chips.txt')),
  })
  const { status, err } = polylogue([join(folder, 'dumps'), '--output', join(folder, 'out'), '--plain'])
  expect({ status, err }).toEqual({ status: 0, err: '' })
  expect(readFileSync(join(folder, 'out/problems.csv'), 'utf8')).toMatch(/^long\.txt,1,note,line-very-long,/m)
  expect(readFileSync(join(folder, 'out/threads.csv'), 'utf8')).toMatch(/^sample,/m)
})

test('a run killed at any moment leaves what the next run makes good', async () => {
  const folder = folderOf({ 'reference/.keep': '' })
  const samples = join(root, 'corpus')
  const out = join(folder, 'out')
  polylogue([samples, '--output', join(folder, 'reference')])
  const { '.keep': _, ...reference } = contentOf(join(folder, 'reference'))
  for (let delay = 25; delay <= 1000; delay += 75) {
    const running = started([samples, '--output', out, '--fresh'])
    const ended = once(running, 'exit')
    await Promise.race([sleep(delay), ended])
    running.kill('SIGKILL')
    await ended
    expect(polylogue([samples, '--output', out]).status).toBe(0)
    expect(contentOf(out)).toEqual(reference)
  }
})

/** A corpus that is worth threads: the samples again and again, each in a folder of its own. */
function largeCorpus(): string {
  const names = readdirSync(join(root, 'corpus'), { recursive: true, encoding: 'utf8' })
  const dumps = names.filter((name) => name.endsWith('.txt'))
  const text = (name: string): string => readFileSync(join(root, 'corpus', name), 'utf8')
  const copies = dumps.flatMap((name) =>
    Array.from({ length: 175 }, (_, n): [string, string] => [`${n}/${name}`, `${text(name)}\n\n${n}\n`]),
  )
  return folderOf(Object.fromEntries(copies))
}

/** Every file with its hash: a difference in contents of this size is not to be printed. */
function hashesOf(folder: string): Record<string, string> {
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex')
  return Object.fromEntries(Object.entries(contentOf(folder)).map(([name, text]) => [name, hash(text)]))
}

/** Waits until a run has written so much of its threads, or has ended. */
async function hasWritten(out: string, bytes: number, running: ChildProcess): Promise<void> {
  const path = join(out, '.polylogue-run/tables/threads.ndjson')
  while (running.exitCode === null && (statSync(path, { throwIfNoEntry: false })?.size ?? 0) < bytes)
    await sleep(5)
}

test('threads write what one thread writes, also after they were killed, and the second time from the tables', async () => {
  const corpus = largeCorpus()
  const folder = folderOf()
  const [one, two] = [join(folder, 'one'), join(folder, 'two')]
  expect(polylogue([corpus, '--output', one, '--plain', '--workers', '1']).status).toBe(0)
  const reference = hashesOf(one)
  const args = [corpus, '--output', two, '--plain', '--workers', '3']
  const running = started(args)
  const ended = once(running, 'exit')
  await hasWritten(two, 1 << 19, running)
  running.kill('SIGKILL')
  await ended
  expect(Object.keys(contentOf(two)).filter((name) => !name.startsWith('.polylogue-run'))).toEqual([])
  expect(polylogue(args)).toMatchObject({ status: 0, err: '' })
  expect(hashesOf(two)).toEqual(reference)
  appendFileSync(join(corpus, '7/blog-en-supplier.txt'), 'One more line.\n')
  rmSync(join(corpus, '8'), { recursive: true })
  for (const out of [one, two]) {
    const fresh = out === one ? ['--fresh'] : []
    expect(polylogue([corpus, '--output', out, '--plain', '--workers', '2', ...fresh]).status).toBe(0)
  }
  expect(hashesOf(two)).toEqual(hashesOf(one))
  expect(hashesOf(two)).not.toEqual(reference)
}, 900_000)
