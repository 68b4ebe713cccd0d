import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { AnalysedThread } from '../../src/model/analysed.js'
import { threadRecord } from '../../src/report/record.js'
import { disguise } from './disguise.js'
import type { Disguise } from './disguise.js'
import { analysed } from './reading.js'

const root = join(import.meta.dirname, '../..')
const own = join(root, 'corpus/forum-fr-puces.txt')
/** Real dumps that may stand beside the clone; nothing of them is in the project. */
const beside = join(root, '../shared/corpus')
const real = existsSync(beside) ? readdirSync(beside).find((name) => name.startsWith('000_')) : undefined

const disguises: readonly Disguise[] = [
  {
    names: ['Tante Berthe 2', 'zoé', '7 de trèfle', "L'Abbé Cane 33", 'xX_orvet_Xx', 'Jean-Loup du Pré 4'],
    title: 'Trois communes se disputent un ours empaillé que personne ne veut nourrir',
    days: 403,
    minutes: 41,
    announced: 27,
    more: 3,
  },
  {
    names: ['Marie Anne de la Tour', 'k2', 'Ötzi von Elch 1789', '99 ballons', 'lessiveuse.à.mains', 'o'],
    title: 'Le pont est fermé',
    days: -1211,
    minutes: -37,
    announced: 1204,
    more: 118,
  },
]

/** What must not depend on who writes, when, or how the site is called. */
function structureOf(read: AnalysedThread, rename: (name: string) => string) {
  const { posts, quotes, replies, announced, order } = threadRecord(read)
  const named = (name: string | null): string | null => (name === null ? null : rename(name))
  return {
    posts: posts.map(({ kind, author, line_from, line_to, published_at, chronological }) => ({
      kind,
      author: named(author?.name ?? null),
      lines: `${line_from}-${line_to}`,
      stamped: published_at?.length ?? 0,
      chronological,
    })),
    quotes: quotes.map(({ post, match, author, source, line_from, line_to }) => ({
      post,
      match,
      author: named(author),
      of: source?.post ?? null,
      lines: `${line_from}-${line_to}`,
    })),
    answers: replies.map(({ post, to, to_author, evidence }) => ({
      post,
      to,
      author: named(to_author),
      evidence,
    })),
    announced: announced !== null,
    order,
  }
}

describe.each([
  ['the forum that ships', own],
  ['a real forum', real === undefined ? null : join(beside, real)],
])('%s', (_, path) => {
  test.skipIf(path === null).each(disguises)('reads the same disguised, %#', (how) => {
    const original = analysed(readFileSync(path ?? '', 'utf8'), basename(path ?? ''))
    const { text, names } = disguise(original, how)
    const read = analysed(text)
    expect(structureOf(read, (name) => name)).toEqual(
      structureOf(original, (name) => names.get(name) ?? name),
    )
    expect(read.thread.announced?.count).toBe(how.announced)
    expect(read.thread.title?.name).toBe(how.title)
    for (const name of names.keys()) expect(text.split(/[^\p{L}\p{N}_]+/u)).not.toContain(name)
  })
})

test('the forum that ships is read whole, so that its disguise proves something', () => {
  const { posts, quotes, answers } = structureOf(analysed(readFileSync(own, 'utf8')), (name) => name)
  expect(posts.filter(({ kind }) => kind === 'comment')).toHaveLength(6)
  expect(quotes.map(({ post, of }) => [post, of])).toEqual([
    [2, 1],
    [3, 2],
    [4, 0],
    [5, null],
  ])
  expect(answers.filter(({ evidence }) => evidence === 'mention')).toMatchObject([{ post: 6, to: 4 }])
})
