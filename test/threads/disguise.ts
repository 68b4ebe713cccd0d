import type { AnalysedThread } from '../../src/model/analysed.js'
import { foldWord } from '../../src/text/words.js'
import { languages } from './reading.js'

/** How a dump is disguised: other people, an other title, later times, other numbers. */
export interface Disguise {
  /** Taken in order of the people's first appearance. */
  readonly names: readonly string[]
  readonly title: string
  readonly days: number
  /** Below the minutes that the latest post of a day has left, so that no time passes midnight alone. */
  readonly minutes: number
  readonly announced: number
  /** Added to every count of votes. */
  readonly more: number
}

export interface Disguised {
  readonly text: string
  /** From the names as read to those that stand for them. */
  readonly names: ReadonlyMap<string, string>
}

/**
 * The dump with nothing of it left by which it could be known: its people, its title, its times and counts, and every
 * capitalised word that the language data does not hold (products, places, ranks, menus). Equal words stay equal and no line
 * is added or lost, so the structure of the thread is the same.
 */
export function disguise(analysed: AnalysedThread, how: Disguise): Disguised {
  const { dump, announced, title } = analysed.thread
  const names = new Map(peopleOf(analysed).map((name, i) => [name, how.names[i] ?? `Membre ${i} bis`]))
  const masks: string[] = []
  const masked = (words: string): string => String.fromCharCode(0xe000 + masks.push(words) - 1)
  let text = dump.text
  const replace = (start: number, end: number, words: string): void => {
    text = text.slice(0, start) + words + text.slice(end)
  }
  // From the last place to the first, so that the offsets of what is still to come stay right.
  const counters = analysed.thread.posts.flatMap(({ furniture }) =>
    furniture.filter(({ kind }) => kind === 'counter'),
  )
  for (const { start, end } of counters.toSorted((a, b) => b.start - a.start)) {
    replace(
      start,
      end,
      text.slice(start, end).replace(/\d+/g, (count) => masked(String(Number(count) + how.more))),
    )
  }
  if (announced !== null) {
    const { start, end } = announced.span
    replace(start, end, text.slice(start, end).replace(/\d+/, masked(String(how.announced))))
  }
  text = text
    .replace(/(\d\d)\/(\d\d)\/(\d{4})( à )(\d\d):(\d\d)/g, (_, day, month, year, between, hour, minute) => {
      const [date, time] = later(`${year}-${month}-${day}T${hour}:${minute}`, how)
      return masked(`${reversed(date)}${between}${time}`)
    })
    .replace(/(\d\d)\/(\d\d)\/(\d{4})/g, (_, day, month, year) =>
      masked(reversed(later(`${year}-${month}-${day}T00:00`, how)[0])),
    )
    .replace(/\d{4}-\d\d-\d\d/g, (day) => masked(later(`${day}T00:00`, how)[0]))
  if (title !== null) text = text.replaceAll(dump.text.slice(title.start, title.end), masked(how.title))
  for (const [name, other] of [...names].toSorted(([a], [b]) => b.length - a.length)) {
    text = replacedWord(text, name, masked(other))
  }
  text = text.replace(/\p{Lu}[\p{L}\p{M}]{2,}/gu, madeUp)
  return { text: text.replace(/[\ue000-\uf8ff]/g, (mask) => masks[mask.charCodeAt(0) - 0xe000] ?? ''), names }
}

function peopleOf({ thread, quotes, replies }: AnalysedThread): string[] {
  const found = [
    ...thread.posts.map(({ author }) => author?.name ?? null),
    ...quotes.quotes.map(({ named }) => named),
    ...replies.replies.map(({ toAuthor }) => toAuthor),
  ]
  return [...new Set(found.filter((name) => name !== null))]
}

/** Date and time of `iso`, put off; days alone where the time is midnight. */
function later(iso: string, { days, minutes }: Disguise): [string, string] {
  const plus = days * 24 * 60 + (iso.endsWith('T00:00') ? 0 : minutes)
  const at = new Date(Date.parse(`${iso}Z`) + plus * 60_000).toISOString()
  return [at.slice(0, 10), at.slice(11, 16)]
}

function reversed(date: string): string {
  return date.split('-').toReversed().join('/')
}

function replacedWord(text: string, word: string, other: string): string {
  const isLetter = (unit: string | undefined): boolean => unit !== undefined && /[\p{L}\p{N}_]/u.test(unit)
  const parts = text.split(word)
  return parts.reduce((whole, part) => {
    const inside = isLetter(whole.at(-1)) || isLetter(part[0])
    return whole + (inside ? word : other) + part
  })
}

/** A word of another length, always the same for the same word; as it is when a page pattern or a date may need it. */
function madeUp(word: string): string {
  if (known.has(foldWord(word))) return word
  let seed = 7
  for (let i = 0; i < word.length; i++) seed = (seed * 31 + word.charCodeAt(i)) % 1_000_003
  const syllables = ['bru', 'vol', 'qué', 'zan', 'tir', 'ogi', 'mel', 'fou', 'nax', 'dré', 'lup', 'sko']
  let other = ''
  for (let i = 0; i * 3 <= word.length; i++) other += syllables[Math.floor(seed / 12 ** (i % 5)) % 12]
  return (other.at(0) ?? '').toUpperCase() + other.slice(1)
}

/** Every word that stands anywhere in the language data. */
const known: ReadonlySet<string> = new Set(wordsWithin(languages).map(foldWord))

function wordsWithin(value: unknown): string[] {
  if (typeof value === 'string') return value.match(/[\p{L}\p{M}]+/gu) ?? []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [...wordsWithin(key), ...wordsWithin(inner)])
}
