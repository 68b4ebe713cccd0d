import type { Span } from '../model/span.js'
import type { CueHit } from '../patterns/cues.js'
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

const NOTHING: ReadonlyMap<MarkerKind, readonly Range[]> = new Map()
const NO_CONTEXT: ReadonlySet<string> = new Set()

/** The sentences of a post's own words, slice by slice, with cues, markers and contexts. */
export function scanOwn(text: string, own: readonly Span[], words: Words, language: CueLanguage): Scanned[] {
  const scanned: Scanned[] = []
  for (const slice of own) {
    for (const sentence of sentencesIn(text, slice, language.abbreviations)) {
      const { from, to } = wordsIn(words, sentence)
      const hits = from < to ? language.matcher.find(words, from, to) : []
      scanned.push({ span: sentence, asks: sentence.asks, from, to, ...sorted(hits, language) })
    }
  }
  return scanned
}

function sorted(
  hits: readonly CueHit[],
  language: CueLanguage,
): Pick<Scanned, 'cues' | 'markers' | 'contexts' | 'topic'> {
  if (hits.length === 0) return { cues: [], markers: NOTHING, contexts: NO_CONTEXT, topic: false }
  const cues: CueFound[] = []
  const markers = new Map<MarkerKind, Range[]>()
  const contexts = new Set<string>()
  let topic = false
  for (const { cue: index, from, to } of hits) {
    const entry = language.entries[index]
    switch (entry?.kind) {
      case 'cue':
        cues.push({ target: entry.target, cue: entry.cue, negates: entry.negates, from, to })
        break
      case 'marker': {
        const list = markers.get(entry.marker)
        if (list === undefined) markers.set(entry.marker, [{ from, to }])
        else list.push({ from, to })
        break
      }
      case 'context':
        contexts.add(entry.source)
        break
      case 'topic':
        topic = true
        break
      default:
    }
  }
  return { cues, markers, contexts, topic }
}
