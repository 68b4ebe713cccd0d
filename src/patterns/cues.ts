import type { Vocabulary } from '../text/vocabulary.js'
import type { Words } from '../text/words.js'
import { optionsFor, type KnownNodes } from './cue-choice.js'
import type { CueNode, CueProgram, CueStep, Need } from './cue-program.js'
import { beginsOrEndsWithGap, firstSymbols, layOut, needOf, neededSets, waysOf } from './cue-program.js'
import { CueGroups, NO_GROUP } from './cue-groups.js'
import { marksOf, WHATEVER, type Marks } from './cue-marks.js'
import { placesOf, spanned, type Reach } from './cue-places.js'
import { CueError, CueSymbols, type CueOptions } from './cue-symbols.js'
import { CueWords, NO_WORD, WAY, type CueText, type CueWord, type Way } from './cue-words.js'

export type { CueOptions } from './cue-symbols.js'
export { plainForm } from './plain-form.js'

export interface CueFault {
  /** Index of the cue. */
  readonly cue: number
  /** What is wrong; no full stop. */
  readonly fault: string
}

/** One occurrence: cue `cue` covers the words `from` to `to` (half-open). */
export interface CueHit {
  readonly cue: number
  readonly from: number
  readonly to: number
}

/** All cues of a language compiled together. Spelling is compared without accents. */
export interface CueMatcher {
  /**
   * The occurrences that lie in the words `from` to `to`, by place: at most one for a cue and a first word, the one
   * with the shortest gaps. The time grows with the words, and with the cues only where their rarest word stands.
   */
  find(words: Words, from: number, to: number): readonly CueHit[]
  /** False when no cue can be found in the words `from` to `to`. One look-up a word. */
  mayFind(words: Words, from: number, to: number): boolean
  /** The first word from which on, up to `to`, a cue may be found: one of its rarest; `to` without one. */
  firstIn(words: Words, from: number, to: number): number
  /** Adds the words of the cues to a vocabulary, so that texts indexed against it are read faster. */
  enter(vocabulary: Vocabulary): void
}

/** A cue ready to be looked for. */
interface Compiled {
  readonly program: CueProgram
  /** The symbols that its matches can begin with. */
  readonly first: ReadonlySet<number>
  readonly firstMarks: Marks
  /** How far from its first word the words stand under which it is filed. */
  readonly reach: Reach
}

export function compileCues(
  sources: readonly string[],
  options: CueOptions,
): { readonly matcher: CueMatcher; readonly faults: readonly CueFault[] } {
  const symbols = new CueSymbols(options)
  const frequency = (symbol: number): number => symbols.frequency(symbol)
  const faults: CueFault[] = []
  const cues: (Compiled | null)[] = []
  const ways: Way[][] = []
  const groups = new CueGroups()
  const known: KnownNodes = { openings: new Map(), choices: new Map() }
  const needs = new Map<CueNode, Need | null>()
  const rarest = new Map<Need, readonly number[]>()
  for (const [cue, source] of sources.entries()) {
    try {
      const root = symbols.resolve(source)
      if (beginsOrEndsWithGap(root)) throw new CueError('begins or ends with a gap')
      const program = layOut(root, known)
      const first = firstSymbols(program)
      const need = needOf(root, needs)
      if (first === null || need === null) throw new CueError('can match without any word')
      const places = placesOf(program)
      let reach: Reach | undefined
      for (const way of waysOf(need)) {
        const [filed = [], next] = neededSets(way, frequency, rarest)
        const needed = next === undefined ? NO_GROUP : groups.add(next)
        for (const symbol of new Set(filed)) {
          const place = places.get(symbol)
          if (place === undefined) continue
          ;(ways[symbol] ??= []).push({ cue, needed, before: place.before, after: place.after })
          reach = spanned(reach, place.reach)
        }
      }
      if (reach !== undefined) cues.push({ program, first, firstMarks: marksOf(first), reach })
      else cues.push(null)
    } catch (error) {
      if (!(error instanceof CueError)) throw error
      faults.push({ cue, fault: error.message })
      cues.push(null)
    }
  }
  return { matcher: new Matcher(cues, new CueWords(symbols, ways, groups), groups.count), faults }
}

/**
 * A cue is tried only where one of its rarest words stands and, in the same stretch of words, all others that it asks
 * for: from the words that lie so far before it as its match can. What is kept from one stretch to the next is memory to
 * work in and changes no result.
 */
class Matcher implements CueMatcher {
  readonly #cues: readonly (Compiled | null)[]
  readonly #words: CueWords
  /** The words of the stretch at work. */
  readonly #stretch: CueWord[] = []
  readonly #attempt = new Attempt(this.#stretch)
  /** Number of the stretch at work, and per set of symbols the last stretch that met it. */
  #question = 0
  readonly #met: Int32Array
  /** Per cue the last stretch in which it was tried, and the first place left to try. */
  readonly #asked: Int32Array
  readonly #untried: Int32Array

  constructor(cues: readonly (Compiled | null)[], words: CueWords, groups: number) {
    this.#cues = cues
    this.#words = words
    this.#met = new Int32Array(groups)
    this.#asked = new Int32Array(cues.length)
    this.#untried = new Int32Array(cues.length)
  }

  enter(vocabulary: Vocabulary): void {
    this.#words.enter(vocabulary)
  }

  mayFind(words: Words, from: number, to: number): boolean {
    return this.firstIn(words, from, to) < to
  }

  firstIn(words: Words, from: number, to: number): number {
    const text = this.#words.of(words)
    for (let place = from; place < to; place++) {
      const { ways } = text.at(place)
      if (ways === null) continue
      const before = place > from ? text.at(place - 1) : NO_WORD
      const after = place + 1 < to ? text.at(place + 1) : NO_WORD
      for (let way = 0; way < ways.length; way += WAY) if (fits(ways, way, before, after)) return place
    }
    return to
  }

  find(words: Words, from: number, to: number): readonly CueHit[] {
    const text = this.#words.of(words)
    const met = this.#met
    let hits: CueHit[] | null = null
    for (let place = from; place < to; place++) {
      const { ways } = text.at(place)
      if (ways === null) continue
      const before = place > from ? text.at(place - 1) : NO_WORD
      const after = place + 1 < to ? text.at(place + 1) : NO_WORD
      for (let way = 0; way < ways.length; way += WAY) {
        if (!fits(ways, way, before, after)) continue
        if (hits === null) {
          hits = []
          this.#layOut(text, from, to)
        }
        if (met[ways[way + 5] ?? NO_GROUP] !== this.#question) continue
        this.#tryAround(ways[way] ?? 0, place - from, from, hits)
      }
    }
    if (hits === null) return NO_HITS
    return hits.length < 2 ? hits : hits.sort((a, b) => a.from - b.from || this.#byFirst(a, b, a.from - from))
  }

  /** Lays out the stretch of words that the next cues are tried in, and marks the sets that it meets. */
  #layOut(text: CueText, from: number, to: number): void {
    this.#ask()
    this.#attempt.size = to - from
    const question = this.#question
    const met = this.#met
    for (let place = from; place < to; place++) {
      const word = text.at(place)
      this.#stretch[place - from] = word
      const { groups } = word
      for (let i = 0; i < groups.length; i++) met[groups[i] ?? 0] = question
    }
  }

  /** Tries a cue at all places from which its match can hold a word at `place` that it is filed under. */
  #tryAround(cue: number, place: number, offset: number, hits: CueHit[]): void {
    const compiled = this.#cues[cue]
    if (compiled === undefined || compiled === null) return
    const { program, firstMarks, reach } = compiled
    const untried = this.#asked[cue] === this.#question ? (this.#untried[cue] ?? 0) : 0
    const last = place - reach.least
    for (let at = Math.max(place - reach.most, untried); at <= last; at++) {
      const word = this.#stretch[at]
      if (word === undefined || ((word.low & firstMarks.low) | (word.high & firstMarks.high)) === 0) continue
      const end = this.#attempt.run(program, at)
      if (end > at) hits.push({ cue, from: offset + at, to: offset + end })
    }
    this.#asked[cue] = this.#question
    this.#untried[cue] = Math.max(untried, last + 1)
  }

  /** Hits at one word: in the order of its symbols that they begin with, then of the cues. */
  #byFirst(a: CueHit, b: CueHit, place: number): number {
    const symbols = this.#stretch[place]?.symbols ?? []
    const rank = ({ cue }: CueHit): number => {
      const first = this.#cues[cue]?.first
      return symbols.findIndex((symbol) => first?.has(symbol) === true)
    }
    return rank(a) - rank(b) || a.cue - b.cue
  }

  /** Numbers the next stretch; what is known of older ones is cleared before numbers come round. */
  #ask(): void {
    if (this.#question === 0x7fffffff) {
      this.#asked.fill(0)
      this.#met.fill(0)
      this.#question = 0
    }
    this.#question++
  }
}

const NO_HITS: readonly CueHit[] = []

/** Whether a way can be found where a word that it is filed under stands between two others. */
function fits(ways: Int32Array, way: number, before: CueWord, after: CueWord): boolean {
  const precedes = ((ways[way + 1] ?? 0) & before.low) | ((ways[way + 2] ?? 0) & (before.high | WHATEVER))
  const follows = ((ways[way + 3] ?? 0) & after.low) | ((ways[way + 4] ?? 0) & (after.high | WHATEVER))
  return precedes !== 0 && follows !== 0
}

const NO_SYMBOLS: readonly number[] = []

/** A cue is given up where it has more ways to match than this: a guard, not reached by cues people write. */
const MAX_TRIES = 5000

/** Tries cues at the words of a stretch. */
class Attempt {
  /** Number of words in the stretch. */
  size = 0
  #tries = 0
  readonly #stretch: readonly CueWord[]

  constructor(stretch: readonly CueWord[]) {
    this.#stretch = stretch
  }

  /** Index behind the last word of the match that begins at `word`, -1 without one. */
  run(program: CueProgram, word: number): number {
    this.#tries = 0
    return this.#step(program.steps, program.entry, word)
  }

  #step(steps: readonly CueStep[], index: number, place: number): number {
    if (++this.#tries > MAX_TRIES) return -1
    const step = steps[index]
    switch (step?.op) {
      case 'done':
        return place
      case 'word':
        return place < this.size && this.#stretch[place]?.symbols.includes(step.symbol) === true
          ? this.#step(steps, step.next, place + 1)
          : -1
      case 'split': {
        const end = this.#step(steps, step.next, place)
        return end >= 0 ? end : this.#step(steps, step.other, place)
      }
      case 'either': {
        const symbols = place < this.size ? this.#stretch[place]?.symbols : undefined
        for (const option of optionsFor(step.choice, symbols ?? NO_SYMBOLS)) {
          const end = this.#step(steps, step.entries[option] ?? 0, place)
          if (end >= 0) return end
        }
        return -1
      }
      case 'gap':
        for (let n = step.min; n <= step.max && place + n <= this.size; n++) {
          const end = this.#step(steps, step.next, place + n)
          if (end >= 0) return end
        }
        return -1
      default:
        return -1
    }
  }
}
