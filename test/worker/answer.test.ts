import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { recordLine } from '../../src/report/ndjson.js'
import { threadRecord } from '../../src/report/record.js'
import { readDump } from '../../src/read/dump.js'
import { answer, lostAnswer } from '../../src/worker/answer.js'
import { bareThread } from '../run/stub.js'

const tools = { site: 'gazette', analyse: bareThread }
const limits = { megabytes: 0.001, seconds: 5 }

function answered(given: unknown, analyse = bareThread): { kind: string; line: Record<string, unknown> } {
  const text = typeof given === 'string' ? given : JSON.stringify(given)
  const { kind, bytes } = answer({ number: 7, text }, limits, { ...tools, analyse })
  const line = Buffer.from(bytes).toString()
  expect(line.endsWith('\n')).toBe(true)
  return { kind, line: JSON.parse(line) }
}

const page = 'Une page\n\nPar Élise\n\nDes mots.\n'
const hash = createHash('sha256').update(page).digest('hex')

test('a dump becomes the line that threads.ndjson has for it, however it came', () => {
  const read = readDump(Buffer.from(page), '2026/é.txt', 'gazette')
  if (read.kind !== 'dump') throw new Error('no dump')
  const expected = recordLine(threadRecord(bareThread(read.dump), hash))
  for (const given of [
    { source_file: '2026/é.txt', text: page },
    { thread: '2026/é', text: page },
    { source_file: '2026/é.txt', thread: '2026/é', text: page, partition: 3 },
    { source_file: '2026/é.txt', bytes_base64: Buffer.from(page).toString('base64') },
  ]) {
    const { kind, bytes } = answer({ number: 1, text: JSON.stringify(given) }, limits, tools)
    expect({ kind, line: Buffer.from(bytes).toString() }).toEqual({ kind: 'thread', line: expected })
  }
})

test('bytes are decoded as a run decodes files', () => {
  const latin = Buffer.from('Des mots \xe9t\xe9, \xe0 bient\xf4t, d\xe9j\xe0 vu.\n', 'latin1')
  const { line } = answered({ source_file: 'a.txt', bytes_base64: latin.toString('base64') })
  expect(line['diagnostics']).toMatchObject([{ code: 'encoding-guessed' }])
})

test.each([
  ['{"source_file": "a.txt", "text": "x"', 'no JSON', null],
  ['[1]', 'no JSON object', null],
  ['null', 'no JSON object', null],
  [{ text: page }, 'no name', null],
  [{ source_file: '', text: page }, 'no name', null],
  [{ source_file: 3, text: page }, 'no name', null],
  [{ source_file: 'a.txt', thread: 'b', text: page }, 'not that of source_file', null],
  [{ source_file: 'a.txt' }, 'text or bytes_base64', 'a.txt'],
  [{ source_file: 'a.txt', text: null }, 'text or bytes_base64', 'a.txt'],
  [{ source_file: 'a.txt', text: 'x', bytes_base64: 'eA==' }, 'text or bytes_base64', 'a.txt'],
  [{ source_file: 'a.txt', bytes_base64: 'eA=' }, 'no base64', 'a.txt'],
  [{ source_file: 'a.txt', bytes_base64: 'e A=' }, 'no base64', 'a.txt'],
])('%j is poison, and is told why', (given, why, sourceFile) => {
  expect(answered(given)).toEqual({
    kind: 'quarantine',
    line: {
      format: 1,
      record: 'quarantine',
      line: 7,
      source_file: sourceFile,
      thread: sourceFile === null ? null : 'a',
      source_sha256: null,
      code: 'input-malformed',
      message: expect.stringContaining(why),
    },
  })
})

test('what a run refuses a worker sets aside, with the hash of its bytes', () => {
  expect(answered({ source_file: 'a.txt', text: '' }).line).toMatchObject({ code: 'dump-empty' })
  expect(
    answered({ source_file: 'a.txt', bytes_base64: Buffer.alloc(99).toString('base64') }).line,
  ).toMatchObject({
    code: 'dump-binary',
    source_sha256: createHash('sha256').update(Buffer.alloc(99)).digest('hex'),
  })
  const failing = (): never => {
    throw new RangeError('out of range')
  }
  expect(answered({ source_file: 'a.txt', text: page }, failing).line).toMatchObject({
    code: 'analysis-failed',
    message: expect.stringContaining('RangeError: out of range'),
    source_sha256: hash,
  })
})

test('a dump larger than allowed is set aside by its bytes alone', () => {
  const size = (bytes: number): string => answered({ source_file: 'a.txt', text: 'x'.repeat(bytes) }).kind
  expect([size(1000), size(1001)]).toEqual(['thread', 'quarantine'])
  expect(answered({ source_file: 'a.txt', text: 'x'.repeat(1001) }).line).toMatchObject({
    code: 'limit-exceeded',
    message: expect.stringContaining('1001 bytes'),
  })
  const { kind, bytes } = answer({ number: 3, text: null }, limits, tools)
  expect(kind).toBe('quarantine')
  expect(JSON.parse(Buffer.from(bytes).toString())).toMatchObject({
    line: 3,
    code: 'limit-exceeded',
    source_file: null,
  })
})

test('a dump whose thread is no more is named, with the reason', () => {
  const line = { number: 2, text: JSON.stringify({ source_file: 'a.txt', text: page }) }
  const lost = (loss: Parameters<typeof lostAnswer>[1]): unknown =>
    JSON.parse(Buffer.from(lostAnswer(line, loss, limits).bytes).toString())
  expect(lost({ kind: 'late' })).toMatchObject({ thread: 'a', code: 'limit-exceeded', source_sha256: hash })
  expect(lost({ kind: 'died', reason: 'out of memory' })).toMatchObject({
    source_file: 'a.txt',
    code: 'analysis-failed',
    message: expect.stringContaining('out of memory'),
  })
})
