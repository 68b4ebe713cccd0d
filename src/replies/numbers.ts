import type { Span } from '../model/span.js'
import { wordsIn } from '../text/words.js'
import type { Words } from '../text/words.js'
import { phraseAround } from './addressing.js'
import type { Addressing } from './addressing.js'
import { clauseBefore } from './context.js'

/** A post's number in somebody's own words: `#12`, "n° 12", "comment 12". */
export interface NumberMention extends Span {
  readonly post: number
  readonly to: number
}

const SMALL = 3

/** `numbers`: the printed numbers of the thread's posts, with their positions. */
export function numbersIn(
  text: string,
  words: Words,
  addressing: Addressing,
  own: readonly (readonly Span[])[],
  numbers: ReadonlyMap<string, number>,
): readonly NumberMention[] {
  const mentions: NumberMention[] = []
  if (numbers.size === 0) return mentions
  for (const [post, slices] of own.entries()) {
    for (const slice of slices) {
      const range = wordsIn(words, slice)
      for (let i = range.from; i < range.to; i++) {
        const found = numberAt(text, words, i, range.to)
        if (found === null) continue
        const to = numbers.get(found.number)
        const from = i
        i = found.end - 1
        if (to === undefined) continue
        const evidence = numberEvidence(text, words, addressing, slice, from, found.end, Number(found.number))
        if (evidence !== null) mentions.push({ post, to, ...evidence })
      }
    }
  }
  return mentions
}

/**
 * A phrase before the number ("comment 12", "n° 12"), `@12`, `@#12`, or `#12` at the start of a line, behind another one
 * there, or in brackets. In the middle of a sentence `#12` is a rank, an issue or a point of a list more often than a
 * post: there it counts only when it is no small number and a mark follows.
 */
function numberEvidence(
  text: string,
  words: Words,
  addressing: Addressing,
  slice: Span,
  from: number,
  to: number,
  number: number,
): Span | null {
  const start = words.start[from] ?? 0
  const end = words.end[to - 1] ?? 0
  const phrase = phraseAround(addressing, 'number', text, words, slice, from, to)
  if (phrase !== null) return phrase.span
  const sign = start - 1
  if (sign < slice.start) return null
  if (text.charAt(sign) === '@') return { start: sign, end }
  if (text.charAt(sign) !== '#') return null
  const span = { start: sign, end }
  const before = sign > slice.start ? text.charAt(sign - 1) : ''
  if (before === '@' || (BRACKETS.includes(before) && before !== '')) return span
  // "#1 priority" goes on with a small letter; an answer begins a sentence.
  const goesOn = number <= SMALL && /^\s*\p{Ll}/u.test(text.slice(end, end + 8))
  if (!goesOn && clauseBefore(text, beforeNumbers(text, sign, slice.start), slice).line) return span
  const marked = end >= slice.end || ',:;!?.…–—>)\n'.includes(text.charAt(end))
  return marked && number > SMALL ? span : null
}

/** Where a run of numbers ("#2 #4") begins that ends before `at`. */
function beforeNumbers(text: string, at: number, floor: number): number {
  const run = /(?:#\d{1,7}[\s,]+)+$/u.exec(text.slice(Math.max(floor, at - RUN), at))
  return run === null ? at : at - run[0].length
}

const RUN = 60

const BRACKETS = '(['

const DIGITS = /^\d{1,7}$/

/** An ASCII digit, or a unit that may fold to one: an entity, a full-width digit. */
function mayBeDigit(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || unit === AMPERSAND || unit >= 128
}

const AMPERSAND = 38

function numberAt(
  text: string,
  words: Words,
  at: number,
  to: number,
): { readonly number: string; readonly end: number; readonly parts: number } | null {
  if (!mayBeDigit(text.charCodeAt(words.start[at] ?? 0))) return null
  const first = words.form(words.id[at] ?? -1)
  if (!DIGITS.test(first)) return null
  let number = first
  let end = at + 1
  while (end < to && end - at < 6) {
    const form = words.form(words.id[end] ?? -1)
    if (!DIGITS.test(form) || text.slice(words.end[end - 1] ?? 0, words.start[end] ?? 0) !== '.') break
    number += `.${form}`
    end++
  }
  return { number, end, parts: end - at }
}
