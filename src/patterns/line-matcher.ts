import type { Span } from '../model/span.js'
import type { StampPhrase } from '../model/stamp.js'
import type { Vocabulary } from '../text/vocabulary.js'
import type { Words } from '../text/words.js'
import { Backtracker, type Ends } from './backtrack.js'
import { LineGates, type WordGroups, wordGroups } from './line-gates.js'
import { LineIndex } from './line-index.js'
import { LineKeys } from './line-keys.js'
import {
  type LineSlots,
  type Scored,
  spanned,
  spanOf,
  TELLING_MARKS,
  tokenMatch,
  type TokenMatch,
} from './line-match.js'
import type { Giver, LineProgram } from './line-program.js'
import { LineSkeletons } from './line-skeletons.js'
import { LineTokens } from './line-tokens.js'
import { isCut } from './names.js'

export interface LineMatch {
  readonly id: string
  /** Of the pattern among those given that have no fault. */
  readonly index: number
  /** From the first to the last token that the pattern covers. */
  readonly span: Span
  readonly slots: LineSlots
}

/**
 * Patterns compiled together. `dates` are the stamp phrases of the text in order of place; those outside `span` are
 * not looked at. `words` are the text's, so that they need not be read again; null where nobody has indexed them. A
 * stretch of more than 1,000 characters is looked at only in its first and last 1,000.
 */
export interface LineMatcher {
  /** False when the words and marks show that no pattern of these groups without a date can cover the span. */
  mayMatch(text: string, span: Span, words: Words, groups: number): boolean
  /** What single words say of the lines they stand in; null for texts indexed against other words. */
  wordGroups(words: Words): WordGroups | null
  /** The pattern that covers the span leaving the fewest tokens to open slots; of equals the first. */
  match(text: string, span: Span, dates: readonly StampPhrase[], words?: Words | null): LineMatch | null
  /** One match for every pattern of these groups that covers the span, in the patterns' order. */
  matchAll(
    text: string,
    span: Span,
    dates: readonly StampPhrase[],
    words?: Words | null,
    groups?: number,
  ): readonly LineMatch[]
  /** The groups, of these, of all patterns that cover the span; one that takes a part of a longer name for the author does not count. */
  groupsOf(text: string, span: Span, dates: readonly StampPhrase[], words: Words, groups: number): number
  /** Of the same patterns the one that leaves least to the author; of equals the first. */
  leading(
    text: string,
    span: Span,
    dates: readonly StampPhrase[],
    words: Words,
    groups: number,
  ): LineMatch | null
  /** The author in that one, null where it has none; undefined where no pattern covers the span. */
  leadingAuthor(
    text: string,
    span: Span,
    dates: readonly StampPhrase[],
    words: Words,
    groups: number,
  ): Span | null | undefined
  /**
   * As `match`, for a pattern at the start of the span that may end before it; a pattern whose last part is an open
   * slot reaches the end of the span. `…` at the start of a pattern has no meaning here.
   */
  matchPrefix(text: string, span: Span, dates: readonly StampPhrase[], words?: Words | null): LineMatch | null
}

/** In UTF-16 units: of a longer stretch only so much of its beginning and of its end is looked at. */
const WINDOW = 1000

/** Every group of patterns. */
export const ALL_GROUPS = -1

/** @param patterns indexed by what they ask for when the first text comes: by then the vocabulary is whole */
export function lineMatcher(patterns: readonly LineProgram[], vocabulary: Vocabulary): LineMatcher {
  return new Matcher(patterns, vocabulary)
}

class Matcher implements LineMatcher {
  readonly #patterns: readonly LineProgram[]
  readonly #vocabulary: Vocabulary
  readonly #tokens: LineTokens
  readonly #backtracker: Backtracker
  #keys: LineKeys | null = null
  #forLines: LineIndex | null = null
  #forPrefixes: LineIndex | null = null
  #gates: LineGates | null = null
  #wordGroups: WordGroups | null = null
  #skeletons: LineSkeletons<readonly TokenMatch[]> | null = null
  /** What `#alike` found last, of which tokens and with which dates in them. */
  #last: readonly TokenMatch[] | null = null
  #lastTokens = 0
  #lastDates: readonly StampPhrase[] = []

  constructor(patterns: readonly LineProgram[], vocabulary: Vocabulary) {
    this.#patterns = patterns
    this.#vocabulary = vocabulary
    this.#tokens = new LineTokens(vocabulary)
    this.#backtracker = new Backtracker(this.#tokens)
    for (const mark of TELLING_MARKS) vocabulary.add(mark)
  }

  mayMatch(text: string, span: Span, words: Words, groups: number): boolean {
    if (words.vocabulary !== this.#vocabulary || !isWhole(span)) return true
    this.#gates ??= new LineGates(this.#patterns, this.#keysOf(), this.#vocabulary)
    return this.#gates.mayPass(text, span, words, groups)
  }

  wordGroups(words: Words): WordGroups | null {
    if (words.vocabulary !== this.#vocabulary) return null
    this.#wordGroups ??= wordGroups(this.#patterns, this.#keysOf(), this.#vocabulary)
    return this.#wordGroups
  }

  match(
    text: string,
    span: Span,
    dates: readonly StampPhrase[],
    words: Words | null = null,
  ): LineMatch | null {
    return best(this.#inLine(text, span, dates, words, ALL_GROUPS))
  }

  matchAll(
    text: string,
    span: Span,
    dates: readonly StampPhrase[],
    words: Words | null = null,
    groups = ALL_GROUPS,
  ): readonly LineMatch[] {
    const matches: LineMatch[] = []
    for (const { givers, span: covered, slots } of this.#inLine(text, span, dates, words, groups)) {
      for (const { id, index, group } of givers) {
        if ((group & groups) !== 0) matches.push({ id, index, span: covered, slots })
      }
    }
    return matches.length < 2 ? matches : matches.sort((a, b) => a.index - b.index)
  }

  matchPrefix(
    text: string,
    span: Span,
    dates: readonly StampPhrase[],
    words: Words | null = null,
  ): LineMatch | null {
    const found: Scored[] = []
    if (span.start >= span.end) return null
    this.#tokens.read(text, isWhole(span) ? span : headOf(text, span), words)
    const near = datesIn(dates, span)
    this.#forPrefixes ??= new LineIndex(this.#patterns, this.#keysOf(), 'prefix')
    for (const at of this.#forPrefixes.candidates(this.#tokens, near, ALL_GROUPS, false)) {
      this.#try(at, near, { openStart: false, openEnd: true, prefix: true }, found)
    }
    return best(found)
  }

  groupsOf(text: string, span: Span, dates: readonly StampPhrase[], words: Words, groups: number): number {
    if (span.start >= span.end) return 0
    const near = datesIn(dates, span)
    if (near.length === 0 && !this.mayMatch(text, span, words, groups)) return 0
    let found = 0
    const alike = this.#alike(text, span, near, words)
    if (alike === null) {
      for (const { groups: own, slots } of this.#oneByOne(text, span, near, words, groups)) {
        if (slots.author === undefined || !isCut(text, slots.author.start, slots.author.end)) found |= own
      }
      return found & groups
    }
    const { start, end } = this.#tokens
    for (const { groups: own, author } of alike) {
      const cut = author !== null && isCut(text, start[author.from] ?? 0, end[author.to - 1] ?? 0)
      if (!cut) found |= own
    }
    return found & groups
  }

  leading(
    text: string,
    span: Span,
    dates: readonly StampPhrase[],
    words: Words,
    groups: number,
  ): LineMatch | null {
    if (span.start >= span.end) return null
    const near = datesIn(dates, span)
    const alike = this.#alike(text, span, near, words)
    if (alike !== null) {
      const best = this.#leastAlike(alike, text, groups)
      return best === null ? null : lineMatch(spanned(best, this.#tokens, near), groups)
    }
    const found = this.#oneByOne(text, span, near, words, groups)
    const best = leastOf(found, groups, ({ slots: { author } }) =>
      author === undefined ? 0 : isCut(text, author.start, author.end) ? Infinity : author.end - author.start,
    )
    return best === null ? null : lineMatch(best, groups)
  }

  leadingAuthor(
    text: string,
    span: Span,
    dates: readonly StampPhrase[],
    words: Words,
    groups: number,
  ): Span | null | undefined {
    const alike = span.start >= span.end ? null : this.#alike(text, span, datesIn(dates, span), words)
    if (alike === null) {
      const match = this.leading(text, span, dates, words, groups)
      return match === null ? undefined : (match.slots.author ?? null)
    }
    const best = this.#leastAlike(alike, text, groups)
    if (best === null) return undefined
    return best.author === null ? null : spanOf(this.#tokens, best.author)
  }

  #leastAlike(alike: readonly TokenMatch[], text: string, groups: number): TokenMatch | null {
    return leastOf(alike, groups, (match) => authorLength(match, text, this.#tokens))
  }

  /** Made with the first text, when the vocabulary is whole. */
  #keysOf(): LineKeys {
    this.#keys ??= new LineKeys(this.#patterns, this.#vocabulary)
    return this.#keys
  }

  #inLine(
    text: string,
    span: Span,
    dates: readonly StampPhrase[],
    words: Words | null,
    groups: number,
  ): readonly Scored[] {
    if (span.start >= span.end) return NOTHING
    const near = datesIn(dates, span)
    if (near.length === 0 && words !== null && !this.mayMatch(text, span, words, groups)) return NOTHING
    const alike = words === null ? null : this.#alike(text, span, near, words)
    if (alike === null) return this.#oneByOne(text, span, near, words, groups)
    return alike.map((match) => spanned(match, this.#tokens, near))
  }

  /** What is remembered of short lines of the same skeleton; null for a span that has to be looked at by itself. */
  #alike(text: string, span: Span, near: readonly StampPhrase[], words: Words): readonly TokenMatch[] | null {
    if (words.vocabulary !== this.#vocabulary || !isWhole(span)) return null
    this.#tokens.read(text, span, words)
    const { version } = this.#tokens
    if (version === this.#lastTokens && isSame(near, this.#lastDates)) return this.#last
    this.#lastTokens = version
    this.#lastDates = near
    this.#last = this.#bySkeleton(near)
    return this.#last
  }

  /** The same for the tokens at hand. */
  #bySkeleton(near: readonly StampPhrase[]): readonly TokenMatch[] | null {
    this.#skeletons ??= new LineSkeletons(this.#patterns, this.#vocabulary, TELLING_MARKS)
    const skeleton = this.#skeletons.find(this.#tokens, near)
    if (skeleton < 0) return null
    const known = this.#skeletons.get(skeleton)
    if (known !== undefined) return known
    const found = this.#covering(near, ALL_GROUPS)
    return this.#skeletons.set(
      skeleton,
      found.length === 0 ? NO_MATCHES : found.map((match) => tokenMatch(match, this.#tokens, near)),
    )
  }

  /** `near` are the dates in the span. */
  #oneByOne(
    text: string,
    span: Span,
    near: readonly StampPhrase[],
    words: Words | null,
    groups: number,
  ): readonly Scored[] {
    if (isWhole(span)) {
      this.#tokens.read(text, span, words)
      return this.#covering(near, groups)
    }
    this.#forLines ??= new LineIndex(this.#patterns, this.#keysOf(), 'line')
    this.#tokens.read(text, headOf(text, span), words)
    const found: Scored[] = []
    for (const at of this.#forLines.candidates(this.#tokens, near, groups, false)) {
      const pattern = this.#patterns[at]
      if (pattern?.openEnd !== true) continue
      this.#try(at, near, { openStart: pattern.openStart, openEnd: true, prefix: false }, found)
    }
    const known = new Set(found.map(({ givers }) => givers))
    this.#tokens.read(text, tailOf(text, span), words)
    for (const at of this.#forLines.candidates(this.#tokens, near, groups, false)) {
      const pattern = this.#patterns[at]
      if (pattern === undefined || !pattern.openStart || known.has(pattern.givers)) continue
      this.#try(at, near, { openStart: true, openEnd: pattern.openEnd, prefix: false }, found)
    }
    return found
  }

  /** The patterns of these groups that cover the tokens at hand. */
  #covering(near: readonly StampPhrase[], groups: number): readonly Scored[] {
    this.#forLines ??= new LineIndex(this.#patterns, this.#keysOf(), 'line')
    const candidates = this.#forLines.candidates(this.#tokens, near, groups, true)
    if (candidates.length === 0) return NOTHING
    const found: Scored[] = []
    for (const at of candidates) {
      const pattern = this.#patterns[at]
      if (pattern === undefined) continue
      this.#try(at, near, { openStart: pattern.openStart, openEnd: pattern.openEnd, prefix: false }, found)
    }
    return found
  }

  #try(index: number, dates: readonly StampPhrase[], ends: Ends, found: Scored[]): void {
    const pattern = this.#patterns[index]
    if (pattern === undefined) return
    const { count, id } = this.#tokens
    if (!ends.openStart && pattern.first !== null && !pattern.first.includes(id[0] ?? -1)) return
    if (!ends.openEnd && pattern.last !== null && !pattern.last.includes(id[count - 1] ?? -1)) return
    const hit = this.#backtracker.match(pattern, dates, ends)
    if (hit === null) return
    const start = this.#tokens.start[hit.from] ?? 0
    const end = this.#tokens.end[hit.to - 1] ?? start
    const { givers, groups } = pattern
    found.push({ givers, groups, closed: hit.closed, span: { start, end }, slots: hit.slots })
  }
}

/** In UTF-16 units; without end for a part of a longer name. */
function authorLength({ author }: TokenMatch, text: string, { start, end }: LineTokens): number {
  if (author === null) return 0
  const from = start[author.from] ?? 0
  const to = end[author.to - 1] ?? 0
  return isCut(text, from, to) ? Infinity : to - from
}

/** Of the matches of these groups the one of the least length; of equals the one that was given first. */
function leastOf<T extends Pick<Scored, 'givers' | 'groups'>>(
  matches: readonly T[],
  groups: number,
  lengthOf: (match: T) => number,
): T | null {
  const [only] = matches
  if (only === undefined) return null
  if (matches.length === 1) return (only.groups & groups) === 0 || lengthOf(only) === Infinity ? null : only
  let best: T | null = null
  let least = Infinity
  let index = Infinity
  for (const match of matches) {
    if ((match.groups & groups) === 0) continue
    const length = lengthOf(match)
    if (length > least || length === Infinity) continue
    const given = giverOf(match, groups)?.index ?? Infinity
    if (length === least && given > index) continue
    best = match
    least = length
    index = given
  }
  return best
}

function giverOf({ givers }: Pick<Scored, 'givers'>, groups: number): Giver | undefined {
  return givers.find(({ group }) => (group & groups) !== 0)
}

function lineMatch(match: Scored, groups: number): LineMatch | null {
  const giver = giverOf(match, groups)
  return giver === undefined
    ? null
    : { id: giver.id, index: giver.index, span: match.span, slots: match.slots }
}

const NOTHING: readonly Scored[] = []
const NO_MATCHES: readonly TokenMatch[] = []

function best(found: readonly Scored[]): LineMatch | null {
  let first: Scored | null = null
  for (const scored of found) if (first === null || scored.closed > first.closed) first = scored
  const giver = first?.givers[0]
  if (first === null || giver === undefined) return null
  return { id: giver.id, index: giver.index, span: first.span, slots: first.slots }
}

function isWhole(span: Span): boolean {
  return span.end - span.start <= WINDOW
}

function headOf(text: string, { start }: Span): Span {
  return { start, end: cutAfter(text, start + WINDOW) }
}

function tailOf(text: string, { end }: Span): Span {
  return { start: cutBefore(text, end - WINDOW), end }
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

function isSame(a: readonly StampPhrase[], b: readonly StampPhrase[]): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

function datesIn(dates: readonly StampPhrase[], span: Span): readonly StampPhrase[] {
  if (dates.length === 0) return dates
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
