import type { Span } from '../model/span.js'
import type { Words } from '../text/words.js'
import { wordsIn } from '../text/words.js'
import type { Cue, CueLanguage } from './codebook.js'
import type { MarkerKind } from './markers.js'
import { sentencesIn } from './sentences.js'

/** Half-open range of words. */
export interface Range {
  readonly from: number
  readonly to: number
}

export interface CueFound extends Range {
  readonly target: number
  readonly cue: Cue
  readonly weight: number
  readonly negates: boolean
}

/** One sentence with all that was found in it. */
export interface Scanned extends Range {
  readonly span: Span
  readonly asks: boolean
  readonly cues: readonly CueFound[]
  readonly markers: ReadonlyMap<MarkerKind, readonly Range[]>
  /** The context patterns found. */
  readonly contexts: ReadonlySet<string>
  readonly topic: boolean
}

/** A longer sentence is taken in pieces: people end theirs before, and only so does the time grow in proportion. */
const MAX_WORDS = 150

/**
 * The sentences of a post's own words, slice by slice; none where nothing of the codebook can stand in them, as in most
 * posts.
 */
export function scanOwn(text: string, own: readonly Span[], words: Words, language: CueLanguage): Scanned[] {
  const scanned: Scanned[] = []
  const { matcher } = language.claims
  const ranges = own.map((slice) => wordsIn(words, slice))
  if (!ranges.some(({ from, to }) => matcher.mayFind(words, from, to))) return scanned
  for (const [i, slice] of own.entries()) {
    const range = ranges[i] ?? NO_WORDS
    let at = range.from
    let claim = matcher.firstIn(words, at, range.to)
    for (const sentence of sentencesIn(text, slice, language.abbreviations)) {
      const { from, to } = wordsOf(words, sentence, at, range.to)
      at = to
      for (let start = from; start < to; start += MAX_WORDS) {
        const end = Math.min(start + MAX_WORDS, to)
        const whole = start === from && end === to
        const span = whole ? sentence : { start: words.start[start] ?? 0, end: words.end[end - 1] ?? 0 }
        if (claim < start) claim = matcher.firstIn(words, start, range.to)
        const claims = claim < end ? claimsIn(words, start, end, language) : NO_CLAIMS
        scanned.push(new Sentence(span, sentence.asks && end === to, start, end, claims, words, language))
      }
    }
  }
  return scanned
}

const NO_WORDS: Range = { from: 0, to: 0 }

/** The same as `wordsIn` for a span whose words are among those from `from` to `to` and begin near `from`. */
function wordsOf({ start, end }: Words, span: Span, from: number, to: number): Range {
  let first = from
  while (first < to && (start[first] ?? 0) < span.start) first++
  let last = first
  while (last < to && (start[last] ?? 0) < span.end) last++
  while (last > first && (end[last - 1] ?? 0) > span.end) last--
  return { from: first, to: last }
}

/** Markers and contexts are looked for where somebody asks for them: most sentences have no cue near. */
class Sentence implements Scanned {
  readonly cues: readonly CueFound[]
  readonly topic: boolean
  readonly #words: Words
  readonly #language: CueLanguage
  #markers: ReadonlyMap<MarkerKind, readonly Range[]> | null = null
  #contexts: ReadonlySet<string> | null = null

  constructor(
    readonly span: Span,
    readonly asks: boolean,
    readonly from: number,
    readonly to: number,
    { cues, topic }: Claims,
    words: Words,
    language: CueLanguage,
  ) {
    this.cues = cues
    this.topic = topic
    this.#words = words
    this.#language = language
  }

  get markers(): ReadonlyMap<MarkerKind, readonly Range[]> {
    this.#markers ??= markersIn(this.#words, this, this.#language)
    return this.#markers
  }

  get contexts(): ReadonlySet<string> {
    this.#contexts ??= contextsIn(this.#words, this, this.#language)
    return this.#contexts
  }
}

type Claims = Pick<Scanned, 'cues' | 'topic'>

const NO_CLAIMS: Claims = { cues: [], topic: false }

function claimsIn(words: Words, from: number, to: number, language: CueLanguage): Claims {
  const { matcher, entries } = language.claims
  const cues: CueFound[] = []
  let topic = false
  for (const hit of matcher.find(words, from, to)) {
    const claim = entries[hit.cue]
    if (claim?.kind === 'topic') topic = true
    else if (claim !== undefined) {
      const { target, cue, negates } = claim
      cues.push({ target, cue, weight: cue.weight, negates, from: hit.from, to: hit.to })
    }
  }
  return { cues, topic }
}

function markersIn(
  words: Words,
  { from, to }: Range,
  language: CueLanguage,
): ReadonlyMap<MarkerKind, readonly Range[]> {
  const found = new Map<MarkerKind, Range[]>()
  for (const hit of language.markers.matcher.find(words, from, to)) {
    const kind = language.markers.entries[hit.cue]
    if (kind === undefined) continue
    const list = found.get(kind)
    if (list === undefined) found.set(kind, [hit])
    else list.push(hit)
  }
  return found
}

function contextsIn(words: Words, { from, to }: Range, language: CueLanguage): ReadonlySet<string> {
  const found = new Set<string>()
  for (const hit of language.contexts.matcher.find(words, from, to)) {
    const source = language.contexts.entries[hit.cue]
    if (source !== undefined) found.add(source)
  }
  return found
}
