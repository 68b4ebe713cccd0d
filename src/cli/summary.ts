import { SEVERITIES } from '../model/diagnostic.js'
import { MATCHES } from '../model/quote.js'
import { EVIDENCE } from '../model/reply.js'
import { POLARITIES } from '../model/stance.js'
import type { ProblemRow, Summary } from '../report/summary.js'
import { visible } from '../text/visible.js'
import { painter } from './terminal.js'
import type { Paint } from './terminal.js'

const SHOWN = 10

/** What a run found, in a few lines. `output` is the folder as the user named it. */
export function summaryText(summary: Summary, output: string, color: boolean): string {
  const paint = painter(color)
  const { dumps, comments } = summary
  const lines = [
    row(
      'dumps',
      `${dumps.used} read${dumps.refused > 0 ? paint('red', `, ${dumps.refused} could not be used`) : ''}`,
    ),
    row('comments', commentsText(comments)),
    row('authors', `${summary.authors}`),
    row('quotes', countsText(MATCHES, summary.quotes)),
    row('answers', countsText(EVIDENCE, summary.replies)),
    ...stanceLines(summary.stances),
    ...codingLines(summary.codings),
    ...problemLines(summary.problems, output, paint),
    row('tables', `in ${visible(output)}`),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

function row(head: string, text: string): string {
  return `${head.padEnd(10)}${text}`
}

function commentsText({ found, stubs, announced, foundOfAnnounced }: Summary['comments']): string {
  const removed = stubs > 0 ? `, ${stubs} more removed by the site` : ''
  const told = announced > 0 ? `; ${foundOfAnnounced} of the ${announced} announced` : ''
  return `${found} found${removed}${told}`
}

/** `12 (3 exact, 9 edited)`; kinds of which there are none are left out. */
function countsText<Kind extends string>(
  kinds: readonly Kind[],
  counts: Readonly<Record<Kind, number>>,
): string {
  const present = kinds.filter((kind) => counts[kind] > 0)
  const total = present.reduce((sum, kind) => sum + counts[kind], 0)
  if (total === 0) return '0'
  return `${total} (${present.map((kind) => `${counts[kind]} ${kind}`).join(', ')})`
}

function stanceLines(stances: Summary['stances']): string[] {
  const width = Math.max(0, ...stances.map(({ stance }) => stance.length))
  return stances.map((counts, i) => {
    const polarities = POLARITIES.map((polarity) => `${counts[polarity]} ${polarity}`).join(', ')
    return row(i === 0 ? 'stances' : '', `${counts.stance.padEnd(width)}  ${polarities}`)
  })
}

function codingLines(codings: Summary['codings']): string[] {
  if (codings.length === 0) return []
  const people = codings.slice(0, SHOWN).map(({ coder, posts }) => `${posts} by ${visible(coder)}`)
  const more = codings.length > SHOWN ? ` and ${codings.length - SHOWN} more people` : ''
  return [row('codings', `posts coded: ${people.join(', ')}${more}`)]
}

function problemLines(problems: Summary['problems'], output: string, paint: Paint): string[] {
  const total = problems.error + problems.warning + problems.note
  if (total === 0) return [row('problems', 'none')]
  const shown = problems.first.slice(0, SHOWN)
  const counts = SEVERITIES.filter((severity) => problems[severity] > 0).map((severity) =>
    problems[severity] === 1 ? `1 ${severity}` : `${problems[severity]} ${severity}s`,
  )
  const more = total - shown.length
  return [
    row('problems', counts.join(', ')),
    ...shown.map((problem) => `  ${problemText(problem, paint)}`),
    ...(more > 0 ? [`  and ${more} more in ${visible(output.replace(/\/+$/, ''))}/problems.csv`] : []),
  ]
}

/** One row of problems.csv on one line. */
export function problemText(problem: ProblemRow, paint: Paint): string {
  const place = problem.line === null ? problem.source_file : `${problem.source_file}:${problem.line}`
  const severity = paint(COLOUR_OF.get(problem.severity) ?? 'bold', problem.severity)
  return `${severity} ${visible(place)} ${problem.code}: ${visible(problem.message)}`
}

const COLOUR_OF: ReadonlyMap<string, 'red' | 'yellow' | 'dim'> = new Map([
  ['error', 'red'],
  ['warning', 'yellow'],
  ['note', 'dim'],
])
