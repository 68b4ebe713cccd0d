import { loadLanguages } from '../../src/languages/load.js'
import type { Span } from '../../src/model/span.js'
import type { StampPhrase } from '../../src/model/stamp.js'
import { compileStamps } from '../../src/segment/stamps/lexicon.js'
import { Scan, scanStamps } from '../../src/segment/stamps/scan.js'
import { Vocabulary } from '../../src/text/vocabulary.js'
import { indexWords } from '../../src/text/words.js'

const vocabulary = new Vocabulary()
const lexicon = compileStamps(loadLanguages().list, vocabulary)

/** The stamps of a text, or of a part of it, in all languages. */
export function stampsIn(text: string, span: Span = { start: 0, end: text.length }): readonly StampPhrase[] {
  return scanStamps(text, span, indexWords(text, span.start, span.end, vocabulary), lexicon)
}

/** The same by looking at every place of the text. */
export function stampsAnywhereIn(text: string): readonly StampPhrase[] {
  const scan = new Scan(text, { start: 0, end: text.length }, lexicon, null)
  scan.within(0, text.length)
  return scan.found
}
