import { describe, expect, test } from 'vitest'
import type { Code } from '../../src/model/coding.js'
import { createRandom } from '../../src/random.js'
import { shortageText } from '../../src/stances/learn/enough.js'
import { modelText } from '../../src/stances/learn/file.js'
import { figuresOf } from '../../src/stances/learn/figures.js'
import { learn } from '../../src/stances/learn/learn.js'
import type { CodedPost } from '../../src/stances/learn/learn.js'
import type { LearnedModel } from '../../src/stances/learn/model.js'
import { TOLL, bridgeCodebook, codedThread, codedTown, town } from './bridge.js'
import type { Comment } from './bridge.js'

const codebook = bridgeCodebook()
const posts = codedTown(town(12, 12), codebook)

function modelOf(coded: readonly CodedPost[]): LearnedModel {
  const { model, shortages } = learn(coded, codebook, '0.0.0')
  if (model === null) throw new Error(`nothing learned: ${JSON.stringify(shortages)}`)
  return model
}

/** Of the likeliest codes, whether the coder is sure or not. */
function guessed(model: LearnedModel) {
  return figuresOf(
    model.posts.flatMap(({ codes, guesses }) => {
      const [right, guess] = [codes[TOLL], guesses[TOLL]]
      return right === undefined || guess === undefined ? [] : [{ right, found: guess[0] }]
    }),
  )
}

function recoded(given: Comment[][], code: (comment: Comment, thread: number) => Comment): CodedPost[] {
  return codedTown(
    given.map((thread, t) => thread.map((comment) => code(comment, t))),
    codebook,
  )
}

describe('what it learns', () => {
  test('tells the codes apart on threads that it has not seen, and better than the codebook', () => {
    const [target] = modelOf(posts).targets
    expect(target?.classes).toEqual(['favor', 'against', 'neither', 'none'])
    expect(target?.evaluation.model.macroF1).toBeGreaterThan(0.9)
    expect(target?.evaluation.codebook.macroF1).toBe(0)
    expect(target?.evaluation.coverage).toBeGreaterThan(0.8)
    expect(target?.learned).toMatchObject({ posts: 144, threads: 12, disagreements: 0, examples: 3 })
  })

  test('codes dealt out at random are not learned', () => {
    const random = createRandom(5)
    const codes = town(12, 12)
      .flat()
      .map(({ code }) => code)
    for (let i = codes.length - 1; i > 0; i--) {
      const j = random.below(i + 1)
      const [a, b] = [codes[i], codes[j]]
      if (a === undefined || b === undefined) continue
      codes[i] = b
      codes[j] = a
    }
    let next = 0
    const dealt = recoded(town(12, 12), ({ text }) => ({ text, code: codes[next++] ?? 'none' }))
    // A third of the posts is favor, a fifth against: guessing by these shares makes a macro F1 of 0.28.
    expect(guessed(modelOf(dealt)).macroF1).toBeLessThan(0.42)
  })

  test('words that only the posts of one thread have do not raise the figures', () => {
    // All posts of a thread have one code and a word of their own: who sees both sides of a thread knows all.
    const codes: readonly Code[] = ['favor', 'against', 'none']
    const random = createRandom(4)
    const letters = (): string =>
      Array.from({ length: 9 }, () => 'abcdefghijklmnopqrstuvwxyz'[random.below(26)]).join('')
    const words = Array.from({ length: 30 }, () => `${letters()} ${letters()}`)
    const chatter = (thread: number): Comment => ({
      text: `${words[thread]} boats on the river, ${words[thread]} again and coffee`,
      code: codes[thread % 3] ?? 'none',
    })
    const marked = recoded(town(30, 5), (_, thread) => chatter(thread))
    expect(guessed(modelOf(marked)).macroF1 ?? 0).toBeLessThan(0.5)
  })

  test('a page that was captured twice is not on both sides', () => {
    const random = createRandom(9)
    const codes: readonly Code[] = ['favor', 'against', 'none']
    // Every post is unlike all others, its code is drawn, and every thread is there twice.
    const once = Array.from({ length: 20 }, () =>
      Array.from({ length: 4 }, () => ({
        text: Array.from({ length: 12 }, () => `w${random.below(1e6)}`).join(' '),
        code: codes[random.below(3)] ?? 'none',
      })),
    )
    const model = modelOf(recoded([...once, ...once], (comment) => comment))
    expect(guessed(model).macroF1 ?? 0).toBeLessThan(0.55)
  })

  test('an example of the codebook that is a coded post is not learned from', () => {
    const shown = { text: 'This toll robs us.', code: 'favor' as const }
    const coded = [...posts, ...codedThread('z', [shown], codebook)]
    expect(modelOf(coded).targets[0]?.learned.examples).toBe(2)
  })

  test('a code that is too rare is no class, and its posts count in the evaluation', () => {
    const rare = posts.filter((post, i) => post.people.get(TOLL) !== 'neither' || i % 4 === 0)
    const left = rare.filter((post) => post.people.get(TOLL) === 'neither').length
    expect(left > 0 && left < 10).toBe(true)
    const [target] = modelOf(rare).targets
    expect(target?.classes).toEqual(['favor', 'against', 'none'])
    expect(target?.learned.codes.neither).toBe(left)
    expect(target?.evaluation.model.neither.recall).toBe(0)
  })

  test('posts on which people differ are left out and counted', () => {
    const disputed = posts.map((post, i) => (i < 7 ? { ...post, people: new Map([[TOLL, null]]) } : post))
    const model = modelOf(disputed)
    expect(model.targets[0]?.learned).toMatchObject({ posts: 137, disagreements: 7 })
    expect(model.posts).toHaveLength(137)
  })
})

describe('the same model', () => {
  test('from the same posts in any order, to the byte', () => {
    const random = createRandom(1)
    const shuffled = posts.toSorted(() => random.below(3) - 1)
    expect(modelText(modelOf(shuffled))).toBe(modelText(modelOf(posts)))
  })

  test('but another one from other codes', () => {
    const other = posts.map((post, i) =>
      i === 0 ? { ...post, people: new Map([[TOLL, 'neither' as const]]) } : post,
    )
    expect(modelText(modelOf(other))).not.toBe(modelText(modelOf(posts)))
  })
})

describe('too few codings', () => {
  const shortage = (coded: readonly CodedPost[]): string => {
    const { shortages } = learn(coded, codebook, '0.0.0')
    const own = shortages.find(({ stance }) => stance === TOLL)
    return own === undefined ? '' : shortageText(own)
  }

  test('targets without any are named, the others are trained', () => {
    expect(learn(posts, codebook, '0.0.0').shortages.map(({ stance }) => stance)).toEqual(['bridge-ugly'])
  })

  test('says how many posts, codes and threads are missing', () => {
    const few = codedTown([town(1, 20)[0]?.slice(0, 20) ?? []], codebook)
    const favor = few.filter((post) => post.people.get(TOLL) === 'favor').length
    expect(favor).toBeGreaterThanOrEqual(0)
    const text = shortage(few)
    expect(text).toContain('80 more coded posts (20 of 100)')
    expect(text).toContain('posts of 4 more threads (1 of 5)')
    expect(text).toMatch(/\d more coded against \(\d of 10\)/)
    expect(learn(few, codebook, '0.0.0').model).toBeNull()
  })

  test('one code only is not enough, however often', () => {
    const all = recoded(town(12, 12), ({ text }) => ({ text, code: 'favor' }))
    expect(shortage(all)).toBe('10 more coded against (0 of 10), 10 more coded none (0 of 10)')
  })

  test('no codings at all', () => {
    expect(learn([], codebook, '0.0.0').model).toBeNull()
    expect(shortage([])).toContain('100 more coded posts (0 of 100)')
  })
})
