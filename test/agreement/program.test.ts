import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { expect, test } from 'vitest'
import { createEngine } from '../../src/cli/engine.js'
import { main } from '../../src/cli/main.js'
import { contentOf, folderOf } from '../run/folder.js'
import { simulatedSet } from './reference.js'
import { TARGETS } from './simulated.js'
import type { Simulation } from './simulated.js'

interface Ran {
  readonly status: number
  readonly out: string
  readonly err: string
}

async function polylogue(...args: readonly string[]): Promise<Ran> {
  let out = ''
  let err = ''
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    color: false,
    columns: 80,
    progress: () => ({ begin: () => {}, advance: () => {}, end: () => {} }),
  }
  const status = await main(args, terminal, createEngine(), new AbortController().signal)
  return { status, out, err }
}

type Row = Readonly<Record<string, string>>

function table(output: string, name: string): Row[] {
  return parse(readFileSync(join(output, `${name}.csv`), 'utf8'), { columns: true, bom: true })
}

/** The simulated coders' sheets, as they would come back. */
function fillSheets(folder: string, { posts }: Simulation, rows: readonly Row[], coders: readonly string[]) {
  const byPlace = new Map(rows.map((row) => [row['post'], row]))
  mkdirSync(join(folder, 'codings'), { recursive: true })
  for (const coder of coders) {
    const sheet = posts.map(({ thread, position, codes }) => {
      const post = byPlace.get(`${thread}#${position}`)
      const cells = TARGETS.map((target) => [target, codes[coder]?.[target] ?? ''])
      return { key: post?.['key'], thread, post: post?.['post'], ...Object.fromEntries(cells), memo: '' }
    })
    writeFileSync(join(folder, 'codings', `${coder}.csv`), stringify(sheet, { header: true }))
  }
}

interface Expected {
  readonly n: number
  readonly agreement?: number
  readonly kappa?: number
  readonly alpha: number
}

test('from dumps and filled sheets to the figures that others compute from the same codes', async () => {
  const simulation = simulatedSet()
  const folder = folderOf(simulation.dumps)
  const output = join(folder, 'out')
  expect((await polylogue(folder, '-o', output)).status).toBe(0)
  // What was simulated is what is read: each comment's words by its author.
  const rows = table(output, 'posts').filter(({ kind }) => kind === 'comment')
  expect(rows.map(({ post, author, text }) => [post, author, text])).toEqual(
    simulation.posts.map(({ thread, position, author, text }) => [`${thread}#${position}`, author, text]),
  )
  fillSheets(folder, simulation, rows, ['Ada', 'Bo', 'Cy'])

  const { status, out, err } = await polylogue('agreement', folder, '-o', output)
  expect({ status, err }).toEqual({ status: 0, err: '' })
  const reference: { targets: Record<string, Record<string, Expected>> } = JSON.parse(
    readFileSync(new URL('reference/expected.json', import.meta.url), 'utf8'),
  )
  const written = table(output, 'agreement')
  for (const target of TARGETS) {
    for (const [name, expected] of Object.entries(reference.targets[target] ?? {})) {
      const [comparison, a, b] = name.split(' ')
      if (b === 'codebook') continue // The reference's machine is simulated.
      const row = written.find(
        (one) =>
          one['stance'] === target &&
          one['comparison'] === comparison &&
          one['coder_a'] === a &&
          one['coder_b'] === b,
      )
      expect({ name, ...row }).toMatchObject({
        name,
        n: String(expected.n),
        ...(expected.agreement === undefined ? {} : { agreement: expected.agreement.toFixed(2) }),
        kappa: expected.kappa?.toFixed(2) ?? '',
        alpha: expected.alpha.toFixed(2),
      })
    }
  }

  // The same is on the terminal, and nowhere wider than it.
  expect(out).toMatch(/^bubble-skeptic$/m)
  expect(out).toMatch(/^ {2}Ada, Bo +300 +79 % {2}0\.64 \[0\.56, 0\.71\] +0\.64 \[0\.56, 0\.71\]$/m)
  expect(out).toMatch(/^ {2}codebook by agreement +\d+ +\d+ %/m)
  expect(out).toMatch(/^ {4}favor +precision 0\.\d\d {2}recall 0\.\d\d {2}F1 0\.\d\d$/m)
  for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(80)

  // Every post on which they differ is there to be talked about, and no other.
  const discussed = table(output, 'disagreements').filter(({ between }) => between === 'people')
  const differing = simulation.posts.flatMap(({ thread, position, codes }) =>
    TARGETS.filter((target) => {
      const given = ['Ada', 'Bo', 'Cy'].flatMap((coder) => codes[coder]?.[target] ?? [])
      return new Set(given).size > 1
    }).map((target) => `${thread}#${position} ${target}`),
  )
  expect(discussed.map(({ post, stance }) => `${post} ${stance}`)).toEqual(differing)
})

test('without codings it says how to make them, and the tables are there with their headers', async () => {
  const folder = folderOf({ 'a.txt': 'A title\n\nAnna\n5 March 2026, 10:00\nHello.\n' })
  const output = join(folder, 'out')
  const { out, err } = await polylogue('agreement', folder, '-o', output)
  expect(out).toBe('')
  expect(err).toContain('polylogue sheet')
  expect(err).toContain(`${folder}/codings`)
  const run: { files: Record<string, unknown> } = JSON.parse(readFileSync(join(output, 'run.json'), 'utf8'))
  for (const name of ['agreement', 'disagreements', 'stance_changes']) {
    expect(table(output, name)).toEqual([])
    expect(JSON.stringify(run)).toContain(`${name}.csv`)
  }
})

test('sheets of which nothing could be used are told with the reason', async () => {
  const folder = folderOf({
    'a.txt': 'A title\n\nAnna\n5 March 2026, 10:00\nHello.\n',
    'codings/Ada.csv': `key,thread,post,${TARGETS.join(',')}\n0123456789abcdef,a,a#9,favor,,\n`,
  })
  const { out, err } = await polylogue('agreement', folder, '-o', join(folder, 'out'))
  expect(err).toContain('No post of')
  expect(out).toContain('codings/Ada.csv:2 coding-unmatched')
})

test('one coder alone is held against the machine, and a second one is asked for', async () => {
  const simulation = simulatedSet(2)
  const folder = folderOf(simulation.dumps)
  const output = join(folder, 'out')
  await polylogue(folder, '-o', output)
  fillSheets(folder, simulation, table(output, 'posts'), ['Ada'])
  const { status, out } = await polylogue('agreement', folder, '-o', output)
  expect(status).toBe(0)
  expect(out).toContain('Only Ada coded it: agreement among people needs a second coder.')
  expect(out).toMatch(/^ {2}codebook by Ada +\d+ +\d+ %/m)
  expect(out).not.toContain('by agreement')
})

test('wrong usage is told like that of a run', async () => {
  const folder = folderOf()
  const { status, err } = await polylogue('agreement', join(folder, 'none'))
  expect(status).toBe(2)
  expect(err).toMatch(/none/)
  expect(contentOf(folder)).toEqual({})
})
