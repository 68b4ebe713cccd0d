import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contains } from '../../src/model/span.js'
import { bagOf } from '../../src/stances/learn/bag.js'
import { MODEL_CODER, codeByModel } from '../../src/stances/learn/code.js'
import { compileModel } from '../../src/stances/learn/compile.js'
import { featureHash } from '../../src/stances/learn/features.js'
import { PostsToJudge } from '../../src/stances/learn/judge.js'
import { learn } from '../../src/stances/learn/learn.js'
import type { LearnedModel } from '../../src/stances/learn/model.js'
import { Scorer } from '../../src/stances/learn/score.js'
import { TOLL, bridgeCodebook, codedThread, codedTown, threadOf, town } from './bridge.js'

const codebook = bridgeCodebook()
const ids = codebook.targets.map(({ id }) => id)
const comments = town(12, 12)
const { model: trained } = learn(codedTown(comments, codebook), codebook, '0.0.0')
if (trained === null) throw new Error('nothing learned')
const model: LearnedModel = trained
const compiled = compileModel(model, ids)

const ARTICLE = 'The bridge opens. The bridge has two lanes.'
function coded(
  posts: readonly string[],
  options: { name?: string; language?: string; model?: LearnedModel } = {},
) {
  const known = threadOf(options.name ?? 'new', [ARTICLE, ...posts], codebook, options.language)
  const used = options.model === undefined ? compiled : compileModel(options.model, ids)
  const { stances, learned } = codeByModel(known, codebook, used)
  return { known, text: known.thread.dump.text, stances, abstentions: learned?.abstentions ?? [] }
}
const CLEAR =
  'Pure extortion, said my sister near the old market. They milk commuters again, a rip off for nurses.'

describe('a new post', () => {
  test('is coded with words of its own for evidence', () => {
    const { stances, text } = coded([CLEAR])
    expect(stances).toHaveLength(1)
    const [stance] = stances
    expect(stance).toMatchObject({ post: 1, stance: TOLL, coder: MODEL_CODER, polarity: 'favor', cues: [] })
    expect(stance?.confidence).toBeGreaterThanOrEqual(0.6)
    const { start, end } = stance?.evidence ?? { start: 0, end: 0 }
    expect(text.slice(start, end)).toBe('They milk commuters again, a rip off for nurses')
  })

  test('shows the cue of the codebook where one says the same', () => {
    const { stances, text } = coded([`${CLEAR} This toll robs us.`])
    const own = stances.find(({ post }) => post === 1)
    expect(own?.cues).toEqual(['en.robs'])
    expect(text.slice(own?.evidence.start, own?.evidence.end)).toBe('This toll robs us')
  })

  test('whose code is none has no row and no abstention', () => {
    const { stances, abstentions } = coded([
      'Lovely sunset over the river, the lamps hum at night, my dog fears trams.',
    ])
    expect([stances, abstentions.filter(({ post }) => post === 1)]).toEqual([[], []])
  })

  test('words of others are not coded', () => {
    const { stances } = coded([`[[${CLEAR}]] Lovely sunset over the river, the lamps hum at night.`])
    expect(stances).toEqual([])
  })

  test('is left alone where the coder is less sure than the model wants', () => {
    const careful = (least: number) => ({ ...model, settings: { ...model.settings, min_confidence: least } })
    const confidence = coded([CLEAR]).stances[0]?.confidence ?? 0
    expect(coded([CLEAR], { model: careful(confidence) }).stances).toHaveLength(1)
    const { stances, abstentions } = coded([CLEAR], { model: careful(confidence + 0.0001) })
    expect(stances).toEqual([])
    expect(abstentions).toContainEqual({ post: 1, stance: TOLL, code: 'favor', confidence })
  })

  test('is left alone in a language that nobody coded', () => {
    expect(coded([CLEAR], { language: 'fi' }).stances).toEqual([])
    expect(coded([CLEAR], { language: 'fi' }).abstentions).toContainEqual({
      post: 1,
      stance: TOLL,
      code: null,
      confidence: 0,
    })
  })

  test('is left alone where neither it nor its thread is on the subject', () => {
    const said = (article: string, comment: string) => {
      const known = threadOf('new', [article, comment], codebook)
      const { stances, learned } = codeByModel(known, codebook, compiled)
      return [...stances, ...(learned?.abstentions ?? [])].filter(({ post }) => post === 1).length
    }
    expect(said(ARTICLE, CLEAR)).toBe(1)
    expect(said('A fair opens. It has two tents.', CLEAR)).toBe(0)
    expect(said('A fair opens. It has two tents.', `${CLEAR} Not like the bridge.`)).toBe(1)
  })

  test('is left alone when it is the article and no article was coded', () => {
    const known = threadOf('new', [`${ARTICLE} ${CLEAR}`], codebook)
    const said = (used: LearnedModel) => codeByModel(known, codebook, compileModel(used, ids))
    const { stances, learned } = said(model)
    expect([stances, learned?.abstentions]).toEqual([
      [],
      [{ post: 0, stance: TOLL, code: null, confidence: 0 }],
    ])
    const [feature] = model.features
    const weights = feature?.[1].map(() => 0.0001) ?? []
    const seen = said({ ...model, features: [...model.features, ['kind:article', weights]] })
    expect(seen.stances.map(({ post, polarity }) => [post, polarity])).toEqual([[0, 'favor']])
  })

  test('with emoji and astral letters keeps its places', () => {
    const { stances, text } = coded([`😂😂 𝒷𝓊𝓉 honestly 👍🏽 ${CLEAR} 😂`])
    const [stance] = stances
    expect(text.slice(stance?.evidence.start, stance?.evidence.end)).toBe(
      'They milk commuters again, a rip off for nurses',
    )
  })
})

describe('a post that the coder was trained on', () => {
  const [first] = comments[3] ?? []
  const text = first?.text ?? ''
  const key = 'town-03-1'
  /** The model, had its cross-validation said this of the post. */
  const told = (guess: readonly ['favor' | 'none', number]): LearnedModel => ({
    ...model,
    posts: model.posts.map((post) => (post.key === key ? { ...post, guesses: { [TOLL]: guess } } : post)),
  })
  const own = (guess: readonly ['favor' | 'none', number], name: string) =>
    coded([text], { model: told(guess), name }).stances.filter(({ post }) => post === 1)

  test('gets what was said of it before it was learned', () => {
    expect(own(['favor', 0.77], 'town-03')).toMatchObject([{ polarity: 'favor', confidence: 0.77 }])
    expect(own(['none', 0.99], 'town-03')).toEqual([])
    expect(own(['favor', 0.59], 'town-03')).toEqual([])
  })

  test('also where its words stand in another thread', () => {
    expect(own(['favor', 0.77], 'elsewhere')).toMatchObject([{ confidence: 0.77 }])
  })

  test('but not where somebody else says the same few words', () => {
    const short = 'Pure extortion'
    const [{ fingerprint } = { fingerprint: '' }] = codedThread(
      'x',
      [{ text: short, code: 'favor' }],
      codebook,
    )
    const [learned] = model.posts
    if (learned === undefined) throw new Error('nothing learned')
    const known = { ...learned, thread: 'x', fingerprint, guesses: { [TOLL]: ['none', 0.9] as const } }
    const used = { ...model, posts: [...model.posts, known] }
    const polarities = (name: string) =>
      coded([short], { model: used, name }).stances.map(({ polarity }) => polarity)
    expect([polarities('x'), polarities('y')]).toEqual([[], ['favor']])
  })
})

describe('for any text', () => {
  const post = fc.array(
    fc.oneof(
      fc.constantFrom(
        'toll',
        'robs',
        'extortion',
        '😂',
        'Pure',
        'fair',
        '…',
        '?',
        '. ',
        '\n',
        'é',
        'ﬁ',
        '&amp;',
      ),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    ),
    { maxLength: 30 },
  )

  test('evidence lies in the own words and is not empty, and every confidence is a share', () => {
    fc.assert(
      fc.property(fc.array(post, { maxLength: 4 }), (posts) => {
        const bare = { ...model, settings: { ...model.settings, min_confidence: 0 } }
        const { known, stances, text } = coded(
          posts.map((words) => words.join(' ')),
          { model: bare },
        )
        for (const { post: position, evidence, confidence } of stances) {
          expect(known.own[position]?.some((slice) => contains(slice, evidence))).toBe(true)
          expect(text.slice(evidence.start, evidence.end).trim()).not.toBe('')
          expect(confidence > 0 && confidence <= 1).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('the score is the sum of the named features times their weights', () => {
    fc.assert(
      fc.property(post, fc.boolean(), (words, cue) => {
        const known = threadOf(
          't',
          [ARTICLE, `${words.join(' ')}${cue ? ' this toll robs us' : ''}`],
          codebook,
        )
        const judged = new PostsToJudge(known, codebook).of(1)
        if (judged === null) throw new Error('no post')
        const { worded, plain } = bagOf(known.thread.dump.text, known.words, judged, ids)
        const scorer = new Scorer(compiled, known.thread.dump.text, known.words)
        scorer.scores(judged)
        const found = scorer.scores(judged)
        for (let output = 0; output < compiled.outputs; output++) {
          let sum = 0
          for (const [name, weights] of model.features) {
            const value = (worded.get(featureHash(name)) ?? 0) + (plain.get(featureHash(name)) ?? 0)
            sum += value * (weights[output] ?? 0)
          }
          expect(found[output]).toBeCloseTo(sum, 9)
        }
      }),
      { numRuns: 60 },
    )
  })
})
