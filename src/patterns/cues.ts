import type { Vocabulary } from '../text/vocabulary.js'
import type { Words } from '../text/words.js'
import type { CueNode, CueProgram, CueStep, Need } from './cue-program.js'
import {
  beginsOrEndsWithGap,
  firstSymbols,
  isMet,
  layOut,
  needOf,
  rarestSymbols,
  waysOf,
} from './cue-program.js'
import { CueError, CueSymbols, type CueOptions } from './cue-symbols.js'
import { CueWords } from './cue-words.js'

export { plainForm, type CueOptions } from './cue-symbols.js'

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
  find(words: Words, from: number, to: number): CueHit[]
  /** False when no cue can be found in the words `from` to `to`, nor in any part of them. One look-up a word. */
  mayFind(words: Words, from: number, to: number): boolean
  /** Adds the words of the cues to a vocabulary, so that texts indexed against it are read faster. */
  enter(vocabulary: Vocabulary): void
}

/** One way in which a cue can be found, filed under its rarest words. */
interface Way {
  readonly cue: number
  readonly need: Need
}

export function compileCues(
  sources: readonly string[],
  options: CueOptions,
): { readonly matcher: CueMatcher; readonly faults: readonly CueFault[] } {
  const symbols = new CueSymbols(options)
  const frequency = (symbol: number): number => symbols.frequency(symbol)
  const faults: CueFault[] = []
  const cues: (CueProgram | null)[] = []
  const starts: number[][] = []
  const ways: Way[][] = []
  const needs = new Map<CueNode, Need | null>()
  const rarest = new Map<Need, readonly number[]>()
  for (const [cue, source] of sources.entries()) {
    try {
      const root = symbols.resolve(source)
      if (beginsOrEndsWithGap(root)) throw new CueError('begins or ends with a gap')
      const program = layOut(root)
      const first = firstSymbols(program)
      const need = needOf(root, needs)
      if (first === null || need === null) throw new CueError('can match without any word')
      cues.push(program)
      for (const symbol of first) (starts[symbol] ??= []).push(cue)
      for (const way of waysOf(need)) {
        for (const symbol of new Set(rarestSymbols(way, frequency, rarest))) {
          ;(ways[symbol] ??= []).push({ cue, need: way })
        }
      }
    } catch (error) {
      if (!(error instanceof CueError)) throw error
      faults.push({ cue, fault: error.message })
      cues.push(null)
    }
  }
  return { matcher: new Matcher(cues, starts, ways, symbols), faults }
}

/**
 * A cue is tried only in a stretch of words where one of its rarest words stands and all others that it asks for, from
 * the words that it can begin with. What is kept from one stretch to the next is memory to work in and changes no result.
 */
class Matcher implements CueMatcher {
  readonly #cues: readonly (CueProgram | null)[]
  /** Per symbol the cues that can begin with it, and the ways that are filed under it. */
  readonly #starts: readonly (readonly number[] | undefined)[]
  readonly #ways: readonly (readonly Way[] | undefined)[]
  readonly #words: CueWords
  /** The symbols of the words of the stretch at work. */
  readonly #stretch: (readonly number[])[] = []
  /** Numbers of the stretch and of the word at work: they mark what is known of it. */
  #question = 0
  #trial = 0
  /** Per symbol the stretch in which it stands; per cue the stretch that may hold it, and the word it was tried at. */
  readonly #present: Int32Array
  readonly #possible: Int32Array
  readonly #tried: Int32Array

  constructor(
    cues: readonly (CueProgram | null)[],
    starts: readonly (readonly number[] | undefined)[],
    ways: readonly (readonly Way[] | undefined)[],
    symbols: CueSymbols,
  ) {
    this.#cues = cues
    this.#starts = starts
    this.#ways = ways
    this.#words = new CueWords(symbols, (symbol) => ways[symbol] !== undefined)
    this.#present = new Int32Array(symbols.count)
    this.#possible = new Int32Array(cues.length)
    this.#tried = new Int32Array(cues.length)
  }

  enter(vocabulary: Vocabulary): void {
    this.#words.enter(vocabulary)
  }

  mayFind(words: Words, from: number, to: number): boolean {
    return this.#narrow(words, from, to) > 0
  }

  find(words: Words, from: number, to: number): CueHit[] {
    const hits: CueHit[] = []
    const question = this.#narrow(words, from, to)
    if (question === 0) return hits
    const attempt = new Attempt(this.#stretch, to - from)
    for (let word = 0; word < to - from; word++) {
      const trial = this.#try()
      for (const symbol of this.#stretch[word] ?? []) {
        for (const cue of this.#starts[symbol] ?? []) {
          if (this.#possible[cue] !== question || this.#tried[cue] === trial) continue
          this.#tried[cue] = trial
          const program = this.#cues[cue]
          if (program === undefined || program === null) continue
          const end = attempt.run(program, word)
          if (end > word) hits.push({ cue, from: from + word, to: from + end })
        }
      }
    }
    return hits
  }

  /** Marks the cues whose words all stand in the stretch with the number that it returns; 0 when there are none. */
  #narrow(words: Words, from: number, to: number): number {
    const known = this.#words.of(words)
    if (!known.holdsRare(from, to)) return 0
    const question = this.#ask()
    const present = this.#present
    const stretch = this.#stretch
    for (let word = from; word < to; word++) {
      const symbols = known.symbols(word)
      stretch[word - from] = symbols
      for (let i = 0; i < symbols.length; i++) present[symbols[i] ?? 0] = question
    }
    let any = 0
    for (let word = 0; word < to - from; word++) {
      const symbols = stretch[word] ?? []
      for (let i = 0; i < symbols.length; i++) {
        const ways = this.#ways[symbols[i] ?? 0]
        if (ways === undefined) continue
        for (const { cue, need } of ways) {
          if (this.#possible[cue] === question || !isMet(need, present, question)) continue
          this.#possible[cue] = question
          any = question
        }
      }
    }
    return any
  }

  /** The number of the next stretch; marks are cleared before numbers come round. */
  #ask(): number {
    if (this.#question === 0x7fffffff) {
      this.#present.fill(0)
      this.#possible.fill(0)
      this.#question = 0
    }
    return ++this.#question
  }

  #try(): number {
    if (this.#trial === 0x7fffffff) {
      this.#tried.fill(0)
      this.#trial = 0
    }
    return ++this.#trial
  }
}

/** A cue is given up where it has more ways to match than this: a guard, not reached by cues people write. */
const MAX_TRIES = 5000

/** Tries cues at the words of a stretch, given as their symbols. */
class Attempt {
  #tries = 0
  readonly #stretch: readonly (readonly number[])[]
  readonly #size: number

  constructor(stretch: readonly (readonly number[])[], size: number) {
    this.#stretch = stretch
    this.#size = size
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
        return place < this.#size && this.#stretch[place]?.includes(step.symbol) === true
          ? this.#step(steps, step.next, place + 1)
          : -1
      case 'split': {
        const end = this.#step(steps, step.next, place)
        return end >= 0 ? end : this.#step(steps, step.other, place)
      }
      case 'gap':
        for (let n = step.min; n <= step.max && place + n <= this.#size; n++) {
          const end = this.#step(steps, step.next, place + n)
          if (end >= 0) return end
        }
        return -1
      default:
        return -1
    }
  }
}
