import { decodeHTML } from 'entities'
import { foldWord } from '../../text/words.js'
import type { Lexicon } from './lexicon.js'

/** Remembers which words of this text begin a stamp: the same few hundred come again and again. */
export class Starts {
  private readonly known = new Map<string, boolean>()
  constructor(
    private readonly text: string,
    private readonly lexicon: Lexicon,
  ) {}

  has(at: number, stop: number): boolean {
    const { text, lexicon, known } = this
    if (stop - at > LONGEST_START) return false
    const raw = text.slice(at, stop)
    let starts = known.get(raw)
    if (starts === undefined) {
      const decoded = raw.includes('&') ? decodeHTML(raw) : raw
      starts = startsWith(foldWord(decoded), lexicon)
      if (known.size < MOST_KNOWN) known.set(raw, starts)
    }
    return starts
  }
}

const LONGEST_START = 60
const MOST_KNOWN = 10_000

function startsWith(form: string, lexicon: Lexicon): boolean {
  if (lexicon.phrases.has(form)) return true
  const known = lexicon.words.get(form)
  return known !== undefined && (known.months !== 0 || known.weekdays !== 0)
}
