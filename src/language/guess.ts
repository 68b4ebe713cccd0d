import type { Span } from '../model/span.js'
import type { Words } from '../text/words.js'
import { Evidence, ranked } from './evidence.js'
import type { FunctionWords } from './function-words.js'

/** Below this many function words a guess is none. */
const ENOUGH = 3

/**
 * The language most of a text is in, by its function words alone: cheap enough for a whole page. Null when few stand
 * there or two languages come close. `span` narrows it to a part of the text.
 */
export function guessLanguage(words: Words, known: FunctionWords, span?: Span): string | null {
  const whole = { start: 0, end: Number.MAX_SAFE_INTEGER }
  const { best, score, runnerUp } = ranked(new Evidence(words, known).scores([span ?? whole]))
  return score >= ENOUGH && score >= 1.3 * runnerUp ? (known.languages[best]?.code ?? null) : null
}
