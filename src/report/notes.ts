import { DIAGNOSTIC_CODES } from '../model/diagnostic.js'
import type { Diagnostic, DiagnosticCode } from '../model/diagnostic.js'
import { isIllFormed } from './well-formed.js'
import { CELL_LIMIT } from './cells.js'
import { isCounted } from './counted.js'
import { postId, quoteId } from './ids.js'
import type { DiagnosticRecord, ThreadRecord } from './record.js'

type ReportedThread = Omit<ThreadRecord, 'diagnostics' | 'codings'>

/** What a reader of the tables must know about a thread's rows, whatever the stages noted. */
export function reportNotes(record: ReportedThread, text: string): Diagnostic[] {
  return [...illFormed(text), ...longCells(record), ...withoutAuthor(record)]
}

/** Diagnostics with their severity, by line, those about the whole file first; stable. */
export function diagnosticRecords(diagnostics: readonly Diagnostic[]): DiagnosticRecord[] {
  return diagnostics
    .map(({ code, line, message }) => ({ code, severity: DIAGNOSTIC_CODES[code], line, message }))
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
}

function note(code: DiagnosticCode, line: number | null, message: string): Diagnostic {
  return { code, line, message }
}

function illFormed(text: string): Diagnostic[] {
  if (!isIllFormed(text)) return []
  const message =
    'The text holds half characters (lone surrogates); they are written as U+FFFD. Capture the page anew if they matter.'
  return [note('text-ill-formed', null, message)]
}

function longCells(record: ReportedThread): Diagnostic[] {
  const found: Diagnostic[] = []
  const look = (cell: string, line: number | null, what: string): void => {
    if (cell.length <= CELL_LIMIT) return
    const message =
      `${what} has ${cell.length} characters, and a spreadsheet cuts a cell after ${CELL_LIMIT}. ` +
      'Open the table with a program, or read threads.ndjson.'
    found.push(note('cell-too-long', line, message))
  }
  look(record.title?.name ?? '', record.posts[0]?.line_from ?? null, 'threads.csv: the title')
  for (const post of record.posts) {
    look(post.text, post.line_from, `posts.csv: the text of ${postId(record, post.position)}`)
  }
  for (const quote of record.quotes) {
    look(quote.text, quote.line_from, `quotes.csv: the text of ${quoteId(record, quote.post, quote.n)}`)
  }
  for (const stance of record.stances) {
    const line = record.posts[stance.post]?.line_from ?? null
    look(stance.evidence, line, `stances.csv: the evidence in ${postId(record, stance.post)}`)
  }
  return found
}

/** One note per thread: the count says how much is missing from the counting tables, the line where to look first. */
function withoutAuthor(record: ReportedThread): Diagnostic[] {
  const nameless = (position: number): boolean => record.posts[position]?.author === null
  const posts = record.posts.filter(
    ({ kind, author, text }) => author === null && kind !== 'stub' && (kind === 'comment' || text !== ''),
  )
  const replies = record.replies.filter(
    (reply) => isCounted(reply) && (nameless(reply.post) || reply.to_author === null),
  )
  const quotes = record.quotes.filter((quote) => nameless(quote.post) || quote.author === null)
  const kinds = [
    [posts.length, 'post', 'posts'],
    [replies.length, 'answer', 'answers'],
    [quotes.length, 'quote', 'quotes'],
  ] as const
  const counts = kinds.flatMap(([count, one, more]) =>
    count === 0 ? [] : `${count} ${count === 1 ? one : more}`,
  )
  if (counts.length === 0) return []
  const positions = [
    ...posts.map((post) => post.position),
    ...replies.map((reply) => reply.post),
    ...quotes.map((quote) => quote.post),
  ]
  const first = positions.reduce((least, position) => Math.min(least, position))
  const message =
    `An author is unknown for ${counts.join(', ')}: ` +
    'they stand in their own tables and are left out of authors.csv, interactions.csv and stance_replies.csv.'
  return [note('row-without-author', record.posts[first]?.line_from ?? null, message)]
}
