import type { StampPhrase } from '../model/stamp.js'
import { Sequences } from '../text/sequences.js'
import type { Vocabulary } from '../text/vocabulary.js'
import type { Words } from '../text/words.js'
import { OPEN_SLOTS, type LineProgram } from './line-program.js'
import type { LineTokens } from './line-tokens.js'
import { isOneSpace, NUMBER_CLASSES, numberClass } from './numbers.js'

/** No open slot ends for its length in UTF-16 units in a line as short as this. */
const SHORT = Math.min(...Object.values(OPEN_SLOTS).map(({ chars }) => chars))

/** So many skeletons are remembered, then all are forgotten: what is remembered changes no answer. */
const MOST = 20_000

/** Codes below those of tokens: where a date begins, by its kind, and where one ends. */
const CODES = { end: 0, absolute: 1, relative: 2, 'time-only': 3, token: 4 } as const

/**
 * Remembers an answer for each skeleton of short lines: all that patterns can tell of a line's tokens. A word or mark
 * that patterns speak of is itself; of any other word count only its beginning and end, as far as patterns ask for
 * such, and what kind of number it is. Lines of one skeleton match the same patterns with the same tokens in the slots.
 */
export class LineSkeletons<T> {
  #sequences = new Sequences(256)
  #answers: (T | undefined)[] = []
  #codes = new Int32Array(256)
  /** By word id; those from `vocabulary.size` on are of `#words`. 0 before it is known. */
  readonly #classes: Int32Array
  #own = new Int32Array(1024)
  #words: Words | null = null
  readonly #size: number
  readonly #prefixes: readonly string[]
  readonly #suffixes: readonly string[]

  /** `marks` are those that count beside the patterns' own. */
  constructor(patterns: readonly LineProgram[], vocabulary: Vocabulary, marks: Iterable<string>) {
    this.#size = vocabulary.size
    this.#classes = new Int32Array(this.#size)
    const affixes = { prefix: new Set<string>(), suffix: new Set<string>() }
    for (const { ids, program } of patterns) {
      for (const id of ids) if (id >= 0) this.#classes[id] = id + 1
      for (const step of program.steps)
        if (step.op === 'prefix' || step.op === 'suffix') affixes[step.op].add(step.form)
    }
    for (const mark of marks) {
      const id = vocabulary.idOf(mark)
      if (id >= 0) this.#classes[id] = id + 1
    }
    // The longest one that fits says which others do.
    const longestFirst = (a: string, b: string): number => b.length - a.length || (a < b ? -1 : 1)
    this.#prefixes = [...affixes.prefix].sort(longestFirst)
    this.#suffixes = [...affixes.suffix].sort(longestFirst)
  }

  get(skeleton: number): T | undefined {
    return this.#answers[skeleton]
  }

  set(skeleton: number, answer: T): T {
    this.#answers[skeleton] = answer
    return answer
  }

  /** The number of the skeleton of tokens and dates; -1 where lines must be looked at one by one. */
  find(tokens: LineTokens, dates: readonly StampPhrase[]): number {
    const { count, words } = tokens
    if (words === null || count === 0) return -1
    if ((tokens.end[count - 1] ?? 0) - (tokens.start[0] ?? 0) > SHORT) return -1
    if (words !== this.#words) this.#turnTo(words)
    const most = count + 2 * dates.length
    if (this.#codes.length < most) this.#codes = new Int32Array(2 * most)
    const codes = this.#codes
    let length = 0
    let d = 0
    let date = dates[0]
    let inside = false
    for (let i = 0; i < count; i++) {
      const start = tokens.start[i] ?? 0
      if (date !== undefined && !inside && start >= date.start) {
        if (start > date.start) return -1
        codes[length++] = CODES[date.kind]
        inside = true
      }
      codes[length++] = CODES.token + 3 * this.#classOf(tokens, i) + gapBefore(tokens, i)
      if (date !== undefined && inside && (tokens.end[i] ?? 0) >= date.end) {
        if ((tokens.end[i] ?? 0) > date.end) return -1
        codes[length++] = CODES.end
        inside = false
        date = dates[++d]
      }
    }
    if (date !== undefined) return -1
    if (this.#sequences.size >= MOST) this.#forget()
    return this.#sequences.find(codes, length)
  }

  #forget(): void {
    this.#sequences = new Sequences(256)
    this.#answers = []
  }

  #turnTo(words: Words): void {
    this.#words = words
    const own = words.idCount - this.#size
    if (this.#own.length < own) this.#own = new Int32Array(2 * own)
    else this.#own.fill(0, 0, own)
  }

  #classOf(tokens: LineTokens, i: number): number {
    const id = tokens.id[i] ?? -1
    // No pattern asks for this mark.
    if (id < 0) return 0
    const known = id < this.#size ? this.#classes[id] : this.#own[id - this.#size]
    return known !== undefined && known !== 0 ? known : this.#classify(tokens, i, id)
  }

  #classify(tokens: LineTokens, i: number, id: number): number {
    const other = this.#size + 1
    const kind = tokens.word[i] === 1 ? other + 1 + this.#wordClass(tokens.form(i)) : other
    if (id < this.#size) this.#classes[id] = kind
    else this.#own[id - this.#size] = kind
    return kind
  }

  #wordClass(form: string): number {
    const begins = this.#prefixes.findIndex((prefix) => form.startsWith(prefix)) + 1
    const ends = this.#suffixes.findIndex((suffix) => form.endsWith(suffix)) + 1
    return numberClass(form) + NUMBER_CLASSES * (begins + (this.#prefixes.length + 1) * ends)
  }
}

/** What stands before a token, as far as printed numbers ask: nothing, one space (maybe spelt `&nbsp;`), or more. */
function gapBefore(tokens: LineTokens, i: number): number {
  if (i === 0) return 0
  const width = (tokens.start[i] ?? 0) - (tokens.end[i - 1] ?? 0)
  return width === 0 ? 0 : isOneSpace(width) ? 1 : 2
}
