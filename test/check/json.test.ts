import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { format } from 'prettier'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { readingSchema } from '../../src/check/json-schema.js'
import { readingJson } from '../../src/check/json.js'
import { describeReading } from '../../src/check/reading.js'
import { visible } from '../../src/text/visible.js'
import { threadRecord } from '../../src/report/record.js'
import { hostileThread } from './hostile.js'
import { page } from './marked.js'
import { talk } from './talk.js'

const schemaFile = new URL('../../src/check/reading.schema.json', import.meta.url)

it('has a published schema, made from the program’s own types (npx vitest -u writes it anew)', async () => {
  const made = JSON.stringify(z.toJSONSchema(readingSchema, { io: 'input' }))
  await expect(await format(made, { parser: 'json', printWidth: 110 })).toMatchFileSnapshot(
    fileURLToPath(schemaFile),
  )
})

it('is what the schema says, whatever the page holds', () => {
  const accepts = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(schemaFile, 'utf8')))
  const valid = (json: string): boolean => accepts(JSON.parse(json))
  expect(valid(readingJson(describeReading(talk())))).toBe(true)
  fc.assert(fc.property(hostileThread, (analysed) => valid(readingJson(describeReading(analysed)))))
})

it('is one line that commands no terminal', () => {
  fc.assert(
    fc.property(hostileThread, (analysed) => {
      const json = readingJson(describeReading(analysed))
      expect(json.endsWith('}\n')).toBe(true)
      expect(visible(json.slice(0, -1))).toBe(json.slice(0, -1))
    }),
  )
})

it('counts in code points', () => {
  const analysed = page('{comment:{author:🏗🏗 Ada}\n{own:A 🏗 crane.} {button:Reply}}')
  const { lines } = JSON.parse(readingJson(describeReading(analysed)))
  expect(lines[0]).toMatchObject({ line: 1, start: 0, end: 6, post: 0, kind: 'author', text: '🏗🏗 Ada' })
  expect(lines[1]).toMatchObject({ start: 7, end: 23, kind: 'own' })
  expect(lines[1].spans).toMatchObject([
    { kind: 'own', start: 7, end: 17 },
    { kind: 'space', start: 17, end: 18 },
    { kind: 'furniture', furniture: 'button', start: 18, end: 23 },
  ])
})

it('points from spans to quotes, stances, answers and problems', () => {
  const analysed = talk()
  const { lines, record, summary } = JSON.parse(readingJson(describeReading(analysed)))
  expect(record).toEqual(JSON.parse(JSON.stringify(threadRecord(analysed))))
  const spans: { quote: number | null; stances: number[]; replies: number[]; start: number; kind: string }[] =
    lines.flatMap(({ spans: of }: { spans: never[] }) => of)
  const quoted = spans.find(({ kind }) => kind === 'quote')
  expect(record.quotes[quoted?.quote ?? -1]).toMatchObject({ start: quoted?.start, post: 2 })
  const against = spans.find(({ stances }) => stances.includes(1))
  expect(record.stances[1]).toMatchObject({ polarity: 'against', start: against?.start })
  const answer = spans.find(({ replies }) => replies.includes(2))
  expect(record.replies[2].span[0]).toBe(answer?.start)
  const odd: { problems: number[] }[] = lines
  const problems = odd.flatMap(({ problems: of }) => of).map((index) => record.diagnostics[index].code)
  expect(problems).toContain('stamp-unresolved')
  expect(summary).toMatchObject({
    comments: 3,
    stubs: 1,
    announced: 4,
    quotes: { exact: 1, edited: 1, announced: 1 },
  })
})
