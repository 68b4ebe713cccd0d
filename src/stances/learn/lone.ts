import type { Words } from '../../text/words.js'
import { indexWords } from '../../text/words.js'
import type { Codebook } from '../codebook.js'
import { readPost } from '../read.js'
import { scanOwn } from '../scan.js'
import { languageFor } from '../subject.js'
import { stancesOf } from '../tag.js'
import type { PostToJudge } from './bag.js'

/** A text that stands alone, such as an example. */
export interface LoneText {
  readonly words: Words
  readonly post: PostToJudge
}

/**
 * What such a text is judged by: as a comment of that language in a thread on the codebook's subject. Null in a language without
 * cues.
 */
export function loneText(text: string, language: string, codebook: Codebook): LoneText | null {
  const instrument = languageFor(codebook, language)
  if (instrument === null) return null
  const words = indexWords(text)
  const own = [{ start: 0, end: text.length }]
  const scanned = scanOwn(text, own, words, instrument)
  const stances = stancesOf(text, scanned, words, codebook, false)
  const readings = stances.length === 0 ? [] : readPost(text, scanned, words)
  return { words, post: { own, view: { stances, readings }, language, article: false } }
}
