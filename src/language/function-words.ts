import type { LanguageData } from '../languages/schema.js'
import type { Vocabulary } from '../text/vocabulary.js'
import { WordTable } from '../text/word-table.js'

/** The function words of all languages. Made once for a run. */
export interface FunctionWords {
  readonly languages: readonly LanguageData[]
  /** By word the number of the group of languages that have it as a function word. */
  readonly groups: WordTable
  /** Per group, from 1 on, its languages as indices in `languages`: entries `from[g]` to `from[g + 1] - 1` of `members`. */
  readonly from: Int32Array
  readonly members: Int32Array
  /** Per group what a word of it counts for each of its languages: one over their number. */
  readonly shares: Float64Array
}

/** Adds the languages' function words to the vocabulary, which texts are to be indexed against. */
export function compileFunctionWords(
  languages: readonly LanguageData[],
  vocabulary?: Vocabulary,
): FunctionWords {
  const speakers = new Map<string, Set<number>>()
  for (const [language, { functionWords }] of languages.entries()) {
    for (const form of functionWords) speakers.set(form, (speakers.get(form) ?? new Set()).add(language))
  }
  const numbers = new Map([['', 0]])
  const from = [0, 0]
  const members: number[] = []
  const groups = new Map<string, number>()
  for (const [form, those] of speakers) {
    const key = [...those].join(' ')
    let group = numbers.get(key)
    if (group === undefined) {
      group = numbers.size
      numbers.set(key, group)
      members.push(...those)
      from.push(members.length)
    }
    groups.set(form, group)
  }
  return Object.freeze({
    languages,
    groups: new WordTable(groups, vocabulary),
    from: Int32Array.from(from),
    members: Int32Array.from(members),
    shares: Float64Array.from(from, (begin, group) => 1 / ((from[group + 1] ?? 0) - begin)),
  })
}
