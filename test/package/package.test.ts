import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { folderOf } from '../run/folder.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

test('the packed program runs where nothing else is', () => {
  const folder = folderOf({ 'dumps/blog.txt': readFileSync(join(root, 'corpus/blog-en-supplier.txt')) })
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root })
  const [packed] = readdirSync(folder).filter((name) => name.endsWith('.tgz'))
  const home = join(folder, 'elsewhere')
  mkdirSync(home)
  writeFileSync(join(home, 'package.json'), '{ "private": true }')
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', join(folder, packed ?? '')], {
    cwd: home,
  })

  const polylogue = (...args: string[]): string =>
    execFileSync(join(home, 'node_modules/.bin/polylogue'), args, { cwd: folder, encoding: 'utf8' })
  expect(polylogue('--version')).toMatch(/^\d+\.\d+\.\d+\n$/)
  expect(polylogue('dumps', '--output', 'tables', '--plain')).toContain('1 read')
  expect(readFileSync(join(folder, 'tables/posts.csv'), 'utf8')).toContain('Piet Vandermolen')
  expect(polylogue('sheet', 'dumps', '--output', 'tables', '--coders', 'Ida')).toContain('8 posts')
  expect(readFileSync(join(folder, 'tables/sheets/Ida.csv'), 'utf8')).toContain('Piet Vandermolen')
  expect(readdirSync(join(home, 'node_modules/polylogue'))).not.toContain('test')
})
