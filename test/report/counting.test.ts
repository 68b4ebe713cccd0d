import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Code } from '../../src/model/coding.js'
import { EVIDENCE } from '../../src/model/reply.js'
import { isMachine } from '../../src/report/counted.js'
import type { ThreadSpec } from './build.js'
import { report } from './reading.js'

const first: ThreadSpec = {
  id: 'a',
  posts: [
    { author: 'Ed', text: 'Up it goes.' },
    { author: 'Anna', iso: '2026-03-05T10:00', stamp: '10:00', text: '[[Up it goes.]] A bubble.' },
    { author: 'Ben', iso: '2026-03-05T11:00', stamp: '11:00', text: 'Anna, no bubble.' },
    { author: 'Ben', iso: '2026-03-05T12:00', stamp: '12:00', text: '[[was said]] I repeat: none.' },
    { author: null, text: 'Ben is right.' },
  ],
  quotes: [{ of: 0 }, { named: 'Carla' }],
  replies: [
    { post: 1, to: 0, evidence: 'quote', quote: 1 },
    { post: 2, to: 1, evidence: 'mention' },
    { post: 3, to: 2, evidence: 'structure' },
    { post: 3, to: null, toAuthor: 'Carla', evidence: 'attribution', quote: 1 },
    { post: 4, to: 2, evidence: 'mention' },
    { post: 4, to: 3, evidence: 'adjacency' },
  ],
  stances: [
    { post: 0, stance: 'listing', polarity: 'neither', words: 'Up' },
    { post: 1, stance: 'bubble', polarity: 'favor', words: 'A bubble' },
    { post: 2, stance: 'bubble', polarity: 'against', words: 'no bubble' },
    { post: 3, stance: 'bubble', polarity: 'against', words: 'none' },
  ],
}
const second: ThreadSpec = {
  id: 'b',
  posts: [
    { author: 'Anna', iso: '2026-02-01', stamp: '1 Feb', text: 'Hello.' },
    { author: 'Ben', iso: '2026-02-01T09:00+09:00', stamp: '9:00', text: 'Anna, hello.' },
  ],
  replies: [{ post: 1, to: 0, evidence: 'mention' }],
}

describe('interactions.csv', async () => {
  it('sums answers and quotes of a pair over threads, in order of the names', async () => {
    expect((await report([first, second])).rows('interactions')).toEqual([
      pair('Anna', 'Ed', 1, 1, 1, '2026-03-05T10:00', '2026-03-05T10:00'),
      pair('Ben', 'Anna', 2, 0, 2, '2026-02-01T09:00+09:00', '2026-03-05T11:00'),
      pair('Ben', 'Ben', 1, 0, 1, '2026-03-05T12:00', '2026-03-05T12:00'),
      pair('Ben', 'Carla', 1, 1, 1, '2026-03-05T12:00', '2026-03-05T12:00'),
    ])
  })

  it('keeps names of different sites apart', async () => {
    const rows = (await report([second, { ...second, id: 'c', site: 'forum' }])).rows('interactions')
    expect(rows.map((row) => [row['site'], row['threads']])).toEqual([
      ['', '1'],
      ['forum', '1'],
    ])
  })
})

function pair(
  author: string,
  to: string,
  replies: number,
  quotes: number,
  threads: number,
  from: string,
  until: string,
) {
  const counts = { replies: String(replies), quotes: String(quotes), threads: String(threads) }
  return { author, to_author: to, ...counts, first_at: from, last_at: until, site: '' }
}

describe('authors.csv', async () => {
  const rows = (await report([first, second])).rows('authors')

  it('counts posts, answers and quotes of everybody who is named', () => {
    expect(rows.map((row) => row['author'])).toEqual(['Anna', 'Ben', 'Carla', 'Ed'])
    expect(rows[1]).toEqual({
      author: 'Ben',
      posts: '3',
      threads: '2',
      replies_made: '4',
      replies_received: '1',
      quotes_made: '1',
      quotes_received: '0',
      first_at: '2026-02-01T09:00+09:00',
      last_at: '2026-03-05T12:00',
      captured: '1',
      site: '',
      bubble_favor: '0',
      bubble_against: '2',
      listing_favor: '0',
      listing_against: '0',
    })
  })

  it('shows who is known only from a header', () => {
    expect(rows[2]).toMatchObject({
      posts: '0',
      threads: '0',
      captured: '0',
      replies_received: '1',
      quotes_received: '1',
    })
  })

  it('orders names by code point, not by the rules of a language', async () => {
    const names = ['é', 'z', 'Z', '🙂', '！']
    const thread = { posts: names.map((author) => ({ author, text: 'x' })) }
    expect((await report([thread])).rows('authors').map((row) => row['author'])).toEqual([
      'Z',
      'z',
      'é',
      '！',
      '🙂',
    ])
  })
})

describe('stance_replies.csv', async () => {
  it('counts answers by the codes of both posts, authors once', async () => {
    const again = { post: 3, to: 1, evidence: 'mention' } as const
    const written = await report([{ ...first, replies: [...(first.replies ?? []), again] }])
    expect(written.rows('stance_replies')).toEqual([
      cell('bubble', 'against', 'bubble', 'against', 1, 1),
      cell('bubble', 'against', 'bubble', 'favor', 2, 1),
      cell('bubble', 'favor', 'listing', 'neither', 1, 1),
    ])
  })
})

function cell(
  stance: string,
  polarity: string,
  to: string,
  toPolarity: string,
  replies: number,
  authors: number,
) {
  return {
    stance,
    polarity,
    to_stance: to,
    to_polarity: toPolarity,
    replies: String(replies),
    authors: String(authors),
  }
}

describe('whose code counts', async () => {
  const by = (...codes: readonly (readonly [string, Code])[]): ThreadSpec => ({
    posts: [
      { author: 'Ed', text: 'So.' },
      { author: 'Anna', text: 'A bubble.' },
    ],
    stances: codes.flatMap(([coder, polarity]) =>
      polarity !== 'none' && isMachine(coder)
        ? { post: 1, stance: 'bubble', polarity, words: 'A bubble', coder }
        : [],
    ),
    codings: codes.flatMap(([coder, code]) =>
      isMachine(coder) ? [] : { post: 1, stance: 'bubble', code, coder },
    ),
  })
  const counted = async (thread: ThreadSpec, coder: string | null = null) =>
    (await report([thread], { coder })).rows('stances_by_thread')[0]

  it("is people's agreed one before the codebook's", async () => {
    const agreed = by(['codebook', 'favor'], ['model', 'favor'], ['Iris', 'against'], ['Otto', 'against'])
    expect(await counted(agreed)).toMatchObject({ favor: '0', against: '1', comments: '1' })
    expect((await report([agreed])).rows('authors')[0]).toMatchObject({
      author: 'Anna',
      bubble_favor: '0',
      bubble_against: '1',
    })
  })

  it('is none where people agree that the target is not touched, whatever the codebook says', async () => {
    expect(await counted(by(['codebook', 'favor'], ['Iris', 'none'], ['Otto', 'none']))).toMatchObject({
      comments: '0',
    })
  })

  it("is the codebook's where people differ", async () => {
    for (const code of ['neither', 'none'] as const) {
      const disputed = by(['codebook', 'favor'], ['Iris', 'against'], ['Otto', code], ['Uta', 'against'])
      expect(await counted(disputed)).toMatchObject({ favor: '1', comments: '1' })
    }
  })

  it('is nobody’s where people differ and the codebook is silent, or only the model speaks', async () => {
    expect(await counted(by(['Iris', 'against'], ['Otto', 'neither']))).toMatchObject({ comments: '0' })
    expect(await counted(by(['model', 'favor']))).toMatchObject({ comments: '0' })
  })

  it('is that of the coder who was chosen', async () => {
    const thread = by(['codebook', 'favor'], ['Iris', 'against'], ['Otto', 'none'])
    expect(await counted(thread, 'Iris')).toMatchObject({ against: '1', comments: '1' })
    expect(await counted(thread, 'Otto')).toMatchObject({ comments: '0' })
    expect(await counted(thread, 'codebook')).toMatchObject({ favor: '1', comments: '1' })
    expect((await report([thread], { coder: 'Iris' })).rows('stances')).toHaveLength(2)
  })
})

describe("people's codes in stances.csv", async () => {
  const thread: ThreadSpec = {
    posts: [{ text: 'So.' }, { author: 'Anna', text: 'A bubble, listed.' }, { text: 'Up.' }],
    stances: [
      { post: 1, stance: 'bubble', polarity: 'favor', words: 'bubble', coder: 'model' },
      { post: 1, stance: 'bubble', polarity: 'favor', words: 'bubble' },
      { post: 1, stance: 'listing', polarity: 'neither', words: 'listed' },
    ],
    codings: [
      { post: 1, stance: 'listing', code: 'none', coder: 'Iris' },
      { post: 1, stance: 'bubble', code: 'favor', coder: 'Zoë' },
      { post: 1, stance: 'bubble', code: 'against', coder: 'Iris' },
      { post: 2, stance: 'bubble', code: 'neither', coder: 'Iris' },
    ],
  }

  it('stand behind those of the machine, by target, then by name; none is no row', async () => {
    expect(
      (await report([thread])).rows('stances').map((row) => [row['post'], row['stance'], row['coder']]),
    ).toEqual([
      ['talk#1', 'bubble', 'codebook'],
      ['talk#1', 'bubble', 'model'],
      ['talk#1', 'bubble', 'Iris'],
      ['talk#1', 'bubble', 'Zoë'],
      ['talk#1', 'listing', 'codebook'],
      ['talk#2', 'bubble', 'Iris'],
    ])
  })

  it('have no confidence, evidence or cues, which nobody knows', async () => {
    expect((await report([thread])).rows('stances')[2]).toMatchObject({
      author: 'Anna',
      polarity: 'against',
      confidence: '',
      evidence: '',
      start: '',
      end: '',
      cues: '',
      language: 'en',
      text: 'A bubble, listed.',
    })
  })
})

describe('rows without an author', async () => {
  it('are left out of the sums and noted once a thread, at the first of them', async () => {
    const written = await report([first])
    const notes = written.rows('problems').filter((row) => row['code'] === 'row-without-author')
    const line = written.rows('posts')[4]?.['line_from']
    expect(notes).toMatchObject([{ severity: 'note', line }])
    expect(notes[0]?.['message']).toContain('1 post, 1 answer:')
  })

  it('are no matter where the article is a mere title, or a post is gone', async () => {
    const list: ThreadSpec = {
      posts: [{ author: null }, { author: 'Anna', text: 'Hi.' }, { author: null, kind: 'stub' }],
    }
    expect((await report([list])).rows('problems')).toEqual([])
  })
})

const names = fc.constantFrom('Anna', 'Ben', 'Carla', null)
const threads = fc
  .array(
    fc.record({
      posts: fc.array(fc.record({ author: names, text: fc.constantFrom('Yes.', '[[No.]] Yes.') }), {
        minLength: 2,
      }),
      replies: fc.array(
        fc.record({
          post: fc.nat(),
          to: fc.option(fc.nat()),
          toAuthor: names,
          evidence: fc.constantFrom(...EVIDENCE),
        }),
      ),
      quotes: fc.array(fc.record({ named: fc.constantFrom('Anna', 'Dora') })),
    }),
  )
  .map((specs) =>
    specs.map((spec, at): ThreadSpec => ({
      id: `t${at}`,
      ...spec,
      replies: spec.replies.map((reply) => ({
        ...reply,
        post: reply.post % spec.posts.length,
        to: reply.to === null ? null : reply.to % spec.posts.length,
      })),
    })),
  )

const sum = (rows: readonly Record<string, string>[], name: string): number =>
  rows.reduce((total, row) => total + Number(row[name]), 0)

describe('for all threads', async () => {
  it('authors, interactions and the per-post tables agree', async () => {
    await fc.assert(
      fc.asyncProperty(threads, async (specs) => {
        const written = await report(specs)
        const authors = written.rows('authors')
        const pairs = written.rows('interactions')
        const answers = written
          .rows('replies')
          .filter(
            ({ evidence, author, to_author: to }) =>
              !/adjacency|position/.test(`${evidence}`) && author && to,
          )
        const quotes = written.rows('quotes').filter(({ author, quoted_author: quoted }) => author && quoted)
        expect(sum(pairs, 'replies')).toBe(answers.length)
        expect(sum(authors, 'replies_made')).toBe(answers.length)
        expect(sum(authors, 'replies_received')).toBe(answers.length)
        expect(sum(pairs, 'quotes')).toBe(quotes.length)
        expect(sum(authors, 'quotes_made')).toBe(quotes.length)
        expect(sum(authors, 'quotes_received')).toBe(quotes.length)
        expect(sum(authors, 'posts')).toBe(written.rows('posts').filter(({ author }) => author !== '').length)
        expect(sum(written.rows('threads'), 'problems')).toBe(written.rows('problems').length)
      }),
      { numRuns: 50 },
    )
  })
})
