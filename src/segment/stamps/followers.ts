import type { PhrasePart, RelativePhrase, RelativeWords } from './relative-phrases.js'

/** Per first word the second tokens of its phrases; words that are a phrase by themselves are left out. */
export function followersOf(
  words: readonly RelativeWords[],
  phrases: ReadonlyMap<string, readonly RelativePhrase[]>,
): Map<string, Set<string>> {
  const follow = new Map<string, Set<string>>()
  for (const [first, list] of phrases) {
    const seconds = list.map((phrase) => secondsOf(first, phrase, words[phrase.language]))
    if (seconds.every((forms) => forms !== null)) follow.set(first, new Set(seconds.flat()))
  }
  return follow
}

export function bySecond(
  amounts: readonly RelativePhrase[],
  words: readonly RelativeWords[],
): Map<string, RelativePhrase[]> {
  const phrases = new Map<string, RelativePhrase[]>()
  for (const phrase of amounts) {
    for (const form of new Set(secondsAfterDigits(phrase, words[phrase.language]))) {
      const list = phrases.get(form)
      if (list === undefined) phrases.set(form, [phrase])
      else list.push(phrase)
    }
  }
  return phrases
}

function secondsAfterDigits({ parts }: RelativePhrase, words: RelativeWords | undefined): readonly string[] {
  const second = parts[1]
  if (second?.kind === 'unit') return words?.units ?? []
  return second?.kind === 'word' || second?.kind === 'mark' ? [second.form] : ['']
}

function secondsOf(
  first: string,
  phrase: RelativePhrase,
  words: RelativeWords | undefined,
): readonly string[] | null {
  if (words === undefined) return null
  const { about, numbers, units } = words
  const firstsOf = (part: PhrasePart): readonly string[] => {
    if (part.kind === 'unit') return units
    if (part.kind === 'amount') return ['0', ...numbers, ...about.flatMap(([word]) => formOf(word))]
    return [part.form]
  }
  const [head, second] = phrase.parts
  if (head?.kind === 'word') return second === undefined ? null : firstsOf(second)
  const afterNumber = numbers.has(first) ? (second === undefined ? [] : [...firstsOf(second), "'"]) : []
  const afterAbout = about.flatMap(([word, next]) =>
    formOf(word)[0] !== first ? [] : next === undefined ? firstsOf({ kind: 'amount' }) : formOf(next),
  )
  return [...afterNumber, ...afterAbout]
}

/**
 * Per first word the words that can stand next in its phrases, whatever marks are between them, digits aside; a word that is
 * left out may stand before anything.
 */
export function nextWordsOf(
  words: readonly RelativeWords[],
  phrases: ReadonlyMap<string, readonly RelativePhrase[]>,
): Map<string, Set<string>> {
  const next = new Map<string, Set<string>>()
  for (const [first, list] of phrases) {
    const forms = list.map((phrase) => nextWords(first, phrase, words[phrase.language]))
    if (forms.every((some) => some !== null)) next.set(first, new Set(forms.flat()))
  }
  return next
}

/** Null where the phrase has no further word. */
function nextWords(
  first: string,
  { parts }: RelativePhrase,
  words: RelativeWords | undefined,
): readonly string[] | null {
  if (words === undefined) return null
  const { about, numbers, units } = words
  const wordsOf = (part: PhrasePart): readonly string[] => {
    if (part.kind === 'unit') return units
    if (part.kind === 'amount') return [...numbers, ...about.flatMap((parts) => formOf(parts.find(isNoMark)))]
    return [part.form]
  }
  const second = parts.slice(1).find(isNoMark)
  if (parts[0]?.kind === 'word') return second === undefined ? null : wordsOf(second)
  const afterAbout = about.flatMap(([word, ...rest]) =>
    formOf(word)[0] === first ? wordsOf(rest.find(isNoMark) ?? { kind: 'amount' }) : [],
  )
  if (!numbers.has(first)) return afterAbout
  return second === undefined ? null : [...afterAbout, ...wordsOf(second)]
}

function isNoMark({ kind }: PhrasePart): boolean {
  return kind !== 'mark'
}

function formOf(part: PhrasePart | undefined): string[] {
  return part?.kind === 'word' || part?.kind === 'mark' ? [part.form] : []
}
