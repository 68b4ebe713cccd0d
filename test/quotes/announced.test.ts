import { describe, expect, it } from 'vitest'
import { find } from './thread.js'

const ARTICLE = { author: 'Editor', text: 'The harbour council votes tonight on the new ferry pier.' }
const BRINE = {
  author: 'Brine',
  text: 'The ferry is always late on Mondays.\n\nAnd nobody at the counter knows why, I asked three times.',
}

describe('a quote behind a header', () => {
  it('ends with the line at which the words stop following their source', () => {
    const { quoted, marked, quotes, own } = find([
      ARTICLE,
      BRINE,
      {
        author: 'Oakum',
        text: 'Originally Posted by Brine View Post\n{The ferry is always late on Mondays.\n\nAnd nobody at the counter knows why, I asked three times.}\nThe crew starts at noon that day.',
      },
    ])
    expect(quoted).toEqual(marked)
    expect(quotes[0]).toMatchObject({
      match: 'exact',
      named: 'Brine',
      author: 'Brine',
      source: { post: 1, similarity: 1 },
    })
    expect(own[2]).toBe('The crew starts at noon that day.')
  })

  it('may stand on two lines', () => {
    const { quoted, marked, own } = find([
      ARTICLE,
      { author: 'Algue', text: 'Le quai est fermé depuis la tempête de mardi.' },
      {
        author: 'Varech',
        text: 'Citation :\nEnvoyé par Algue Voir le message\n{Le quai est fermé depuis la tempête de mardi.}\nIl rouvre demain.',
      },
    ])
    expect(quoted).toEqual(marked)
    expect(own[2]).toBe('Il rouvre demain.')
  })

  it('may have a button behind its header', () => {
    const { quoted, marked, own } = find([
      ARTICLE,
      BRINE,
      {
        author: 'Oakum',
        text: 'Brine said:\nView Post\n{The ferry is always late on Mondays.}\nAnd on feast days.',
      },
    ])
    expect(quoted).toEqual(marked)
    expect(own[2]).toBe('And on feast days.')
  })

  it('may have a blank line on either side of its header', () => {
    const { quoted, marked, quotes } = find([
      ARTICLE,
      BRINE,
      {
        author: 'Oakum',
        text: 'Quote:\n\nOriginally Posted by Brine\n\n{The ferry is always late on Mondays.}\n\nAnd on feast days.',
      },
    ])
    expect(quoted).toEqual(marked)
    expect(quotes[0]?.header).not.toBeNull()
  })

  it.each(['Ada Finch', 'Ada Finch (ada)', 'Ada Finch;41217', 'ada  finch', 'Ada Finch \u{1F980}'])(
    'names its author also as %s',
    (name) => {
      const { quotes } = find([
        ARTICLE,
        { author: 'Ada Finch (harbour list)', text: 'No.' },
        { author: 'Oakum', text: `${name} wrote:\nNo.\nWhy not?` },
      ])
      expect(quotes[0]).toMatchObject({ match: 'exact', source: { post: 1 } })
    },
  )

  it('is edited when words were changed, left out or cut', () => {
    const { quoted, marked, quotes } = find([
      ARTICLE,
      {
        author: 'Brine',
        text: 'I have taken this boat every working day for eleven years. The coffee was better once, the seats were wood. Today you sit on plastic and pay double for the privilege of being late.',
      },
      {
        author: 'Oakum',
        text: 'Brine wrote:\n{I have taken this boat every day for eleven years. [...] Today you sit on plastic and pay double for the privilege of being late.}\nBut the fare has not moved since the pier burned.',
      },
    ])
    expect(quoted).toEqual(marked)
    expect(quotes[0]?.match).toBe('edited')
    expect(quotes[0]?.source?.post).toBe(1)
  })

  it('leaves out the quote inside the quoted post', () => {
    const { quoted, marked, quotes } = find([
      ARTICLE,
      { author: 'Brine', text: 'Fog kept us out for two hours on Tuesday morning.' },
      {
        author: 'Oakum',
        text: 'Not my experience at all.\nBrine wrote:\n{Fog kept us out for two hours on Tuesday morning.}\nRadar exists, and the captain owns one.',
      },
      {
        author: 'Tiller',
        text: 'Oakum wrote:\n{Not my experience at all.\nRadar exists, and the captain owns one.}\nHe may own it without switching it on.',
      },
    ])
    expect(quoted).toEqual(marked)
    expect(quotes[1]).toMatchObject({ match: 'exact', source: { post: 2, similarity: 1 } })
  })

  it('comes from the post of the one named, also where that post quotes it', () => {
    const words = 'Barnacles are the only passengers who never complain about the timetable.'
    const { quotes } = find([
      ARTICLE,
      { author: 'Brine', text: words },
      { author: 'Oakum', text: `Brine wrote:\n${words}\nPut that on a poster.` },
      { author: 'Tiller', text: `Oakum wrote:\n${words}\nI would buy the poster.` },
      { author: 'Winch', text: `As said above:\n${words}` },
    ])
    expect(quotes.map((quote) => [quote.post, quote.source?.post])).toEqual([
      [2, 1],
      [3, 2],
      [4, 1],
    ])
  })

  it('is found again behind each header of a post with several', () => {
    const { quoted, marked, own } = find([
      ARTICLE,
      BRINE,
      { author: 'Oakum', text: 'Gulls stole my sandwich on the upper deck.' },
      {
        author: 'Tiller',
        text: 'Brine said:\n{The ferry is always late on Mondays.}\nTides, my friend.\nOakum said:\n{Gulls stole my sandwich on the upper deck.}\nServes you right.',
      },
    ])
    expect(quoted).toEqual(marked)
    expect(own[3]).toBe('Tides, my friend.\nServes you right.')
  })

  it('parts into two where an answer was put between its lines', () => {
    const { quoted, marked } = find([
      ARTICLE,
      {
        author: 'Brine',
        text: 'The new pier costs nine million crowns.\nThe old one could be mended for two.\nNobody asked the fishermen what they need.',
      },
      {
        author: 'Oakum',
        text: 'Brine wrote:\n{The new pier costs nine million crowns.\nThe old one could be mended for two.}\nWho says so, and with which timber would that be?\n{Nobody asked the fishermen what they need.}\nThey were asked in March.',
      },
    ])
    expect(quoted).toEqual(marked)
  })

  it('ends for sure where a closing line stands', () => {
    const { quoted, marked, own, facts } = find([
      ARTICLE,
      {
        author: 'Oakum',
        text: 'Somebody gone said:\n{I sold my share in the boat.\n\nIt was the best day of my life.}\nClick to expand...\nThe second best, surely.',
      },
    ])
    expect(quoted).toEqual(marked)
    expect(own[1]).toBe('The second best, surely.')
    expect(facts.diagnostics.map((note) => note.code)).toEqual(['quote-source-missing'])
  })

  it('is found from its closing line alone', () => {
    const { quoted, marked } = find([
      ARTICLE,
      BRINE,
      {
        author: 'Oakum',
        text: 'So:\n{The ferry is always late on Mondays.}\nClick to expand...\nNot last week.',
      },
    ])
    expect(quoted).toEqual(marked)
  })

  it('does not come from a later post', () => {
    const words = 'Ropes rot faster in the shade than anybody wants to believe.'
    const { quotes } = find([
      ARTICLE,
      { author: 'Oakum', at: '2026-03-05T10:00', text: `Brine wrote:\n${words}\nTrue.` },
      { author: 'Brine', at: '2026-03-05T11:00', text: words },
    ])
    expect(quotes[0]).toMatchObject({ post: 1, match: 'announced', source: null, author: 'Brine' })
  })

  it('may come from a post further down where no time says that it is later', () => {
    const words = 'Ropes rot faster in the shade than anybody wants to believe.'
    const { quotes } = find(
      [ARTICLE, { author: 'Oakum', text: `Brine wrote:\n${words}\nTrue.` }, { author: 'Brine', text: words }],
      'unknown',
    )
    expect(quotes[0]).toMatchObject({ post: 1, source: { post: 2 } })
  })
})

describe('a quote whose comment was not captured', () => {
  const lost = 'Lanterns on the pier were my idea.\n\nThe council took the credit.'

  it('ends as the other quotes of the page do', () => {
    const { quotes, text, facts } = find([
      ARTICLE,
      BRINE,
      { author: 'Oakum', text: `Originally Posted by Brine\n${BRINE.text}\nEven on feast days.` },
      { author: 'Tiller', text: `Originally Posted by Ghost\n${lost}\nThey always do.\n\nSo it goes.` },
    ])
    const quote = quotes[1]
    expect(quote).toMatchObject({
      match: 'announced',
      source: null,
      named: 'Ghost',
      author: 'Ghost',
      runnerUp: null,
    })
    expect(text.slice(quote?.start, quote?.end)).toBe(lost)
    expect(facts.diagnostics.map((note) => note.code)).toEqual([
      'quote-source-missing',
      'quote-end-estimated',
    ])
    expect(facts.diagnostics[1]?.line).toBe(text.slice(0, quote?.start).split('\n').length)
  })

  it('takes the first paragraph where nothing was learned', () => {
    const { quoted, marked } = find([
      ARTICLE,
      { author: 'Oakum', text: 'Originally Posted by Ghost\n{The pier lamps were my idea.}\n\nWhose else?' },
    ])
    expect(quoted).toEqual(marked)
  })

  it('is not made of prose that only sounds like a header', () => {
    const { quotes, own } = find([
      ARTICLE,
      {
        author: 'Oakum',
        text: 'In his last letter the old harbour master wrote:\nI counted the gulls today, there were nine.',
      },
    ])
    expect(quotes).toEqual([])
    expect(own[1]).toContain('harbour master wrote:')
  })

  it('is one where the page has used the same header for a member', () => {
    const { quoted, marked } = find([
      ARTICLE,
      BRINE,
      { author: 'Oakum', text: 'Brine wrote:\n{The ferry is always late on Mondays.}\nYes.' },
      { author: 'Tiller', text: 'Ghost wrote:\n{Lanterns need oil.}\nElectric ones do not.' },
    ])
    expect(quoted).toEqual(marked)
  })
})
