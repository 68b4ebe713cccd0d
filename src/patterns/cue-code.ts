import { type Marks, WHATEVER } from './cue-marks.js'
import { openingsOf } from './cue-places.js'
import type { CueProgram } from './cue-program.js'
import { HIGH, LOW, SYMBOLS, symbolsEnd, type WordRecords } from './cue-records.js'

const DONE = 0
const WORD = 1
const GAP = 2
const SPLIT = 3
const EITHER = 4

/**
 * The programs of all cues in one row of integers, so that little memory is looked at. A step is its kind and what it
 * needs: a word's successor and symbol; a gap's successor, least and most words; the two successors of a split; the
 * number of alternatives, and of each the halves of the marks that it can begin with and where it begins.
 */
export class CueCode {
  readonly #code: number[] = []

  /** Adds a program and tells where it begins. */
  add(program: CueProgram): number {
    const openings = openingsOf(program)
    const places: number[] = []
    const of = (index: number): number => places[index] ?? 0
    for (const step of program.steps) {
      places.push(this.#code.length)
      if (step.op === 'done') this.#code.push(DONE)
      else if (step.op === 'word') this.#code.push(WORD, of(step.next), step.symbol)
      else if (step.op === 'gap') this.#code.push(GAP, of(step.next), step.min, step.max)
      else if (step.op === 'split') this.#code.push(SPLIT, of(step.next), of(step.other))
      else {
        this.#code.push(EITHER, step.entries.length)
        for (const entry of step.entries) this.#code.push(...halves(openings[entry]), of(entry))
      }
    }
    return of(program.entry)
  }

  laidOut(): Int32Array {
    return Int32Array.from(this.#code)
  }
}

function halves(marks: Marks | undefined): [number, number] {
  return marks === undefined ? [0, WHATEVER] : [marks.low, marks.high]
}

/** A cue is given up where it has more ways to match than this: a guard, not reached by cues people write. */
const MAX_TRIES = 5000

/** Tries cues at the words of a stretch. */
export class Attempt {
  /** The records of the words of the stretch, and their number. */
  stretch = new Int32Array(256)
  size = 0
  #tries = 0
  readonly #code: Int32Array
  readonly #records: WordRecords

  constructor(code: Int32Array, records: WordRecords) {
    this.#code = code
    this.#records = records
  }

  /** Index behind the last word of the match that begins at `place`, -1 without one. */
  run(entry: number, place: number): number {
    this.#tries = 0
    return this.#step(entry, place)
  }

  #step(step: number, place: number): number {
    if (++this.#tries > MAX_TRIES) return -1
    const code = this.#code
    const next = code[step + 1] ?? 0
    switch (code[step]) {
      case DONE:
        return place
      case WORD:
        return this.#answers(place, code[step + 2] ?? 0) ? this.#step(next, place + 1) : -1
      case SPLIT: {
        const end = this.#step(next, place)
        return end >= 0 ? end : this.#step(code[step + 2] ?? 0, place)
      }
      case GAP: {
        const max = code[step + 3] ?? 0
        for (let n = code[step + 2] ?? 0; n <= max && place + n <= this.size; n++) {
          const end = this.#step(next, place + n)
          if (end >= 0) return end
        }
        return -1
      }
      default:
        return this.#either(step, place)
    }
  }

  #either(step: number, place: number): number {
    const code = this.#code
    const { data } = this.#records
    const word = place < this.size ? (this.stretch[place] ?? 0) : 0
    const low = data[word + LOW] ?? 0
    const high = (data[word + HIGH] ?? 0) | WHATEVER
    const last = step + 2 + 3 * (code[step + 1] ?? 0)
    for (let option = step + 2; option < last; option += 3) {
      if ((((code[option] ?? 0) & low) | ((code[option + 1] ?? 0) & high)) === 0) continue
      const end = this.#step(code[option + 2] ?? 0, place)
      if (end >= 0) return end
    }
    return -1
  }

  #answers(place: number, symbol: number): boolean {
    if (place >= this.size) return false
    const { data } = this.#records
    const word = this.stretch[place] ?? 0
    const end = symbolsEnd(data, word)
    for (let i = word + SYMBOLS; i < end; i++) if (data[i] === symbol) return true
    return false
  }
}
