import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BlockList, type Block } from '../../src/quotes/block-list.js'
import { BlockSearch, FEW, MANY, type Scope } from '../../src/quotes/blocks.js'
import { GRAM, indexGrams } from '../../src/quotes/grams.js'
import { OwnRuns } from '../../src/quotes/own-runs.js'
import { INSIDE, OWN, TAKEN } from '../../src/quotes/ownership.js'
import type { Weights } from '../../src/quotes/rarity.js'
import { SketchList } from '../../src/quotes/sketches.js'
import type { Stream } from '../../src/quotes/stream.js'
import type { Tolerance } from '../../src/quotes/tolerance.js'

/** Posts as lists of words, in order of time. */
function streamOf(posts: readonly (readonly number[])[]): Stream {
  const id = Int32Array.from(posts.flat())
  const from = new Int32Array(posts.length + 1)
  for (const [rank, post] of posts.entries()) from[rank + 1] = (from[rank] ?? 0) + post.length
  const none = new Int32Array(0)
  return {
    count: id.length,
    id,
    start: none,
    end: none,
    letters: none,
    signs: new Uint8Array(id.length),
    form: String,
    lengths: none,
    rank: Int32Array.from(posts.flatMap((post, rank) => post.map(() => rank))),
    from,
    timeline: { order: [], rank: none, surelyBefore: () => false, unsureUntil: () => 0 },
  }
}

/** Few words, so that most runs of them have more places than are looked at. */
const word = fc.constantFrom(0, 0, 0, 1, 1, 2)
const posts = fc.array(fc.array(word, { maxLength: 40, size: 'max' }), {
  minLength: 2,
  maxLength: 9,
  size: 'max',
})

function runAt({ id, rank }: Stream, token: number): string | null {
  return rank[token + GRAM - 1] === rank[token] ? id.subarray(token, token + GRAM).join(' ') : null
}

describe('the index of runs', () => {
  it('has the places of every run that occurs more than once, in order, and no others', () => {
    fc.assert(
      fc.property(posts, (written) => {
        const stream = streamOf(written)
        const { gram, first, places } = indexGrams(stream)
        const all = new Map<string, number[]>()
        for (let token = 0; token < stream.count; token++) {
          const run = runAt(stream, token)
          if (run !== null) all.set(run, [...(all.get(run) ?? []), token])
        }
        for (let token = 0; token < stream.count; token++) {
          const run = runAt(stream, token)
          const same = run === null ? [] : (all.get(run) ?? [])
          const g = gram[token] ?? 0
          if (g >= 0) expect([...places.subarray(first[g], first[g + 1])]).toEqual(same)
          else expect(same.length).toBeLessThan(2)
        }
        const alone = [...gram].filter((g) => g < 0)
        expect(new Set(alone).size).toBe(alone.length)
      }),
    )
  })
})

/** What the search should find, said plainly: all own words before are looked through, every block is compared word by word. */
function plainly(stream: Stream, own: Uint8Array, rank: number): Block[] {
  const { id, from } = stream
  const begin = from[rank] ?? 0
  const end = from[rank + 1] ?? 0
  const blocks: Block[] = []
  const covered = new Map<number, number>()
  for (let at = begin; at + GRAM <= end; at++) {
    const places: number[] = []
    for (let token = 0; token < begin; token++)
      if (own[token] === OWN && runAt(stream, token) === runAt(stream, at)) places.push(token)
    for (const place of places.length > MANY ? places.slice(0, FEW) : places) {
      if ((covered.get(place - at) ?? 0) > at) continue
      let back = 0
      while (
        at - back > begin &&
        place - back > (from[stream.rank[place] ?? 0] ?? 0) &&
        id[at - back - 1] === id[place - back - 1] &&
        own[place - back - 1] !== TAKEN
      )
        back++
      let on = GRAM
      const stop = from[(stream.rank[place] ?? 0) + 1] ?? 0
      while (
        at + on < end &&
        place + on < stop &&
        id[at + on] === id[place + on] &&
        own[place + on] !== TAKEN
      )
        on++
      covered.set(place - at, at + on)
      blocks.push({ at: at - back, source: place - back, length: back + on })
    }
  }
  return blocks
}

function blocksIn({ count, at, source, length }: BlockList): Block[] {
  return Array.from({ length: count }, (_, i) => ({
    at: at[i] ?? 0,
    source: source[i] ?? 0,
    length: length[i] ?? 0,
  }))
}

/** Whose the tokens are: in some threads most, in some next to none are their author's own. */
const owned = fc
  .constantFrom([OWN, OWN, TAKEN, INSIDE], [OWN, TAKEN, INSIDE, INSIDE, INSIDE, INSIDE, INSIDE, INSIDE])
  .chain((kinds) => fc.array(fc.constantFrom(...kinds), { minLength: 360, maxLength: 360 }))

function searchOf(stream: Stream, own: Uint8Array) {
  const index = indexGrams(stream)
  const runs = new OwnRuns(index, own)
  const blocks = new BlockList(stream.from.length)
  return { runs, blocks, search: new BlockSearch(stream, index, own, runs, blocks) }
}

function ownBefore(rank: number): Scope {
  return { rank, ranks: null, later: null, until: 0 }
}

describe('the search for blocks', () => {
  it('finds what asking every occurrence finds', () => {
    fc.assert(
      fc.property(posts, owned, (written, owns) => {
        const stream = streamOf(written)
        const own = Uint8Array.from(owns).subarray(0, stream.count)
        const { runs, blocks, search } = searchOf(stream, own)
        for (const rank of written.keys()) {
          blocks.clear()
          search.search({ from: stream.from[rank] ?? 0, to: stream.from[rank + 1] ?? 0 }, ownBefore(rank))
          expect(blocksIn(blocks)).toEqual(plainly(stream, own, rank))
          runs.enter(stream, rank, [])
        }
      }),
      { numRuns: 300 },
    )
  })
})

const TOLERANCES: readonly Tolerance[] = [
  { added: 3, dropped: 5, mayJump: () => false },
  { added: 12, dropped: 60, mayJump: () => true },
]

/** Sketches as text, in an order that does not depend on how they were found. */
function sketchesOf(weights: Weights, blocks: BlockList, tolerance: Tolerance): string[] {
  const sketches = new SketchList(weights, blocks)
  sketches.join(tolerance, LEAST)
  return Array.from({ length: sketches.count }, (_, i) => {
    const head = sketches.head[i] ?? 0
    return [blocks.source[head], sketches.from[i], sketches.to[i], sketches.most[i]].join(' ')
  }).sort()
}

const LEAST = 4
const OPEN = 6

/** The same, said plainly: each block in order of place goes on with the sketch it fits best of the last six of its post. */
function joinedPlainly(stream: Stream, weights: Weights, found: readonly Block[], tolerance: Tolerance) {
  const all: { readonly head: Block; tail: Block; most: number }[] = []
  const ended = new Map<number, number>()
  const open = new Map<number, typeof all>()
  for (const block of [...found].sort((a, b) => a.at - b.at || a.source - b.source)) {
    const post = stream.rank[block.source] ?? 0
    const end = ended.get(post) ?? 0
    const waiting = block.at - end > tolerance.added ? [] : (open.get(post) ?? []).slice(-OPEN)
    const fits = waiting.flatMap((sketch) => {
      const { at, source, length } = sketch.tail
      const overlap = Math.max(0, at + length - block.at, source + length - block.source)
      const added = block.at + overlap - at - length
      const dropped = block.source + overlap - source - length
      const near =
        dropped <= tolerance.dropped || tolerance.mayJump(at + length, source + length, block.source)
      if (overlap >= block.length || added > tolerance.added || !near) return []
      const from = dropped > 0 ? at + length : block.at + overlap
      return [{ sketch, cost: added + dropped, from }]
    })
    const best = fits.reduce<(typeof fits)[number] | null>(
      (a, b) => (a !== null && a.cost <= b.cost ? a : b),
      null,
    )
    const behind = weights[block.at + block.length] ?? 0
    if (best === null) {
      const sketch = { head: block, tail: block, most: behind - (weights[block.at] ?? 0) }
      all.push(sketch)
      open.set(post, [...waiting, sketch])
    } else {
      best.sketch.tail = block
      best.sketch.most += behind - (weights[best.from] ?? 0)
      open.set(post, waiting)
    }
    ended.set(post, Math.max(end, block.at + block.length))
  }
  return all
    .filter(({ most }) => most >= LEAST)
    .map(({ head, tail, most }) => [head.source, head.at, tail.at + tail.length, most].join(' '))
    .sort()
}

describe('sketches', () => {
  it('are what joining block by block in order of place gives', () => {
    fc.assert(
      fc.property(posts, owned, fc.constantFrom(...TOLERANCES), (written, owns, tolerance) => {
        const stream = streamOf(written)
        const own = Uint8Array.from(owns).subarray(0, stream.count)
        const weights = Float64Array.from({ length: stream.count + 1 }, (_, i) => i)
        const { runs, blocks, search } = searchOf(stream, own)
        for (const rank of written.keys()) {
          blocks.clear()
          search.search({ from: stream.from[rank] ?? 0, to: stream.from[rank + 1] ?? 0 }, ownBefore(rank))
          const found = blocksIn(blocks)
          expect(sketchesOf(weights, blocks, tolerance)).toEqual(
            joinedPlainly(stream, weights, found, tolerance),
          )
          runs.enter(stream, rank, [])
        }
      }),
    )
  })
})
