import { describe, expect, it } from 'vitest'
import { find } from './thread.js'

const ARTICLE = { author: 'Editor', text: 'Minutes of the allotment society, spring meeting.' }

describe('lines marked with >', () => {
  it('are one quote from the first mark to the last word, blank marked lines included', () => {
    const { quoted, marked, quotes, own } = find([
      ARTICLE,
      { author: 'Sorrel', text: 'Slugs ate the lettuce again.\n\nI am out of ideas and out of beer.' },
      {
        author: 'Chard',
        text: '{> Slugs ate the lettuce again.\n>\n> I am out of ideas and out of beer.}\nTry ducks.',
      },
    ])
    expect(quoted).toEqual(marked)
    expect(quotes[0]).toMatchObject({ match: 'exact', source: { post: 1 } })
    expect(own[2]).toBe('Try ducks.')
  })

  it('are found although the lines were wrapped anew', () => {
    const { quoted, marked, quotes } = find([
      ARTICLE,
      {
        author: 'Sorrel',
        text: 'The water tank by plot nine leaks since the frost and nobody feels responsible for it.',
      },
      {
        author: 'Chard',
        text: 'On Monday, Sorrel wrote:\n{> The water tank by plot nine leaks since\n> the frost and nobody feels responsible\n> for it.}\nI do now.',
      },
    ])
    expect(quoted[2]).toEqual(marked[2])
    expect(quotes[0]).toMatchObject({ match: 'exact', source: { post: 1 } })
  })

  it('are different quotes at different depths, each with its own source', () => {
    const { quoted, marked, quotes } = find([
      ARTICLE,
      { author: 'Sorrel', text: 'Compost must never be turned in May.' },
      { author: 'Chard', text: '> Compost must never be turned in May.\nSays who, and since when?' },
      {
        author: 'Fennel',
        text: 'Chard wrote:\n{>> Compost must never be turned in May.}\n{> Says who, and since when?}\nMy grandmother.',
      },
    ])
    expect(quoted[3]).toEqual(marked[3])
    expect(quotes.slice(1).map((quote) => [quote.source?.post, quote.named])).toEqual([
      [1, null],
      [2, 'Chard'],
    ])
  })

  it('are two quotes where two posts are quoted without a line between', () => {
    const { quoted, marked, quotes } = find([
      ARTICLE,
      { author: 'Sorrel', text: 'Bean poles should be hazel.' },
      { author: 'Chard', text: 'Tomatoes belong under glass here.' },
      {
        author: 'Fennel',
        text: '{> Bean poles should be hazel.}\n{> Tomatoes belong under glass here.}\nTwice yes.',
      },
    ])
    expect(quoted).toEqual(marked)
    expect(quotes.map((quote) => quote.source?.post)).toEqual([1, 2])
  })

  it('are announced when their words are nowhere', () => {
    const { quotes, own } = find([
      ARTICLE,
      { author: 'Chard', text: '> Moles are a sign of good soil.\nThey are.' },
    ])
    expect(quotes[0]).toMatchObject({ match: 'announced', source: null, author: null })
    expect(own[1]).toBe('They are.')
  })

  it('are also written as entities', () => {
    const { quoted, marked } = find([
      ARTICLE,
      { author: 'Chard', text: '{&gt; Moles are a sign of good soil.}\nThey are.' },
    ])
    expect(quoted).toEqual(marked)
  })

  it.each(['>:( not again', '>_< oh well', '>= 5 plots', '>>41217'])(
    'are not faces, arrows, signs or post numbers: %s',
    (line) => {
      expect(find([ARTICLE, { text: line }]).quotes).toEqual([])
    },
  )

  it('of two words are found in the post before', () => {
    const { quotes } = find([
      ARTICLE,
      { author: 'Sorrel', text: 'You could always plant nettles. Giant hogweed?' },
      { author: 'Chard', text: '> Giant hogweed?\nNever.' },
    ])
    expect(quotes[0]).toMatchObject({ source: { post: 1 } })
  })
})
