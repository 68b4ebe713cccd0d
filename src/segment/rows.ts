import type { Span } from '../model/span.js'
import { isSpace } from '../text/lines.js'
import { Sequences } from '../text/sequences.js'
import { lowerUnit } from './shapes.js'

/** The edge of a row at which words are looked at. */
export type Edge = 'first' | 'last'

/**
 * Spans as rows of words, of which some can be dropped from either edge. A word is what stands between spaces; its form,
 * in lower case with numbers as `0`, is a number, given when it is first asked for.
 */
export class Rows {
  readonly count: number
  /** How many rows have words. */
  readonly filled: number
  /** Row `i` has the words `from[i]` to `to[i]` - 1. */
  readonly #from: Int32Array
  readonly #to: Int32Array
  readonly #start: number[] = []
  readonly #end: number[] = []
  /** By word its form's number plus one, 0 before it is known. */
  readonly #form: number[] = []
  readonly #forms = new Sequences()
  /** By form a word that has it. */
  readonly #samples: number[] = []
  #buffer = new Int32Array(64)

  constructor(
    private readonly text: string,
    spans: readonly Span[],
  ) {
    this.count = spans.length
    this.#from = new Int32Array(spans.length)
    this.#to = new Int32Array(spans.length)
    let filled = 0
    for (const [row, span] of spans.entries()) {
      this.#from[row] = this.#start.length
      this.#split(span)
      this.#to[row] = this.#start.length
      if (this.length(row) > 0) filled++
    }
    this.filled = filled
  }

  /** How many words are left. */
  length(row: number): number {
    return (this.#to[row] ?? 0) - (this.#from[row] ?? 0)
  }

  /** From the first word left to the last; null for a row without any. */
  span(row: number): Span | null {
    if (this.length(row) === 0) return null
    return { start: this.#start[this.#from[row] ?? 0] ?? 0, end: this.#end[(this.#to[row] ?? 0) - 1] ?? 0 }
  }

  /** The form of the word at the edge of a row that is not empty. */
  form(row: number, edge: Edge): number {
    const word = edge === 'first' ? (this.#from[row] ?? 0) : (this.#to[row] ?? 0) - 1
    const known = this.#form[word] ?? 0
    if (known > 0) return known - 1
    const form = this.#find(word)
    this.#form[word] = form + 1
    return form
  }

  /** As letters. */
  formText(form: number): string {
    const word = this.#samples[form] ?? 0
    return formOf(this.text.slice(this.#start[word], this.#end[word]))
  }

  drop(row: number, edge: Edge): void {
    if (edge === 'first') this.#from[row] = (this.#from[row] ?? 0) + 1
    else this.#to[row] = (this.#to[row] ?? 0) - 1
  }

  /** By form at how many rows it stands at this edge and is not all that is left. */
  counts(edge: Edge): readonly number[] {
    const counts: number[] = []
    for (let row = 0; row < this.count; row++) {
      if (this.length(row) < 2) continue
      const form = this.form(row, edge)
      while (counts.length <= form) counts.push(0)
      counts[form] = (counts[form] ?? 0) + 1
    }
    return counts
  }

  #split({ start, end }: Span): void {
    let at = start
    while (at < end) {
      if (isSpace(this.text.charCodeAt(at))) {
        at++
        continue
      }
      this.#start.push(at)
      while (at < end && !isSpace(this.text.charCodeAt(at))) at++
      this.#end.push(at)
      this.#form.push(0)
    }
  }

  #find(word: number): number {
    const start = this.#start[word] ?? 0
    const end = this.#end[word] ?? 0
    if (this.#buffer.length < 2 * (end - start)) this.#buffer = new Int32Array(4 * (end - start))
    const form = this.#forms.find(this.#buffer, this.#write(start, end))
    if (form === this.#samples.length) this.#samples.push(word)
    return form
  }

  /** Puts the form's units into the buffer; how many there are. */
  #write(start: number, end: number): number {
    const buffer = this.#buffer
    let length = 0
    for (let i = start; i < end; i++) {
      const unit = lowerUnit(this.text.charCodeAt(i))
      if (unit < 0) return this.#writeWhole(formOf(this.text.slice(start, end)))
      if (!isDigit(unit)) buffer[length++] = unit
      else if (i === start || !isDigit(this.text.charCodeAt(i - 1))) buffer[length++] = ZERO
    }
    return length
  }

  /** The same where letters depend on those around them. */
  #writeWhole(form: string): number {
    if (this.#buffer.length < form.length) this.#buffer = new Int32Array(2 * form.length)
    for (let i = 0; i < form.length; i++) this.#buffer[i] = form.charCodeAt(i)
    return form.length
  }
}

const ZERO = 48

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57
}

function formOf(word: string): string {
  return word.toLowerCase().replace(/\d+/gu, '0')
}
