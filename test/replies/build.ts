import { loadLanguages } from '../../src/languages/load.js'
import type { Match, Quote, QuoteFacts } from '../../src/model/quote.js'
import type { Reply, ReplyFacts } from '../../src/model/reply.js'
import { without } from '../../src/model/span.js'
import type { Span } from '../../src/model/span.js'
import type { Declared, PageOrder, Post, Thread } from '../../src/model/thread.js'
import { compileReplyTools, findReplies } from '../../src/replies/find.js'
import { indexWords } from '../../src/text/words.js'

/** A post as a test writes it down. */
export interface Sketch {
  readonly by?: string | null
  readonly at?: string
  readonly text: string
  readonly number?: string
  readonly stub?: boolean
  /** Under which post the page shows it. */
  readonly under?: number
  /** "En réponse à X", a line of the page that is no part of the text. */
  readonly answering?: string
  /** Words of the text that are quotes. `header` are words of the text as well. */
  readonly quotes?: readonly {
    readonly words: string
    readonly of: number | null
    readonly header?: string
    readonly named?: string
    readonly match?: Match
  }[]
}

export interface Page {
  readonly announced?: number
  readonly order?: PageOrder
}

const tools = compileReplyTools(loadLanguages().list)

/** The first sketch is the article. */
export function threadOf(
  sketches: readonly Sketch[],
  page: Page = {},
): { thread: Thread; quotes: QuoteFacts } {
  let text = ''
  const posts: Post[] = []
  const quotes: Quote[] = []
  const own: (readonly Span[])[] = []
  for (const [position, sketch] of sketches.entries()) {
    const start = text.length
    const declared: Declared[] = []
    let author: Post['author'] = null
    if (typeof sketch.by === 'string') {
      author = { name: sketch.by, start, end: start + sketch.by.length }
      text += `${sketch.by}\n`
    }
    if (sketch.answering !== undefined) {
      const from = text.length
      text += `En réponse à ${sketch.answering}\n`
      declared.push({
        by: 'name-line',
        position: null,
        name: sketch.answering,
        start: from,
        end: text.length - 1,
      })
    }
    if (sketch.under !== undefined) {
      declared.push({ by: 'indent', position: sketch.under, name: null, start, end: start + 1 })
    }
    const body = { start: text.length, end: text.length + sketch.text.length }
    text += sketch.text
    posts.push({
      position,
      kind: position === 0 ? 'article' : sketch.stub === true ? 'stub' : 'comment',
      author,
      stamp: sketch.at === undefined ? null : { start, end: start + 1, iso: sketch.at, relative: false },
      span: { start, end: text.length },
      body: [body],
      furniture: [],
      number: sketch.number ?? null,
      declared,
    })
    const holes: Span[] = []
    for (const [i, quote] of (sketch.quotes ?? []).entries()) {
      const span = placeOf(text, quote.words, body.start)
      const header = quote.header === undefined ? null : placeOf(text, quote.header, body.start)
      holes.push(...(header === null ? [] : [header]), span)
      quotes.push({
        ...span,
        post: position,
        n: i + 1,
        match: quote.match ?? (quote.of === null ? 'announced' : 'exact'),
        source: quote.of === null ? null : { post: quote.of, span: { start: 0, end: 1 }, similarity: 1 },
        author: quote.of === null ? (quote.named ?? null) : (sketches[quote.of]?.by ?? null),
        header,
        named: quote.named ?? null,
        runnerUp: null,
      })
    }
    own.push(without([body], holes))
    text += '\n'
  }
  const thread: Thread = {
    dump: {
      thread: 'test',
      sourceFile: 'test.txt',
      text,
      capturedAt: null,
      pageStart: 0,
      site: '',
      url: '',
      diagnostics: [],
    },
    language: 'fr',
    title: null,
    posts,
    announced: page.announced === undefined ? null : { count: page.announced, span: { start: 0, end: 1 } },
    publishedFrom: null,
    order: page.order ?? 'oldest-first',
    furniture: [],
    diagnostics: [],
  }
  return { thread, quotes: { quotes, own, diagnostics: [] } }
}

function placeOf(text: string, words: string, from: number): Span {
  const start = text.indexOf(words, from)
  if (start < 0) throw new Error(`the text of the post does not hold "${words}"`)
  return { start, end: start + words.length }
}

export function answers(sketches: readonly Sketch[], page: Page = {}): ReplyFacts {
  const { thread, quotes } = threadOf(sketches, page)
  return findReplies(thread, quotes, indexWords(thread.dump.text), tools)
}

/** Rows of one post as `evidence>post answered`, or `evidence>"name"` where it is not in the dump. */
export function rowsOf(facts: ReplyFacts, post: number): readonly string[] {
  return facts.replies.filter((row) => row.post === post).map(shown)
}

function shown(row: Reply): string {
  return `${row.evidence}>${row.to === null ? JSON.stringify(row.toAuthor) : row.to}`
}
