import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { serve } from '../../src/worker/serve.js'
import type { ServeOptions } from '../../src/worker/serve.js'
import { folderOf } from '../run/folder.js'

/** A thread that answers with the words of a line, or does what they say. */
const OBEYS = `
  import { parentPort } from 'node:worker_threads'
  const answer = ({ text }) => {
    if (text.includes('exit')) process.exit(0)
    if (text.includes('hang')) for (;;);
    return { kind: text.includes('poison') ? 'quarantine' : 'thread', bytes: Buffer.from(text + '\\n') }
  }
  parentPort.on('message', (lines) => parentPort.postMessage(lines.map(answer)))
  parentPort.postMessage('ready')
`

export const FACTS = {
  version: '0.0.0',
  codebook: { from: 'default', sha256: 'c'.repeat(64) },
  languages: { sha256: 'd'.repeat(64) },
  model: null,
  options: { site: '' },
  targets: ['bubble'],
}

async function served(text: string, given: Partial<ServeOptions> = {}): Promise<string[]> {
  const script = join(folderOf(), 'thread.mjs')
  writeFileSync(script, OBEYS)
  const out: Uint8Array[] = []
  async function* input(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(text)
  }
  await serve({
    input: input(),
    write: async (bytes) => void out.push(bytes),
    thread: { script: pathToFileURL(script), data: null },
    workers: 2,
    limits: { megabytes: 1, seconds: 300 },
    facts: FACTS,
    signal: new AbortController().signal,
    ...given,
  })
  return Buffer.concat(out).toString().split('\n')
}

test('answers come in the order of the input, then counts and hash', async () => {
  const lines = Array.from({ length: 500 }, (_, n) => (n % 9 === 0 ? `poison ${n}` : `line ${n}`))
  const out = await served(lines.join('\n'))
  expect(out.slice(0, 500)).toEqual(lines)
  expect(out).toHaveLength(502)
  expect(JSON.parse(out[500] ?? '')).toEqual({
    format: 1,
    record: 'end',
    program: 'polylogue',
    ...FACTS,
    input: 500,
    threads: 444,
    quarantined: 56,
    sha256: createHash('sha256')
      .update(`${lines.join('\n')}\n`)
      .digest('hex'),
  })
})

test('nothing in is an end record out', async () => {
  const [end, ...rest] = await served('')
  expect(JSON.parse(end ?? '')).toMatchObject({ record: 'end', input: 0, threads: 0, quarantined: 0 })
  expect(rest).toEqual([''])
})

test('a dump that its thread does not survive, or that takes too long, is set aside alone', async () => {
  const line = (text: string): string => JSON.stringify({ source_file: `${text}.txt`, text })
  const out = await served(['a', 'exit', 'hang', 'b'].map(line).join('\n'), {
    limits: { megabytes: 1, seconds: 0.5 },
  })
  expect(out.slice(0, 4).map((one) => JSON.parse(one))).toMatchObject([
    { text: 'a' },
    { record: 'quarantine', line: 2, source_file: 'exit.txt', code: 'analysis-failed' },
    { record: 'quarantine', line: 3, source_file: 'hang.txt', code: 'limit-exceeded' },
    { text: 'b' },
  ])
  expect(JSON.parse(out[4] ?? '')).toMatchObject({ input: 4, threads: 2, quarantined: 2 })
})

test('an interrupted worker writes no end record', async () => {
  const stop = new AbortController()
  const out: string[] = []
  const write = async (bytes: Uint8Array): Promise<void> => {
    out.push(Buffer.from(bytes).toString())
    stop.abort()
  }
  await expect(served('a\nb\n', { signal: stop.signal, write })).rejects.toMatchObject({ status: 130 })
  expect(out.join('')).not.toContain('"end"')
})

test('an output that cannot be written ends the work', async () => {
  const write = async (): Promise<never> => {
    throw new Error('disk full')
  }
  await expect(served('a\n', { write })).rejects.toThrow('disk full')
})
