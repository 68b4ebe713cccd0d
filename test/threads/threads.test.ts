import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { differences } from './differences.js'
import { readingFrom, readingOf } from './reading.js'
import type { ReadPost, Reading } from './reading.js'

const here = import.meta.dirname
const cases = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .toSorted()

/** Whether vitest runs with `-u`. A getter because the state belongs to the running test file. */
function updating(): boolean {
  return expect.getState().snapshotState.snapshotUpdateState === 'all'
}

test.each(cases)('%s is read as expected, but for what misread.txt says', async (name) => {
  const expected = readingFrom(readFileSync(join(here, name, 'expected.yaml'), 'utf8'))
  const found = differences(expected, readingOf(readFileSync(join(here, name, 'dump.txt')), `${name}.txt`))
  const record = join(here, name, 'misread.txt')
  if (updating() && found.length === 0) rmSync(record, { force: true })
  // Without a record nothing may differ: vitest would write one by itself outside CI and pass.
  if (updating() ? found.length === 0 : !existsSync(record)) expect(found).toEqual([])
  else if (found.length === 0) expect.unreachable(`${name} is read right now: delete its misread.txt`)
  else await expect(`${found.join('\n')}\n`).toMatchFileSnapshot(record)
})

describe('the comparison', () => {
  const ben: ReadPost = {
    author: 'Ben',
    published: '2026-03-06',
    lines: { from: 5, to: 8 },
    stub: false,
    own: 'It leans.',
    quotes: [{ text: 'a fine pier', of: 0 }],
    answers: [0],
  }
  const cyd: ReadPost = {
    author: 'Cyd',
    published: '',
    lines: { from: 9, to: 11 },
    stub: false,
    own: 'So do you, Ben.',
    quotes: [],
    answers: [1],
  }
  const right: Reading = {
    title: 'The pier',
    author: 'Ada',
    published: '2026-03-05',
    language: 'en',
    announced: 2,
    opening: true,
    posts: [ben, cyd],
  }

  test('finds nothing where only spaces and punctuation differ', () => {
    const other = { ...ben, own: '"It leans"\n', quotes: [{ text: '> a fine\n> pier', of: 0 }] }
    expect(differences(right, { ...right, posts: [other, cyd] })).toEqual([])
  })

  test('names every field that differs, with both values', () => {
    const read: Reading = {
      title: '',
      author: 'Eve',
      published: '',
      language: 'und',
      announced: null,
      opening: false,
      posts: [
        {
          author: 'Eve',
          published: '2026-03-07',
          lines: { from: 5, to: 7 },
          stub: true,
          own: 'It really leans. Reply',
          quotes: [{ text: 'fine pier', of: null }],
          answers: [],
        },
        { ...cyd, quotes: [{ text: 'So do you', of: 1 }], answers: [1, 0] },
      ],
    }
    expect(differences(right, read)).toEqual([
      'title: expected "The pier", read nothing',
      'author: expected "Ada", read "Eve"',
      'published: expected "2026-03-05", read nothing',
      'language: expected "en", read "und"',
      'announced: expected 2, read nothing',
      'the opening post has no words',
      'post 1: author: expected "Ben", read "Eve"',
      'post 1: published: expected "2026-03-06", read "2026-03-07"',
      'post 1: lines: expected 5-8, read 5-7',
      'post 1: stub: expected false, read true',
      'post 1: own words: expected "leans", read "really leans Reply"',
      'post 1: quote: expected "a", read nothing',
      'post 1: quote: expected of 0, read of nobody in the dump: "a fine pier"',
      'post 1: answers: expected 0, read none',
      'post 2: quote: none, but read as one of 1: "So do you"',
      'post 2: answers: expected 1, read 0 and 1',
    ])
  })

  test('tells posts by their lines, and answers by the posts they are', () => {
    const intruder: ReadPost = { ...ben, author: 'Menu', lines: { from: 2, to: 3 }, quotes: [], answers: [] }
    expect(differences(right, { ...right, posts: [intruder, { ...cyd, answers: [1] }] })).toEqual([
      'post 1: missing, lines 5-8, author "Ben"',
      'post 2: answers: expected 1, read lines 2-3',
      'no post of its own, but read as one: lines 2-3, author "Menu"',
    ])
  })
})
