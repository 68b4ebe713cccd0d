import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { ordered } from '../../src/run/ordered.js'
import { Pool } from '../../src/run/pool.js'
import type { Loss, PoolOptions } from '../../src/run/pool.js'
import { folderOf } from './folder.js'

/** A thread that does with each item, a word, what the word says. */
const OBEYS = `
  import { parentPort, threadId, workerData } from 'node:worker_threads'
  const deeds = {
    exit: () => process.exit(0),
    throw: () => { throw new RangeError('no such word') },
    hang: () => { for (;;); },
    grow: () => { for (const kept = []; kept.length < 20;) kept.push(new Array(1e6).fill(threadId)) },
  }
  parentPort.on('message', (items) => {
    for (const item of items) deeds[item]?.()
    parentPort.postMessage(items.map((item) => item + workerData))
  })
  parentPort.postMessage('ready')
`

function pool(options: Partial<PoolOptions<string, string>> = {}, code = OBEYS): Pool<string, string> {
  const script = join(folderOf(), 'thread.mjs')
  writeFileSync(script, code)
  const told = (loss: Loss): string => (loss.kind === 'late' ? 'late' : loss.reason)
  const made = new Pool<string, string>({
    script: pathToFileURL(script),
    data: '!',
    threads: 2,
    patience: null,
    lost: (item, loss) => `${item} lost: ${told(loss)}`,
    ...options,
  })
  onTestFinished(() => made.close())
  return made
}

test('items come back in their order, from more jobs than threads', async () => {
  const threads = pool()
  const jobs = Array.from({ length: 20 }, (_, n) => threads.run([`${n}a`, `${n}b`]))
  expect((await Promise.all(jobs)).flat()).toEqual(
    Array.from({ length: 20 }, (_, n) => [`${n}a!`, `${n}b!`]).flat(),
  )
})

test.each([
  ['exit', 'it ended with status 0'],
  ['throw', 'RangeError: no such word'],
])('a thread that ends by "%s" takes no other item along', async (deed, reason) => {
  const threads = pool()
  const [first, second] = await Promise.all([threads.run(['a', deed, 'b']), threads.run(['c', 'd'])])
  expect(first).toEqual(['a!', `${deed} lost: ${reason}`, 'b!'])
  expect(second).toEqual(['c!', 'd!'])
  expect(await threads.run(['e'])).toEqual(['e!'])
})

test('a thread is sent nothing before it says that it is ready', async () => {
  const slow = OBEYS.replace(
    "parentPort.postMessage('ready')",
    "setTimeout(() => parentPort.postMessage('ready'), 100)",
  )
  expect(await pool({}, slow).run(['throw'])).toEqual(['throw lost: RangeError: no such word'])
})

test('an item that outgrows the memory of its thread is done in one that may have more', async () => {
  const threads = pool({ threads: 1, memory: 32 })
  expect(await threads.run(['a', 'grow'])).toEqual(['a!', 'grow!'])
  expect(await threads.run(['grow'])).toEqual(['grow!'])
  expect(await threads.run(['b'])).toEqual(['b!'])
})

test('an item that takes too long is stopped, the others are done', async () => {
  const threads = pool({ patience: 300 })
  expect(await threads.run(['a', 'hang', 'b'])).toEqual(['a!', 'hang lost: late', 'b!'])
})

test('threads that cannot start are a fault of the run, not of the items', async () => {
  await expect(pool({}, 'throw new Error("no instruments")').run(['a'])).rejects.toThrow(/no instruments/)
})

test('work is handed on in order, and only so much is begun ahead', async () => {
  let begun = 0
  const waiting: (() => void)[] = []
  const work = async (task: number): Promise<number> => {
    begun++
    if (task % 2 === 0) await new Promise<void>((resolve) => waiting.push(resolve))
    return task
  }
  const results = ordered([0, 1, 2, 3, 4, 5, 6, 7], work, 3)
  const first = results.next()
  await new Promise((resolve) => setImmediate(resolve))
  expect(begun).toBe(3)
  const release = setInterval(() => waiting.splice(0).forEach((resolve) => resolve()), 1)
  expect((await first).value).toBe(0)
  const rest: number[] = []
  for await (const result of results) rest.push(result)
  clearInterval(release)
  expect(rest).toEqual([1, 2, 3, 4, 5, 6, 7])
})

test('a task that fails ends the order with its error', async () => {
  const work = async (task: number): Promise<number> => {
    if (task > 1) throw new Error(`task ${task}`)
    return task
  }
  const taken: number[] = []
  const all = async (): Promise<void> => {
    for await (const result of ordered([0, 1, 2, 3, 4], work, 3)) taken.push(result)
  }
  await expect(all()).rejects.toThrow('task 2')
  expect(taken).toEqual([0, 1])
})
