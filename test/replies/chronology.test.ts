import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PageOrder } from '../../src/model/thread.js'
import { chronologyOf } from '../../src/replies/chronology.js'
import { threadOf } from './build.js'

function ranks(
  stamps: readonly (string | null)[],
  order: PageOrder,
  precedences: readonly (readonly [number, number])[] = [],
): readonly number[] {
  const sketches = stamps.map((at) => (at === null ? { text: 'mot' } : { text: 'mot', at }))
  const { thread } = threadOf([{ text: 'article' }, ...sketches], { order })
  const facts = precedences.map(([before, after]) => ({ before, after }))
  return chronologyOf(thread, facts).rank.slice(1)
}

describe('the order in time', () => {
  test('follows the stamps, not the page', () => {
    expect(ranks(['2026-03-05T17:08', '2026-03-05T16:46', '2026-03-05T16:46:30'], 'other')).toEqual([3, 1, 2])
  })

  test('reads printed zones when every stamp has one', () => {
    expect(ranks(['2026-03-05T10:00+02:00', '2026-03-05T09:30Z'], 'oldest-first')).toEqual([1, 2])
    expect(ranks(['2026-03-05T10:00+02:00', '2026-03-05T09:30'], 'oldest-first')).toEqual([2, 1])
  })

  test('is the page order where the stamps do not decide, turned round when the newest come first', () => {
    expect(ranks(['2026-03-05', '2026-03-05', '2026-03-04'], 'oldest-first')).toEqual([2, 3, 1])
    expect(ranks(['2026-03-05', '2026-03-05', '2026-03-04'], 'newest-first')).toEqual([3, 2, 1])
    expect(ranks([null, null], 'unknown')).toEqual([1, 2])
  })

  test('puts a post that quotes another behind it when both have the same date', () => {
    expect(ranks(['2026-03-05', '2026-03-05', '2026-03-05'], 'other', [[3, 1]])).toEqual([3, 1, 2])
  })

  test('believes the stamps more than a quote', () => {
    expect(ranks(['2026-03-05T10:00', '2026-03-05T11:00'], 'oldest-first', [[2, 1]])).toEqual([1, 2])
  })

  test('keeps a post without a stamp beside its neighbours', () => {
    expect(ranks(['2026-03-05', null, '2026-03-06'], 'oldest-first')).toEqual([1, 2, 3])
  })

  test('does not lose posts that quote each other in a circle', () => {
    const circle = [
      [1, 2],
      [2, 3],
      [3, 1],
    ] as const
    expect([...ranks([null, null, null, null], 'unknown', circle)].sort()).toEqual([1, 2, 3, 4])
  })
})

const stamp = fc.oneof(
  fc.constant(null),
  fc.integer({ min: 1, max: 4 }).map((day) => `2026-03-0${day}`),
  fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 5 }))
    .map(([day, minute]) => `2026-03-0${day}T12:0${minute}`),
)
const pair = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }))

describe('laws of the order', () => {
  test('it is total, and never against the stamps', () => {
    fc.assert(
      fc.property(fc.array(stamp, { maxLength: 12 }), fc.array(pair, { maxLength: 20 }), (stamps, pairs) => {
        const sketches = stamps.map((at) => (at === null ? { text: 'mot' } : { text: 'mot', at }))
        const { thread } = threadOf([{ text: 'article' }, ...sketches])
        const chronology = chronologyOf(
          thread,
          pairs.map(([before, after]) => ({ before, after })),
        )
        const sorted = [...chronology.rank].sort((a, b) => a - b)
        expect(sorted).toEqual(thread.posts.map((_, i) => i))
        for (const a of thread.posts) {
          for (const b of thread.posts) {
            if (chronology.surelyEarlier(a.position, b.position)) {
              expect(chronology.earlier(a.position, b.position)).toBe(true)
            }
          }
        }
      }),
    )
  })

  test('where no stamp decides, every quote points backwards unless quotes contradict each other', () => {
    fc.assert(
      fc.property(
        fc.array(pair, { maxLength: 20 }),
        fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
        (pairs, keys) => {
          // a hidden order without circles: the post with the smaller key was there first
          const key = (post: number): number => (keys[post - 1] ?? 0) * 13 + post
          const facts = pairs
            .filter(([a, b]) => a > 0 && b > 0 && a !== b)
            .map(([a, b]) => (key(a) < key(b) ? { before: a, after: b } : { before: b, after: a }))
          const { thread } = threadOf(Array.from({ length: 13 }, () => ({ text: 'mot' })))
          const chronology = chronologyOf(thread, facts)
          for (const { before, after } of facts) expect(chronology.earlier(before, after)).toBe(true)
        },
      ),
    )
  })
})
