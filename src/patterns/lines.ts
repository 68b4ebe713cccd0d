import type { Span } from '../model/span.js'
import type { StampPhrase } from '../model/stamp.js'
import { matchProgram } from './backtrack.js'
import type { PatternNode, ParsedPattern } from './parse.js'
import { parsePattern, requiredForms } from './parse.js'
import type { Program } from './program.js'
import { compileProgram } from './program.js'
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

interface Compiled {
  readonly id: string
  readonly program: Program
  readonly openStart: boolean
  readonly openEnd: boolean
}

/** What is wrong with a line pattern, null when nothing is. */
export function checkPattern(source: string): string | null {
  const parsed = parsePattern(source)
  return parsed.ok ? notForLines(parsed.pattern) : parsed.fault
}

export function compileLines(patterns: readonly LinePattern[]): CompiledLines {
  const compiled: Compiled[] = []
  const faults: PatternFault[] = []
  const byForm = new Map<string, number[]>()
  const withDate: number[] = []
  const withNumber: number[] = []
  const withPrefix: number[] = []
  for (const { id, source } of patterns) {
    const parsed = parsePattern(source)
    const fault = parsed.ok ? notForLines(parsed.pattern) : parsed.fault
    if (!parsed.ok || fault !== null) {
      faults.push({ id, fault: fault ?? '' })
      continue
    }
    const { root, openStart, openEnd } = parsed.pattern
    const index = compiled.push({ id, program: compileProgram(root), openStart, openEnd }) - 1
    const forms = requiredForms(root)
    if (forms === null) {
      const list = demands(root, 'date') ? withDate : demands(root, 'number') ? withNumber : withPrefix
      list.push(index)
    }
    for (const form of new Set(forms ?? [])) {
      const list = byForm.get(form)
      if (list === undefined) byForm.set(form, [index])
      else list.push(index)
    }
  }

  const candidates = (tokens: Tokens, dates: readonly StampPhrase[]): number[] => {
    const found = new Set<number>(withPrefix)
    for (const form of tokens.form) for (const index of byForm.get(form) ?? []) found.add(index)
    if (dates.length > 0) for (const index of withDate) found.add(index)
    if (withNumber.length > 0 && tokens.form.some(startsWithDigit)) {
      for (const index of withNumber) found.add(index)
    }
    return [...found].sort((a, b) => a - b)
  }

  const run = (text: string, span: Span, dates: readonly StampPhrase[], prefix: boolean): Scored[] => {
    const found: Scored[] = []
    if (compiled.length === 0 || span.start >= span.end) return found
    const whole = span.end - span.start <= WINDOW
    const head = tokensIn(
      text,
      whole ? span : { start: span.start, end: cutAfter(text, span.start + WINDOW) },
    )
    const headDates = datesIn(dates, span)
    const later: number[] = []
    for (const index of candidates(head, headDates)) {
      const pattern = compiled[index]
      if (pattern === undefined) continue
      const openStart = pattern.openStart && !prefix
      const openEnd = pattern.openEnd || prefix
      if (!whole && !openEnd) {
        if (openStart) later.push(index)
        continue
      }
      const scored = score(pattern, head, headDates, { openStart, openEnd, prefix, whole }, index)
      if (scored !== null) found.push(scored)
    }
    if (!whole && !prefix) {
      const tail = tokensIn(text, { start: cutBefore(text, span.end - WINDOW), end: span.end })
      for (const index of candidates(tail, headDates)) {
        const pattern = compiled[index]
        if (pattern === undefined || !pattern.openStart || found.some((known) => known.index === index))
          continue
        const ends = { openStart: true, openEnd: pattern.openEnd, prefix, whole }
        const scored = score(pattern, tail, headDates, ends, index)
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

interface Ends {
  readonly openStart: boolean
  readonly openEnd: boolean
  readonly prefix: boolean
  readonly whole: boolean
}

function best(found: readonly Scored[]): LineMatch | null {
  let first: Scored | null = null
  for (const scored of found) if (first === null || scored.closed > first.closed) first = scored
  return first?.match ?? null
}

function score(
  pattern: Compiled,
  tokens: Tokens,
  dates: readonly StampPhrase[],
  ends: Ends,
  index: number,
): Scored | null {
  const hit = matchProgram(pattern.program, tokens, dates, ends)
  if (hit === null) return null
  const start = tokens.start[hit.from]
  const end = tokens.end[hit.to - 1]
  if (start === undefined || end === undefined) return null
  return { index, closed: hit.closed, match: { id: pattern.id, span: { start, end }, slots: hit.slots } }
}

function startsWithDigit(form: string): boolean {
  const unit = form.charCodeAt(0)
  return unit >= 48 && unit <= 57
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

function demands(node: PatternNode, slot: 'date' | 'number' | 'prefix'): boolean {
  if (node.kind === 'prefix' || node.kind === 'suffix') return slot === 'prefix'
  if (node.kind === 'slot') return node.name === slot
  if (node.kind === 'sequence') return node.items.some((item) => demands(item, slot))
  return node.kind === 'either' && node.options.every((option) => demands(option, slot))
}
