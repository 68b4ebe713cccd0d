import { SEVERITIES } from '../model/diagnostic.js'
import { MATCHES } from '../model/quote.js'
import { EVIDENCE } from '../model/reply.js'
import { POLARITIES } from '../model/stance.js'
import { compareCodePoints } from '../text/order.js'
import type { Paint } from './paint.js'
import { SEVERITY_STYLE } from './paint.js'
import type { Reading } from './reading.js'
import { summarise } from './summary.js'
import { wrapText } from './wrap.js'

const HEAD = 10

/** The counts at the end, and how to report a misreading. */
export function summaryRows(reading: Reading, width: number, paint: Paint): string[] {
  const found = summarise(reading)
  const { announced, comments, stubs } = found
  const missing = announced === null ? 0 : announced - comments - stubs
  const rows: string[] = []
  const add = (head: string, words: string, style = ''): void => {
    wrapText(words, width - HEAD).forEach((row, at) => {
      rows.push(`${(at === 0 ? head : '').padEnd(HEAD)}${paint(style, row)}`)
    })
  }
  add(
    'posts',
    [
      plural(comments, 'comment'),
      announced === null ? 'the page announces no number' : `${announced} announced`,
      ...(missing > 0 ? [`${missing} missing`] : []),
      ...(stubs > 0 ? [`${stubs} removed by the site`] : []),
      ORDER[reading.analysed.thread.order],
    ].join(', '),
  )
  add('authors', `${found.authors}`)
  add('quotes', counts(MATCHES, found.quotes))
  add('answers', counts(EVIDENCE, found.replies))
  stanceLines(reading).forEach((line, at) => add(at === 0 ? 'stances' : '', line))
  const worst = SEVERITIES.find((severity) => found.problems[severity] > 0)
  add('problems', problemWords(reading), worst === undefined ? '' : SEVERITY_STYLE[worst])
  const { posts, page, unread, blank } = found.lines
  add('lines', `${posts} in posts, ${page} of the page, ${unread} not understood, ${blank} blank`)
  rows.push('')
  rows.push(
    ...wrapText(
      'Misread? Report it with the lines around it as shown above (without colours: NO_COLOR=1) and what they should be.',
      width,
    ),
  )
  return rows
}

const ORDER = {
  'oldest-first': 'oldest first',
  'newest-first': 'newest first',
  other: 'not in the order of time',
  unknown: 'order of time unknown',
} as const

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

function counts<Kind extends string>(kinds: readonly Kind[], found: Readonly<Record<Kind, number>>): string {
  const present = kinds.filter((kind) => found[kind] > 0)
  const total = present.reduce((sum, kind) => sum + found[kind], 0)
  if (total === 0) return 'none'
  return `${total} (${present.map((kind) => `${found[kind]} ${kind}`).join(', ')})`
}

function stanceLines({ stances }: Reading): string[] {
  const targets = [...new Set(stances.map(({ stance }) => stance))].sort(compareCodePoints)
  if (targets.length === 0) return ['none']
  const wide = Math.max(...targets.map((target) => target.length))
  return targets.map((target) => {
    const told = POLARITIES.map((polarity) => {
      const count = stances.filter((one) => one.stance === target && one.polarity === polarity).length
      return `${count} ${polarity}`
    })
    return `${target.padEnd(wide)}  ${told.join(', ')}`
  })
}

const LINES_NAMED = 8

/** `1 warning (line 12), 9 notes (whole file, lines 22, 53)` */
function problemWords({ problems }: Reading): string {
  if (problems.length === 0) return 'none'
  return SEVERITIES.flatMap((severity) => {
    const found = problems.filter((problem) => problem.severity === severity)
    if (found.length === 0) return []
    const lines = [...new Set(found.flatMap(({ line }) => line ?? []))]
    const named = lines.slice(0, LINES_NAMED).join(', ')
    const where = [
      ...(found.some(({ line }) => line === null) ? ['whole file'] : []),
      ...(lines.length > 0 ? [`${lines.length === 1 ? 'line' : 'lines'} ${named}`] : []),
      ...(lines.length > LINES_NAMED ? [`and ${lines.length - LINES_NAMED} more`] : []),
    ]
    return [`${plural(found.length, severity)} (${where.join(', ')})`]
  }).join('; ')
}
