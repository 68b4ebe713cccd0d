import type { Span } from '../model/span.js'
import type { Words } from '../text/words.js'
import { wordsIn } from '../text/words.js'
import type { Addressing } from './addressing.js'
import type { Chronology } from './chronology.js'
import type { Context } from './context.js'
import { contextOf } from './context.js'
import type { Members } from './members.js'
import type { NameEntry, NameTrie } from './nametrie.js'

/** A name, or part of one, in somebody's own words. */
export interface NameHit extends Span {
  readonly post: number
  readonly slice: Span
  /** Words `from` to `to`. */
  readonly from: number
  readonly to: number
  readonly entry: NameEntry
  readonly context: Context
  readonly capital: boolean
}

/**
 * All of them, in order of place. One walk over the words, whatever the number of members. `silent` says by entry
 * whether it is a stop name.
 */
export function findNames(
  text: string,
  words: Words,
  own: readonly (readonly Span[])[],
  trie: NameTrie,
  silent: readonly boolean[],
): readonly NameHit[] {
  const hits: NameHit[] = []
  const { begins } = trie
  for (const [post, slices] of own.entries()) {
    for (const slice of slices) {
      const range = wordsIn(words, slice)
      for (let i = range.from; i < range.to; i++) {
        if (begins[words.id[i] ?? 0] === 0) continue
        const found = trie.longestAt(i, range.to)
        if (found === null) continue
        // a member called "de" must not cost a record for every "de" of the page
        if (silent[found.entry.index] === true && !mayBeCalled(text, words.start[i] ?? 0)) continue
        const span = { start: words.start[i] ?? 0, end: words.end[found.end - 1] ?? 0 }
        const bounds = {
          start: i > range.from ? (words.end[i - 1] ?? 0) : slice.start,
          end: found.end < range.to ? (words.start[found.end] ?? 0) : slice.end,
        }
        hits.push({
          ...span,
          post,
          slice,
          from: i,
          to: found.end,
          entry: found.entry,
          context: contextOf(text, span, slice, bounds),
          capital: isCapital(text, span.start),
        })
        i = found.end - 1
      }
    }
  }
  return hits
}

export function isCapital(text: string, at: number): boolean {
  return /^[\p{Lu}\p{Lt}]/u.test(String.fromCodePoint(text.codePointAt(at) ?? 32))
}

/**
 * How much a name is a name in this dump. `rare`: it is used of the member only. `ordinary`: it is also used as a
 * word. `stop`: it is a word of the language that says nothing ("Merci").
 */
export const RARITIES = ['rare', 'ordinary', 'stop'] as const
export type Rarity = (typeof RARITIES)[number]

/**
 * Measured in the dump itself, per entry of the trie. A word is ordinary when the article uses it, the member uses it,
 * two posts used it before the member first wrote, or, where the name is printed with a capital, when it is written
 * without one. Calls (`@name`) and compounds do not count.
 */
export function raritiesOf(
  trie: NameTrie,
  hits: readonly NameHit[],
  members: Members,
  chronology: Chronology,
  silent: readonly boolean[],
): readonly Rarity[] {
  const first = new Map<string, number>()
  for (const member of members.all) {
    let earliest = Number.POSITIVE_INFINITY
    for (const post of member.posts) earliest = Math.min(earliest, chronology.rank[post] ?? 0)
    first.set(member.key, earliest)
  }
  const strange = trie.entries.map(() => 0)
  const lastPost = trie.entries.map(() => -1)
  const rarity = silent.map((stop): Rarity => (stop ? 'stop' : 'rare'))
  for (const hit of hits) {
    const { entry, context } = hit
    const index = entry.index
    if (context.called || context.compound || rarity[index] !== 'rare' || lastPost[index] === hit.post)
      continue
    const weight = strangeness(hit, members, chronology, first)
    if (weight === 0) continue
    lastPost[index] = hit.post
    strange[index] = (strange[index] ?? 0) + weight
    if ((strange[index] ?? 0) >= 2) rarity[index] = 'ordinary'
  }
  return rarity
}

function strangeness(
  hit: NameHit,
  members: Members,
  chronology: Chronology,
  first: ReadonlyMap<string, number>,
): number {
  const { member } = hit.entry
  const signs = hit.context.opensLine && hit.context.after === '\n'
  if (members.ofPost[hit.post] === member) return signs || hit.post === 0 ? 0 : 2
  if (hit.post === 0) return 2
  if (!hit.capital && /^\p{Lu}/u.test(member.name)) return hit.context.opensLine ? 0 : 1
  return (chronology.rank[hit.post] ?? 0) < (first.get(member.key) ?? 0) ? 1 : 0
}

/** By entry whether every word says nothing, or it is a single letter: "Merci", "Moi aussi", "K". */
export function stopNames(trie: NameTrie, { stopWords }: Addressing): readonly boolean[] {
  return trie.entries.map((entry) => entry.forms.every((form) => form.length === 1 || stopWords.has(form)))
}

function mayBeCalled(text: string, at: number): boolean {
  const near = text.slice(Math.max(0, at - 2), at)
  return near.includes('@') || near.includes('＠') || near.endsWith('/')
}
