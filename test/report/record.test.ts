import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { format } from 'prettier'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { recordLine } from '../../src/report/ndjson.js'
import { threadRecordSchema } from '../../src/report/record-schema.js'
import { threadRecord } from '../../src/report/record.js'
import { analysed } from './build.js'
import type { ThreadSpec } from './build.js'

const talk: ThreadSpec = {
  id: 'talk',
  announced: 3,
  posts: [
    { author: 'Ed', text: '🙂 Up it goes.' },
    {
      author: 'Anna',
      stamp: '5 March',
      iso: '2026-03-05',
      number: '1',
      text: '[[Up it goes.]] [[said]] A bubble.',
    },
  ],
  quotes: [{ of: 0 }, { named: 'Carla' }],
  replies: [
    { post: 1, to: 0, evidence: 'quote', quote: 1 },
    { post: 1, to: null, toAuthor: 'Carla', evidence: 'attribution' },
  ],
  stances: [{ post: 1, stance: 'bubble', polarity: 'favor', words: 'A bubble', cues: ['c1'] }],
  diagnostics: [
    { code: 'line-very-long', line: 2, message: 'long' },
    { code: 'encoding-guessed', line: null, message: 'guessed' },
  ],
}
const schemaFile = new URL('../../src/report/thread.schema.json', import.meta.url)

describe('the published schema', () => {
  it('is the one that the program’s own types are made from (npx vitest -u writes it anew)', async () => {
    const made = JSON.stringify(z.toJSONSchema(threadRecordSchema, { io: 'input' }))
    await expect(await format(made, { parser: 'json', printWidth: 110 })).toMatchFileSnapshot(
      fileURLToPath(schemaFile),
    )
  })

  it('accepts what is written, and every field written is in it', () => {
    const schema = closed(JSON.parse(readFileSync(schemaFile, 'utf8')))
    const accepts = new Ajv2020({ strict: false }).compile(schema)
    const full = analysed(talk)
    const [quote] = full.quotes.quotes
    const [article] = full.thread.posts
    const rich = {
      ...full,
      quotes: {
        ...full.quotes,
        quotes: [{ ...quote, runnerUp: quote?.source ?? null, header: { start: 0, end: 1 } }],
      },
      stances: full.stances.map((stance) => ({ ...stance, other: { ...stance, polarity: 'against' } })),
      thread: {
        ...full.thread,
        furniture: [{ start: 0, end: 1, kind: 'page' }],
        posts: full.thread.posts.map((post) => ({
          ...post,
          furniture: [{ start: 0, end: 1, kind: 'button' }],
          declared: [{ start: 0, end: 1, by: 'number', position: article?.position ?? 0, name: null }],
        })),
      },
    } as typeof full
    for (const thread of [full, rich]) {
      accepts(JSON.parse(recordLine(threadRecord(thread))))
      expect(accepts.errors).toBeNull()
    }
    expect(accepts({ ...threadRecord(full), format: 2 })).toBe(false)
  })
})

/** The schema with no room for fields that it does not name. */
function closed(schema: unknown): object {
  return JSON.parse(JSON.stringify(schema), (_, value: unknown) =>
    typeof value === 'object' && value !== null && 'properties' in value && 'type' in value
      ? { ...value, additionalProperties: false }
      : value,
  )
}

describe('a line of threads.ndjson', () => {
  const record = threadRecord(analysed(talk))

  it('has format and thread, and the whole analysis', () => {
    const read = JSON.parse(recordLine(record))
    expect(read).toMatchObject({
      format: 1,
      thread: 'talk',
      announced: { count: 3 },
      posts: [
        { position: 0 },
        { number: '1', text: 'A bubble.', stamp: { text: '5 March', relative: false } },
      ],
      quotes: [
        { n: 1, text: 'Up it goes.', source: { post: 0 } },
        { n: 2, named: 'Carla', source: null },
      ],
      replies: [{ to: 0 }, { to: null, to_author: 'Carla' }],
      stances: [{ evidence: 'A bubble', cues: ['c1'], other: null }],
    })
  })

  it('has places in code points', () => {
    const letters = [...analysed(talk).thread.dump.text]
    for (const { start, end, text } of record.quotes) expect(letters.slice(start, end).join('')).toBe(text)
    for (const { start, end, evidence } of record.stances)
      expect(letters.slice(start, end).join('')).toBe(evidence)
    for (const { text, own } of record.posts) {
      expect(own.map(([start, end]) => letters.slice(start, end).join('')).join('\n')).toBe(text)
    }
  })

  it('has what concerns the whole file first, then line by line', () => {
    expect(record.diagnostics.map(({ code }) => code)).toEqual(['encoding-guessed', 'line-very-long'])
  })

  it('is one line for every reader, whatever stands in the text', () => {
    const line = recordLine(
      threadRecord(analysed({ posts: [{ author: 'Ed', text: 'a\u2028b\u2029c\u0085d\ne' }] })),
    )
    expect(line.slice(0, -1)).not.toMatch(/[\n\u2028\u2029\u0085]/)
    expect(line.endsWith('}\n')).toBe(true)
    expect(JSON.parse(line).posts[0].text).toBe('a\u2028b\u2029c\u0085d\ne')
  })

  it('has U+FFFD for half characters, notes them, and leaves a written-out escape alone', () => {
    const broken = threadRecord(analysed({ posts: [{ author: 'Ed', text: 'half \ud83d and \\ud83d 🙂' }] }))
    expect(JSON.parse(recordLine(broken)).posts[0].text).toBe('half \ufffd and \\ud83d 🙂')
    expect(broken.diagnostics.map(({ code }) => code)).toEqual(['text-ill-formed'])
  })
})

describe('names', () => {
  it('are one whether composed or not, however spaced', () => {
    const { replies } = threadRecord(
      analysed({
        posts: [{ author: 'Ed', text: 'x' }],
        replies: [{ post: 0, to: null, toAuthor: 'Rene\u0301\u00a0 Roy', evidence: 'attribution' }],
      }),
    )
    expect(replies[0]?.to_author).toBe('Ren\u00e9 Roy')
  })
})

describe('a cell that a spreadsheet would cut', () => {
  it('is noted with its place', () => {
    const { diagnostics, posts } = threadRecord(
      analysed({
        posts: [
          { author: 'Ed', text: 'x' },
          { author: 'Al', text: 'y'.repeat(32_768) },
        ],
      }),
    )
    expect(diagnostics).toMatchObject([
      { code: 'cell-too-long', severity: 'note', line: posts[1]?.line_from },
    ])
    expect(diagnostics[0]?.message).toContain('posts.csv: the text of talk#1 has 32768 characters')
    expect(
      threadRecord(analysed({ posts: [{ author: 'Ed', text: 'y'.repeat(32_767) }] })).diagnostics,
    ).toEqual([])
  })
})
