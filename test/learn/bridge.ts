import type { LanguageFacts } from '../../src/model/analysed.js'
import type { Code } from '../../src/model/coding.js'
import type { Span } from '../../src/model/span.js'
import type { Post, Thread } from '../../src/model/thread.js'
import { createRandom } from '../../src/random.js'
import type { Codebook } from '../../src/stances/codebook.js'
import { codedPostsOf } from '../../src/stances/learn/collect.js'
import type { ThreadToJudge } from '../../src/stances/learn/judge.js'
import type { CodedPost } from '../../src/stances/learn/learn.js'
import { loadCodebook } from '../../src/stances/load.js'
import { tagStances } from '../../src/stances/tag.js'
import { indexWords } from '../../src/text/words.js'

export const TOLL = 'toll-unfair'

const SOURCE = `
title: Two sides of a bridge
topic: { en: [bridge] }
classes: {}
targets:
  - id: ${TOLL}
    sentence: The toll is unfair.
    definition: The author finds the toll unfair.
    examples:
      - { id: a, language: en, text: This toll robs us., polarity: favor }
      - { id: b, language: en, text: This toll does not rob us., polarity: against }
      - { id: c, language: en, text: Nice view from the bridge., polarity: none }
    cues:
      en:
        - { id: robs, pattern: "toll _3 (robs | rob)", weight: 0.9 }
  - id: bridge-ugly
    sentence: The bridge is ugly.
    definition: The author finds the bridge ugly.
    examples: []
    cues:
      en:
        - { id: ugly, pattern: ugly, weight: 0.9 }
`

export function bridgeCodebook(change: (source: string) => string = (source) => source): Codebook {
  const { codebook, faults } = loadCodebook(change(SOURCE), 'bridge.yaml')
  if (codebook === null) throw new Error(JSON.stringify(faults))
  return codebook
}

/** A thread whose posts are the texts given, the first of them the article; `[[…]]` are words of somebody else. */
export function threadOf(
  name: string,
  texts: readonly string[],
  codebook: Codebook,
  language = 'en',
): ThreadToJudge {
  let text = ''
  const own: Span[][] = []
  const posts: Post[] = []
  for (const [position, given] of texts.entries()) {
    const start = text.length
    const slices: Span[] = []
    for (const part of given.split(/(\[\[.*?\]\])/s)) {
      const from = text.length
      text += part
      if (!part.startsWith('[[') && part !== '') slices.push({ start: from, end: text.length })
    }
    own.push(slices)
    const span = { start, end: text.length }
    const kind = position === 0 ? 'article' : 'comment'
    posts.push({
      position,
      kind,
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
  const thread: Thread = {
    dump: {
      thread: name,
      sourceFile: `${name}.txt`,
      text,
      capturedAt: null,
      pageStart: 0,
      site: '',
      url: '',
      diagnostics: [],
    },
    language,
    title: null,
    posts,
    announced: null,
    publishedFrom: null,
    order: 'unknown',
    furniture: [],
    diagnostics: [],
  }
  const languages: LanguageFacts = { thread: language, posts: posts.map(() => language), diagnostics: [] }
  const words = indexWords(text)
  const stances = tagStances(thread, own, languages, words, codebook)
  return { thread, own, languages, words, stances }
}

const ARTICLE = 'The bridge opens. The bridge has two lanes.'

/** A thread of coded comments as the learner gets them. */
export function codedThread(
  name: string,
  comments: readonly { readonly text: string; readonly code: Code }[],
  codebook: Codebook,
  stance = TOLL,
): CodedPost[] {
  const known = threadOf(name, [ARTICLE, ...comments.map(({ text }) => text)], codebook)
  const keys = known.thread.posts.map(({ position }) => `${name}-${position}`)
  const codings = comments.map(({ code }, i) => ({ post: i + 1, stance, code }))
  return codedPostsOf(known, keys, codings, codebook)
}

const SAYS: Readonly<Record<Code, readonly string[]>> = {
  favor: [
    'highway robbery at the barrier',
    'they milk commuters again',
    'a rip off for nurses',
    'pure extortion',
  ],
  against: [
    'somebody must pay for concrete',
    'three coins is a fair price',
    'users should fund it',
    'cheap at that',
  ],
  neither: [
    'the paper asks if it is fair',
    'opinions differ on the charge',
    'some call it greedy, some do not',
  ],
  none: [
    'lovely sunset over the river',
    'the lamps hum at night',
    'gulls nest under the arch',
    'my dog fears trams',
  ],
}
const CHATTER =
  'well,honestly,today,again,my,sister,said,near,the,old,market,on,Sunday,with,rain,and,coffee,then,we,walked,home,past,boats,slowly,while,children,played'.split(
    ',',
  )
/** Favor and none more often than the rest. */
const DRAWN: readonly Code[] = [
  'favor',
  'favor',
  'favor',
  'against',
  'against',
  'neither',
  'none',
  'none',
  'none',
]

export interface Comment {
  readonly text: string
  readonly code: Code
}

/** Threads of made-up comments, each with its code: a telling phrase among chatter. The same seed gives the same. */
export function town(threads: number, comments: number, seed = 3): Comment[][] {
  const random = createRandom(seed)
  const pick = <T>(values: readonly T[]): T => {
    const value = values[random.below(values.length)]
    if (value === undefined) throw new Error('nothing to pick from')
    return value
  }
  return Array.from({ length: threads }, () =>
    Array.from({ length: comments }, () => {
      const code = pick(DRAWN)
      const chatter = (): string => Array.from({ length: 3 + random.below(6) }, () => pick(CHATTER)).join(' ')
      return { text: `${chatter()} ${pick(SAYS[code])}. ${chatter()}.`, code }
    }),
  )
}

export function codedTown(comments: readonly (readonly Comment[])[], codebook: Codebook): CodedPost[] {
  return comments.flatMap((thread, t) => codedThread(`town-${String(t).padStart(2, '0')}`, thread, codebook))
}
