import type { Diagnostic } from '../model/diagnostic.js'
import type { Quote, QuoteFacts, QuoteSource } from '../model/quote.js'
import type { Span } from '../model/span.js'
import type { StampPhrase } from '../model/stamp.js'
import type { Thread } from '../model/thread.js'
import { lineFinder } from '../text/lines.js'
import type { Vocabulary } from '../text/vocabulary.js'
import type { WordTable } from '../text/word-table.js'
import type { Words } from '../text/words.js'
import { sheetOf, type Context, type Sheet } from './context.js'
import type { Draft } from './draft.js'
import { noEndings } from './estimate.js'
import { withoutGlue } from './glued.js'
import { indexGrams } from './grams.js'
import { habitsOf, marksOf, weighed } from './headers.js'
import { measured, sourceOf } from './measure.js'
import { membersOf } from './members.js'
import { ownWords } from './own.js'
import { OwnRuns } from './own-runs.js'
import { Owners } from './owners.js'
import { INSIDE, OWN, TAKEN } from './ownership.js'
import type { Passage } from './passages.js'
import { NOTHING, readPost, type PostQuotes } from './post.js'
import { compileQuoteLines, type QuoteLanguage, type QuoteLines } from './quote-lines.js'
import { commonWords, weigh } from './rarity.js'
import { rowsOf } from './rows.js'
import { PassageSearch } from './search.js'
import { streamOf, type Range } from './stream.js'
import { timelineOf } from './timeline.js'
import { carefully } from './tolerance.js'

/** What the stage reads besides the thread: compiled once, frozen. */
export interface QuoteTools {
  readonly common: WordTable
  readonly lines: QuoteLines
}

/** Throws when a pattern does not compile; the language loader has named such faults before. */
export function compileQuoteTools(languages: readonly QuoteLanguage[], vocabulary?: Vocabulary): QuoteTools {
  return Object.freeze({
    common: commonWords(languages, vocabulary),
    lines: compileQuoteLines(languages, vocabulary),
  })
}

/**
 * Which words of a thread's posts come from elsewhere, from where, and what is left as each author's own. `dates` are
 * all stamp phrases of the dump in order of place. Pure; time proportional to the words.
 */
export function findQuotes(
  thread: Thread,
  words: Words,
  dates: readonly StampPhrase[],
  tools: QuoteTools,
): QuoteFacts {
  const text = thread.dump.text
  const stream = streamOf(thread, words, timelineOf(thread))
  const members = membersOf(thread)
  const lines = thread.posts.map((post) => rowsOf(text, post))
  const rows = withoutGlue(text, lines, members, tools.lines, dates, words)
  const marks = rows.map((lines) => marksOf(text, lines, tools.lines, dates, words, members))
  const habits = habitsOf(marks, members)
  const sheets = thread.posts.map((post, i) =>
    sheetOf(stream, post.position, rows[i] ?? [], weighed(marks[i] ?? [], members, habits)),
  )
  const index = indexGrams(stream)
  const weights = weigh(thread, stream, tools.common.of(words))
  const own = ownTokens(stream.count, sheets)
  const runs = new OwnRuns(index, own)
  const context: Context = {
    thread,
    text,
    stream,
    index,
    weights,
    search: new PassageSearch(stream, weights, index, own, runs),
    members,
    owners: new Owners(),
    careful: carefully(text, stream, own),
    own,
  }
  const endings = noEndings()
  const found: PostQuotes[] = thread.posts.map(() => NOTHING)
  for (const position of stream.timeline.order) {
    const sheet = sheets[position]
    if (sheet === undefined) continue
    const post = readPost(context, sheet, endings)
    for (const { tokens, inline } of post.drafts) {
      own.fill(inline ? INSIDE : TAKEN, tokens.from, tokens.to)
    }
    runs.enter(stream, sheet.rank, post.drafts)
    found[position] = post
  }
  return assembled(context, sheets, found)
}

/** At the start all words count as own but those that headers, closing lines and `>` marks take out. */
function ownTokens(count: number, sheets: readonly Sheet[]): Uint8Array {
  const own = new Uint8Array(count).fill(OWN)
  for (const sheet of sheets) {
    if (sheet.plain) continue
    for (const [i, row] of sheet.rows.entries()) {
      const mark = sheet.marks[i]
      const to = mark?.kind === 'header' ? mark.header.to : i + 1
      if (row.depth === 0 && (mark == null || mark.kind === 'maybe')) continue
      own.fill(TAKEN, sheet.rowTokens[i]?.from ?? 0, sheet.rowTokens[to - 1]?.to ?? 0)
    }
  }
  return own
}

function assembled(context: Context, sheets: readonly Sheet[], found: readonly PostQuotes[]): QuoteFacts {
  const quotes: Quote[] = []
  const own: Span[][] = []
  const diagnostics: Diagnostic[] = []
  const { thread, text } = context
  const lineOf = lineFinder(text)
  for (const post of thread.posts) {
    const sheet = sheets[post.position]
    const facts = found[post.position]
    const holes: Span[] = []
    let n = 0
    for (const draft of facts?.drafts ?? []) {
      const quote = quoteOf(context, post.position, ++n, draft)
      quotes.push(quote)
      holes.push({ start: draft.start, end: draft.end })
      for (const note of notesOn(quote, draft, lineOf)) diagnostics.push(note)
    }
    for (const header of facts?.headers ?? []) holes.push({ start: header.start, end: header.end })
    for (const index of facts?.footers ?? []) {
      const row = sheet?.rows[index]
      if (row !== undefined) holes.push({ start: row.start, end: row.end })
    }
    own.push(
      ownWords(
        text,
        post,
        holes.sort((a, b) => a.start - b.start),
      ),
    )
  }
  return { quotes, own, diagnostics }
}

function quoteOf(context: Context, post: number, n: number, draft: Draft): Quote {
  const { thread } = context
  const named = draft.header?.name ?? null
  const header = draft.header === null ? null : { start: draft.header.start, end: draft.header.end }
  const { start, end, passage, runnerUp } = draft
  const found = passage === null ? null : measured(context, draft.tokens, passage)
  const source = passage === null || found === null ? null : sourceOf(context, passage, found.similarity)
  return {
    start,
    end,
    post,
    n,
    header,
    named,
    match: found?.match ?? 'announced',
    source,
    author: (source === null ? null : thread.posts[source.post]?.author?.name) ?? named,
    runnerUp: source === null || runnerUp === null ? null : runnerUpOf(context, draft.tokens, runnerUp),
  }
}

function runnerUpOf(context: Context, tokens: Range, passage: Passage): QuoteSource {
  return sourceOf(context, passage, measured(context, tokens, passage).similarity)
}

/** What a reader should know of a quote; `lineOf` gives the 1-based line of an offset. */
function notesOn(quote: Quote, draft: Draft, lineOf: (offset: number) => number): Diagnostic[] {
  const notes: Diagnostic[] = []
  if (quote.source === null) {
    const whom = quote.named === null ? 'somebody who is not named' : quote.named
    notes.push({
      code: 'quote-source-missing',
      line: lineOf(draft.start),
      message: `The words quoted from ${whom} are in no earlier post of this dump: the comment was probably not captured.`,
    })
  }
  if (draft.estimated) {
    notes.push({
      code: 'quote-end-estimated',
      line: lineOf(draft.start),
      message:
        'Nothing shows where this quote ends and its source is not in the dump: the end follows the habits of the page. Check it if the words matter.',
    })
  }
  const { source, runnerUp } = quote
  if (source !== null && runnerUp !== null && runnerUp.similarity >= source.similarity) {
    notes.push({
      code: 'quote-source-tied',
      line: lineOf(draft.start),
      message: `Posts ${source.post} and ${runnerUp.post} have these words alike: post ${source.post}, the earlier one, was taken.`,
    })
  }
  return notes
}
