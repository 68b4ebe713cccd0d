import type { Span } from '../../model/span.js'
import type { Words } from '../../text/words.js'
import { wordsIn } from '../../text/words.js'
import type { Codebook } from '../codebook.js'
import type { Reading } from '../reading.js'
import { sentencesIn } from '../sentences.js'
import { languageFor } from '../subject.js'
import type { PostToJudge } from './bag.js'
import type { Scorer } from './score.js'

const MAX_WORDS = 40
const NO_ABBREVIATIONS: ReadonlySet<string> = new Set()

/**
 * The own words that speak most for a code: where the strongest of the codebook's `cues` for it stands; without one the
 * sentence whose words have the largest weights for the code's `output`, of a long one its weightiest forty words.
 */
export function evidenceFor(
  text: string,
  words: Words,
  { own, language }: PostToJudge,
  scorer: Scorer,
  output: number,
  cues: readonly Reading[],
  codebook: Codebook,
): Span {
  let strongest: Reading | null = null
  for (const cue of cues) if (strongest === null || cue.weight > strongest.weight) strongest = cue
  if (strongest !== null) return strongest.evidence
  const abbreviations = languageFor(codebook, language)?.abbreviations ?? NO_ABBREVIATIONS
  const sentences = own.flatMap((slice) => sentencesIn(text, slice, abbreviations))
  return weightiest(
    sentences.flatMap((sentence) => windows(words, sentence)),
    (span) => scorer.share(span, output),
  )
}

/** A sentence as a span from its first to its last word, in pieces that overlap by half where it is long. */
function windows(words: Words, sentence: Span): Span[] {
  const { from, to } = wordsIn(words, sentence)
  const pieces: Span[] = []
  for (let start = from; start < to; start += MAX_WORDS / 2) {
    const end = Math.min(start + MAX_WORDS, to)
    pieces.push({ start: words.start[start] ?? 0, end: words.end[end - 1] ?? 0 })
    if (end === to) break
  }
  return pieces
}

function weightiest(spans: readonly Span[], weigh: (span: Span) => number): Span {
  let best: Span = { start: 0, end: 0 }
  let most = -Infinity
  for (const span of spans) {
    const weight = weigh(span)
    if (weight > most) {
      most = weight
      best = span
    }
  }
  return best
}
