import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allot } from '../../src/coding/sheet/allot.js'
import { deal } from '../../src/coding/sheet/deal.js'
import { Sampler } from '../../src/coding/sheet/sample.js'
import { threadRecord } from '../../src/report/record.js'
import type { ThreadRecord } from '../../src/report/record.js'
import { isIllFormed } from '../../src/report/well-formed.js'
import { analysed } from '../report/build.js'

/** A thread with so many comments that the codebook codes, and so many others. */
function thread(id: string, coded: number, others: number, language = 'en'): ThreadRecord {
  const record = threadRecord(
    analysed({
      id,
      posts: [
        { author: 'Ed', text: `News of ${id}` },
        ...Array.from({ length: coded }, (_, at) => ({
          author: `C${at}`,
          text: `A bubble, says C${at} in ${id}`,
        })),
        ...Array.from({ length: others }, (_, at) => ({
          author: `O${at}`,
          text: `Good day, says O${at} in ${id}`,
        })),
        { author: null, kind: 'stub', text: 'This comment was removed.' },
        { author: 'Quiet', text: '!!! 🙂' },
      ],
      stances: Array.from({ length: coded }, (_, at) => ({
        post: at + 1,
        stance: 'bubble',
        polarity: 'favor',
        words: 'A bubble',
      })),
    }),
  )
  return { ...record, posts: record.posts.map((post) => ({ ...post, language })) }
}

function drawn(threads: readonly ThreadRecord[], posts: number, seed = 1) {
  const sampler = new Sampler(posts, seed)
  for (const record of threads) sampler.add(record, new Set())
  return sampler.draw()
}

const ids = (sample: { readonly posts: readonly { readonly post: string }[] }): string[] =>
  sample.posts.map(({ post }) => post)

describe('the sample', () => {
  const corpus = [thread('a', 20, 60), thread('b', 10, 300), thread('c', 3, 40, 'fr')]

  it('is half of posts that the codebook codes, and half of others', () => {
    const { strata } = drawn(corpus, 40)
    const sum = (coded: boolean) =>
      strata.filter((one) => one.coded === coded).reduce((total, one) => total + one.drawn, 0)
    expect([sum(true), sum(false)]).toEqual([20, 20])
  })

  it('fills up from the others where the codebook codes few', () => {
    const { posts, strata } = drawn(corpus, 100)
    expect(posts).toHaveLength(100)
    expect(strata.filter(({ coded }) => coded).map((one) => one.drawn)).toEqual([30, 3])
  })

  it('holds every language and kind, rare ones too', () => {
    const { strata } = drawn(corpus, 20)
    expect(strata.map(({ language, kind, coded }) => [language, kind, coded])).toEqual([
      ['en', 'article', false],
      ['en', 'comment', false],
      ['en', 'comment', true],
      ['fr', 'article', false],
      ['fr', 'comment', false],
      ['fr', 'comment', true],
    ])
    for (const one of strata) expect(one.drawn).toBeGreaterThan(0)
  })

  it('has no stubs and no posts without letters', () => {
    const everything = drawn(corpus, 10_000)
    expect(everything.posts).toHaveLength(3 + 33 + 400)
    expect(everything.posts.map(({ text }) => text).join()).not.toMatch(/removed|🙂/)
  })

  it('shows nothing of what the codebook made of a post', () => {
    const [post] = drawn(corpus, 1).posts
    expect(Object.keys(post ?? {})).toEqual([
      'key',
      'thread',
      'post',
      'kind',
      'author',
      'published_at',
      'language',
      'context',
      'text',
    ])
  })

  it('is the same for a seed, whatever the order of the threads, and another for another seed', () => {
    expect(ids(drawn(corpus.toReversed(), 50))).toEqual(ids(drawn(corpus, 50)))
    expect(ids(drawn(corpus, 50, 2))).not.toEqual(ids(drawn(corpus, 50)))
  })

  it('keeps most posts when a thread joins the corpus', () => {
    const before = new Set(ids(drawn(corpus, 60)))
    const after = ids(drawn([...corpus, thread('d', 2, 20)], 60))
    expect(after.filter((id) => before.has(id)).length).toBeGreaterThan(50)
  })

  it('gives every post of a stratum the same chance', () => {
    const times = new Map<string, number>()
    const one = [thread('a', 0, 40)]
    for (let seed = 0; seed < 400; seed++) {
      for (const id of ids(drawn(one, 11, seed))) times.set(id, (times.get(id) ?? 0) + 1)
    }
    const comments = [...times].filter(([id]) => id !== 'a#0').map(([, count]) => count)
    expect(comments).toHaveLength(40)
    // 10 of 40 in 400 draws: 100 expected, standard deviation 8.7; five of them leave no room for chance.
    for (const count of comments) expect(Math.abs(count - 100)).toBeLessThan(44)
  })
})

describe('the context of a post', () => {
  it('is what it quotes and answers, with who said it, and not what only stands above', () => {
    const record = threadRecord(
      analysed({
        id: 'a',
        posts: [
          { author: 'Ed', text: 'News.' },
          { author: 'Mo', text: 'It is a bubble.' },
          { author: 'Uma', text: '[[words that were lost]] No, Mo.' },
          { author: 'Ida', text: 'I agree.' },
        ],
        quotes: [{ named: 'Zed' }],
        replies: [
          { post: 2, to: 1, evidence: 'mention' },
          { post: 3, to: 2, evidence: 'adjacency' },
        ],
      }),
    )
    const context = new Map(drawn([record], 10).posts.map(({ post, context: words }) => [post, words]))
    expect(context.get('a#2')).toBe('Zed (quoted): words that were lost\n\nMo: It is a bubble.')
    expect(context.get('a#3')).toBeNull()
  })

  it('stays within its bound, each part with its beginning', () => {
    const record = threadRecord(
      analysed({
        id: 'a',
        posts: [
          { text: 'News.' },
          { author: 'Mo', text: '🙂'.repeat(3000) },
          { author: 'Uma', text: 'Well.' },
        ],
        replies: [
          { post: 2, to: 1, evidence: 'mention' },
          { post: 2, to: 0, evidence: 'mention' },
        ],
      }),
    )
    const words = drawn([record], 10).posts.find(({ post }) => post === 'a#2')?.context ?? ''
    expect(words.length).toBeLessThanOrEqual(2000)
    expect(words).toMatch(/^Mo: 🙂.*…\n\n\?: News\.$/u)
    expect(isIllFormed(words)).toBe(false)
  })
})

describe('seats', () => {
  it('go to groups in proportion, at least one each, none beyond its size, and all of them', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(500), { maxLength: 12 }), fc.nat(600), (sizes, seats) => {
        const given = allot(seats, sizes)
        const total = sizes.reduce((sum, size) => sum + size, 0)
        const wanted = Math.min(seats, total)
        expect(given.reduce((sum, seat) => sum + seat, 0)).toBe(wanted)
        const filled = sizes.filter((size) => size > 0).length
        for (const [at, size] of sizes.entries()) {
          const seat = given[at] ?? 0
          expect(seat).toBeLessThanOrEqual(size)
          if (wanted >= filled && size > 0) expect(seat).toBeGreaterThan(0)
          // Those who got their one seat by right may have taken it from anybody.
          if (total > 0) expect(seat).toBeLessThanOrEqual(Math.ceil((size * wanted) / total) + 1)
        }
      }),
    )
  })

  it.each([
    [10, [70, 20, 10], [7, 2, 1]],
    [3, [900, 50, 50], [1, 1, 1]],
    [2, [900, 50, 60], [1, 0, 1]],
    [5, [0, 0], [0, 0]],
  ])('%j seats for %j', (seats, sizes, given) => {
    expect(allot(seats, sizes)).toEqual(given)
  })
})

describe('dealing', () => {
  const { posts } = drawn([thread('a', 12, 30), thread('b', 12, 30)], 48)
  const sheets = (coders: readonly string[], overlap: number, seed = 1) =>
    deal(posts, coders, overlap, seed).map((sheet) => sheet.posts.map(({ post }) => post))

  it('gives every coder all posts, each in an order of their own', () => {
    const [a = [], b = []] = sheets(['A', 'B'], posts.length)
    expect(a.toSorted()).toEqual(ids({ posts }).toSorted())
    expect(b.toSorted()).toEqual(a.toSorted())
    expect(a).not.toEqual(b)
    expect(sheets(['A', 'B'], posts.length)[0]).toEqual(a)
  })

  it('gives all of them the overlap, and each other post to one', () => {
    const dealt = sheets(['A', 'B', 'C'], 12)
    expect(dealt.map((sheet) => sheet.length)).toEqual([24, 24, 24])
    const times = new Map<string, number>()
    for (const id of dealt.flat()) times.set(id, (times.get(id) ?? 0) + 1)
    expect([...times.values()].filter((count) => count === 3)).toHaveLength(12)
    expect([...times.values()].filter((count) => count === 1)).toHaveLength(36)
  })

  it('takes the overlap from all strata', () => {
    const [a = [], b = []] = sheets(['A', 'B'], 12)
    const common = a.filter((id) => b.includes(id))
    const coded = common.filter((id) => Number(id.slice(2)) >= 1 && Number(id.slice(2)) <= 12)
    expect(common).toHaveLength(12)
    expect(coded.length).toBeGreaterThan(4)
    expect(coded.length).toBeLessThan(8)
  })
})
