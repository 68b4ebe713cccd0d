import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type * as stances from '../../src/stances/built.js'
import { modelText } from '../../src/stances/learn/file.js'
import { shippedCoder } from '../../src/stances/learn/shipped.js'
import { teamPosts } from '../../src/stances/learn/team-posts.js'
import { codebookHash, defaultCodebookFiles, loadCodebook } from '../../src/stances/load.js'
import type * as yaml from '../../src/yaml/built.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const built = (path: string): Promise<unknown> => import(new URL(`../../dist/${path}`, import.meta.url).href)
const { builtValue } = (await built('yaml/built.js')) as typeof yaml
const { builtCues } = (await built('stances/built.js')) as typeof stances

const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml') && !name.startsWith('stances/coded/'))
  .map((name) => readFileSync(join(root, 'src', name), 'utf8'))

test('the build has read every data file as it stands', () => {
  expect(files.length).toBeGreaterThan(10)
  for (const source of files) expect(builtValue(source)).toEqual(parse(source))
})

test('an edited data file is read anew', () => {
  for (const source of files) expect(builtValue(`${source}# edited\n`)).toBeUndefined()
})

test('the build has compiled the codebook that ships, and no other', () => {
  const { codebook, markers } = defaultCodebookFiles()
  const hash = codebookHash(codebook.source)
  const known = builtCues(hash)?.()
  const compiled = loadCodebook(codebook.source, codebook.name).codebook?.compiled()
  expect(known?.hash).toBe(hash)
  expect(isDeepStrictEqual(known, compiled)).toBe(true)
  expect(builtCues(codebookHash(`${codebook.source}# edited\n`))).toBeNull()
  expect(builtCues(codebookHash(codebook.source, markers.slice(1)))).toBeNull()
})

test('the build has trained the coder that ships, and every training makes the same', () => {
  const { codebook, markers } = defaultCodebookFiles()
  const loaded = loadCodebook(codebook.source, codebook.name, markers).codebook
  if (loaded === null) throw new Error('the codebook that ships does not load')
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const text = readFileSync(new URL('../../dist/stances/learn/shipped-coder.json', import.meta.url), 'utf8')
  expect(modelText(shippedCoder(teamPosts(), loaded, version)) === text).toBe(true)
})
