import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { parseDocument } from 'yaml'
import { BUILT_CUES, builtBytes } from '../stances/built.js'
import { defaultCodebookFiles, loadCodebook } from '../stances/load.js'
import { keyOf } from './built.js'

/*
 * A step of `npm run build`: writes what the data files say to built.json, from which the program reads it (see
 * built.ts), and the compiled cues of the codebook that ships. What has a fault is left out, and named when the program
 * reads it.
 */
const sources = new URL('../../src/', import.meta.url)
const values: Record<string, unknown> = {}
for (const name of readdirSync(sources, { recursive: true, encoding: 'utf8' }).toSorted()) {
  // Posts to learn from are read by the build alone.
  if (!name.endsWith('.yaml') || name.startsWith('stances/coded/')) continue
  const source = readFileSync(new URL(name, sources), 'utf8')
  const document = parseDocument(source, { version: '1.2' })
  if (document.errors.length > 0) continue
  const value: unknown = document.toJS()
  // What JSON cannot hold stays YAML.
  if (value !== null && isDeepStrictEqual(JSON.parse(JSON.stringify(value)), value))
    values[keyOf(source)] = value
}
writeFileSync(new URL('./built.json', import.meta.url), JSON.stringify(values))

const { name, source } = defaultCodebookFiles().codebook
const { codebook } = loadCodebook(source, name)
if (codebook !== null) writeFileSync(BUILT_CUES, builtBytes(codebook.compiled()))
