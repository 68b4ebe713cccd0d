import type { Span } from '../model/span.js'
import type { Words } from '../text/words.js'
import { phraseAround } from './addressing.js'
import type { Addressing, PhraseHit } from './addressing.js'
import { clauseBefore } from './context.js'
import type { Member } from './members.js'
import type { NameHit, Rarity } from './namehits.js'
import { isCapital } from './namehits.js'
import type { NamePart } from './nametrie.js'

/**
 * How somebody is turned to: `call` `@name`; `opening` the name and a mark at the start of a line, or
 * a full name at the start of a text; `closing` the name
 * between a comma and a mark; `greeting` a word of address before the name; `phrase` words that speak of what they
 * wrote; `listed` a name beside one that is turned to; `number` a post's number.
 */
export const MENTION_FORMS = ['call', 'opening', 'closing', 'greeting', 'phrase', 'listed', 'number'] as const
export type MentionForm = (typeof MENTION_FORMS)[number]

export interface Mention extends Span {
  readonly post: number
  readonly member: Member
  readonly form: MentionForm
  readonly part: NamePart
  readonly rarity: Rarity
}

const OPENING_MARKS = ',:;!?.…-–—>)'
const CLOSING_MARKS = ',.!?;:…)-–—\n'

/** The names that somebody is turned to with, in order of place. `hits` as `findNames` gives them. */
export function mentionsIn(
  text: string,
  words: Words,
  addressing: Addressing,
  hits: readonly NameHit[],
  rarities: readonly Rarity[],
): readonly Mention[] {
  const mentions: Mention[] = []
  let previous: { readonly hit: NameHit; readonly form: MentionForm } | null = null
  for (const [index, hit] of hits.entries()) {
    const rarity = rarities[hit.entry.index] ?? 'ordinary'
    const next = hits[index + 1] ?? null
    let form = formOf(text, words, addressing, hit, rarity, previous?.hit ?? hits[index - 1] ?? null, next)
    if (form === null && previous !== null && rarity !== 'stop' && isListed(text, words, previous.hit, hit)) {
      form = 'listed'
    }
    previous = form === null ? null : { hit, form }
    if (form === null) continue
    mentions.push({
      post: hit.post,
      member: hit.entry.member,
      form,
      part: hit.entry.part,
      rarity,
      start: hit.start,
      end: hit.end,
    })
  }
  return mentions
}

function formOf(
  text: string,
  words: Words,
  addressing: Addressing,
  hit: NameHit,
  rarity: Rarity,
  before: NameHit | null,
  next: NameHit | null,
): MentionForm | null {
  const { context } = hit
  if (context.compound) return null
  if (context.called) return 'call'
  if (rarity === 'stop') return null
  const capitalised = hit.capital || !isCapitalName(hit.entry.member)
  const whole = hit.entry.part === 'whole'
  if (!capitalised && (rarity !== 'rare' || hit.entry.part === 'word' || hit.entry.part === 'stem'))
    return null
  if (!whole && !hit.capital) return altered(text, words, addressing, hit)
  if (context.opensLine && context.after !== '' && opens(text, hit)) return 'opening'
  if (whole && rarity === 'rare' && isTag(text, words, hit)) return 'opening'
  const phrase = phraseAround(addressing, 'author', text, words, hit.slice, hit.from, hit.to)
  if (phrase !== null) {
    const form = phraseForm(text, words, hit, rarity, phrase)
    if (form !== null) return form
  }
  if (!whole && rarity !== 'rare') return null
  if (
    context.before === ',' &&
    context.after !== '' &&
    CLOSING_MARKS.includes(context.after) &&
    !(before !== null && isListed(text, words, before, hit)) &&
    !(next !== null && isListed(text, words, hit, next))
  ) {
    return 'closing'
  }
  return null
}

/**
 * A full name, or one that is no word, as the first words of a text that goes on in small letters: networks put the name of
 * the one who is answered there.
 */
function isTag(text: string, words: Words, { slice, from, to, start, end, context }: NameHit): boolean {
  if (!context.opensLine || context.after !== '' || text.slice(slice.start, start).trim() !== '') return false
  const next = words.start[to] ?? text.length
  if (next >= slice.end || text.slice(end, next) !== ' ' || isCapital(text, next)) return false
  return to - from > 1 || /[\d_]/u.test(text.slice(start, end))
}

/** The first words of a long name, behind a word of address: "Monsieur l'ancien maire," for "Ancien Maire 33". */
function altered(text: string, words: Words, addressing: Addressing, hit: NameHit): MentionForm | null {
  if (hit.entry.part !== 'beginning') return null
  const phrase = phraseAround(addressing, 'author', text, words, hit.slice, hit.from, hit.to)
  if (phrase === null || phrase.behind || !CLOSING_MARKS.includes(hit.context.after || 'x')) return null
  return clauseBefore(text, phrase.span.start, hit.slice).clause ? 'greeting' : null
}

/** A name alone on the last line signs the post; on another line it opens what follows. */
function opens(text: string, hit: NameHit): boolean {
  if (hit.context.after !== '\n') return OPENING_MARKS.includes(hit.context.after)
  return text.slice(hit.end, Math.min(hit.slice.end, hit.end + 200)).trim() !== ''
}

function phraseForm(
  text: string,
  words: Words,
  hit: NameHit,
  rarity: Rarity,
  phrase: PhraseHit,
): MentionForm | null {
  if (isInsideLongerName(text, words, hit, phrase)) return null
  if (phrase.anywhere) return rarity === 'rare' && hit.entry.part === 'whole' ? 'phrase' : null
  const start = clauseBefore(text, phrase.span.start, hit.slice)
  if (!start.clause) return null
  const ends = hit.context.after !== '' && CLOSING_MARKS.includes(hit.context.after)
  if (ends) return 'greeting'
  return rarity === 'rare' && hit.entry.part === 'whole' && start.line ? 'greeting' : null
}

/** "Jean Paul said", "comme dit Paul Meunier": a capital beside the name, where no phrase or clause parts them. */
function isInsideLongerName(text: string, words: Words, hit: NameHit, phrase: PhraseHit): boolean {
  const beside = (word: number, from: number, to: number): boolean => {
    const start = words.start[word]
    const end = words.end[word]
    if (start === undefined || end === undefined || end - start < 2 || !isCapital(text, start)) return false
    return (
      start >= hit.slice.start && end <= hit.slice.end && to - from <= 2 && text.slice(from, to).trim() === ''
    )
  }
  const next = words.start[hit.to] ?? hit.end
  if (!phrase.behind && beside(hit.to, hit.end, next)) return true
  if (phrase.span.start < hit.start) return false
  const before = words.end[hit.from - 1] ?? hit.start
  if (!beside(hit.from - 1, before, hit.start)) return false
  return !clauseBefore(text, words.start[hit.from - 1] ?? 0, hit.slice).clause
}

const MAX_LIST_GAP = 8

/** Two names with a comma, a mark or one short word between them: "Anna, Bob et Carla". */
function isListed(text: string, words: Words, first: NameHit, second: NameHit): boolean {
  if (first.post !== second.post || second.from < first.to || second.from - first.to > 1) return false
  const gap = text.slice(first.end, Math.min(second.start, first.end + MAX_LIST_GAP + 1))
  if (gap.length > MAX_LIST_GAP || gap.includes('\n')) return false
  if (second.from - first.to === 0) return /[,&+/]/u.test(gap)
  return (words.end[first.to] ?? 0) - (words.start[first.to] ?? 0) <= 3
}

function isCapitalName(member: Member): boolean {
  return isCapital(member.name, 0)
}
