import { describe, expect, it } from 'vitest'
import type { ThreadSpec } from './build.js'
import { column, report } from './reading.js'

const talk: ThreadSpec = {
  id: 'north/talk',
  title: 'Is it  a bubble?',
  capturedAt: '2026-03-06',
  publishedFrom: 'capture',
  announced: 7,
  posts: [
    { author: 'Ed Hall', text: 'Sales are inflated, they say. Nobody knows.' },
    {
      author: 'Anna',
      stamp: '5 March 2026, 10:00',
      iso: '2026-03-05T10:00',
      text: '[[Nobody knows.]] Everybody 🙂 knows.',
    },
    {
      author: 'Ben',
      stamp: 'yesterday',
      relative: true,
      text: '[[who knows]] A bubble it is.\n[[Everybody 🙂 knows.]]',
    },
    { author: null, stamp: '4 March 2026', iso: '2026-03-04', kind: 'stub' },
    { author: 'Anna', stamp: '5 March 2026, 12:00', iso: '2026-03-05T12:00', text: 'Yes.' },
  ],
  quotes: [{ of: 0 }, { named: 'Carla' }, { of: 1, match: 'edited', similarity: 0.934 }],
  replies: [
    { post: 1, to: 0, evidence: 'quote', quote: 1, confidence: 0.9 },
    { post: 2, to: null, toAuthor: 'Carla', evidence: 'attribution', quote: 1 },
    { post: 2, to: 1, evidence: 'quote', quote: 2 },
    { post: 4, to: 0, evidence: 'position', confidence: 0.2 },
  ],
  stances: [
    { post: 0, stance: 'bubble', polarity: 'neither', words: 'Sales are inflated' },
    { post: 2, stance: 'bubble', polarity: 'favor', words: 'A bubble it is', cues: ['bubble.is', 'bubble'] },
  ],
}

describe('threads.csv', async () => {
  const row = (await report([talk])).rows('threads')[0]

  it('says what was found in the dump', () => {
    expect(row).toMatchObject({
      thread: 'north/talk',
      title: 'Is it a bubble?',
      author: 'Ed Hall',
      published_at: '2026-03-06',
      published_from: 'capture',
      captured_at: '2026-03-06',
      comments_announced: '7',
      comments_found: '3',
      stubs: '1',
      comments_missing: '3',
      authors: '3',
      quotes: '3',
      first_comment_at: '2026-03-05T10:00',
      last_comment_at: '2026-03-05T12:00',
      source_file: 'north/talk.txt',
    })
  })

  it('counts only answers that rest on more than the order of posts', () => {
    expect(row?.['replies']).toBe('3')
  })

  it('leaves comments_missing empty when nothing is announced, and goes below 0 when more were found', async () => {
    const { announced: _, ...silent } = talk
    expect(column(await report([silent]), 'threads', 'comments_missing')).toEqual([''])
    expect(
      column(
        await report([{ ...talk, announced: 2 }], { dialect: 'default' }),
        'threads',
        'comments_missing',
      ),
    ).toEqual(['-2'])
  })

  it('counts the rows that the dump has in problems.csv', async () => {
    const written = await report([
      { ...talk, diagnostics: [{ code: 'encoding-guessed', line: null, message: 'm' }] },
    ])
    expect(column(written, 'threads', 'problems')).toEqual([String(written.rows('problems').length)])
    expect(written.rows('problems')[0]).toEqual({
      source_file: 'north/talk.txt',
      line: '',
      severity: 'note',
      code: 'encoding-guessed',
      message: 'm',
    })
  })
})

describe('posts.csv', async () => {
  const written = await report([talk])

  it('has article, comments and stubs in the order of the page', () => {
    expect(column(written, 'posts', 'post')).toEqual([0, 1, 2, 3, 4].map((n) => `north/talk#${n}`))
    expect(column(written, 'posts', 'kind')).toEqual(['article', 'comment', 'comment', 'stub', 'comment'])
  })

  it('gives own words without quotes, slices joined by a line feed, and counts characters', async () => {
    const [, anna, ben, stub] = written.rows('posts')
    expect(anna).toMatchObject({ text: 'Everybody 🙂 knows.', own_characters: '18', quoted_characters: '13' })
    expect(ben).toMatchObject({ text: 'A bubble it is.', quoted_characters: String(9 + 18) })
    expect(stub).toMatchObject({ text: '', own_characters: '0', author: '' })
    const two = await report([{ posts: [{ text: 'One. [[Cited.]] Two.' }] }])
    expect(column(two, 'posts', 'text')).toEqual(['One.\nTwo.'])
  })

  it('keeps the printed time where it could not be resolved', () => {
    expect(written.rows('posts')[2]).toMatchObject({ published_at: '', published_text: 'yesterday' })
  })

  it("takes the article's time from the date line where the byline has none", () => {
    expect(written.rows('posts')[0]).toMatchObject({ published_at: '2026-03-06', published_text: '' })
  })

  it('numbers lines from 1, both ends included', () => {
    // Title, announced number and an empty line stand above the article: author and text.
    expect(written.rows('posts')[0]).toMatchObject({ line_from: '4', line_to: '5' })
  })
})

describe('quotes.csv', async () => {
  const written = await report([talk])
  const [first, second, third] = written.rows('quotes')

  it('names quote, post and source', () => {
    expect(first).toMatchObject({
      quote: 'north/talk#1.q1',
      author: 'Anna',
      quoted_post: 'north/talk#0',
      quoted_author: 'Ed Hall',
      match: 'exact',
      similarity: '1.00',
    })
    expect(third).toMatchObject({ quote: 'north/talk#2.q2', match: 'edited', similarity: '0.93' })
  })

  it('leaves post and similarity empty when the words were not found', () => {
    expect(second).toMatchObject({
      match: 'announced',
      quoted_post: '',
      quoted_author: 'Carla',
      similarity: '',
    })
  })

  it('gives places in code points: the text stands at start to end, also behind an emoji', async () => {
    const { analysed } = await import('./build.js')
    const letters = [...analysed(talk).thread.dump.text]
    for (const quote of written.rows('quotes')) {
      expect(letters.slice(Number(quote['start']), Number(quote['end'])).join('')).toBe(quote['text'])
    }
  })
})

describe('replies.csv', async () => {
  const rows = (await report([talk])).rows('replies')

  it('has the words of both posts, the evidence and its place', () => {
    expect(rows[0]).toMatchObject({
      post: 'north/talk#1',
      author: 'Anna',
      to_post: 'north/talk#0',
      to_author: 'Ed Hall',
      relation: 'inferred',
      evidence: 'quote',
      confidence: '0.90',
      quote: 'north/talk#1.q1',
      published_at: '2026-03-05T10:00',
      text: 'Everybody 🙂 knows.',
      to_text: 'Sales are inflated, they say. Nobody knows.',
    })
    expect(rows[0]?.['start']).not.toBe('')
  })

  it('names who is answered when that post is not there', () => {
    expect(rows[1]).toMatchObject({ to_post: '', to_author: 'Carla', relation: 'declared', to_text: '' })
  })

  it('repeats at most what a cell holds, never half a character', async () => {
    const long = `${'x'.repeat(32_766)}🙂 and more`
    const written = await report([
      {
        posts: [
          { author: 'Ed', text: long },
          { author: 'Al', text: 'So?' },
        ],
        replies: [{ post: 1, to: 0, evidence: 'mention' }],
      },
    ])
    expect(column(written, 'replies', 'to_text')).toEqual(['x'.repeat(32_766)])
    expect(column(written, 'posts', 'text')).toContain(long)
  })
})

describe('stances.csv', async () => {
  it('gives evidence, cues and the post they stand in', async () => {
    expect((await report([talk])).rows('stances')[1]).toMatchObject({
      post: 'north/talk#2',
      author: 'Ben',
      stance: 'bubble',
      polarity: 'favor',
      confidence: '0.80',
      evidence: 'A bubble it is',
      cues: 'bubble.is bubble',
      coder: 'codebook',
      kind: 'comment',
      language: 'en',
      text: 'A bubble it is.',
    })
  })
})

describe('stances_by_thread.csv', async () => {
  it('has a row for every target, the article apart', async () => {
    const rows = (await report([talk])).rows('stances_by_thread')
    expect(rows).toMatchObject([
      {
        stance: 'bubble',
        favor: '1',
        against: '0',
        neither: '0',
        comments: '1',
        authors: '1',
        article: 'neither',
      },
      { stance: 'listing', favor: '0', against: '0', neither: '0', comments: '0', authors: '0', article: '' },
    ])
    expect(rows[0]).toMatchObject({ title: 'Is it a bubble?', published_at: '2026-03-06' })
  })

  it('counts an author of two comments once', async () => {
    const twice = [1, 4].map((post) => ({
      post,
      stance: 'bubble',
      polarity: 'favor' as const,
      words: post === 1 ? 'knows' : 'Yes',
    }))
    expect((await report([{ ...talk, stances: twice }])).rows('stances_by_thread')[0]).toMatchObject({
      favor: '2',
      comments: '2',
      authors: '1',
    })
  })
})
