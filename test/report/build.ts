import type { CodingJoiner } from '../../src/coding/joiner.js'
import type { AnalysedThread } from '../../src/model/analysed.js'
import type { Code } from '../../src/model/coding.js'
import type { Diagnostic } from '../../src/model/diagnostic.js'
import type { Quote } from '../../src/model/quote.js'
import type { Evidence, Reply } from '../../src/model/reply.js'
import type { Span } from '../../src/model/span.js'
import type { LearnedFacts, Polarity, Stance } from '../../src/model/stance.js'
import type { Name, Post, PostKind } from '../../src/model/thread.js'
import { foldedSpace } from '../../src/text/lines.js'

export interface PostSpec {
  readonly kind?: PostKind
  readonly author?: string | null
  /** The stamp as printed, and what it means. */
  readonly stamp?: string
  readonly iso?: string | null
  readonly relative?: boolean
  /** What was sent. `[[` and `]]` stand around quotes and are not part of the text. */
  readonly text?: string
  readonly number?: string
}

export interface QuoteSpec {
  /** The post the words come from; without it the quote is only announced. */
  readonly of?: number
  readonly match?: 'exact' | 'edited'
  readonly similarity?: number
  readonly named?: string
}

export interface ReplySpec {
  readonly post: number
  readonly to: number | null
  readonly evidence: Evidence
  readonly toAuthor?: string | null
  readonly confidence?: number
  readonly quote?: number
}

export interface StanceSpec {
  readonly post: number
  readonly stance: string
  readonly polarity: Polarity
  /** Words of the post that carry it. */
  readonly words: string
  readonly coder?: string
  readonly cues?: readonly string[]
}

/** What a person said of a post. */
export interface CodingSpec {
  readonly post: number
  readonly stance: string
  readonly code: Code
  readonly coder: string
  readonly memo?: string
}

export interface ThreadSpec {
  readonly id?: string
  readonly site?: string
  readonly title?: string | null
  readonly capturedAt?: string
  readonly publishedFrom?: 'byline' | 'capture' | null
  readonly announced?: number
  readonly posts: readonly PostSpec[]
  /** In the order in which `[[…]]` stand in the posts. */
  readonly quotes?: readonly QuoteSpec[]
  readonly replies?: readonly ReplySpec[]
  readonly stances?: readonly StanceSpec[]
  readonly learned?: LearnedFacts
  readonly codings?: readonly CodingSpec[]
  readonly diagnostics?: readonly Diagnostic[]
}

/** An analysed thread as the stages would hand it over, on a page laid out as title, then per post author, stamp, text. */
export function analysed(spec: ThreadSpec): AnalysedThread {
  const page = new Page()
  const title = page.name(spec.title === undefined ? 'A title' : spec.title)
  const announced = spec.announced === undefined ? null : page.line(`${spec.announced} comments`)
  page.line('')
  const own: Span[][] = []
  const marked: { post: number; span: Span }[] = []
  const posts = spec.posts.map((post, position): Post => {
    const begin = page.end
    const author = page.name(post.author ?? null)
    const stamp = post.stamp === undefined ? null : page.line(post.stamp)
    const body = page.marked(post.text ?? '')
    own.push(body.own)
    for (const span of body.quotes) marked.push({ post: position, span })
    const span = { start: begin, end: Math.max(begin, page.end - 1) }
    page.line('')
    return {
      position,
      kind: post.kind ?? (position === 0 ? 'article' : 'comment'),
      author,
      stamp: stamp === null ? null : { ...stamp, iso: post.iso ?? null, relative: post.relative ?? false },
      span,
      body: [body.whole],
      furniture: [],
      number: post.number ?? null,
      declared: [],
    }
  })
  const dump = {
    thread: spec.id ?? 'talk',
    sourceFile: `${spec.id ?? 'talk'}.txt`,
    text: page.text,
    capturedAt: spec.capturedAt ?? null,
    pageStart: 0,
    site: spec.site ?? '',
    url: '',
    diagnostics: spec.diagnostics ?? [],
  }
  const quotes = marked.map(({ post, span }, at) => quoteOf(post, span, at, spec, posts, marked))
  return {
    thread: {
      dump,
      language: 'en',
      title,
      posts,
      announced: announced === null ? null : { count: spec.announced ?? 0, span: announced },
      publishedFrom: spec.publishedFrom ?? null,
      order: 'oldest-first',
      furniture: [],
      diagnostics: [],
    },
    quotes: { quotes, own, diagnostics: [] },
    languages: { thread: 'en', posts: posts.map(() => 'en'), diagnostics: [] },
    replies: {
      replies: (spec.replies ?? []).map((reply) => replyOf(reply, posts)),
      chronological: posts.map((_, at) => at),
      diagnostics: [],
    },
    stances: (spec.stances ?? []).map((stance) => stanceOf(stance, posts, page.text)),
    learned: spec.learned ?? null,
  }
}

/** Gives each record the codings that its thread is specified with, as the joiner of a run does. */
export function codingsOf(specs: readonly ThreadSpec[]): CodingJoiner {
  const byThread = new Map(specs.map((spec) => [spec.id ?? 'talk', spec.codings ?? []]))
  return {
    idle: byThread.size === 0,
    join: (record) => ({
      ...record,
      codings: (byThread.get(record.thread) ?? []).map(({ memo = null, ...coding }, at) => ({
        ...coding,
        memo,
        match: 'key' as const,
        source_file: `codings/${coding.coder}.csv`,
        row: at + 2,
      })),
    }),
    finish: () => [],
  }
}

function quoteOf(
  post: number,
  span: Span,
  at: number,
  spec: ThreadSpec,
  posts: readonly Post[],
  marked: readonly { post: number }[],
): Quote {
  const { of, match = 'exact', similarity = 1, named = null } = spec.quotes?.[at] ?? {}
  const from = of === undefined ? undefined : posts[of]
  return {
    ...span,
    post,
    n: marked.slice(0, at + 1).filter((one) => one.post === post).length,
    match: of === undefined ? 'announced' : match,
    source: from === undefined ? null : { post: from.position, span: from.span, similarity },
    author: from?.author?.name ?? named,
    header: null,
    named,
    runnerUp: null,
  }
}

function replyOf(reply: ReplySpec, posts: readonly Post[]): Reply {
  const { post, to, evidence, confidence = 0.9, quote = null } = reply
  const toAuthor = reply.toAuthor ?? (to === null ? null : (posts[to]?.author?.name ?? null))
  const relation = evidence === 'structure' || evidence === 'attribution' ? 'declared' : 'inferred'
  return { post, to, toAuthor, relation, evidence, confidence, quote, span: posts[post]?.author ?? null }
}

function stanceOf(spec: StanceSpec, posts: readonly Post[], text: string): Stance {
  const { post, stance, polarity, words, coder = 'codebook', cues = [] } = spec
  const start = text.indexOf(words, posts[post]?.span.start)
  if (start < 0) throw new Error(`post ${post} does not hold "${words}"`)
  const evidence = { start, end: start + words.length }
  return { post, stance, polarity, confidence: 0.8, evidence, cues, coder, other: null }
}

class Page {
  text = ''

  get end(): number {
    return this.text.length
  }

  line(words: string): Span {
    const start = this.end
    this.text += `${words}\n`
    return { start, end: start + words.length }
  }

  name(words: string | null): Name | null {
    return words === null ? null : { name: foldedSpace(words), ...this.line(words) }
  }

  marked(words: string): { whole: Span; own: Span[]; quotes: Span[] } {
    const begin = this.end
    const own: Span[] = []
    const quotes: Span[] = []
    words.split(/\[\[|\]\]/).forEach((piece, at) => {
      const start = this.end
      this.text += piece
      const inner = piece.trim()
      const from = start + piece.indexOf(inner)
      if (inner !== '') (at % 2 === 0 ? own : quotes).push({ start: from, end: from + inner.length })
    })
    const whole = { start: begin, end: this.end }
    if (words !== '') this.text += '\n'
    return { whole, own, quotes }
  }
}
