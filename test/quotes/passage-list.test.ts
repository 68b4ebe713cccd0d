import { describe, expect, it } from 'vitest'
import { commonInGap } from '../../src/quotes/gaps.js'
import { heaviestFirst } from '../../src/quotes/heaviest.js'
import { Owners } from '../../src/quotes/owners.js'
import { PassageList } from '../../src/quotes/passage-list.js'
import type { Stream } from '../../src/quotes/stream.js'
import { createRandom } from '../../src/random.js'

/** As much of a stream as passages look at. */
function streamOf(id: readonly number[]): Stream {
  const none = new Int32Array(0)
  return {
    count: id.length,
    id: Int32Array.from(id),
    start: none,
    end: none,
    letters: none,
    signs: new Uint8Array(0),
    form: String,
    lengths: none,
    rank: none,
    from: none,
    timeline: { order: [], rank: none, surelyBefore: () => false, unsureUntil: () => 0 },
  }
}

/** Every token weighs 1. */
function listOver(id: readonly number[]): PassageList {
  return new PassageList(
    streamOf(id),
    Float64Array.from({ length: id.length + 1 }, (_, i) => i),
  )
}

describe('a list of passages', () => {
  it('keeps blocks apart, counts words and weight, and gives records back', () => {
    const list = listOver(Array.from({ length: 600 }, (_, i) => i))
    for (let i = 0; i < 200; i++) {
      list.open(i)
      list.add(i, 300 + i, 3)
      list.add(i + 10, 320 + i, 4)
    }
    expect(list.count).toBe(200)
    expect(list.passage(150)).toEqual({
      source: 150,
      blocks: [
        { at: 150, source: 450, length: 3 },
        { at: 160, source: 470, length: 4 },
      ],
      weight: 7,
      matched: 7,
    })
    list.drop()
    list.open(7)
    list.add(1, 2, 5)
    expect(list.passage(199)).toEqual({
      source: 7,
      blocks: [{ at: 1, source: 2, length: 5 }],
      weight: 5,
      matched: 5,
    })
  })

  it('adds the words alike in the gap between two blocks', () => {
    const list = listOver([1, 2, 3, 40, 50, 4, 5, 6, 1, 2, 3, 50, 70, 4, 5, 6])
    list.open(0)
    list.add(0, 8, 3)
    list.add(5, 13, 3)
    expect(list.passage(0).blocks).toEqual([
      { at: 0, source: 8, length: 3 },
      { at: 4, source: 11, length: 1 },
      { at: 5, source: 13, length: 3 },
    ])
  })

  it('leaves out what is not kept and leaves the rest in order', () => {
    const list = listOver(Array.from({ length: 40 }, (_, i) => i))
    for (let i = 0; i < 6; i++) {
      list.open(i)
      list.add(i, 20 + i, 1 + i)
    }
    list.keep(Uint8Array.of(0, 1, 0, 0, 1, 1))
    expect(list.all().map(({ source, weight }) => [source, weight])).toEqual([
      [1, 2],
      [4, 5],
      [5, 6],
    ])
  })
})

describe('passages by weight', () => {
  it.each([0, 1, 15, 16, 17, 33, 700])('are sorted as a comparing sort would do: %i of them', (count) => {
    const random = createRandom(5)
    const list = listOver(Array.from({ length: 100 }, (_, i) => i))
    for (let i = 0; i < count; i++) {
      list.open(random.below(5))
      list.add(random.below(5), 50, 1 + random.below(5))
    }
    const records = list.all()
    const expected = records
      .map((_, i) => i)
      .sort((a, b) => {
        const one = records[a]
        const other = records[b]
        if (one === undefined || other === undefined) return 0
        return (
          other.weight - one.weight ||
          one.source - other.source ||
          (one.blocks[0]?.at ?? 0) - (other.blocks[0]?.at ?? 0)
        )
      })
    expect([...heaviestFirst(list)]).toEqual(expected)
  })
})

describe('the words of a range', () => {
  it('belong to the claim that holds most, of equals the first', () => {
    const list = listOver(Array.from({ length: 60 }, (_, i) => i))
    for (const [at, length] of [
      [10, 2],
      [14, 3],
      [17, 2],
      [10, 9],
      [10, 3],
      [19, 1],
    ] as const) {
      list.open(0)
      list.add(at, 30 + at, length)
    }
    const owners = new Owners()
    owners.clear({ from: 10, to: 20 })
    for (const claim of [0, 1, 2]) owners.take(list, claim, claim)
    owners.look(list, 3)
    expect([owners.claim, owners.taken]).toEqual([1, 7])
    owners.look(list, 4)
    expect([owners.claim, owners.taken]).toEqual([0, 2])
    owners.look(list, 5)
    expect([owners.claim, owners.taken]).toEqual([-1, 0])
    owners.take(list, 3, 3)
    expect([10, 12, 13, 14, 19].map((token) => owners.claimOf(token))).toEqual([0, 3, 3, 1, -1])
    owners.clear({ from: 0, to: 30 })
    expect(owners.claimOf(12)).toBe(-1)
  })
})

describe('the gap between two blocks', () => {
  it('has as many words in common as the longest common subsequence, whatever was there before', () => {
    const random = createRandom(4)
    for (let round = 0; round < 200; round++) {
      const rows = random.below(4) * 6
      const columns = random.below(4) * 5
      const id = Array.from({ length: rows + columns }, () => random.below(4))
      const here = id.slice(0, rows)
      const there = id.slice(rows)
      let words = 0
      let at = -1
      let source = -1
      commonInGap(streamOf(id), 0, rows, rows, columns, (a, s, length) => {
        expect(id.slice(a, a + length)).toEqual(id.slice(s, s + length))
        expect(a).toBeGreaterThan(at)
        expect(s).toBeGreaterThan(source)
        words += length
        at = a + length - 1
        source = s + length - 1
      })
      expect(words).toBe(longestCommon(here, there))
    }
  })
})

function longestCommon(a: readonly number[], b: readonly number[]): number {
  let row = b.map(() => 0)
  for (const one of a) {
    const next: number[] = []
    for (const [j, other] of b.entries()) {
      next.push(one === other ? (row[j - 1] ?? 0) + 1 : Math.max(row[j] ?? 0, next[j - 1] ?? 0))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
