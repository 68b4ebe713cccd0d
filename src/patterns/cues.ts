import type { Vocabulary } from '../text/vocabulary.js'
import type { Words } from '../text/words.js'
import type { CueProgram, CueStep, Need } from './cue-program.js'
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
import { CueWords, type CueText } from './cue-words.js'

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
  for (const [cue, source] of sources.entries()) {
    try {
      const root = symbols.resolve(source)
      if (beginsOrEndsWithGap(root)) throw new CueError('begins or ends with a gap')
      const program = layOut(root)
      const first = firstSymbols(program)
      const need = needOf(root)
      if (first === null || need === null) throw new CueError('can match without any word')
      cues.push(program)
      for (const symbol of first) (starts[symbol] ??= []).push(cue)
      for (const way of waysOf(need)) {
        for (const symbol of new Set(rarestSymbols(way, frequency))) {
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
 * the words that it can begin with.
 */
class Matcher implements CueMatcher {
  readonly #cues: readonly (CueProgram | null)[]
  /** Per symbol the cues that can begin with it, and the ways that are filed under it. */
  readonly #starts: readonly (readonly number[] | undefined)[]
  readonly #ways: readonly (readonly Way[] | undefined)[]
  readonly #words: CueWords
  /** The number of the stretch at work marks the symbols that stand in it and the cues that it may hold. */
  #stretch = 0
  readonly #present: Int32Array
  readonly #possible: Int32Array

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
  }

  enter(vocabulary: Vocabulary): void {
    this.#words.enter(vocabulary)
  }

  mayFind(words: Words, from: number, to: number): boolean {
    return this.#narrow(this.#words.of(words), from, to)
  }

  find(words: Words, from: number, to: number): CueHit[] {
    const hits: CueHit[] = []
    const known = this.#words.of(words)
    if (!this.#narrow(known, from, to)) return hits
    const attempt = new Attempt((word) => known.symbols(word), to)
    for (let word = from; word < to; word++) {
      const symbols = known.symbols(word)
      let tried: Set<number> | null = null
      for (const symbol of symbols) {
        for (const cue of this.#starts[symbol] ?? []) {
          if (this.#possible[cue] !== this.#stretch) continue
          if (symbols.length > 1) {
            tried ??= new Set()
            if (tried.has(cue)) continue
            tried.add(cue)
          }
          const program = this.#cues[cue]
          if (program === undefined || program === null) continue
          const end = attempt.run(program, word)
          if (end > word) hits.push({ cue, from: word, to: end })
        }
      }
    }
    return hits
  }

  /** The number of the next stretch; begins anew before it outgrows its arrays. */
  #begin(): number {
    if (this.#stretch === 0x7fffffff) {
      this.#present.fill(0)
      this.#possible.fill(0)
      this.#stretch = 0
    }
    return ++this.#stretch
  }

  /** Marks the cues whose words all stand in the stretch; false when there are none. */
  #narrow(known: CueText, from: number, to: number): boolean {
    if (!known.holdsRare(from, to)) return false
    const stretch = this.#begin()
    const present = this.#present
    for (let word = from; word < to; word++) {
      if (!known.isSomething(word)) continue
      for (const symbol of known.symbols(word)) present[symbol] = stretch
    }
    let any = false
    for (let word = from; word < to; word++) {
      if (!known.isRare(word)) continue
      for (const symbol of known.symbols(word)) {
        for (const { cue, need } of this.#ways[symbol] ?? []) {
          if (this.#possible[cue] === stretch || !isMet(need, present, stretch)) continue
          this.#possible[cue] = stretch
          any = true
        }
      }
    }
    return any
  }
}

/** A cue is given up where it has more ways to match than this: a guard, not reached by cues people write. */
const MAX_TRIES = 5000

/** Tries a cue at a word; made once for each stretch. */
class Attempt {
  #tries = 0
  readonly #at: (word: number) => readonly number[]
  readonly #to: number

  constructor(at: (word: number) => readonly number[], to: number) {
    this.#at = at
    this.#to = to
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
        return place < this.#to && this.#at(place).includes(step.symbol)
          ? this.#step(steps, step.next, place + 1)
          : -1
      case 'split': {
        const end = this.#step(steps, step.next, place)
        return end >= 0 ? end : this.#step(steps, step.other, place)
      }
      case 'gap':
        for (let n = step.min; n <= step.max && place + n <= this.#to; n++) {
          const end = this.#step(steps, step.next, place + n)
          if (end >= 0) return end
        }
        return -1
      default:
        return -1
    }
  }
}
