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

const NO_MARKERS: ReadonlyMap<MarkerKind, readonly Range[]> = new Map()
const NO_CONTEXTS: ReadonlySet<string> = new Set()

/** A longer sentence is taken in pieces: people end theirs before, and only so does the time grow in proportion. */
const MAX_WORDS = 150

/**
 * The sentences of a post's own words, slice by slice. Markers and contexts are looked for only in a post that holds a
 * cue, as most do not.
 */
export function scanOwn(text: string, own: readonly Span[], words: Words, language: CueLanguage): Scanned[] {
  const scanned: Scanned[] = []
  for (const slice of own) {
    for (const sentence of sentencesIn(text, slice, language.abbreviations)) {
      const { from, to } = wordsIn(words, sentence)
      for (let start = from; start < to; start += MAX_WORDS) {
        const end = Math.min(start + MAX_WORDS, to)
        const whole = start === from && end === to
        const span = whole ? sentence : { start: words.start[start] ?? 0, end: words.end[end - 1] ?? 0 }
        const piece = { span, asks: sentence.asks && end === to, from: start, to: end }
        scanned.push({ ...piece, ...claimsIn(words, piece, language) })
      }
    }
  }
  if (!scanned.some(({ cues }) => cues.length > 0)) return scanned
  return scanned.map((sentence) => ({
    ...sentence,
    markers: markersIn(words, sentence, language),
    contexts: contextsIn(words, sentence, language),
  }))
}

function claimsIn(
  words: Words,
  { from, to }: Range,
  language: CueLanguage,
): Omit<Scanned, keyof Range | 'span' | 'asks'> {
  const { matcher, entries } = language.claims
  const cues: CueFound[] = []
  let topic = false
  for (const hit of matcher.find(words, from, to)) {
    const claim = entries[hit.cue]
    if (claim?.kind === 'topic') topic = true
    else if (claim !== undefined) {
      const { target, cue, negates } = claim
      cues.push({ target, cue, negates, from: hit.from, to: hit.to })
    }
  }
  return { cues, topic, markers: NO_MARKERS, contexts: NO_CONTEXTS }
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
