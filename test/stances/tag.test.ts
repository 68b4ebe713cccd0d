import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Span } from '../../src/model/span.js'
import type { Post, Thread } from '../../src/model/thread.js'
import type { Codebook } from '../../src/stances/codebook.js'
import { loadCodebook, defaultCodebookFiles } from '../../src/stances/load.js'
import { tagStances } from '../../src/stances/tag.js'
import { indexWords } from '../../src/text/words.js'

const loaded = loadCodebook(defaultCodebookFiles().codebook.source, 'codebook.yaml').codebook
if (loaded === null) throw new Error('the default codebook does not load')
const codebook: Codebook = loaded

/** A thread of posts, the first the article; in a post `[[…]]` are words that are not its author's own. */
function tag(posts: readonly string[], options: { title?: string; language?: string } = {}) {
  const language = options.language ?? 'en'
  let text = ''
  const own: Span[][] = []
  const records: Post[] = []
  for (const [position, post] of posts.entries()) {
    const start = text.length
    const slices: Span[] = []
    for (const part of post.split(/(\[\[.*?\]\])/s)) {
      const from = text.length
      text += part
      if (!part.startsWith('[[') && part !== '') slices.push({ start: from, end: text.length })
    }
    own.push(slices)
    const span = { start, end: text.length }
    records.push({
      position,
      kind: position === 0 ? 'article' : 'comment',
      author: null,
      stamp: null,
      span,
      body: [span],
      furniture: [],
      number: null,
      declared: [],
    })
    text += '\n\n'
  }
  const title = options.title ?? null
  const thread: Thread = {
    dump: {
      thread: 't',
      sourceFile: 't.txt',
      text: title === null ? text : `${text}${title}`,
      capturedAt: null,
      pageStart: 0,
      site: '',
      url: '',
      diagnostics: [],
    },
    language,
    title: title === null ? null : { name: title, start: text.length, end: text.length + title.length },
    posts: records,
    announced: null,
    publishedFrom: null,
    order: 'unknown',
    furniture: [],
    diagnostics: [],
  }
  const facts = { thread: language, posts: posts.map(() => language), diagnostics: [] }
  const words = indexWords(thread.dump.text)
  const stances = tagStances(thread, own, facts, words, codebook)
  return { stances, own, text: thread.dump.text }
}

const ARTICLE = 'Nvidia and OpenAI part. The AI firm said nothing. Nvidia did not comment.'
const coded = (post: string, options = {}) =>
  tag([ARTICLE, post], options)
    .stances.filter((stance) => stance.post === 1)
    .map(({ stance, polarity, other }) => [stance, polarity, other?.polarity ?? null])

describe('whose words', () => {
  test('quoted words never count', () => {
    expect(coded('[[It is all one big bubble.]] Have a nice day.')).toEqual([])
    expect(coded('[[Have a nice day.]] It is all one big bubble.')).toEqual([
      ['bubble-skeptic', 'favor', null],
    ])
  })

  test('a bare agreement is no position', () => {
    expect(coded('[[It is all one big bubble.]] I agree.')).toEqual([])
  })

  test('words in quotation marks are reported', () => {
    expect(coded('My brother wrote "this whole thing is a bubble" on the fridge.')).toEqual([
      ['bubble-skeptic', 'neither', null],
    ])
  })

  test('an article that only reports takes no side', () => {
    const article = 'Nvidia leaves OpenAI. Some analysts call AI a bubble. Nvidia did not comment.'
    expect(tag([article]).stances.map(({ polarity }) => polarity)).toEqual(['neither'])
  })

  test("an article's title asserts too", () => {
    const { stances } = tag(['A quiet day in Taipei.'], { title: 'Nvidia flees before the AI bubble bursts' })
    expect(stances.map(({ stance, polarity }) => [stance, polarity])).toEqual([['bubble-skeptic', 'favor']])
  })
})

describe('what counts', () => {
  test('the last word, with the other side kept', () => {
    expect(
      coded('It looked like a bubble to me. On reflection the demand is real and the profits are real.'),
    ).toEqual([['bubble-skeptic', 'against', 'favor']])
  })

  test('a remark that is too weak to be a side changes nothing', () => {
    const denied =
      'There is neither a bubble nor any hype here, and the demand is real. Still, it looks pricey.'
    expect(coded(denied).map(([, polarity]) => polarity)).toEqual(['against'])
  })

  test('a Spanish saying denies what it names', () => {
    const saying = 'Qué burbuja ni qué niño muerto, los clientes de OpenAI pagan.'
    expect(coded(saying, { language: 'es' })).toEqual([['bubble-skeptic', 'against', null]])
  })

  test('"so" before a bubble that ends is no mockery', () => {
    expect(coded('So the bubble is over. Told you so.')).toEqual([['bubble-skeptic', 'favor', null]])
  })

  test('one cue alone is never the surest', () => {
    const [stance] = tag([ARTICLE, 'The shares are overvalued.']).stances
    expect(stance?.confidence).toBeLessThan(0.8)
  })

  test('two targets are two rows', () => {
    expect(coded('It is a bubble. It is a conflict of interest as well.')).toEqual([
      ['bubble-skeptic', 'favor', null],
      ['conflict-of-interest', 'favor', null],
    ])
  })

  test('a thread about something else needs the subject in the post', () => {
    const post = 'What a bubble, it will burst.'
    const elsewhere = 'The tulip fair opened. Many came.'
    expect(tag([elsewhere, post]).stances).toEqual([])
    expect(tag([elsewhere, `AI: ${post}`]).stances.map(({ polarity }) => polarity)).toEqual(['favor'])
  })

  test('a language without cues has no rows, an unknown one is read as the thread', () => {
    expect(coded('It is all one big bubble.', { language: 'nl' })).toEqual([])
  })
})

describe('evidence', () => {
  const bits = fc.constantFrom(
    'it is a bubble',
    'no conflict of interest',
    'because of the IPO',
    '[[quoted bubble]]',
    '. ',
    ', but ',
    '\n',
    '"',
    '🎈',
    ' they say ',
    'demand is real',
    '? ',
  )

  test('lies in one slice of the own words of its post, and confidence is a share', () => {
    fc.assert(
      fc.property(fc.array(fc.array(bits, { maxLength: 14 }), { minLength: 1, maxLength: 4 }), (posts) => {
        const { stances, own } = tag([ARTICLE, ...posts.map((parts) => parts.join(' '))])
        for (const stance of stances) {
          for (const reading of stance.other === null ? [stance] : [stance, stance.other]) {
            const { start, end } = reading.evidence
            expect(end).toBeGreaterThan(start)
            expect(own[stance.post]?.some((slice) => slice.start <= start && end <= slice.end)).toBe(true)
            expect(reading.cues.length).toBeGreaterThan(0)
            expect(reading.confidence).toBeGreaterThan(0)
            expect(reading.confidence).toBeLessThanOrEqual(1)
          }
        }
        const rows = stances.map(({ post, stance }) => `${post} ${stance}`)
        expect(new Set(rows).size).toBe(rows.length)
      }),
      { numRuns: 300 },
    )
  })
})
