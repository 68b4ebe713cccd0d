import type { LanguageData } from '../../languages/schema.js'
import { type Token, tokensOf } from './tokens.js'

export type PhrasePart =
  | { readonly kind: 'amount' }
  | { readonly kind: 'unit' }
  | { readonly kind: 'word' | 'mark'; readonly form: string }

/** A relative phrase of one language. `days` is set for words such as "hier". */
export interface RelativePhrase {
  readonly language: number
  readonly kind: 'ago' | 'vague' | 'day' | 'now'
  readonly parts: readonly PhrasePart[]
  /** The form of the stamps that it makes. */
  readonly form: string
  readonly days: number
  /** Nothing but an amount and a unit: "2 h". */
  readonly bare: boolean
}

/** The words of a language's amounts: units, numbers, and what can stand before a number ("about"). */
export interface RelativeWords {
  readonly units: readonly string[]
  readonly numbers: ReadonlySet<string>
  readonly about: readonly (readonly PhrasePart[])[]
}

export function relativeWords({ stamps }: LanguageData): RelativeWords {
  const { units, numbers, about } = stamps.relative
  return {
    units: Object.values(units).flat(),
    numbers: new Set(Object.keys(numbers)),
    about: about.map(partsOf),
  }
}

export function phrasesOf({ stamps }: LanguageData, language: number): RelativePhrase[] {
  const { relative } = stamps
  const phrase = (source: string, kind: RelativePhrase['kind'], days = 0): RelativePhrase => {
    const parts = partsOf(source)
    return {
      language,
      kind,
      parts,
      form: kind === 'day' ? 'R' : parts.map(formOf).join(' '),
      days,
      bare: parts.every((part) => part.kind === 'amount' || part.kind === 'unit'),
    }
  }
  return [
    ...relative.phrases.map((source) => phrase(source, 'ago')),
    ...relative.vague.map((source) => phrase(source, 'vague')),
    ...relative.now.map((source) => phrase(source, 'now')),
    ...Object.entries(relative.days).map(([source, days]) => phrase(source, 'day', days)),
  ]
}

function formOf(part: PhrasePart): string {
  return part.kind === 'amount' ? 'A' : part.kind === 'unit' ? 'U' : part.form
}

/** Files a phrase under the words that can stand first in it, and under `amounts` where digits can. */
export function indexPhrase(
  phrase: RelativePhrase,
  { numbers, about }: RelativeWords,
  phrases: Map<string, RelativePhrase[]>,
  amounts: RelativePhrase[],
): void {
  const [first] = phrase.parts
  const firsts =
    first?.kind === 'word'
      ? [first.form]
      : [...numbers, ...about.flatMap(([part]) => (part?.kind === 'word' ? [part.form] : []))]
  if (first?.kind === 'amount') amounts.push(phrase)
  for (const form of new Set(firsts)) {
    const list = phrases.get(form)
    if (list === undefined) phrases.set(form, [phrase])
    else list.push(phrase)
  }
}

function partsOf(source: string): PhrasePart[] {
  const parts: PhrasePart[] = []
  const tokens = tokensOf(source)
  for (let i = 0; i < tokens.length; i++) {
    const slot = slotAt(tokens, i)
    const token = tokens[i]
    if (slot !== null) {
      parts.push({ kind: slot })
      i += 2
    } else if (token?.kind === 'word' || token?.kind === 'mark')
      parts.push({ kind: token.kind, form: token.form })
  }
  return parts
}

function slotAt(tokens: readonly Token[], at: number): 'amount' | 'unit' | null {
  if (tokens[at]?.form !== '{' || tokens[at + 2]?.form !== '}') return null
  const name = tokens[at + 1]?.form
  return name === 'amount' || name === 'unit' ? name : null
}
