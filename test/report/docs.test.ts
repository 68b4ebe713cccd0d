import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { format } from 'prettier'
import { expect, it } from 'vitest'
import { DIAGNOSTIC_CODES } from '../../src/model/diagnostic.js'
import { tableReference } from './reference.js'

const tables = new URL('../../docs/tables.md', import.meta.url)
const problems = new URL('../../docs/problems.md', import.meta.url)

it('docs/tables.md describes every column as the program writes it (npx vitest -u writes it anew)', async () => {
  const [begin, end] = ['<!-- begin tables -->', '<!-- end tables -->']
  const [before, after] = [
    readFileSync(tables, 'utf8').split(begin)[0],
    readFileSync(tables, 'utf8').split(end)[1],
  ]
  const whole = `${before}${begin}\n\n${tableReference()}\n\n${end}${after}`
  await expect(await format(whole, { parser: 'markdown', printWidth: 110 })).toMatchFileSnapshot(
    fileURLToPath(tables),
  )
})

it('docs/problems.md explains every code with its severity, and no other', () => {
  const rows = [
    ...readFileSync(problems, 'utf8').matchAll(
      /^\| `([a-z-]+)` +\| (error|warning|note) +\| (.+?) +\| (.+?) +\|$/gm,
    ),
  ]
  expect(rows.map(([, code, severity]) => [code, severity]).sort()).toEqual(
    Object.entries(DIAGNOSTIC_CODES).sort(),
  )
})
