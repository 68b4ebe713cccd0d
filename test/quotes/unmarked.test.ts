import { describe, expect, it } from 'vitest'
import { find } from './thread.js'

const ARTICLE = {
  author: 'Editor',
  text: 'The museum bought forty clocks last winter. None of them shows the right time, which the director calls « a curatorial choice ».\n\nVisitors may wind three of them. The rest are too fragile, says the workshop.',
}

describe('words repeated without any mark', () => {
  it('are a quote when they fill a line', () => {
    const { quoted, marked, quotes, own } = find([
      ARTICLE,
      {
        text: '{None of them shows the right time, which the director calls « a curatorial choice ».}\nMine neither.',
      },
    ])
    expect(quoted).toEqual(marked)
    expect(quotes[0]).toMatchObject({ match: 'exact', header: null, author: 'Editor', source: { post: 0 } })
    expect(own[1]).toBe('Mine neither.')
  })

  it('are exact across case, white space, paragraph breaks and typographic signs', () => {
    const { quoted, marked, quotes } = find([
      ARTICLE,
      {
        text: '{which the director calls "a curatorial choice". Visitors may wind three of them.  The rest are too fragile, says the workshop.}\nI wound one.',
      },
    ])
    expect(quoted).toEqual(marked)
    expect(quotes[0]).toMatchObject({ match: 'exact', source: { similarity: 1 } })
  })

  it('are edited when a word was left out', () => {
    const { quoted, marked, quotes } = find([
      ARTICLE,
      { text: '{The museum bought clocks last winter. None of them shows the right time.}\nPity.' },
    ])
    expect(quoted).toEqual(marked)
    expect(quotes[0]?.match).toBe('edited')
    expect(quotes[0]?.source?.similarity).toBeGreaterThan(0.85)
    expect(quotes[0]?.source?.similarity).toBeLessThan(1)
  })

  it.each(['« ', '"', '„'])('are a quote between quotation marks opened by %s', (open) => {
    const close = open === '« ' ? ' »' : open === '„' ? '“' : '"'
    const { quoted, own } = find([
      ARTICLE,
      { text: `A ${open}curatorial choice they call it${close} indeed.` },
      {
        text: `Well, ${open}curatorial choice they call it${close} was well put by you.`,
      },
    ])
    expect(quoted[2]).toEqual(['curatorial choice they call it'])
    expect(own[2]).toBe(`Well, ${open.trim()}\n${close.trim()} was well put by you.`)
  })

  it('are the whole paragraph where that holds quotation marks of its own', () => {
    const words = 'My uncle says "clocks are honest furniture" and means it as the highest praise he has.'
    const { quoted, marked } = find([ARTICLE, { text: words }, { text: `{${words}}\nWise uncle.` }])
    expect(quoted).toEqual(marked)
  })

  it('come from the earliest post, and from the one where they are own words', () => {
    const words = 'A stopped clock frightens me more than a loud one.'
    const { quotes } = find([
      ARTICLE,
      { text: words },
      { text: `${words}\nMe too.` },
      { text: `${words}\nAnd me.` },
    ])
    expect(quotes.map((quote) => [quote.post, quote.source?.post])).toEqual([
      [2, 1],
      [3, 1],
    ])
  })

  it('come from the earlier post also where the page shows the newest first', () => {
    const words = 'A stopped clock frightens me more than a loud one.'
    const { quotes } = find([ARTICLE, { text: `${words}\nMe too.` }, { text: words }], 'newest-first')
    expect(quotes.map((quote) => [quote.post, quote.source?.post])).toEqual([[1, 2]])
  })

  it('come from the post that has them in one piece where neither time nor page say which was first', () => {
    const questions = ['Will the tower clock strike again this year?', 'Who pays for the new bronze bell?']
    const { quotes } = find(
      [
        ARTICLE,
        { at: '2026-03-05', text: `${questions[0]}\nFrom May on, we hope.\n${questions[1]}\nThe town does.` },
        { at: '2026-03-05', text: questions.join('\n') },
      ],
      'other',
    )
    expect(quotes.map((quote) => [quote.post, quote.source?.post])).toEqual([
      [1, 2],
      [1, 2],
    ])
  })

  it('leave out the name that stands before them on their line', () => {
    const { quoted, marked } = find([
      ARTICLE,
      { author: 'Quill', text: 'My uncle keeps bees in the old clock tower of Marle.' },
      { text: 'Quill: {My uncle keeps bees in the old clock tower of Marle.}\nDo they keep time?' },
    ])
    expect(quoted).toEqual(marked)
  })

  it('may be the words of the same author', () => {
    const words = 'The pendulum room smells of oil, brass and somebody else’s childhood.'
    const { quotes } = find([
      ARTICLE,
      { author: 'Quill', text: words },
      { author: 'Quill', text: `${words}\nI stand by it.` },
    ])
    expect(quotes[0]).toMatchObject({ post: 2, author: 'Quill', source: { post: 1 } })
  })
})

describe('words that are no quote', () => {
  it.each([
    ['a popular phrase', 'at the end of the day a clock is just a clock'],
    ['function words in a row', 'it is not that they are not in on it and we are'],
  ])('%s', (_, phrase) => {
    const posts = [
      `My brother repairs sundials, and ${phrase}, he never missed a lunch.`,
      `We should ask the workshop. Still, ${phrase}, so leave them alone.`,
      `${phrase}, my grandmother used to tell us over the washing up.`,
      `Nobody winds a tower for fun; ${phrase}, and then the bells go.`,
    ].map((text) => ({ text }))
    expect(find([ARTICLE, ...posts]).quotes).toEqual([])
  })

  it('a signature that somebody puts under every post', () => {
    const signature = 'Keeper of the brass keys, third floor, ring twice and wait.'
    const posts = [
      'The escapement was made in Ghent, as far as anybody can tell from the stamp on it.',
      'No, the weights are lead, and they were never gilded whatever the leaflet says.',
    ]
    const { quotes } = find([
      ARTICLE,
      ...posts.map((text) => ({ author: 'Quill', text: `${text}\n${signature}` })),
    ])
    expect(quotes).toEqual([])
  })

  it('an address that two posts link to', () => {
    const link = 'https://clocks.example/forty/pieces/from/the/winter/catalogue.html'
    expect(find([ARTICLE, { text: `See ${link}` }, { text: `${link}\nAlready known.` }]).quotes).toEqual([])
  })

  it('words of a later post', () => {
    const words = 'A stopped clock frightens me more than a loud one.'
    const { quotes } = find([
      ARTICLE,
      { at: '2026-03-05T12:00', text: words },
      { at: '2026-03-05T11:00', text: `Honestly, this. ${words}` },
    ])
    expect(quotes.every((quote) => quote.post === 1)).toBe(true)
  })
})
