import type { Span } from '../model/span.js'
import type { CueMatcher } from '../patterns/cues.js'
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
  readonly topic: boolean
  /** Whether a context pattern is found. */
  holds(context: string): boolean
}

/** A longer sentence is taken in pieces: people end theirs before, and only so does the time grow in proportion. */
const MAX_WORDS = 150

/**
 * The sentences of a post's own words, slice by slice; none where nothing of the codebook can stand in them, as in most
 * posts.
 */
export function scanOwn(
  text: string,
  own: readonly Span[],
  words: Words,
  language: CueLanguage,
): readonly Scanned[] {
  const { claims, topics, abbreviations } = language
  if (!mayHold(own, words, claims.matcher) && !mayHold(own, words, topics)) return NO_SENTENCES
  const scanned: Scanned[] = []
  for (const slice of own) {
    const range = wordsIn(words, slice)
    let at = range.from
    for (const sentence of sentencesIn(text, slice, abbreviations)) {
      const { from, to } = wordsOf(words, sentence, at, range.to)
      at = to
      for (let start = from; start < to; start += MAX_WORDS) {
        const end = Math.min(start + MAX_WORDS, to)
        const whole = start === from && end === to
        const span = whole ? sentence : { start: words.start[start] ?? 0, end: words.end[end - 1] ?? 0 }
        scanned.push(new Sentence(span, sentence.asks && end === to, start, end, words, language))
      }
    }
  }
  return scanned
}

const NO_SENTENCES: readonly Scanned[] = []

/** False where none of the patterns can be found in a post's own words. */
export function mayHold(own: readonly Span[], words: Words, matcher: CueMatcher): boolean {
  return own.some((slice) => {
    const { from, to } = wordsIn(words, slice)
    return matcher.mayFind(words, from, to)
  })
}

/** The same as `wordsIn` for a span whose words are among those from `from` to `to` and begin near `from`. */
function wordsOf({ start, end }: Words, span: Span, from: number, to: number): Range {
  let first = from
  while (first < to && (start[first] ?? 0) < span.start) first++
  let last = first
  while (last < to && (start[last] ?? 0) < span.end) last++
  while (last > first && (end[last - 1] ?? 0) > span.end) last--
  return { from: first, to: last }
}

/** Everything is looked for where somebody asks for it: most sentences have no cue near, most threads another subject. */
class Sentence implements Scanned {
  readonly #words: Words
  readonly #language: CueLanguage
  #cues: readonly CueFound[] | null = null
  #topic: boolean | null = null
  #markers: ReadonlyMap<MarkerKind, readonly Range[]> | null = null
  /** What is known of context patterns: most sentences are asked for few of a codebook's many. */
  readonly #contexts = new Map<string, boolean>()

  constructor(
    readonly span: Span,
    readonly asks: boolean,
    readonly from: number,
    readonly to: number,
    words: Words,
    language: CueLanguage,
  ) {
    this.#words = words
    this.#language = language
  }

  get cues(): readonly CueFound[] {
    this.#cues ??= cuesIn(this.#words, this, this.#language)
    return this.#cues
  }

  get topic(): boolean {
    this.#topic ??= this.#language.topics.find(this.#words, this.from, this.to).length > 0
    return this.#topic
  }

  get markers(): ReadonlyMap<MarkerKind, readonly Range[]> {
    this.#markers ??= markersIn(this.#words, this, this.#language)
    return this.#markers
  }

  holds(context: string): boolean {
    const known = this.#contexts.get(context)
    if (known !== undefined) return known
    const { matcher, numbers } = this.#language.contexts
    const number = numbers.get(context)
    const held = number !== undefined && matcher.holds(this.#words, this.from, this.to, number)
    this.#contexts.set(context, held)
    return held
  }
}

const NO_CUES: readonly CueFound[] = []

function cuesIn(words: Words, { from, to }: Range, { claims }: CueLanguage): readonly CueFound[] {
  const hits = claims.matcher.find(words, from, to)
  if (hits.length === 0) return NO_CUES
  return hits.flatMap((hit) => {
    const claim = claims.entries[hit.cue]
    if (claim === undefined) return []
    const { target, cue, negates } = claim
    return [{ target, cue, weight: cue.weight, negates, from: hit.from, to: hit.to }]
  })
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
