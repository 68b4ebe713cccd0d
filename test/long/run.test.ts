import { once } from 'node:events'
import { readFileSync } from 'node:fs'
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
    const running = started([samples, '--output', out])
    const ended = once(running, 'exit')
    await Promise.race([sleep(delay), ended])
    running.kill('SIGKILL')
    await ended
    expect(polylogue([samples, '--output', out]).status).toBe(0)
    expect(contentOf(out)).toEqual(reference)
  }
})
