import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEngine } from '../../src/cli/engine.js'
import { main } from '../../src/cli/main.js'
import type { LearnedModel } from '../../src/stances/learn/model.js'
import { TARGETS, simulate } from '../agreement/simulated.js'
import type { Simulation } from '../agreement/simulated.js'

async function polylogue(...args: readonly string[]) {
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
const table = (output: string, name: string): Row[] =>
  parse(readFileSync(join(output, `${name}.csv`), 'utf8'), { columns: true, bom: true })
const json = (output: string, name: string) => JSON.parse(readFileSync(join(output, name), 'utf8'))
const model = (output: string): LearnedModel => json(output, 'model.json')

/** The sheets of the simulated coders, found by the id of the post. */
function fillSheets(folder: string, posts: Simulation['posts'], keys: ReadonlyMap<string, string>) {
  mkdirSync(join(folder, 'codings'), { recursive: true })
  for (const coder of ['Ada', 'Bo']) {
    const rows = posts.map(({ thread, position, codes }) => {
      const cells = TARGETS.map((target) => [target, codes[coder]?.[target] ?? ''])
      const post = `${thread}#${position}`
      return { key: keys.get(post), thread, post, ...Object.fromEntries(cells), memo: '' }
    })
    writeFileSync(join(folder, 'codings', `${coder}.csv`), stringify(rows, { header: true }))
  }
}

/** Of a few cues only, as a team's own first codebook would have. */
const CODEBOOK = `
title: A small codebook
topic: { en: [chips, Lumenor] }
classes: {}
targets:
${TARGETS.map(
  (id) => `
  - id: ${id}
    sentence: A sentence.
    definition: What it means.
    examples:
      - { id: a, language: en, text: Nice weather today., polarity: none }
    cues:
      en:
        - { id: word, pattern: "${id.split('-')[0]}", weight: 0.9 }`,
).join('')}
`

const folders: string[] = []
function folderOf(files: Readonly<Record<string, string>>): string {
  const made = mkdtempSync(join(tmpdir(), 'polylogue-test-'))
  folders.push(made)
  for (const [name, text] of Object.entries({ 'codebook.yaml': CODEBOOK, ...files })) {
    writeFileSync(join(made, name), text)
  }
  return made
}
afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true })
})

const CODED_THREADS = 36
const simulation = simulate(40, 9, 21)
const folder = folderOf(simulation.dumps)
const output = join(folder, 'out')
const coded = simulation.posts.filter(({ thread }) => Number(thread.slice(-2)) <= CODED_THREADS)

beforeAll(async () => {
  await polylogue(folder, '-o', output)
  const keys = new Map(table(output, 'posts').map((row) => [row['post'] ?? '', row['key'] ?? '']))
  fillSheets(folder, coded, keys)
  expect((await polylogue(folder, '-o', output)).status).toBe(0)
}, 60_000)

describe('a run on a corpus with 324 coded posts', () => {
  test('trains every target on the posts on which both coders agree', () => {
    const { targets, posts } = model(output)
    expect(coded.length).toBeGreaterThanOrEqual(300)
    expect(targets.map(({ stance }) => stance)).toEqual(TARGETS)
    for (const { stance, learned } of targets) {
      const said = coded.map(({ codes }) => [codes['Ada']?.[stance as never], codes['Bo']?.[stance as never]])
      const both = said.map((pair) => [...new Set(pair.filter((code) => code !== null))])
      expect(learned.posts).toBe(both.filter((codes) => codes.length === 1).length)
      expect(learned.disagreements).toBe(both.filter((codes) => codes.length === 2).length)
      expect(learned.threads).toBe(CODED_THREADS)
    }
    expect(new Set(posts.map(({ thread }) => thread)).size).toBe(CODED_THREADS)
  })

  test('codes posts of threads that nobody coded, in rows of its own beside those of the codebook', () => {
    const rows = table(output, 'stances').filter(({ coder }) => coder === 'model')
    const truth = new Map(
      simulation.posts.flatMap(({ thread, position, truth: codes }) =>
        TARGETS.map((target) => [`${thread}#${position} ${target}`, codes[target]]),
      ),
    )
    const fresh = rows.filter(({ thread }) => Number(thread?.slice(-2)) > CODED_THREADS)
    const sides = fresh.filter(({ polarity, kind }) => polarity !== 'neither' && kind === 'comment')
    const right = sides.filter(({ post, stance, polarity }) => truth.get(`${post} ${stance}`) === polarity)
    expect(sides.length).toBeGreaterThan(5)
    expect(right.length / sides.length).toBeGreaterThan(0.8)
    for (const { evidence } of rows) expect(evidence).not.toBe('')
    for (const { text, evidence, kind } of rows) if (kind === 'comment') expect(text).toContain(evidence)
  })

  test('uses for a coded post what a coder said that had not seen its thread', () => {
    const rows = table(output, 'stances').filter(({ coder }) => coder === 'model')
    const byPost = new Map(rows.map((row) => [`${row['post']} ${row['stance']}`, row]))
    const { posts, settings } = model(output)
    const keys = new Map(table(output, 'posts').map(({ thread, key, post }) => [`${thread} ${key}`, post]))
    let seen = 0
    for (const { thread, key, guesses } of posts) {
      for (const [stance, [code, confidence]] of Object.entries(guesses)) {
        const row = byPost.get(`${keys.get(`${thread} ${key}`)} ${stance}`)
        const says = confidence >= settings.min_confidence && code !== 'none'
        expect(row?.['polarity']).toBe(says ? code : undefined)
        if (says) expect(row?.['confidence']).toBe(confidence.toFixed(2))
        if (says) seen++
      }
    }
    expect(seen).toBeGreaterThan(50)
  })

  test('says in run.json and agreement.csv which coder it was', () => {
    const { sha256, from } = json(output, 'run.json').model
    expect(from).toBe('trained')
    expect(json(output, 'run.json').files['model.json']).toBe(sha256)
    const against = table(output, 'agreement').filter(({ coder_b }) => coder_b === 'model')
    expect(new Set(against.map(({ stance }) => stance))).toEqual(new Set(TARGETS))
  })

  test('prints what cross-validation found, beside the codebook', async () => {
    const { out } = await polylogue('agreement', folder, '-o', output)
    const [first] = model(output).targets
    const [learned, codebook] = [first?.evaluation.model.macroF1, first?.evaluation.codebook.macroF1]
    const figures = out.slice(out.indexOf('The learned coder'))
    expect(figures).toMatch(
      new RegExp(
        `bubble-skeptic\\n  model .*${learned?.toFixed(2)}.[^]*\\n  codebook .*${codebook?.toFixed(2)}`,
      ),
    )
  })

  test('a second run makes the same bytes', async () => {
    const again = join(folder, 'again')
    await polylogue(folder, '-o', again)
    const written = (at: string) => readdirSync(at).filter((name) => !name.startsWith('.'))
    const names = written(output).toSorted()
    expect(written(again).toSorted()).toEqual(names)
    for (const name of names) {
      expect(readFileSync(join(again, name), 'utf8') === readFileSync(join(output, name), 'utf8'), name).toBe(
        true,
      )
    }
  })
})

describe('a model that was trained elsewhere', () => {
  test('codes another corpus without any codings', async () => {
    const other = simulate(6, 9, 99)
    const elsewhere = folderOf(other.dumps)
    const made = join(elsewhere, 'out')
    const given = join(output, 'model.json')
    expect((await polylogue(elsewhere, '-o', made, '--model', given)).status).toBe(0)
    expect(table(made, 'stances').filter(({ coder }) => coder === 'model').length).toBeGreaterThan(10)
    expect(readFileSync(join(made, 'model.json'), 'utf8')).toBe(readFileSync(given, 'utf8'))
    expect(json(made, 'run.json').model.from).toBe('file')
    // With --no-model, and without codings or a model, there is none.
    for (const options of [['--no-model'], []]) {
      await polylogue(elsewhere, '-o', made, ...options)
      expect(table(made, 'stances').filter(({ coder }) => coder === 'model')).toEqual([])
      expect(json(made, 'run.json').model).toBeNull()
      expect(readdirSync(made)).not.toContain('model.json')
    }
  })

  test('is refused with all its faults when it does not fit', async () => {
    const bad = join(folder, 'bad.json')
    writeFileSync(bad, JSON.stringify({ ...model(output), codebook: 'f'.repeat(64), version: 3 }))
    const { status, err } = await polylogue(folder, '-o', output, '--model', bad)
    expect(status).toBe(2)
    expect(err).toContain(`${bad}: version:`)
    writeFileSync(bad, JSON.stringify({ ...model(output), codebook: 'f'.repeat(64) }))
    expect((await polylogue(folder, '-o', output, '--model', bad)).err).toContain('another codebook')
    const gone = await polylogue(folder, '-o', output, '--model', join(folder, 'gone.json'))
    expect([gone.status, gone.err]).toEqual([2, expect.stringContaining('it does not exist')])
  })
})

describe('too few codings', () => {
  test('are counted in problems.csv, and nobody counts by a coder that is not there', async () => {
    const few = simulate(4, 6, 5)
    const small = folderOf(few.dumps)
    const made = join(small, 'out')
    await polylogue(small, '-o', made)
    const keys = new Map(table(made, 'posts').map((row) => [row['post'] ?? '', row['key'] ?? '']))
    fillSheets(small, few.posts, keys)
    expect((await polylogue(small, '-o', made)).status).toBe(0)
    const notes = table(made, 'problems').filter(({ code }) => code === 'model-codings-missing')
    expect(notes.map(({ source_file, severity }) => [source_file, severity])).toEqual(
      TARGETS.map(() => ['codings', 'note']),
    )
    expect(notes[0]?.['message']).toMatch(/bubble-skeptic.*\d+ more coded posts \(\d+ of 100\)/)
    expect(notes[0]?.['message']).toContain('posts of 1 more threads (4 of 5)')
    const { out } = await polylogue('agreement', small, '-o', made)
    expect(out).toContain('more coded posts')
    const chosen = await polylogue(small, '-o', made, '--coder', 'model')
    expect([chosen.status, chosen.err]).toEqual([2, expect.stringContaining('There is no learned coder')])
  })
})
