import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { find } from './thread.js'

const line = fc.oneof(
  fc
    .array(fc.constantFrom('clock', 'tower', 'the', 'of', 'rings', 'late', 'again', 'and'), { maxLength: 12 })
    .map((words) => words.join(' ')),
  fc.constantFrom(
    'Ada wrote:',
    'Originally Posted by Ben',
    'Quote:',
    'Click to expand...',
    '',
    '>',
    '>> ',
    '« »',
    '"',
  ),
  fc.string({ maxLength: 20 }).map((text) => text.replaceAll(/[{}]/g, '')),
)
const body = fc
  .tuple(fc.array(line, { maxLength: 8 }), fc.constantFrom('', '> ', '>> '))
  .map(([lines, mark]) => lines.map((text) => mark + text).join('\n'))
const posts = fc.array(fc.record({ author: fc.constantFrom('Ada', 'Ben', 'Cyd'), text: body }), {
  minLength: 1,
  maxLength: 7,
})

describe('for every thread', () => {
  it('quotes lie in the body of their post, in order, apart, numbered, and never come from their own post', () => {
    fc.assert(
      fc.property(posts, (written) => {
        const { thread, facts } = find(written)
        let before = { post: -1, end: 0, n: 0 }
        for (const quote of facts.quotes) {
          const part = thread.posts[quote.post]?.body[0]
          expect(quote.start).toBeLessThan(quote.end)
          expect(quote.start).toBeGreaterThanOrEqual(part?.start ?? Infinity)
          expect(quote.end).toBeLessThanOrEqual(part?.end ?? -1)
          if (quote.post === before.post) {
            expect(quote.start).toBeGreaterThanOrEqual(before.end)
            expect(quote.n).toBe(before.n + 1)
          } else {
            expect(quote.post).toBeGreaterThan(before.post)
            expect(quote.n).toBe(1)
          }
          before = quote
          expect(quote.source === null).toBe(quote.match === 'announced')
          if (quote.source !== null) {
            expect(quote.source.post).not.toBe(quote.post)
            expect(quote.source.similarity).toBeGreaterThan(0)
            expect(quote.source.similarity).toBeLessThanOrEqual(1)
            const home = thread.posts[quote.source.post]?.body[0]
            expect(quote.source.span.start).toBeGreaterThanOrEqual(home?.start ?? Infinity)
            expect(quote.source.span.end).toBeLessThanOrEqual(home?.end ?? -1)
          }
        }
      }),
    )
  })

  it('own words and quotes share no character, and every word of the body is in one of them or announces one', () => {
    fc.assert(
      fc.property(posts, (written) => {
        const { thread, facts, text } = find(written)
        for (const post of thread.posts) {
          const taken = facts.quotes.filter((quote) => quote.post === post.position)
          const own = facts.own[post.position] ?? []
          for (const span of own) {
            expect(text.slice(span.start, span.end)).toBe(text.slice(span.start, span.end).trim())
            for (const quote of taken) expect(quote.start >= span.end || quote.end <= span.start).toBe(true)
          }
        }
      }),
    )
  })

  it('a post copied whole behind a header is an exact quote of it', () => {
    const sentence = fc
      .array(fc.stringMatching(/^[a-z]{3,9}$/), { minLength: 5, maxLength: 30 })
      .map((words) => `${words.join(' ')}.`)
    fc.assert(
      fc.property(sentence, (words) => {
        const { quotes, text } = find([
          { text: 'Nothing here.' },
          { author: 'Ada', text: words },
          { author: 'Ben', text: `Originally Posted by Ada\n${words}\nQuite so, Ada.` },
        ])
        expect(quotes).toHaveLength(1)
        expect(quotes[0]).toMatchObject({ match: 'exact', source: { post: 1, similarity: 1 } })
        expect(text.slice(quotes[0]?.start, quotes[0]?.end)).toBe(words)
      }),
    )
  })
})
