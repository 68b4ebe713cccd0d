import { decodeHTML } from 'entities'
import type { Span } from '../model/span.js'

/**
 * The words of a text with their places: runs of letters, digits and combining marks. Everything that compares words
 * compares `id`, made from the folded form (lower case, NFKC, entities read as what they stand for).
 * Parallel arrays, because a thread can have a million words.
 */
export interface Words {
  readonly count: number
  /** UTF-16 offsets in the text, strictly increasing. */
  readonly start: Int32Array
  readonly end: Int32Array
  /** Index into `forms`: equal ids mean equal folded words. */
  readonly id: Int32Array
  readonly forms: readonly string[]
}

const OTHER = 1
const LETTER = 2
const JOINER = 3 // soft hyphen and zero-width characters: inside a word, not part of its form
const kinds = new Uint8Array(0x10000)

function kindOf(unit: number): number {
  const known = kinds[unit] ?? OTHER
  if (known !== 0) return known
  const kind =
    unit === 0xad || (unit >= 0x200b && unit <= 0x200d) || unit === 0x2060
      ? JOINER
      : /[\p{L}\p{M}\p{N}]/u.test(String.fromCharCode(unit))
        ? LETTER
        : OTHER
  kinds[unit] = kind
  return kind
}

/** Whether a letter, digit or mark begins at `at`; surrogate pairs are looked at as a whole. */
export function isWordAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  if (unit >= 0xd800 && unit <= 0xdfff) {
    return /^[\p{L}\p{M}\p{N}]/u.test(String.fromCodePoint(text.codePointAt(at) ?? 0x20))
  }
  return kindOf(unit) === LETTER
}

const ENTITY_LENGTH = 10

/** What the entity at `at` (an ampersand) stands for, and where it ends; null when it is none. */
export function entityAt(text: string, at: number): { value: string; end: number } | null {
  const near = text.slice(at, at + ENTITY_LENGTH + 1)
  const stop = near.indexOf(';')
  if (stop < 0) return null
  const source = near.slice(0, stop + 1)
  if (!/^&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z][A-Za-z0-9]*);$/.test(source)) return null
  const value = decodeHTML(source)
  return value === source ? null : { value, end: at + stop + 1 }
}

const ASCII_ONLY = /^[\0-\x7f]*$/
const JOINERS = /[\u00ad\u200b-\u200d\u2060]/g

/** The form under which two words count as the same. Independent of locale. */
export function foldWord(word: string): string {
  const low = word.toLowerCase()
  return ASCII_ONLY.test(low) ? low : low.replace(JOINERS, '').normalize('NFKC').toLowerCase()
}

/** All words of `text` between `from` and `to`, in order of place. Linear in the text. */
export function indexWords(text: string, from = 0, to = text.length): Words {
  let capacity = 1024 + ((to - from) >> 2)
  let start = new Int32Array(capacity)
  let end = new Int32Array(capacity)
  let id = new Int32Array(capacity)
  let count = 0
  const forms: string[] = []
  const ids = new Map<string, number>()
  const add = (form: string, begin: number, stop: number): void => {
    if (form === '') return
    let known = ids.get(form)
    if (known === undefined) {
      known = forms.length
      ids.set(form, known)
      forms.push(form)
    }
    if (count === capacity) {
      capacity *= 2
      start = grown(start, capacity)
      end = grown(end, capacity)
      id = grown(id, capacity)
    }
    start[count] = begin
    end[count] = stop
    id[count] = known
    count++
  }
  let i = from
  while (i < to) {
    const next = endOfWord(text, i, to)
    if (next === i) {
      i += skip(text, i)
      continue
    }
    const raw = text.slice(i, next)
    add(foldWord(raw.includes('&') ? decodeHTML(raw) : raw), i, next)
    i = next
  }
  return {
    count,
    start: start.subarray(0, count),
    end: end.subarray(0, count),
    id: id.subarray(0, count),
    forms,
  }
}

function skip(text: string, at: number): number {
  if (text.charCodeAt(at) === 38) {
    const entity = entityAt(text, at)
    if (entity !== null) return entity.end - at
  }
  return 1
}

/** End of the word that begins at `at`, or `at` when none does. */
function endOfWord(text: string, at: number, to: number): number {
  let i = at
  let letters = false
  while (i < to) {
    const unit = text.charCodeAt(i)
    if (unit >= 0xd800 && unit <= 0xdbff) {
      if (!isWordAt(text, i)) break
      letters = true
      i += 2
      continue
    }
    if (unit === 38) {
      const entity = entityAt(text, i)
      if (entity === null || !isWordAt(entity.value, 0)) break
      letters = true
      i = entity.end
      continue
    }
    const kind = kindOf(unit)
    if (kind === LETTER) letters = true
    else if (kind !== JOINER || !letters) break
    i++
  }
  return letters ? Math.min(i, to) : at
}

function grown(old: Int32Array<ArrayBuffer>, capacity: number): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(capacity)
  wider.set(old)
  return wider
}

/** The words that lie wholly in `span`, as a half-open range of indices. */
export function wordsIn(words: Words, span: Span): { readonly from: number; readonly to: number } {
  const from = lowerBound(words.start, words.count, span.start)
  let to = lowerBound(words.start, words.count, span.end)
  while (to > from && (words.end[to - 1] ?? 0) > span.end) to--
  return { from, to }
}

function lowerBound(sorted: Int32Array, count: number, value: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}
