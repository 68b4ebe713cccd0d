import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { discover } from '../../src/run/discover.js'
import { folderOf } from './folder.js'

async function listing(folder: string): Promise<{ threads: string[]; problems: string[] }> {
  const { dumps, problems } = await discover(folder)
  return {
    threads: dumps.map(({ thread }) => thread),
    problems: problems.map(({ sourceFile, diagnostic }) => `${sourceFile} ${diagnostic.code}`),
  }
}

test('dumps are the text files of the folder and its sub-folders, whatever the case of their extension', async () => {
  const folder = folderOf({
    'b.txt': 'x',
    'a/b.TXT': 'x',
    'a/notes.md': 'x',
    'codebook.yaml': 'x',
    'README.md': 'x',
    'a.txt.bak': 'x',
    '.hidden.txt': 'x',
    '.git/c.txt': 'x',
  })
  expect(await listing(folder)).toEqual({ threads: ['a/b', 'b'], problems: [] })
})

test('the order is that of the code points, not of a language', async () => {
  const folder = folderOf({
    'é.txt': '',
    'z.txt': '',
    'Z.txt': '',
    'a b.txt': '',
    'a.txt': '',
    '\u{1F600}.txt': '',
    '！.txt': '',
  })
  expect((await listing(folder)).threads).toEqual(['Z', 'a', 'a b', 'z', 'é', '！', '\u{1F600}'])
})

test('dumps that would have one name are all refused, each naming the other', async () => {
  const folder = folderOf({ 'a.txt': 'x', 'a.TXT': 'x', 'e\u0301.txt': 'x', '\u00e9.txt': 'x', 'b.txt': 'x' })
  const { dumps, problems } = await discover(folder)
  expect(dumps.map(({ thread }) => thread)).toEqual(['b'])
  expect(problems.map(({ diagnostic }) => diagnostic.code)).toEqual(Array(4).fill('duplicate-thread'))
  expect(problems.find(({ sourceFile }) => sourceFile === 'a.txt')?.diagnostic.message).toContain('a.TXT')
})

test('a link that leads out of the folder, or in a circle, is reported and not followed', async () => {
  const outside = folderOf({ 'secret.txt': 'x' })
  const folder = folderOf({ 'a.txt': 'x', 'data.bin': 'x' })
  symlinkSync(join(outside, 'secret.txt'), join(folder, 'out.txt'))
  symlinkSync(outside, join(folder, 'outside'))
  symlinkSync(folder, join(folder, 'self'))
  symlinkSync('loop.txt', join(folder, 'loop.txt'))
  symlinkSync('nowhere', join(folder, 'gone.txt'))
  symlinkSync('nowhere', join(folder, 'gone.md'))
  symlinkSync('data.bin', join(folder, 'inside.txt'))
  expect(await listing(folder)).toEqual({
    threads: ['a', 'inside'],
    problems: ['gone.txt', 'loop.txt', 'out.txt', 'outside', 'self'].map(
      (name) => `${name} link-not-followed`,
    ),
  })
})

test('the folder itself may be a link', async () => {
  const folder = folderOf({ 'real/a.txt': 'x' })
  symlinkSync('real', join(folder, 'link'))
  expect((await listing(join(folder, 'link'))).threads).toEqual(['a'])
})

test('what is no ordinary file is reported, not waited for', async () => {
  const folder = folderOf({ 'a.txt': 'x' })
  execFileSync('mkfifo', [join(folder, 'pipe.txt')])
  expect(await listing(folder)).toEqual({ threads: ['a'], problems: ['pipe.txt dump-unreadable'] })
})

test('a folder with the name of a dump is looked into', async () => {
  const folder = folderOf({ 'x.txt/a.txt': 'x' })
  mkdirSync(join(folder, 'y.txt'))
  expect(await listing(folder)).toEqual({ threads: ['x.txt/a'], problems: [] })
})

test('no such folder, and a file in its place, end the run in words', async () => {
  const folder = folderOf({ 'a.txt': 'x' })
  const missing = join(folder, 'nowhere')
  await expect(discover(missing)).rejects.toMatchObject({
    status: 2,
    message: `There is no folder ${missing}.`,
  })
  await expect(discover(join(folder, 'a.txt'))).rejects.toMatchObject({ status: 2 })
})
