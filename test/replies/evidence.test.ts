import { describe, expect, test } from 'vitest'
import { answers, rowsOf } from './build.js'

const ada = { by: 'Ada', text: 'Le pont tiendra encore dix ans.' }
const article = { by: 'Odile', text: 'Le pont est fermé depuis lundi.' }

describe('what the page declares', () => {
  test('a place under another post is structure', () => {
    const facts = answers([article, ada, { by: 'Ben', text: 'Non.', under: 1 }])
    expect(rowsOf(facts, 2)).toEqual(['structure>1'])
    expect(facts.replies.find((row) => row.post === 2)?.relation).toBe('declared')
  })

  test('a line that names who is answered is attribution, to the nearest post above', () => {
    const facts = answers(
      [
        article,
        { by: 'Ada', at: '2026-01-01T10:00', text: 'Un' },
        { by: 'Ben', at: '2026-01-01T13:00', text: 'Oui', answering: 'ADA' },
        { by: 'Ada', at: '2026-01-01T12:00', text: 'Deux' },
      ],
      { order: 'other' },
    )
    expect(rowsOf(facts, 2)).toEqual(['attribution>1'])
  })

  test('a named author with several posts is noted, once for the page', () => {
    const facts = answers([
      article,
      ada,
      ada,
      { by: 'Ben', text: 'Oui', answering: 'Ada' },
      { by: 'Cleo', text: 'Non', answering: 'Ada' },
    ])
    expect([rowsOf(facts, 3), rowsOf(facts, 4)]).toEqual([['attribution>2'], ['attribution>2']])
    expect(facts.diagnostics.map(({ code, line }) => `${code} ${line}`)).toEqual(['reply-name-ambiguous 8'])
  })

  test('a quote header names who is answered; its words are the evidence', () => {
    const facts = answers([
      article,
      ada,
      {
        by: 'Ben',
        text: 'Ada a écrit :\nLe pont tiendra\nJamais.',
        quotes: [{ words: 'Le pont tiendra', of: 1, header: 'Ada a écrit :', named: 'Ada' }],
      },
    ])
    expect(rowsOf(facts, 2)).toEqual(['attribution>1'])
    expect(facts.replies.find((row) => row.post === 2)?.quote).toBe(1)
  })

  test('somebody whose post was not captured is answered by name, and noted once', () => {
    const quote = { words: 'Le pont', of: null, header: 'Cleo a écrit :', named: 'Cleo' }
    const text = 'Cleo a écrit :\nLe pont\nJamais.'
    const facts = answers(
      [article, { by: 'Ben', text, quotes: [quote] }, { by: 'Dan', text, quotes: [quote] }],
      {
        announced: 9,
      },
    )
    expect(rowsOf(facts, 1)).toEqual(['attribution>"Cleo"'])
    expect(rowsOf(facts, 2)).toEqual(['attribution>"Cleo"'])
    expect(facts.diagnostics.map(({ code, line }) => `${code} ${line}`)).toEqual(['reply-to-absent 4'])
  })

  test('a header whose words were not found is no answer to another post of that person', () => {
    const quote = { words: 'La route', of: null, header: 'Ada a écrit :', named: 'Ada' }
    const sketches = [article, ada, { by: 'Ben', text: 'Ada a écrit :\nLa route\nJamais.', quotes: [quote] }]
    expect(rowsOf(answers(sketches, { announced: 9 }), 2)).toEqual(['attribution>"Ada"'])
    expect(rowsOf(answers(sketches, { announced: 2 }), 2)).toEqual(['attribution>1'])
  })

  test('a place under a later post is refused and reported', () => {
    const facts = answers([
      article,
      { by: 'Ben', at: '2026-01-01T10:00', text: 'Non.', under: 2 },
      { by: 'Ada', at: '2026-01-01T11:00', text: 'Si.' },
    ])
    expect(rowsOf(facts, 1)).toEqual(['position>0'])
    expect(facts.diagnostics.map((row) => row.code)).toEqual(['reply-impossible'])
  })
})

describe('what is quoted', () => {
  test('words of an earlier post or of the article', () => {
    const facts = answers([
      article,
      ada,
      {
        by: 'Ben',
        text: 'Le pont tiendra encore dix ans.\nNon.\nLe pont est fermé depuis lundi.\nOui.',
        quotes: [
          { words: 'Le pont tiendra encore dix ans.', of: 1 },
          { words: 'Le pont est fermé depuis lundi.', of: 0 },
        ],
      },
    ])
    expect(rowsOf(facts, 2)).toEqual(['quote>0', 'quote>1'])
  })

  test('one row per post answered, with the strongest evidence', () => {
    const facts = answers([
      article,
      ada,
      {
        by: 'Ben',
        under: 1,
        text: '@Ada\nLe pont tiendra encore dix ans.\nNon.',
        quotes: [{ words: 'Le pont tiendra encore dix ans.', of: 1 }],
      },
    ])
    expect(rowsOf(facts, 2)).toEqual(['structure>1'])
  })
})

describe('words that came along with a quote', () => {
  const first = { by: 'Ada', text: 'Le pont tiendra encore dix ans.' }
  const second = {
    by: 'Ben',
    text: 'Le pont tiendra encore dix ans.\nQui a payé cette étude ?',
    quotes: [{ words: 'Le pont tiendra encore dix ans.', of: 1 }],
  }
  const both = 'Le pont tiendra encore dix ans.\nQui a payé cette étude ?\nLa ville.'
  const inner = { words: 'Le pont tiendra encore dix ans.', of: 1 }
  const outer = { words: 'Qui a payé cette étude ?', of: 2 }

  test('a quote of a quote answers the post that is quoted, not the one inside', () => {
    const facts = answers([article, first, second, { by: 'Cleo', text: both, quotes: [inner, outer] }])
    expect(rowsOf(facts, 3)).toEqual(['quote>2'])
  })

  test('two people quoted are both answered when neither quotes the other', () => {
    const facts = answers([
      article,
      first,
      { ...second, quotes: [] },
      { by: 'Cleo', text: both, quotes: [inner, outer] },
    ])
    expect(rowsOf(facts, 3)).toEqual(['quote>1', 'quote>2'])
  })

  test('a quote inside that has its own header stays an answer', () => {
    const headed = { ...inner, header: 'Ada a écrit :', named: 'Ada' }
    const facts = answers([
      article,
      first,
      second,
      { by: 'Cleo', text: `Ada a écrit :\n${both}`, quotes: [headed, outer] },
    ])
    expect(rowsOf(facts, 3)).toEqual(['attribution>1', 'quote>2'])
  })

  test('repeating oneself is no answer beside one to somebody else, and one where nothing else is said', () => {
    const others = [article, first, { by: 'Ben', text: 'Qui a payé cette étude ?' }]
    expect(rowsOf(answers([...others, { by: 'Ada', text: both, quotes: [inner, outer] }]), 3)).toEqual([
      'quote>2',
    ])
    expect(rowsOf(answers([...others, { by: 'Ada', text: both, quotes: [inner] }]), 3)).toEqual(['quote>1'])
  })
})

describe('when nothing is said', () => {
  const silent = [
    article,
    ada,
    { by: 'Ben', text: 'Bof.' },
    { by: 'Ben', text: 'Enfin.' },
    { by: 'Ada', text: 'Hm.' },
  ]

  test('a complete page in the order of time: the post before, by another author', () => {
    const facts = answers(silent, { announced: 4 })
    expect([1, 2, 3, 4].map((post) => rowsOf(facts, post).join())).toEqual([
      'position>0',
      'adjacency>1',
      'position>0',
      'adjacency>3',
    ])
    for (const row of facts.replies) expect(row.confidence).toBeLessThan(0.5)
    for (const row of facts.replies) expect(row.span).toBeNull()
  })

  test.each([
    ['comments are missing', { announced: 11 }],
    ['nobody says how many there are', {}],
    ['the page is not in the order of time', { announced: 4, order: 'other' as const }],
  ])('the article, when %s', (_, page) => {
    const facts = answers(silent, page)
    expect(facts.replies.map((row) => `${row.evidence}>${row.to}`)).toEqual(Array(4).fill('position>0'))
  })

  test('numbers without a hole show that nothing is missing', () => {
    const numbered = (numbers: readonly string[]): readonly string[] =>
      rowsOf(answers([article, ...numbers.map((number, i) => ({ by: `N${i}x`, text: 'Bof.', number }))]), 3)
    expect(numbered(['1', '2', '3'])).toEqual(['adjacency>2'])
    expect(numbered(['1', '2', '4'])).toEqual(['position>0'])
    expect(numbered(['21', '22', '23'])).toEqual(['position>0'])
  })

  test('a stub says nothing and is no neighbour', () => {
    const facts = answers(
      [article, ada, { by: null, text: 'Supprimé', stub: true }, { by: 'Ben', text: 'Bof.' }],
      {
        announced: 3,
      },
    )
    expect(rowsOf(facts, 2)).toEqual([])
    expect(rowsOf(facts, 3)).toEqual(['position>0'])
  })
})
