import type { AnalysedThread } from '../../src/model/analysed.js'
import type { Diagnostic } from '../../src/model/diagnostic.js'
import type { Match, Quote } from '../../src/model/quote.js'
import type { Evidence } from '../../src/model/reply.js'
import type { Span } from '../../src/model/span.js'
import type { Furniture, FurnitureKind, Name, Post } from '../../src/model/thread.js'
import { FURNITURE_KINDS } from '../../src/model/thread.js'
import type { Reading } from '../../src/check/reading.js'

/**
 * What the marks in the text do not say. A page is written with `{name:words}` around what was found; the braces are taken
 * out before it is read. Names: `article`, `comment`, `stub` around posts; within them `author`, `stamp`, `own`, `body`, `quote`,
 * `header`, `declared`, and `answer` (the words that are an answer's evidence), `favor`, `against`; anywhere `title`, `announced`
 * and the kinds of furniture (`byline`, `stamp-line` and `post-title` for author, stamp and title).
 */
export interface Told {
  /** Per stamp, in order. */
  readonly times?: readonly (string | null)[]
  readonly capturedAt?: string
  /** Per quote, in order; a quote without `of` was only announced. */
  readonly quotes?: readonly {
    readonly of?: number
    readonly match?: Match
    readonly similarity?: number
    readonly runnerUp?: number
    readonly named?: string
  }[]
  readonly replies?: readonly {
    readonly post: number
    readonly to: number | null
    readonly name?: string
    readonly evidence: Evidence
    readonly confidence: number
    /** Which `answer` in the text is the evidence, from 0. */
    readonly answer?: number
  }[]
  readonly diagnostics?: readonly Diagnostic[]
}

interface Mark extends Span {
  readonly name: string
}

export function page(written: string, told: Told = {}): AnalysedThread {
  const { text, marks } = unmarked(written)
  const all = (name: string, within: Span = { start: 0, end: text.length }): Mark[] =>
    marks.filter((mark) => mark.name === name && mark.start >= within.start && mark.end <= within.end)
  const named = (mark: Mark | undefined): Name | null =>
    mark === undefined ? null : { name: text.slice(mark.start, mark.end), start: mark.start, end: mark.end }
  const wholes = marks.filter(({ name }) => ['article', 'comment', 'stub'].includes(name))
  const stamps = all('stamp')
  const posts = wholes.map((whole, position): Post => {
    const [stamp] = all('stamp', whole)
    const bodies = all('body', whole)
    return {
      position,
      kind: whole.name as Post['kind'],
      author: named(all('author', whole)[0]),
      stamp:
        stamp === undefined
          ? null
          : {
              start: stamp.start,
              end: stamp.end,
              iso: told.times?.[stamps.indexOf(stamp)] ?? null,
              relative: false,
            },
      span: { start: whole.start, end: whole.end },
      body: bodies.length > 0 ? bodies : all('own', whole),
      furniture: furnitureIn(marks, (mark) => mark.start >= whole.start && mark.end <= whole.end),
      number: null,
      declared: all('declared', whole).map((span) => ({
        ...span,
        by: 'name-line',
        position: null,
        name: null,
      })),
    }
  })
  const postOf = (span: Span): number =>
    posts.findIndex((post) => post.span.start <= span.start && span.end <= post.span.end)
  const answers = all('answer')
  const outside = furnitureIn(marks, (mark) => postOf(mark) < 0)
  const headers = all('header')
  const announced = all('announced')[0]
  return {
    thread: {
      dump: {
        thread: 'talk',
        sourceFile: 'talk.txt',
        text,
        capturedAt: told.capturedAt ?? null,
        pageStart: 0,
        site: '',
        url: '',
        diagnostics: [],
      },
      language: 'en',
      title: named(all('title')[0]),
      posts,
      announced:
        announced === undefined
          ? null
          : { count: Number(text.slice(announced.start, announced.end)), span: announced },
      publishedFrom: 'byline',
      order: 'oldest-first',
      furniture: outside,
      diagnostics: told.diagnostics ?? [],
    },
    quotes: {
      quotes: all('quote').map((span, at): Quote => {
        const { of, match = 'exact', similarity = 1, runnerUp, named: who = null } = told.quotes?.[at] ?? {}
        const source = (post: number | undefined, share: number): Quote['source'] =>
          post === undefined
            ? null
            : { post, span: all('own', posts[post]?.span)[0] ?? span, similarity: share }
        const post = postOf(span)
        return {
          start: span.start,
          end: span.end,
          post,
          n: 1,
          match: of === undefined ? 'announced' : match,
          source: source(of, similarity),
          author: of === undefined ? who : (posts[of]?.author?.name ?? null),
          header: headers.find((header) => postOf(header) === post && header.end <= span.start) ?? null,
          named: who,
          runnerUp: source(runnerUp, 0.75),
        }
      }),
      own: posts.map((post) => all('own', post.span)),
      diagnostics: [],
    },
    languages: { thread: 'en', posts: posts.map(() => 'en'), diagnostics: [] },
    learned: null,
    replies: {
      replies: (told.replies ?? []).map(({ post, to, name, evidence, confidence, answer }) => ({
        post,
        to,
        toAuthor: name ?? (to === null ? null : (posts[to]?.author?.name ?? null)),
        relation: evidence === 'structure' || evidence === 'attribution' ? 'declared' : 'inferred',
        evidence,
        confidence,
        quote: null,
        span: answer === undefined ? null : (answers[answer] ?? null),
      })),
      chronological: posts.map((_, at) => at),
      diagnostics: [],
    },
    stances: marks
      .filter(({ name }) => name === 'favor' || name === 'against')
      .map((mark) => ({
        post: postOf(mark),
        stance: 'bubble',
        coder: 'codebook',
        polarity: mark.name as 'favor' | 'against',
        confidence: 0.8,
        evidence: { start: mark.start, end: mark.end },
        cues: ['en.bubble'],
        other: null,
      })),
  }
}

function furnitureIn(marks: readonly Mark[], wanted: (mark: Mark) => boolean): Furniture[] {
  const kindOf = ({ name }: Mark): FurnitureKind | undefined =>
    ALIAS.get(name) ?? FURNITURE_KINDS.find((kind) => kind === name && ![...ALIAS.values()].includes(kind))
  return marks.filter(wanted).flatMap((mark) => {
    const kind = kindOf(mark)
    return kind === undefined ? [] : [{ kind, start: mark.start, end: mark.end }]
  })
}

/** Kinds of furniture whose names mean something else here. */
const ALIAS: ReadonlyMap<string, FurnitureKind> = new Map([
  ['byline', 'author'],
  ['stamp-line', 'stamp'],
  ['post-title', 'title'],
])

/** Takes `{name:` and `}` out; marks in order of their start, outer before inner. */
function unmarked(written: string): { readonly text: string; readonly marks: readonly Mark[] } {
  let text = ''
  const marks: (Mark | null)[] = []
  const open: { readonly name: string; readonly start: number; readonly at: number }[] = []
  for (const piece of written.split(/(\{[a-z-]+:|\})/)) {
    const name = /^\{([a-z-]+):$/.exec(piece)?.[1]
    if (name !== undefined) {
      open.push({ name, start: text.length, at: marks.length })
      marks.push(null)
    } else if (piece === '}') {
      const mark = open.pop()
      if (mark === undefined) throw new Error('a } too many')
      marks[mark.at] = { name: mark.name, start: mark.start, end: text.length }
    } else text += piece
  }
  return { text, marks: marks.filter((mark) => mark !== null) }
}

/** The lines with `{kind:words}` around every segment that is neither own nor space. */
export function remarked({ analysed, lines }: Reading): string {
  const { text } = analysed.thread.dump
  return lines
    .map(({ segments }) =>
      segments
        .map(({ start, end, kind }) => {
          const words = text.slice(start, end)
          return kind === 'own' || kind === 'space' ? words : `{${kind}:${words}}`
        })
        .join(''),
    )
    .join('\n')
}
