import { describe, expect, it } from 'vitest'
import type { PageOrder, Post } from '../../src/model/thread.js'
import { timelineOf } from '../../src/quotes/timeline.js'
import { threadOf } from './thread.js'

function timeline(stamps: readonly (string | null)[], order: PageOrder = 'other') {
  const posts: Post[] = stamps.map((iso, position) => ({
    position,
    kind: position === 0 ? 'article' : 'comment',
    author: null,
    stamp: iso === null ? null : { start: 0, end: 0, iso, relative: false },
    span: { start: 0, end: 0 },
    body: [],
    furniture: [],
    number: null,
    declared: [],
  }))
  return timelineOf(threadOf('', posts, order))
}

describe('timelineOf', () => {
  it('puts the article first and the rest in the order of their stamps', () => {
    expect(timeline(['2026-03-09', '2026-03-05T17:08', '2026-03-05T09:00', '2026-03-04']).order).toEqual([
      0, 3, 2, 1,
    ])
  })

  it('keeps the order of the page for equal stamps, turned round where the newest stands first', () => {
    expect(timeline([null, '2026-03-05', '2026-03-05']).order).toEqual([0, 1, 2])
    expect(timeline([null, '2026-03-05', '2026-03-05'], 'newest-first').order).toEqual([0, 2, 1])
    expect(timeline([null, null, null], 'newest-first').order).toEqual([0, 2, 1])
  })

  it('is sure of an order only where both stamps say it', () => {
    const { surelyBefore } = timeline([null, '2026-03-05', '2026-03-05T17:08', '2026-03-06', null])
    expect(surelyBefore(1, 3)).toBe(true)
    expect(surelyBefore(2, 3)).toBe(true)
    expect(surelyBefore(1, 2)).toBe(false)
    expect(surelyBefore(2, 1)).toBe(false)
    expect(surelyBefore(4, 3)).toBe(false)
    expect(surelyBefore(0, 4)).toBe(true)
  })

  it('counts printed zones', () => {
    const { surelyBefore } = timeline([null, '2026-03-05T10:00+02:00', '2026-03-05T09:30+00:00'])
    expect(surelyBefore(1, 2)).toBe(true)
    expect(surelyBefore(2, 1)).toBe(false)
  })

  it('says from which rank on posts are surely later', () => {
    const { unsureUntil } = timeline([null, '2026-03-05', '2026-03-05T17:08', '2026-03-06', '2026-03-07'])
    expect([1, 2, 3, 4].map(unsureUntil)).toEqual([3, 3, 4, 5])
    expect(timeline([null, '2026-03-05', '2026-03-06', null]).unsureUntil(1)).toBe(4)
  })
})
