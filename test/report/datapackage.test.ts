import { describe, expect, it } from 'vitest'
import { EVIDENCE } from '../../src/model/reply.js'
import { DIALECTS } from '../../src/report/dialect.js'
import { report } from './reading.js'
import type { Written } from './reading.js'
import type { ThreadSpec } from './build.js'

interface Field {
  readonly name: string
  readonly type: string
  readonly description: string
  readonly decimalChar?: string
  readonly constraints?: {
    readonly enum?: readonly string[]
    readonly required?: boolean
    readonly pattern?: string
  }
}

interface Resource {
  readonly name: string
  readonly path: string
  readonly dialect: { readonly delimiter: string; readonly lineTerminator: string }
  readonly schema: {
    readonly fields: readonly Field[]
    readonly missingValues: readonly string[]
    readonly primaryKey?: readonly string[]
    readonly foreignKeys?: readonly {
      readonly fields: string
      readonly reference: { readonly resource: string; readonly fields: string }
    }[]
  }
}

const talk: ThreadSpec = {
  id: 'a',
  posts: [
    { author: 'Ed', text: 'Up it goes.' },
    { author: 'Anna', iso: '2026-03-05T10:00', stamp: '10:00', text: '[[Up it goes.]] A bubble. [[lost]]' },
  ],
  quotes: [{ of: 0 }, { named: 'Carla' }],
  replies: [
    { post: 1, to: 0, evidence: 'quote', quote: 1 },
    { post: 1, to: null, toAuthor: 'Carla', evidence: 'attribution', quote: 2 },
  ],
  stances: [{ post: 1, stance: 'bubble', polarity: 'favor', words: 'A bubble' }],
  diagnostics: [{ code: 'encoding-guessed', line: null, message: 'm' }],
}

function resources(written: Written): Resource[] {
  return JSON.parse(written.files.get('datapackage.json') ?? '').resources
}

const TYPES: Readonly<Record<string, RegExp>> = {
  integer: /^-?\d+$/,
  number: /^-?\d+[.,]\d\d$/,
  date: /^\d{4}-\d\d-\d\d$/,
  boolean: /^[01]$/,
  string: /^[^]*$/,
}

describe.each(DIALECTS)('datapackage.json (%s)', async (dialect) => {
  const written = await report([talk, { ...talk, id: 'b' }], { dialect })
  const described = resources(written)

  it('describes every table, column by column in order', () => {
    const tables = [...written.files.keys()].filter((name) => name.endsWith('.csv'))
    expect(described.map(({ path }) => path)).toEqual(tables)
    for (const { path, dialect: form, schema } of described) {
      const header = schema.fields.map(({ name }) => name).join(form.delimiter)
      expect(written.files.get(path)?.replace('\ufeff', '').split(form.lineTerminator)[0]).toBe(header)
      for (const { description } of schema.fields) expect(description).toMatch(/[.…]$/)
    }
  })

  it('is borne out by every cell', () => {
    for (const { name, schema } of described) {
      for (const row of written.rows(name)) {
        for (const { name: column, type, constraints } of schema.fields) {
          const cell = row[column] ?? ''
          if (cell === '')
            expect({ name, column, required: constraints?.required }).not.toMatchObject({ required: true })
          else expect(cell).toMatch(TYPES[type] ?? /^$/)
          if (cell === '') continue
          if (constraints?.enum !== undefined) expect(constraints.enum).toContain(cell)
          if (constraints?.pattern !== undefined)
            expect(cell).toMatch(new RegExp(`^(?:${constraints.pattern})$`))
        }
      }
    }
  })

  it('has keys that tell rows apart, and references that lead somewhere', () => {
    for (const { name, schema } of described) {
      const rows = written.rows(name)
      if (schema.primaryKey !== undefined) {
        const keys = rows.map((row) => JSON.stringify(schema.primaryKey?.map((column) => row[column])))
        expect(new Set(keys).size).toBe(rows.length)
      }
      for (const { fields, reference } of schema.foreignKeys ?? []) {
        const there = new Set(written.rows(reference.resource).map((row) => row[reference.fields]))
        for (const row of rows) if (row[fields] !== '') expect(there).toContain(row[fields])
      }
    }
  })
})

it('names the closed vocabularies, and the site as part of the key where one is given', async () => {
  const [plain, sited] = [await report([talk]), await report([{ ...talk, site: 'forum' }])].map(resources)
  const evidence = plain
    ?.find(({ name }) => name === 'replies')
    ?.schema.fields.find(({ name }) => name === 'evidence')
  expect(evidence?.constraints?.enum).toEqual(EVIDENCE)
  const keyOf = (all: Resource[] | undefined) =>
    all?.find(({ name }) => name === 'interactions')?.schema.primaryKey
  expect(keyOf(plain)).toEqual(['author', 'to_author'])
  expect(keyOf(sited)).toEqual(['site', 'author', 'to_author'])
})
