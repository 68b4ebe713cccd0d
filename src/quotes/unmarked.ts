import { assign, type Assigned } from './assign.js'
import { isAnswer } from './announced.js'
import { anyone, rowOf, tokensOfRows, type Context, type Sheet } from './context.js'
import { coverageOf } from './coverage.js'
import { LEAST, LEAST_WORDS, MOSTLY, POPULAR, POPULAR_FACTOR, SAME_AUTHOR } from './demands.js'
import { fromEarlier } from './direction.js'
import { draftAt, type Draft } from './draft.js'
import { spanOfRows, spanOfTokens } from './extent.js'
import type { PassageList } from './passage-list.js'
import { cut, reachOf, sourceReachOf, type Passage } from './passages.js'
import { isPhrase } from './popular.js'
import { quotationsOf } from './quotation.js'
import { weightOf } from './rarity.js'
import { isStop } from './signs.js'
import type { Sketches } from './sketches.js'
import { rankRange, sizeOf, type Range } from './stream.js'
import { worthWhile } from './worth.js'

/**
 * Quotes that nothing announces in rows `from` to `to - 1`: words between quotation marks, lines, sentences and long
 * pieces that an earlier post has word for word or nearly. How much is asked for depends on how the words stand there.
 */
export function findUnmarked(context: Context, sheet: Sheet, from: number, to: number): Draft[] {
  const range = tokensOfRows(sheet, from, to)
  const unordered = context.thread.order === 'other'
  const scope = anyone(context, sheet, unordered)
  const sketches = context.search.sketch(range, scope, context.careful, LEAST.quotation)
  const repeated = unordered
    ? accepted(context, sheet, range, fromEarlier(context, sheet, context.search.finished(LEAST.quotation)))
    : worthwhile(context, sheet, range, sketches)
  const quotations = quotationsOf(context, sheet, range)
  return quotations.length === 0 ? repeated : merged(repeated, quotations)
}

function worthwhile(context: Context, sheet: Sheet, range: Range, sketches: Sketches): Draft[] {
  const worth = worthWhile(context, sheet, range, sketches)
  return worth === null
    ? []
    : accepted(context, sheet, range, context.search.finished(LEAST.quotation, worth))
}

/** Those of the passages that are quotes, each with the words that no heavier one has. */
function accepted(context: Context, sheet: Sheet, range: Range, passages: PassageList): Draft[] {
  const drafts: Draft[] = []
  for (const assigned of assign(context, range, passages)) {
    for (const piece of betweenAnswers(context, sheet, assigned)) {
      const draft = quoteOf(context, sheet, piece, withoutLooseEnds(context, sheet, piece))
      if (draft !== null) drafts.push(draft)
    }
  }
  return drafts
}

/** Words between quotation marks, but where they are part of a longer repetition: there it is the quote. */
function merged(repeated: readonly Draft[], quotations: readonly Draft[]): Draft[] {
  const kept: Draft[] = []
  let q = 0
  for (const draft of repeated) {
    let replaced = false
    for (let quotation = quotations[q]; quotation !== undefined; quotation = quotations[q]) {
      if (quotation.start >= draft.end) break
      q++
      const apart = quotation.end <= draft.start
      if (!apart && sizeOf(draft.tokens) > sizeOf(quotation.tokens) + SPILL) continue
      kept.push(quotation)
      if (!apart) replaced = true
    }
    if (!replaced) kept.push(draft)
  }
  return [...kept, ...quotations.slice(q)]
}

/** Words around a quotation that the source has too by chance ("une « … »"). */
const SPILL = 3

/** Cuts a stretch where whole rows stand in it that its source does not have: answers put in between. */
function betweenAnswers(context: Context, sheet: Sheet, assigned: Assigned): Assigned[] {
  const { passage, range, runnerUp, holders } = assigned
  const pieces: Assigned[] = []
  let from = range.from
  let last = range.from
  const close = (to: number): void => {
    const part = cut(context.weights, passage, { from, to })
    if (part !== null) pieces.push({ range: reachOf(part), passage: part, runnerUp, holders })
  }
  for (const block of passage.blocks) {
    if (block.at > last && holdsRow(sheet, last, block.at) && isAnswer(passage, last, block.at)) {
      close(last)
      from = block.at
    }
    last = block.at + block.length
  }
  close(range.to)
  return pieces
}

/** Whether a whole row with words lies between two tokens. */
function holdsRow(sheet: Sheet, from: number, to: number): boolean {
  for (let row = rowOf(sheet, from); row < sheet.rowTokens.length; row++) {
    const tokens = sheet.rowTokens[row]
    if (tokens === undefined || tokens.from >= to) return false
    if (tokens.from >= from && tokens.to <= to && tokens.to > tokens.from) return true
  }
  return false
}

/**
 * Drops what hangs on to a quote by chance: a light block that a gap parts from the rest, and a few words in a row of
 * which the rest is not matched.
 */
function withoutLooseEnds(context: Context, sheet: Sheet, assigned: Assigned): Range {
  const { blocks } = assigned.passage
  const isLoose = (edge: number, inner: number): boolean => {
    const a = blocks[edge]
    const b = blocks[inner]
    if (a === undefined || b === undefined) return false
    const gap = Math.max(b.at, a.at) - Math.min(a.at + a.length, b.at + b.length)
    return weightOf(context.weights, { from: a.at, to: a.at + a.length }) < 1 && gap >= 1 && a.length <= 3
  }
  let head = 0
  let tail = blocks.length - 1
  while (tail > head && isLoose(head, head + 1)) head++
  while (tail > head && isLoose(tail, tail - 1)) tail--
  let from = blocks[head]?.at ?? 0
  let to = (blocks[tail]?.at ?? 0) + (blocks[tail]?.length ?? 0)
  const first = sheet.rowTokens[rowOf(sheet, from)]
  if (first !== undefined && first.to < to && isStub(first, { from, to: first.to })) from = first.to
  const last = sheet.rowTokens[rowOf(sheet, to - 1)]
  if (last !== undefined && last.from > from && isStub(last, { from: last.from, to })) to = last.from
  return { from, to }
}

/** However words stand, less is never enough. */
const LEAST_OF_ALL = Math.min(LEAST.lines, LEAST.sentence, LEAST.inside)

const STUB = 4

function isStub(row: Range, part: Range): boolean {
  return sizeOf(part) <= STUB && 2 * sizeOf(part) < sizeOf(row)
}

function quoteOf(context: Context, sheet: Sheet, assigned: Assigned, range: Range): Draft | null {
  const { passage } = assigned
  const weight = weightOfMatched(context, assigned, range)
  if (weight < LEAST_OF_ALL) return null
  const first = rowOf(sheet, range.from)
  const last = rowOf(sheet, range.to - 1)
  const head = range.from - (sheet.rowTokens[first]?.from ?? 0)
  const tail = (sheet.rowTokens[last]?.to ?? 0) - range.to
  const rows = tokensOfRows(sheet, first, last + 1)
  const mostly = coverageOf(context, passage, rows) >= MOSTLY
  const fromStart = head === 0 || (mostly && head <= 2)
  const toEnd = tail === 0 || (mostly && tail <= 2)
  const how =
    fromStart && toEnd && mostly
      ? 'lines'
      : (fromStart || sentenceBefore(context, range.from)) && (toEnd || sentenceBehind(context, range.to))
        ? 'sentence'
        : 'inside'
  if (range.to - range.from < LEAST_WORDS[how] || weight < LEAST[how]) return null
  if (weight < LEAST[how] * factor(context, sheet, assigned, how === 'lines')) return null
  const inner = spanOfTokens(context, range, passage)
  const outer = spanOfRows(context.text, sheet, first, last + 1)
  const span = {
    start: fromStart && !afterColon(context, range.from, head) ? outer.start : inner.start,
    end: toEnd ? outer.end : inner.end,
  }
  if (span.end <= span.start || isHabit(context, sheet, range, passage)) return null
  const tokens = { from: span.start === outer.start ? rows.from : range.from, to: toEnd ? rows.to : range.to }
  return draftAt(span, {
    tokens,
    passage,
    runnerUp: assigned.runnerUp,
    header: null,
    inline: how !== 'lines',
    estimated: false,
  })
}

function weightOfMatched(context: Context, assigned: Assigned, range: Range): number {
  let sum = 0
  for (const block of assigned.passage.blocks) {
    sum += weightOf(context.weights, {
      from: Math.max(range.from, block.at),
      to: Math.min(range.to, block.at + block.length),
    })
  }
  return sum
}

/** "Paul: " or "Paul wrote: " before the words, on their line: it names them and is none of them. */
function afterColon(context: Context, token: number, head: number): boolean {
  if (head === 0) return false
  const { start, end } = context.stream
  return context.text.slice(end[token - 1] ?? 0, start[token] ?? 0).includes(':')
}

/** The same person's same words at the same end of both posts: a greeting, a signature, a card. */
function isHabit(context: Context, sheet: Sheet, range: Range, passage: Passage): boolean {
  if (!sameAuthor(context, sheet, passage)) return false
  const there = sourceReachOf(passage)
  const home = rankRange(context.stream, passage.source)
  if (2 * sizeOf(there) > sizeOf(home)) return false
  return (
    (range.from === sheet.tokens.from && there.from === home.from) ||
    (range.to === sheet.tokens.to && there.to === home.to)
  )
}

function sameAuthor(context: Context, sheet: Sheet, passage: Passage): boolean {
  const { posts } = context.thread
  const author = posts[sheet.position]?.author?.name
  const source = posts[context.stream.timeline.order[passage.source] ?? 0]
  return author !== undefined && source?.author?.name === author
}

function factor(context: Context, sheet: Sheet, assigned: Assigned, wholeLines: boolean): number {
  const same = sameAuthor(context, sheet, assigned.passage)
  const popular = assigned.holders >= POPULAR || (!wholeLines && isPhrase(context, sheet, assigned.passage))
  return (same ? SAME_AUTHOR : 1) * (popular ? POPULAR_FACTOR : 1)
}

const MAX_GAP = 8

/** Whether a sentence or line ends close before a token. */
function sentenceBefore({ text, stream }: Context, token: number): boolean {
  const start = stream.start[token] ?? 0
  const end = token === 0 ? 0 : (stream.end[token - 1] ?? 0)
  return hasStop(text, Math.max(end, start - MAX_GAP), start)
}

/** Whether one ends close behind the token before `token`. */
function sentenceBehind({ text, stream }: Context, token: number): boolean {
  const end = stream.end[token - 1] ?? 0
  return hasStop(text, end, Math.min(stream.start[token] ?? end + MAX_GAP, end + MAX_GAP))
}

function hasStop(text: string, from: number, to: number): boolean {
  const stop = Math.min(to, text.length)
  for (let i = from; i < stop; i++) if (isStop(text.charCodeAt(i))) return true
  return false
}
