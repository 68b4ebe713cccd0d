import type { Span } from '../../model/span.js'
import type { RelativeUnit } from '../../model/stamp.js'
import { isSpace } from '../../text/lines.js'
import type { Draft } from './draft.js'
import type { PhrasePart, RelativePhrase } from './relative-phrases.js'
import type { Source } from './time.js'

/** What a relative phrase at the first token says, and the index of the token behind it; null when the words are others. */
export function readRelative(
  source: Source,
  phrase: RelativePhrase,
): { readonly draft: Draft; readonly next: number } | null {
  const { tokens, lexicon } = source
  let next = 0
  let amount = phrase.days
  let unit: RelativeUnit | null = null
  let amounts = 0
  for (const part of phrase.parts) {
    if (part.kind === 'amount') {
      next = skipAbout(source, next, phrase.language)
      const token = tokens.at(next)
      const value =
        token.kind === 'number' && token.digits <= 4
          ? token.value
          : token.kind === 'word'
            ? (lexicon.numbers[phrase.language]?.get(token.form) ?? null)
            : null
      if (value === null) return null
      if (amounts++ === 0) amount = value
      next++
      // "30+ days ago", "un'ora fa"
      if ("+'".includes(tokens.at(next).form || ' ') && !tokens.at(next).spaced) next++
    } else if (part.kind === 'unit') {
      const token = tokens.at(next)
      const found = token.kind === 'word' ? lexicon.units[phrase.language]?.get(token.form) : undefined
      if (found === undefined) return null
      unit ??= found
      next++
      if (tokens.at(next).form === '.' && !tokens.at(next).spaced && shortUnit(token.form)) next++
    } else {
      const token = tokens.at(next)
      if (token.kind !== part.kind || token.form !== part.form) return null
      next++
    }
  }
  const draft = source.drafts.fresh()
  draft.relative = true
  draft.word(1 << phrase.language)
  if (phrase.kind === 'day') draft.ago = { amount: phrase.days, unit: 'day' }
  else if (phrase.kind === 'now') draft.ago = { amount: 0, unit: 'second' }
  else if (phrase.kind === 'ago' && unit !== null) draft.ago = { amount, unit }
  draft.form = phrase.form
  return { draft, next }
}

const shortUnit = (form: string): boolean => form.length <= 4

function skipAbout(source: Source, at: number, language: number): number {
  const about = source.lexicon.about[language]
  // Nearly all amounts are plain numbers.
  if (about === undefined || source.tokens.at(at).kind === 'number') return at
  for (const parts of about) {
    if (parts.every((part, i) => matches(source, at + i, part))) return at + parts.length
  }
  return at
}

function matches({ tokens }: Source, at: number, part: PhrasePart): boolean {
  const token = tokens.at(at)
  return (
    (part.kind === 'word' || part.kind === 'mark') && token.kind === part.kind && token.form === part.form
  )
}

const EDGE_REACH = 80

/**
 * Whether a phrase that could as well be everyday words stands apart on its line. `both`: nothing but separators
 * (`·`, `|`, `•`, dashes, brackets, a wide gap) on either side; otherwise it must end its part of a short line.
 */
export function standsApart(
  text: string,
  start: number,
  end: number,
  { start: from, end: to }: Span,
  both: boolean,
): boolean {
  if (!openAfter(text, end, to)) return false
  return openBefore(text, start, from) || (!both && nearLineStart(text, start, from))
}

const SEPARATORS = '·|•–—-()[]›»/⋅*'

function openAfter(text: string, end: number, to: number): boolean {
  let i = end
  while (i < to && i - end < EDGE_REACH && isSpace(text.charCodeAt(i))) i++
  return i >= to || text.charCodeAt(i) === 10 || i - end > 1 || SEPARATORS.includes(text.charAt(i))
}

function openBefore(text: string, start: number, from: number): boolean {
  let i = start - 1
  while (i >= from && start - i < EDGE_REACH && isSpace(text.charCodeAt(i))) i--
  return i < from || text.charCodeAt(i) === 10 || start - i > 2 || SEPARATORS.includes(text.charAt(i))
}

function nearLineStart(text: string, start: number, from: number): boolean {
  const floor = Math.max(from, start - EDGE_REACH)
  return floor === from || text.lastIndexOf('\n', start - 1) >= floor
}
