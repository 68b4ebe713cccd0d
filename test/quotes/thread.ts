import type { Quote, QuoteFacts } from '../../src/model/quote.js'
import type { Span } from '../../src/model/span.js'
import type { PageOrder, Post, Thread } from '../../src/model/thread.js'
import { compileQuoteTools, findQuotes } from '../../src/quotes/find.js'
import { indexWords } from '../../src/text/words.js'

/** Three languages' worth of patterns, so that the tests say what they rely on. */
const TOOLS = compileQuoteTools([
  {
    code: 'en',
    functionWords: 'the a an of to in is it that and or not for on with was are be this you we they i'.split(
      ' ',
    ),
    page: {
      quoteHeaders: [
        'Originally Posted by {author} [View Post]',
        '{author} wrote:',
        '{author} said:',
        'On {date}, {author} wrote:',
        'Quote:',
      ],
      quoteFooters: ['Click to expand...', 'View Post'],
    },
  },
  {
    code: 'fr',
    functionWords:
      'le la les un une de des du et ou ne pas que qui dans est ce il on je tu vous au en se'.split(' '),
    page: {
      quoteHeaders: ['Citation [:] Envoyé par {author} [Voir le message]', '{author} a écrit :'],
      quoteFooters: [],
    },
  },
])

export interface Written {
  readonly author?: string
  readonly at?: string
  /** The body; `{…}` marks what must be found as a quote and is taken out before the text is read. */
  readonly text: string
}

export interface Found {
  readonly text: string
  readonly thread: Thread
  readonly facts: QuoteFacts
  /** What the braces held, per post. */
  readonly marked: readonly (readonly string[])[]
  /** The words of the quotes found, per post. */
  readonly quoted: readonly (readonly string[])[]
  readonly own: readonly string[]
  readonly quotes: readonly Quote[]
}

/** A thread written down post by post, the article first, and what the stage finds in it. */
export function find(posts: readonly Written[], order: PageOrder = 'oldest-first'): Found {
  let text = ''
  const marked: string[][] = []
  const records: Post[] = []
  for (const [position, written] of posts.entries()) {
    const author = written.author ?? `Member ${position}`
    text += `${author}\n`
    const start = text.length
    marked.push(bracesIn(written.text))
    text += written.text.replaceAll(/[{}]/g, '')
    const body: Span = { start, end: text.length }
    text += '\n\n'
    const stamp = written.at === undefined ? null : { start, end: start, iso: written.at, relative: false }
    records.push({
      position,
      kind: position === 0 ? 'article' : 'comment',
      author: { name: author, start: start - author.length - 1, end: start - 1 },
      stamp,
      span: { start: start - author.length - 1, end: body.end },
      body: [body],
      furniture: [],
      number: null,
      declared: [],
    })
  }
  const thread = threadOf(text, records, order)
  const facts = findQuotes(thread, indexWords(text), [], TOOLS)
  return {
    text,
    thread,
    facts,
    marked,
    quoted: records.map((post) =>
      facts.quotes
        .filter((quote) => quote.post === post.position)
        .map((quote) => text.slice(quote.start, quote.end)),
    ),
    own: facts.own.map((spans) => spans.map((span) => text.slice(span.start, span.end)).join('\n')),
    quotes: facts.quotes,
  }
}

export function threadOf(text: string, posts: readonly Post[], order: PageOrder): Thread {
  return {
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
    language: null,
    title: null,
    posts,
    announced: null,
    publishedFrom: null,
    order,
    furniture: [],
    diagnostics: [],
  }
}

function bracesIn(text: string): string[] {
  return [...text.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '')
}
