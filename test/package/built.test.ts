import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { codebookHash, defaultCodebookFiles } from '../../src/stances/load.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { builtValue, isSound } = (await import(new URL('../../dist/yaml/built.js', import.meta.url).href)) as {
  readonly builtValue: (source: string) => unknown
  readonly isSound: (codebookHash: string) => boolean
}

const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => readFileSync(join(root, 'src', name), 'utf8'))

test('the build has read every data file as it stands', () => {
  expect(files.length).toBeGreaterThan(10)
  for (const source of files) expect(builtValue(source)).toEqual(parse(source))
})

test('an edited data file is read anew', () => {
  for (const source of files) expect(builtValue(`${source}# edited\n`)).toBeUndefined()
})

test('the build has checked the codebook that ships, and no other', () => {
  const { codebook, markers } = defaultCodebookFiles()
  expect(isSound(codebookHash(codebook.source))).toBe(true)
  expect(isSound(codebookHash(`${codebook.source}# edited\n`))).toBe(false)
  expect(isSound(codebookHash(codebook.source, markers.slice(1)))).toBe(false)
})
