import type { Span } from '../model/span.js'
import { isSpace } from '../text/lines.js'
import { FOLDED, HARD, WIDE } from '../text/units.js'
import type { Vocabulary } from '../text/vocabulary.js'
import { isWordAt, type Words } from '../text/words.js'
import type { LineKeys } from './line-keys.js'
import type { LineProgram } from './line-program.js'
import { firstWordNear } from './line-words.js'
import { markForm } from './tokens.js'

/** The stretch of text that is looked at, filled anew for each. */
class Stretch {
  text = ''
  words: Words | null = null
  /** Neither begins nor ends with white space. */
  start = 0
  end = 0
  /** The words that lie in it are `from` to `to` - 1. */
  from = 0
  to = 0
  /** The ids of the words at both ends, `NO_WORD` where a mark stands there. */
  first = NO_WORD
  last = NO_WORD
  /** The units at both ends, and the one with which the last word or mark begins. */
  opening = 0
  closing = 0
  initial = 0

  /** False where the stretch cuts a word, which is another one in it. */
  fill(text: string, span: Span, words: Words): boolean {
    let { start, end } = span
    while (start < end && isWhite(text.charCodeAt(start))) start++
    while (end > start && isWhite(text.charCodeAt(end - 1))) end--
    const from = firstWordNear(words, start, this.from)
    let to = from
    while (to < words.count && (words.start[to] ?? 0) < end) to++
    if (from > 0 && (words.end[from - 1] ?? 0) > start) return false
    const last = to > from ? (words.end[to - 1] ?? 0) : 0
    if (last > end) return false
    this.text = text
    this.words = words
    this.start = start
    this.end = end
    this.from = from
    this.to = to
    this.first = to > from && words.start[from] === start ? (words.id[from] ?? 0) : NO_WORD
    this.last = last === end && to > from ? (words.id[to - 1] ?? 0) : NO_WORD
    this.opening = text.charCodeAt(start)
    this.closing = text.charCodeAt(end - 1)
    this.initial = text.charCodeAt(this.last === NO_WORD ? end - 1 : (words.start[to - 1] ?? 0))
    return true
  }

  hasNumber(): boolean {
    for (let w = this.from; w < this.to; w++) {
      if (mayBeNumber(this.text.charCodeAt(this.words?.start[w] ?? 0))) return true
    }
    return false
  }
}

const NO_WORD = -1

function isWhite(unit: number): boolean {
  return unit === LINE_END || isSpace(unit)
}

/**
 * Whether a line may match patterns without a date, seen before its tokens are read: a pattern needs its own word or
 * mark at the line's beginning, else at its end, else somewhere in it, else a number.
 */
export class LineGates {
  /** Patterns that ask for no number, those that begin with one, and those that have one somewhere. */
  readonly #plain: Gate
  readonly #counted: Gate
  readonly #numbered: Gate
  readonly #line = new Stretch()

  constructor(patterns: readonly LineProgram[], keys: LineKeys, vocabulary: Vocabulary) {
    this.#plain = new Gate(keys, vocabulary)
    this.#counted = new Gate(keys, vocabulary)
    this.#numbered = new Gate(keys, vocabulary)
    for (const pattern of patterns) {
      const { needsDate, needsNumber, numberFirst } = pattern
      if (needsDate) continue
      const gate = numberFirst ? this.#counted : needsNumber ? this.#numbered : this.#plain
      gate.add(pattern)
    }
  }

  /** False when no pattern of these groups can match the stretch of the text whose words these are. */
  mayPass(text: string, span: Span, words: Words, groups: number): boolean {
    const line = this.#line
    if (!line.fill(text, span, words)) return true
    if (line.start === line.end) return false
    return (
      this.#plain.opens(line, groups) ||
      (mayBeNumber(line.opening) && this.#counted.opens(line, groups)) ||
      (this.#numbered.holds(groups) && line.hasNumber() && this.#numbered.opens(line, groups))
    )
  }
}

/**
 * A look at single words, for whole lines at once: patterns without a date cover no part of a line of which neither a
 * word nor `always` has their group, unless the part cuts a word.
 */
export interface WordGroups {
  /** By vocabulary id. */
  readonly byWord: Int32Array
  readonly always: number
}

export function wordGroups(
  patterns: readonly LineProgram[],
  keys: LineKeys,
  vocabulary: Vocabulary,
): WordGroups {
  const byWord = new Int32Array(vocabulary.size)
  let always = 0
  for (const { needsDate, first, last, needs, groups } of patterns) {
    if (needsDate) continue
    const words = [first, last, ...needs].filter((key) => key?.some((id) => keys.isMark(id)) === false)
    const key = keys.longest(words) ?? keys.rarest(words)
    if (key === null) always |= groups
    else for (const id of key) byWord[id] = (byWord[id] ?? 0) | groups
  }
  return { byWord, always }
}

const AMPERSAND = 38
const SEMICOLON = 59
const SPACE = 32
const LINE_END = 10

/** Whether a word that begins so may begin with a digit once it is folded. */
function mayBeNumber(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || isHard(unit)
}

function isHard(unit: number): boolean {
  const folded = FOLDED[unit] ?? 0
  return folded === HARD || folded >= WIDE
}

/** Patterns by what they ask of a line. */
class Gate {
  readonly #keys: LineKeys
  readonly #forms: readonly string[]
  readonly #first: Door
  readonly #last: Door
  readonly #within: Door
  /** Groups of patterns by the ASCII unit with which the line's last word begins. */
  readonly #initial = new Int32Array(ASCII)
  #initials = 0
  /** Groups of patterns that ask for no word and no mark. */
  #open = 0
  #all = 0

  constructor(keys: LineKeys, vocabulary: Vocabulary) {
    this.#keys = keys
    this.#forms = vocabulary.forms
    this.#first = new Door(vocabulary.size)
    this.#last = new Door(vocabulary.size)
    this.#within = new Door(vocabulary.size)
  }

  add({ first, last, needs, lastPrefix, most, groups }: LineProgram): void {
    this.#all |= groups
    const isWords = (ids: readonly number[] | null): boolean =>
      ids?.some((id) => this.#keys.isMark(id)) === false
    // The edges are seen without a look at the line's words, but short words stand there too often.
    const edges = [first, last].filter(isWords)
    const asked = [first, last, ...needs]
    const words =
      this.#keys.longest(edges) ??
      this.#keys.longest(needs.filter(isWords)) ??
      edges[0] ??
      this.#keys.rarest(asked.filter(isWords))
    const initial = lastPrefix?.charCodeAt(0) ?? ASCII
    // Marks are everywhere.
    const key = words ?? (initial < ASCII ? null : this.#keys.rarest(asked))
    if (key !== null) {
      const door = key === first ? this.#first : key === last ? this.#last : this.#within
      for (const id of key) {
        if (this.#keys.isMark(id)) door.addMark(this.#forms[id] ?? '', groups)
        else door.addWord(id, most, groups)
      }
    } else if (initial < ASCII) {
      this.#initial[initial] = (this.#initial[initial] ?? 0) | groups
      this.#initials |= groups
    } else this.#open |= groups
  }

  /** Whether patterns of these groups are here. */
  holds(groups: number): boolean {
    return (this.#all & groups) !== 0
  }

  opens(line: Stretch, groups: number): boolean {
    const { first, last, opening, closing, initial } = line
    const unsure = last === NO_WORD ? !isSure(closing) : isHard(initial)
    const prefixed = unsure ? this.#initials : (this.#initial[FOLDED[initial] ?? 0] ?? 0)
    const count = line.to - line.from
    const atEdges = this.#first.at(first, opening, count) | this.#last.at(last, closing, count)
    if (((this.#open | prefixed | atEdges) & groups) !== 0) return true
    return (this.#within.all & groups) !== 0 && this.#opensWithin(line, groups)
  }

  #opensWithin({ text, words, start, end, from, to }: Stretch, groups: number): boolean {
    if (words === null) return true
    const count = to - from
    for (let w = from; w < to; w++)
      if ((this.#within.ofWord(words.id[w] ?? 0, count) & groups) !== 0) return true
    if ((this.#within.marks & groups) === 0) return false
    let at = start
    for (let w = from; w <= to; w++) {
      const stop = w < to ? (words.start[w] ?? 0) : end
      for (; at < stop; at++) if ((this.#within.ofMark(text.charCodeAt(at)) & groups) !== 0) return true
      at = w < to ? (words.end[w] ?? 0) : end
    }
    return false
  }
}

const ASCII = 128
const MANY = 255

/** Marks whose form is known by their unit: those of Latin-1 and the dashes, quotation marks and the like. */
const LATIN_1 = 0x100
const SIGNS = 0x2010
const SIGNS_END = 0x2060

/** The place of a mark in the tables, -1 where it has none. */
function placeOf(unit: number): number {
  if (unit < LATIN_1) return unit
  return unit >= SIGNS && unit < SIGNS_END ? unit - SIGNS + LATIN_1 : -1
}

/**
 * By place the first unit of the mark's form, a space for white space; 0 where the unit may be a part of something else: an
 * entity, a word.
 */
const FORMS = Uint16Array.from({ length: LATIN_1 + SIGNS_END - SIGNS }, (_, place) => {
  const unit = place < LATIN_1 ? place : place - LATIN_1 + SIGNS
  const mark = String.fromCharCode(unit)
  if (unit === AMPERSAND || unit === SEMICOLON || (unit >= ASCII && isWordAt(mark, 0))) return 0
  return isSpace(unit) ? SPACE : (markForm(mark, 0, 1)?.charCodeAt(0) ?? 0)
})

/** Whether the tables know which mark it is. */
function isSure(unit: number): boolean {
  return (FORMS[placeOf(unit)] ?? 0) !== 0
}

/** Groups by the words and marks that open for them. */
class Door {
  /** 1 for the words that open: small enough to stay at hand, as nearly all words of a text open nothing. */
  readonly #opens: Uint8Array
  readonly #byWord: Int32Array
  /** By word so many words a line can have at most that one of its patterns matches; `MANY` may be endless. */
  readonly #most: Uint8Array
  /** By place; see `placeOf`. */
  readonly #byMark = new Int32Array(FORMS.length)
  /** Groups that a mark opens for. */
  marks = 0
  all = 0

  constructor(size: number) {
    this.#opens = new Uint8Array(size)
    this.#byWord = new Int32Array(size)
    this.#most = new Uint8Array(size)
  }

  addWord(id: number, most: number, groups: number): void {
    this.all |= groups
    this.#opens[id] = 1
    this.#most[id] = Math.max(this.#most[id] ?? 0, Math.min(most, MANY))
    this.#byWord[id] = (this.#byWord[id] ?? 0) | groups
  }

  addMark(form: string, groups: number): void {
    this.all |= groups
    this.marks |= groups
    for (const [place, first] of FORMS.entries()) {
      if (first === form.charCodeAt(0)) this.#byMark[place] = (this.#byMark[place] ?? 0) | groups
    }
  }

  /** In a line of so many words. */
  ofWord(id: number, count: number): number {
    if (id >= this.#opens.length || this.#opens[id] === 0) return 0
    return Math.min(count, MANY) > (this.#most[id] ?? 0) ? 0 : (this.#byWord[id] ?? 0)
  }

  ofMark(unit: number): number {
    return isSure(unit) ? (this.#byMark[placeOf(unit)] ?? 0) : this.marks
  }

  /** By the word at one edge of the line, else by the unit there, behind which a word may hide. */
  at(word: number, unit: number, count: number): number {
    if (word !== NO_WORD) return this.ofWord(word, count)
    return isSure(unit) ? (this.#byMark[placeOf(unit)] ?? 0) : this.all
  }
}
