import { assign, type Assigned } from './assign.js'
import { anyone, member, tokensOfRows, type Context, type Sheet } from './context.js'
import { coverageOf } from './coverage.js'
import { draftAt, type Draft } from './draft.js'
import { spanOfRows } from './extent.js'
import type { Header } from './headers.js'
import { blocksBetween } from './gaps.js'
import { cut, passageOf } from './passages.js'
import { isBlank } from './rows.js'
import type { Tolerance } from './tolerance.js'
import { wordsAlike } from './short.js'

/** Mail programs wrap, cut and drop inner quotes; the marks say that all of it is quoted. */
const MARKED: Tolerance = { added: 12, dropped: 60, mayJump: () => true }
const LEAST = 1
/** Share of a row's words, and of a whole quote's letters, that a source must have to be taken for it. */
const MATCHED = 0.4
const RECENT_POSTS = 8

/**
 * Quotes in a run of rows marked with the same number of `>`: one per stretch of rows with the same source; rows that
 * are found nowhere go with the stretch before them. A run of which nothing is found is one announced quote.
 */
export function findMarked(
  context: Context,
  sheet: Sheet,
  from: number,
  to: number,
  header: Header | null,
): Draft[] {
  const labels = labelled(context, sheet, from, to, header)
  const drafts: Draft[] = []
  let start = from
  let label: Assigned | null = null
  const close = (end: number): void => {
    const draft = draftOf(context, sheet, start, end, label, header)
    if (draft !== null) drafts.push(draft)
  }
  for (let i = from; i < to; i++) {
    const next = labels[i - from] ?? null
    if (next === null || next === label) continue
    const both: Assigned | null = label === null ? next : joined(context, label, next)
    if (both === null) {
      close(i)
      start = i
    }
    label = both ?? next
  }
  close(to)
  return drafts
}

/** Two stretches from one source that follow each other there as well; null when they do not. */
function joined(context: Context, a: Assigned, b: Assigned): Assigned | null {
  if (a.passage === b.passage) return a
  const last = a.passage.blocks.at(-1)
  const first = b.passage.blocks[0]
  if (last === undefined || first === undefined || a.passage.source !== b.passage.source) return null
  if (last.at + last.length > first.at || last.source + last.length > first.source) return null
  const range = { from: a.range.from, to: b.range.to }
  const passage = passageOf(context.weights, a.passage.source, [
    ...a.passage.blocks,
    ...blocksBetween(context.stream, last, first),
    ...b.passage.blocks,
  ])
  return { range, passage, runnerUp: a.runnerUp, holders: a.holders }
}

function draftOf(
  context: Context,
  sheet: Sheet,
  from: number,
  to: number,
  label: Assigned | null,
  header: Header | null,
): Draft | null {
  const span = spanOfRows(context.text, sheet, from, to)
  if (span.end <= span.start || sheet.rows.slice(from, to).every(isBlank)) return null
  const tokens = tokensOfRows(sheet, from, to)
  const { weights } = context
  const passage = label === null ? null : cut(weights, label.passage, tokens)
  const found = passage !== null && coverageOf(context, passage, tokens) >= MATCHED
  const runnerUp = !found || label?.runnerUp == null ? null : cut(weights, label.runnerUp, tokens)
  return draftAt(span, {
    tokens,
    passage: found ? passage : null,
    runnerUp,
    header,
    inline: false,
    estimated: false,
  })
}

/** Per row the stretch that holds most of its words. */
function labelled(
  context: Context,
  sheet: Sheet,
  from: number,
  to: number,
  header: Header | null,
): (Assigned | null)[] {
  const { stream } = context
  const range = tokensOfRows(sheet, from, to)
  const named = header?.name == null ? [] : context.members.postsOf(header.name)
  const scopes = [...(named.length > 0 ? [member(context, sheet, named)] : []), anyone(context, sheet, true)]
  for (const scope of scopes) {
    const heavy = context.search.passages(range, scope, MARKED, LEAST)
    const stretches = assign(context, range, heavy)
    if (stretches.length > 0) return perRow(sheet, from, to, stretches)
  }
  const { order } = stream.timeline
  const near = named.length > 0 ? named : order.slice(Math.max(0, sheet.rank - RECENT_POSTS), sheet.rank)
  for (let i = from; i < to; i++) {
    const row = sheet.rowTokens[i]
    const passage = row === undefined ? null : wordsAlike(context, sheet, row, near)
    if (row === undefined || passage === null) continue
    return perRow(sheet, from, to, [{ range: row, passage, runnerUp: null, holders: 1 }])
  }
  return []
}

function perRow(sheet: Sheet, from: number, to: number, stretches: readonly Assigned[]): (Assigned | null)[] {
  const labels: (Assigned | null)[] = []
  let first = 0
  for (let i = from; i < to; i++) {
    const row = sheet.rowTokens[i] ?? { from: 0, to: 0 }
    while (first < stretches.length && (stretches[first]?.range.to ?? 0) <= row.from) first++
    let most = 0
    let label: Assigned | null = null
    for (let s = first; s < stretches.length; s++) {
      const stretch = stretches[s]
      if (stretch === undefined || stretch.range.from >= row.to) break
      const common = Math.min(row.to, stretch.range.to) - Math.max(row.from, stretch.range.from)
      if (common > most && common >= MATCHED * (row.to - row.from)) {
        most = common
        label = stretch
      }
    }
    labels.push(label)
  }
  return labels
}
