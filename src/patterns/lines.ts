import type { Span } from '../model/span.js'
import type { StampPhrase } from '../model/stamp.js'
import type { Ends, Scratch } from './backtrack.js'
import { matchProgram } from './backtrack.js'
import type { LineProgram } from './line-index.js'
import { compileLine, demands, indexLines } from './line-index.js'
import type { PatternNode, ParsedPattern } from './parse.js'
import { parsePattern, requiredForms } from './parse.js'
import type { Tokens } from './tokens.js'
import { tokensIn } from './tokens.js'

export interface LinePattern {
  readonly id: string
  readonly source: string
}

export interface PatternFault {
  readonly id: string
  /** What is wrong, with the place in the pattern; no full stop. */
  readonly fault: string
}

export interface LineSlots {
  readonly author?: Span
  readonly date?: StampPhrase
  readonly number?: { readonly value: number; readonly span: Span }
  readonly any?: Span
  readonly title?: Span
}

export interface LineMatch {
  readonly id: string
  /** From the first to the last token that the pattern covers. */
  readonly span: Span
  readonly slots: LineSlots
}

/**
 * Patterns compiled together. `dates` are the stamp phrases of the text in order of place; those outside `span` are
 * not looked at. A stretch of more than 1,000 characters is looked at only in its first and last 1,000.
 */
export interface LineMatcher {
  /** The pattern that covers the span leaving the fewest tokens to open slots; of equals the first. */
  match(text: string, span: Span, dates: readonly StampPhrase[]): LineMatch | null
  /** One match for every pattern that covers the span, in the patterns' order. */
  matchAll(text: string, span: Span, dates: readonly StampPhrase[]): readonly LineMatch[]
  /**
   * As `match`, for a pattern at the start of the span that may end before it; a pattern whose last part is an open
   * slot reaches the end of the span. `…` at the start of a pattern has no meaning here.
   */
  matchPrefix(text: string, span: Span, dates: readonly StampPhrase[]): LineMatch | null
}

export interface CompiledLines {
  /** Made of the patterns without fault. */
  readonly matcher: LineMatcher
  readonly faults: readonly PatternFault[]
}

const WINDOW = 1000

/** What is wrong with a line pattern, null when nothing is. */
export function checkPattern(source: string): string | null {
  const parsed = parsePattern(source)
  return parsed.ok ? notForLines(parsed.pattern) : parsed.fault
}

export function compileLines(patterns: readonly LinePattern[]): CompiledLines {
  const compiled: LineProgram[] = []
  const faults: PatternFault[] = []
  for (const { id, source } of patterns) {
    const parsed = parsePattern(source)
    const fault = parsed.ok ? notForLines(parsed.pattern) : parsed.fault
    if (!parsed.ok || fault !== null) {
      faults.push({ id, fault: fault ?? '' })
      continue
    }
    compiled.push(compileLine(id, parsed.pattern))
  }
  const forLines = indexLines(compiled, 'line')
  const forPrefixes = indexLines(compiled, 'prefix')
  const scratch: Scratch = { failed: new Uint8Array(4096) }

  const run = (text: string, span: Span, dates: readonly StampPhrase[], prefix: boolean): Scored[] => {
    const found: Scored[] = []
    if (compiled.length === 0 || span.start >= span.end) return found
    const whole = span.end - span.start <= WINDOW
    const head = tokensIn(
      text,
      whole ? span : { start: span.start, end: cutAfter(text, span.start + WINDOW) },
    )
    const headDates = datesIn(dates, span)
    const index = prefix ? forPrefixes : forLines
    for (const at of index.candidates(head, headDates.length > 0)) {
      const pattern = compiled[at]
      if (pattern === undefined) continue
      const openStart = pattern.openStart && !prefix
      const openEnd = pattern.openEnd || prefix
      if (!whole && !openEnd) continue
      const scored = score(pattern, head, headDates, { openStart, openEnd, prefix }, at, scratch)
      if (scored !== null) found.push(scored)
    }
    if (!whole && !prefix) {
      const tail = tokensIn(text, { start: cutBefore(text, span.end - WINDOW), end: span.end })
      for (const at of index.candidates(tail, headDates.length > 0)) {
        const pattern = compiled[at]
        if (pattern === undefined || !pattern.openStart || found.some((known) => known.index === at)) continue
        const ends = { openStart: true, openEnd: pattern.openEnd, prefix }
        const scored = score(pattern, tail, headDates, ends, at, scratch)
        if (scored !== null) found.push(scored)
      }
    }
    return found
  }

  return {
    faults,
    matcher: {
      match: (text, span, dates) => best(run(text, span, dates, false)),
      matchAll: (text, span, dates) =>
        run(text, span, dates, false)
          .sort((a, b) => a.index - b.index)
          .map((scored) => scored.match),
      matchPrefix: (text, span, dates) => best(run(text, span, dates, true)),
    },
  }
}

interface Scored {
  readonly index: number
  /** Tokens covered by anything but an open slot. */
  readonly closed: number
  readonly match: LineMatch
}

function best(found: readonly Scored[]): LineMatch | null {
  let first: Scored | null = null
  for (const scored of found) if (first === null || scored.closed > first.closed) first = scored
  return first?.match ?? null
}

function score(
  pattern: LineProgram,
  tokens: Tokens,
  dates: readonly StampPhrase[],
  ends: Ends,
  index: number,
  scratch: Scratch,
): Scored | null {
  if (!ends.openStart && pattern.first !== null && !pattern.first.includes(tokens.form[0] ?? '')) return null
  if (!ends.openEnd && pattern.last !== null && !pattern.last.includes(tokens.form.at(-1) ?? '')) return null
  const hit = matchProgram(pattern.program, tokens, dates, ends, scratch)
  if (hit === null) return null
  const start = tokens.start[hit.from]
  const end = tokens.end[hit.to - 1]
  if (start === undefined || end === undefined) return null
  return { index, closed: hit.closed, match: { id: pattern.id, span: { start, end }, slots: hit.slots } }
}

/** A window never ends or begins inside a word. */
function cutAfter(text: string, at: number): number {
  const space = text.lastIndexOf(' ', at)
  return space > at - WINDOW / 2 ? space : at
}

function cutBefore(text: string, at: number): number {
  const space = text.indexOf(' ', at)
  return space >= 0 && space < at + WINDOW / 2 ? space : at
}

function datesIn(dates: readonly StampPhrase[], span: Span): readonly StampPhrase[] {
  let low = 0
  let high = dates.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((dates[middle]?.start ?? 0) < span.start) low = middle + 1
    else high = middle
  }
  let stop = low
  while (stop < dates.length && (dates[stop]?.end ?? Infinity) <= span.end) stop++
  return low === 0 && stop === dates.length ? dates : dates.slice(low, stop)
}

function notForLines(pattern: ParsedPattern): string | null {
  const cue = firstOf(pattern.root, ['stem', 'class'])
  if (cue !== null) {
    return `${cue.kind === 'stem' ? '"~" (same stem)' : '"<…>" (word class)'} has no meaning in a line's pattern`
  }
  if (requiredForms(pattern.root) !== null) return null
  if ((['date', 'number', 'prefix'] as const).some((what) => demands(pattern.root, what))) return null
  return 'matches too much: a pattern needs a word, a mark, {date} or {number} that must be there'
}

function firstOf(node: PatternNode, kinds: readonly PatternNode['kind'][]): PatternNode | null {
  if (kinds.includes(node.kind)) return node
  for (const child of childrenOf(node)) {
    const found = firstOf(child, kinds)
    if (found !== null) return found
  }
  return null
}

function childrenOf(node: PatternNode): readonly PatternNode[] {
  if (node.kind === 'sequence') return node.items
  if (node.kind === 'either') return node.options
  return node.kind === 'optional' ? [node.body] : []
}
