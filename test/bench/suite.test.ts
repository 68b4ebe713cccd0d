import { expect, test } from 'vitest'
import { makeCorpus, makeLongThread } from '../../bench/suite/corpus.mjs'
import { guarded, tableOf, within } from '../../bench/suite/figures.mjs'
import { contentOf, folderOf } from '../run/folder.js'

test('equal seeds give the same corpus, other seeds another one', () => {
  const make = (seed: number): Record<string, string> => {
    const folder = folderOf({})
    const { dumps, bytes } = makeCorpus(folder, 60_000, seed)
    const content = contentOf(folder)
    expect(Object.keys(content).filter((name) => name.endsWith('.txt'))).toHaveLength(dumps)
    expect(Buffer.byteLength(Object.values(content).join(''))).toBe(bytes)
    return content
  }
  const first = make(5)
  expect(make(5)).toEqual(first)
  expect(make(6)).not.toEqual(first)
})

test('a long thread has as many comments as were asked for', () => {
  const folder = folderOf({})
  expect(makeLongThread(folder, 300, 2).posts).toBe(301)
  expect(contentOf(folder)['long.txt']).toMatch(/^300 (?:commentaires|Comments|réponses|Kommentare)$/m)
})

test('a figure over its bar is named, one beyond its guard fails', () => {
  const most = { name: 'pipeline to floor', value: 20, unit: 'times', bar: 15, guard: 30 }
  const least = {
    name: 'two workers to one',
    value: 0.9,
    unit: 'times',
    least: true as const,
    bar: 1.5,
    guard: 1,
  }
  expect([within(most), guarded(most), within(least), guarded(least)]).toEqual([false, true, false, false])
  expect(tableOf([most, least])).toMatch(
    /20\.0 times +at most 15 +misses its bar\n.*0\.90 times +at least 1\.5 +FAILS/,
  )
})
