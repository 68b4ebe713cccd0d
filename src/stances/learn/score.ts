import type { Span } from '../../model/span.js'
import type { Words } from '../../text/words.js'
import type { PostToJudge } from './bag.js'
import type { CompiledModel } from './compile.js'
import { MAX_OF_FORM, formHashes, pairHash, plainFeatures, wordRanges } from './features.js'
import { hashOf } from './hash.js'

/**
 * Scores of a thread's posts. A post's score is the sum of the weights of its features, so each different word of the
 * thread is looked up once, with its parts, and its sum added wherever a post has it.
 */
export class Scorer {
  readonly #model: CompiledModel
  readonly #text: string
  readonly #words: Words
  /** By word id its slot + 1, 0 while it has none; most ids of the vocabulary never get one. */
  readonly #slots: Int32Array
  #slotCount = 0
  /** By slot: `outputs` sums of weights, its hash, the last post that has the word. */
  #sums = new Float64Array(0)
  #wordHashes = new Int32Array(0)
  #wordSeen = new Int32Array(0)
  /** The last post in which a row's feature was counted. */
  readonly #rowSeen: Int32Array
  readonly #hashes = new Int32Array(MAX_OF_FORM)
  #post = 0

  constructor(model: CompiledModel, text: string, words: Words) {
    this.#model = model
    this.#text = text
    this.#words = words
    this.#slots = new Int32Array(words.idCount)
    this.#rowSeen = new Int32Array(model.rowCount)
    this.#grow(1024)
  }

  /** One score per output: what `bagOf` and the model's weights give, without the bias. */
  scores({ own, view, language, article }: PostToJudge): Float64Array {
    const { outputs, codebookTargets } = this.#model
    const scores = new Float64Array(outputs)
    const words = this.#addWords(scores, own)
    const unit = words === 0 ? 0 : 1 / Math.sqrt(words)
    for (let o = 0; o < outputs; o++) scores[o] = (scores[o] ?? 0) * unit
    for (const { name, value } of plainFeatures(this.#text, own, view, codebookTargets, language, article)) {
      const row = this.#model.rows.row(hashOf(name))
      if (row >= 0) this.#addRow(scores, 0, row, value)
    }
    return scores
  }

  /** What the words of a stretch of text add to one output, to be compared with other stretches of the post. */
  share(span: Span, output: number): number {
    const { outputs, rows, weights } = this.#model
    let sum = 0
    for (const { from, to } of wordRanges(this.#words, [span])) {
      let before = -1
      for (let i = from; i < to; i++) {
        const slot = this.#slotOf(this.#words.id[i] ?? 0)
        sum += this.#sums[slot * outputs + output] ?? 0
        const row = before < 0 ? -1 : rows.row(this.#pair(before, slot))
        if (row >= 0) sum += weights[row * outputs + output] ?? 0
        before = slot
      }
    }
    return sum
  }

  /** @returns the number of different words */
  #addWords(scores: Float64Array, own: readonly Span[]): number {
    const { outputs, rows } = this.#model
    const { id } = this.#words
    const post = ++this.#post
    let different = 0
    for (const { from, to } of wordRanges(this.#words, own)) {
      let before = -1
      for (let i = from; i < to; i++) {
        const slot = this.#slotOf(id[i] ?? 0)
        if (this.#wordSeen[slot] !== post) {
          this.#wordSeen[slot] = post
          different++
          const at = slot * outputs
          for (let o = 0; o < outputs; o++) scores[o] = (scores[o] ?? 0) + (this.#sums[at + o] ?? 0)
        }
        const row = before < 0 ? -1 : rows.row(this.#pair(before, slot))
        if (row >= 0 && this.#rowSeen[row] !== post) {
          this.#rowSeen[row] = post
          this.#addRow(scores, 0, row, 1)
        }
        before = slot
      }
    }
    return different
  }

  #pair(before: number, slot: number): number {
    return pairHash(this.#wordHashes[before] ?? 0, this.#wordHashes[slot] ?? 0)
  }

  #slotOf(id: number): number {
    const known = this.#slots[id] ?? 0
    if (known !== 0) return known - 1
    const slot = this.#slotCount++
    if (slot === this.#wordHashes.length) this.#grow(2 * slot)
    this.#slots[id] = slot + 1
    const { outputs, rows } = this.#model
    const form = this.#words.form(id)
    const count = formHashes(form, this.#hashes)
    for (let n = 0; n < count; n++) {
      const row = rows.row(this.#hashes[n] ?? 0)
      if (row >= 0) this.#addRow(this.#sums, slot * outputs, row, 1)
    }
    this.#wordHashes[slot] = this.#hashes[0] ?? 0
    return slot
  }

  #addRow(sums: Float64Array, at: number, row: number, value: number): void {
    const { outputs, weights } = this.#model
    const from = row * outputs
    for (let o = 0; o < outputs; o++) sums[at + o] = (sums[at + o] ?? 0) + value * (weights[from + o] ?? 0)
  }

  #grow(slots: number): void {
    const [sums, hashes, seen] = [this.#sums, this.#wordHashes, this.#wordSeen]
    this.#sums = new Float64Array(slots * this.#model.outputs)
    this.#wordHashes = new Int32Array(slots)
    this.#wordSeen = new Int32Array(slots)
    this.#sums.set(sums)
    this.#wordHashes.set(hashes)
    this.#wordSeen.set(seen)
  }
}
