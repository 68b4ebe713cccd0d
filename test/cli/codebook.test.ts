import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { main } from '../../src/cli/main.js'
import { defaultCodebookFiles, loadCodebook } from '../../src/stances/load.js'
import { contentOf, folderOf } from '../run/folder.js'
import { stubTools } from '../run/stub.js'

const BRIDGE = `
title: Two sides of a bridge
topic: { en: [bridge] }
targets:
  - id: toll-unfair
    sentence: The toll is unfair.
    labels: { en: Unfair toll }
    definition: The author finds the toll unfair.
    code: [The toll is called theft.]
    examples:
      - { id: a, language: en, text: This toll robs us., polarity: favor }
      - { id: b, language: en, text: This toll does not rob us., polarity: against }
    cues:
      en:
        - { id: robs, pattern: "toll _3 (robs | rob)", weight: 0.9, notNear: ferry, note: plain }
        - { id: theft, pattern: theft }
`

interface Ran {
  readonly status: number
  readonly out: string
  readonly err: string
}

async function codebook(...args: readonly string[]): Promise<Ran> {
  let out = ''
  let err = ''
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    color: false,
    columns: 80,
    progress: () => ({ begin: () => {}, advance: () => {}, end: () => {} }),
  }
  const engine = { version: '1.2.3', tools: () => stubTools() }
  const status = await main(['codebook', ...args], terminal, engine, new AbortController().signal)
  return { status, out, err }
}

test('a codebook of one’s own is tried on its examples, and nothing is written', async () => {
  const folder = folderOf({ 'codebook.yaml': BRIDGE })
  const { status, out, err } = await codebook(folder)
  expect({ status, err }).toEqual({ status: 0, err: '' })
  expect(out).toContain(`Two sides of a bridge (${join(folder, 'codebook.yaml')})`)
  expect(out).toMatch(/^examples {2}all 2 coded as they say$/m)
  expect(out).toMatch(/^toll-unfair: The toll is unfair\.$/m)
  expect(out).toMatch(/^ {2}found {5}en\.robs 2$/m)
  expect(out).toMatch(/^ {2}never {5}en\.theft$/m)
  expect(Object.keys(contentOf(folder))).toEqual(['codebook.yaml'])
})

test('an example that is coded otherwise is shown with what came instead, and has status 1', async () => {
  const folder = folderOf({ 'codebook.yaml': BRIDGE.replace('polarity: against', 'polarity: favor') })
  const { status, out } = await codebook(folder)
  expect(status).toBe(1)
  expect(out).toMatch(/^ {2}failed {4}b: should be favor, is against \(cues en\.robs\)$/m)
  expect(out).toMatch(/^ +This toll does not rob us\.$/m)
  expect(out).toContain('1 of 2 coded as they say, 1 not')
})

test('every fault is told with its line and has status 2', async () => {
  const faulty = BRIDGE.replace('id: theft, ', 'id: robs, ').replace('weight: 0.9', 'weight: 0.9, hue: blue')
  const folder = folderOf({ 'codebook.yaml': `${faulty}colour: red\n` })
  const { status, out, err } = await codebook(folder)
  expect({ status, out }).toEqual({ status: 2, out: '' })
  expect(err.match(/codebook\.yaml:\d+: /g)).toHaveLength(3)
  expect(err).toMatch(/codebook\.yaml:15: .*hue/)
})

test('without one the codebook that ships is tried', async () => {
  const { codebook: shipped } = loadCodebook(defaultCodebookFiles().codebook.source, 'codebook.yaml')
  const { status, out } = await codebook(folderOf())
  expect(status).toBe(0)
  expect(out).toContain('(the default)')
  for (const { id, sentence } of shipped?.targets ?? []) expect(out).toContain(`${id}: ${sentence}`)
})

test('--table has a row for every part of every target', async () => {
  const folder = folderOf({ 'codebook.yaml': BRIDGE })
  const rows = async (...options: readonly string[]): Promise<string[][]> => {
    const { status, out } = await codebook(folder, '--table', ...options)
    expect(status).toBe(0)
    return parse(out, { bom: true, delimiter: options.includes('fr') ? ';' : ',' })
  }
  expect(await rows('--plain')).toEqual([
    ['stance', 'part', 'id', 'language', 'polarity', 'weight', 'text', 'note'],
    ['toll-unfair', 'sentence', '', '', '', '', 'The toll is unfair.', ''],
    ['toll-unfair', 'label', '', 'en', '', '', 'Unfair toll', ''],
    ['toll-unfair', 'definition', '', '', '', '', 'The author finds the toll unfair.', ''],
    ['toll-unfair', 'code', '', '', '', '', 'The toll is called theft.', ''],
    ['toll-unfair', 'example', 'a', 'en', 'favor', '', 'This toll robs us.', ''],
    ['toll-unfair', 'example', 'b', 'en', 'against', '', 'This toll does not rob us.', ''],
    [
      'toll-unfair',
      'cue',
      'en.robs',
      'en',
      'favor',
      '0.90',
      'toll _3 (robs | rob)',
      'not near: ferry / plain',
    ],
    ['toll-unfair', 'cue', 'en.theft', 'en', 'favor', '0.85', 'theft', ''],
  ])
  expect((await rows('--spreadsheet', 'fr')).at(-1)).toContain('0,85')
})

test('wrong usage has status 2 and says what to do', async () => {
  const folder = folderOf({ 'codebook.yaml': BRIDGE })
  const wrong = async (...args: readonly string[]): Promise<string> => {
    const { status, out, err } = await codebook(...args)
    expect({ status, out }).toEqual({ status: 2, out: '' })
    return err
  }
  expect(await wrong(join(folder, 'none'))).toContain('There is no folder')
  expect(await wrong(join(folder, 'codebook.yaml'))).toContain('name the folder that holds codebook.yaml')
  expect(await wrong(folder, folder)).toContain('too many arguments')
})

test('a codebook cannot command the terminal', async () => {
  const hostile = BRIDGE.replace('title: Two sides of a bridge', 'title: "\\e[2JTwo sides"').replace(
    'The toll is unfair.',
    '"\\e[2JNo."',
  )
  const { status, out } = await codebook(folderOf({ 'codebook.yaml': hostile }))
  expect(status).toBe(0)
  expect(out).toContain('Two sides') // it was read
  expect(out).not.toContain('\u001b')
})
