import type { LanguageData, PagePatterns } from '../languages/schema.js'
import type { Span } from '../model/span.js'
import type { StampPhrase } from '../model/stamp.js'
import { compileLines, type LinePattern } from '../patterns/lines.js'
import type { Vocabulary } from '../text/vocabulary.js'
import type { Words } from '../text/words.js'
import { TellingWords } from './telling.js'

/** The part of a language's data that this stage reads. */
export interface QuoteLanguage extends Pick<LanguageData, 'code' | 'functionWords'> {
  readonly page: Pick<PagePatterns, 'quoteHeaders' | 'quoteFooters'>
}

/** A line, or two or three, that announces a quote or ends one. */
interface QuoteLine {
  readonly kind: 'header' | 'footer'
  /** Which pattern it was: headers of one page use the same. */
  readonly pattern: string
  readonly author: Span | null
  readonly dated: boolean
}

/** The headers and footers of all languages. */
export interface QuoteLines {
  /** What every one of them has some of. */
  readonly telling: TellingWords
  /** The header or footer that a stretch of text is, null when it is none. */
  readonly match: (text: string, span: Span, dates: readonly StampPhrase[], words: Words) => QuoteLine | null
}

/**
 * Compiles the language data's headers and footers together: a page in one language often stands in a template of
 * another. Throws when a pattern does not compile; the language loader has named such faults before.
 */
export function compileQuoteLines(languages: readonly QuoteLanguage[], vocabulary?: Vocabulary): QuoteLines {
  const sources: LinePattern[] = []
  const footers = new Set<string>()
  for (const { code, page } of languages) {
    for (const [i, source] of page.quoteHeaders.entries()) sources.push({ id: `${code}.header.${i}`, source })
    for (const [i, source] of page.quoteFooters.entries()) {
      const id = `${code}.footer.${i}`
      sources.push({ id, source })
      footers.add(id)
    }
  }
  const { matcher, faults } = compileLines(sources, vocabulary)
  const fault = faults[0]
  if (fault !== undefined) throw new Error(`${fault.id}: ${fault.fault}`)
  return {
    telling: new TellingWords(
      sources.map(({ source }) => source),
      vocabulary,
    ),
    match: (text, span, dates, words) => {
      const match = matcher.match(text, span, dates, words)
      if (match === null) return null
      const { author, date } = match.slots
      return {
        kind: footers.has(match.id) ? 'footer' : 'header',
        pattern: match.id,
        author: author ?? null,
        dated: date !== undefined,
      }
    },
  }
}
