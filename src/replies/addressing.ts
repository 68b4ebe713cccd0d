import type { LanguageData } from '../languages/schema.js'
import { foldMark } from '../patterns/tokens.js'
import { parsePattern } from '../patterns/parse.js'
import type { PatternNode } from '../patterns/parse.js'
import { isSpace } from '../text/lines.js'
import { isWordAt } from '../text/words.js'
import type { Words } from '../text/words.js'
import type { Span } from '../model/span.js'

type Token = { readonly form: string; readonly word: boolean }

/** Words around a name or number that turn to somebody, from `page.addressing` of the language data. */
interface Phrase {
  readonly slot: 'author' | 'number'
  /** Tokens before the slot, nearest first, and after it. */
  readonly left: readonly Token[]
  readonly right: readonly Token[]
  /** May stand in the middle of a sentence: two words or more, words behind the name, or written with a leading `…`. */
  readonly anywhere: boolean
}

export interface Addressing {
  /** By the form of the word nearest to the slot. */
  readonly byNeighbour: ReadonlyMap<string, readonly Phrase[]>
  /** Words of the language that are no names by themselves: function words, months, days, the phrases' own words. */
  readonly stopWords: ReadonlySet<string>
}

/** What stands around a name. */
export interface PhraseHit {
  readonly span: Span
  readonly anywhere: boolean
  /** The phrase has words behind the name. */
  readonly behind: boolean
}

const MAX_VARIANTS = 200

/** Compiles the phrases of all languages once for a run. Patterns that do not parse are left to the loader's check. */
export function compileAddressing(languages: readonly LanguageData[]): Addressing {
  const byNeighbour = new Map<string, Phrase[]>()
  const stopWords = new Set<string>()
  for (const language of languages) {
    for (const word of language.functionWords) stopWords.add(word)
    for (const names of [...language.stamps.months, ...language.stamps.weekdays]) {
      for (const name of names) stopWords.add(name)
    }
    for (const source of language.page.addressing) {
      for (const phrase of phrasesOf(source)) {
        const neighbour = [...phrase.left, ...phrase.right].find((token) => token.word)
        if (neighbour === undefined) continue
        for (const token of [...phrase.left, ...phrase.right]) if (token.word) stopWords.add(token.form)
        const list = byNeighbour.get(neighbour.form)
        if (list === undefined) byNeighbour.set(neighbour.form, [phrase])
        else list.push(phrase)
      }
    }
  }
  return { byNeighbour, stopWords }
}

function phrasesOf(source: string): readonly Phrase[] {
  const parsed = parsePattern(source)
  if (!parsed.ok) return []
  const phrases: Phrase[] = []
  for (const items of expand(parsed.pattern.root)) {
    const at = items.findIndex((item) => item.kind === 'slot')
    const slot = items[at]
    if (slot?.kind !== 'slot' || (slot.name !== 'author' && slot.name !== 'number')) continue
    const left = tokensOf(items.slice(0, at)).reverse()
    const right = tokensOf(items.slice(at + 1))
    if (left.length + right.length < items.length - 1) continue
    const words = left.filter((token) => token.word).length
    const anywhere = parsed.pattern.openStart || words >= 2 || right.some((token) => token.word)
    phrases.push({ slot: slot.name, left, right, anywhere })
  }
  return phrases
}

function tokensOf(items: readonly PatternNode[]): Token[] {
  return items.flatMap((item) => (item.kind === 'literal' ? [{ form: item.form, word: item.word }] : []))
}

/** All ways to read a pattern, each a flat sequence; cut off when a pattern has absurdly many. */
function expand(node: PatternNode): PatternNode[][] {
  switch (node.kind) {
    case 'sequence': {
      let ways: PatternNode[][] = [[]]
      for (const item of node.items) {
        const next = expand(item)
        ways = ways.flatMap((way) => next.map((more) => [...way, ...more])).slice(0, MAX_VARIANTS)
      }
      return ways
    }
    case 'optional':
      return [...expand(node.body), []]
    case 'either':
      return node.options.flatMap(expand).slice(0, MAX_VARIANTS)
    default:
      return [[node]]
  }
}

/**
 * The longest phrase around words `from` to `to` (a name or number) that lies within `bounds`; null without one.
 * Words of a phrase stand on one line, with nothing but spaces and apostrophes between them.
 */
export function phraseAround(
  addressing: Addressing,
  slot: 'author' | 'number',
  text: string,
  words: Words,
  bounds: Span,
  from: number,
  to: number,
): PhraseHit | null {
  let best: PhraseHit | null = null
  const consider = (neighbour: number): void => {
    const form = words.form(words.id[neighbour] ?? -1)
    for (const phrase of addressing.byNeighbour.get(form) ?? []) {
      if (phrase.slot !== slot) continue
      const start = reach(phrase.left, text, words, words.start[from] ?? 0, from - 1, -1)
      if (start === null || start < bounds.start) continue
      const end = reach(phrase.right, text, words, words.end[to - 1] ?? 0, to, 1)
      if (end === null || end > bounds.end) continue
      if (best !== null && best.span.end - best.span.start >= end - start) continue
      best = {
        span: { start, end },
        anywhere: phrase.anywhere,
        behind: phrase.right.some((token) => token.word),
      }
    }
  }
  if (from > 0) consider(from - 1)
  if (to < words.count) consider(to)
  return best
}

/** Follows `tokens` from offset `at` to the left or right; the offset behind the last one, null when one is missing. */
function reach(
  tokens: readonly Token[],
  text: string,
  words: Words,
  at: number,
  word: number,
  step: 1 | -1,
): number | null {
  let offset = at
  let next = word
  for (const token of tokens) {
    offset = skipSpaces(text, offset, step, token.word)
    if (token.word) {
      const near = step > 0 ? words.start[next] : words.end[next]
      if (near !== offset || words.form(words.id[next] ?? -1) !== token.form) return null
      offset = (step > 0 ? words.end[next] : words.start[next]) ?? 0
      next += step
    } else {
      const mark = text.charAt(step > 0 ? offset : offset - 1)
      if (mark === '' || foldMark(mark) !== token.form) return null
      offset += step
    }
  }
  return offset
}

const MAX_SPACES = 4

function skipSpaces(text: string, at: number, step: 1 | -1, apostrophes: boolean): number {
  let offset = at
  for (let n = 0; n < MAX_SPACES; n++) {
    const i = step > 0 ? offset : offset - 1
    const unit = text.charCodeAt(i)
    if (!isSpace(unit) && !(apostrophes && !isWordAt(text, i) && foldMark(text.charAt(i)) === "'")) break
    offset += step
  }
  return offset
}
