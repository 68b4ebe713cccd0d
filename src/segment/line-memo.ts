/** Remembers per line the answer for the stretch of it that was asked about last: the same questions come again. */
export class LineMemo<T> {
  readonly #answers: (T | undefined)[] = []
  readonly #start: Int32Array
  readonly #end: Int32Array

  constructor(lines: number) {
    this.#start = new Int32Array(lines).fill(-1)
    this.#end = new Int32Array(lines)
  }

  /** Undefined where another stretch, or none, was asked about. */
  get(line: number, start: number, end: number): T | undefined {
    return this.#start[line] === start && this.#end[line] === end ? this.#answers[line] : undefined
  }

  set(line: number, start: number, end: number, answer: T): T {
    this.#start[line] = start
    this.#end[line] = end
    this.#answers[line] = answer
    return answer
  }
}
