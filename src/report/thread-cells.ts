import { CELL_LIMIT, cut } from './cells.js'
import { csvCell } from './csv-text.js'
import type { Dialect } from './dialect.js'
import { postId } from './ids.js'
import type { PostRecord, ThreadRecord } from './record.js'
import { Utf8 } from './utf8.js'

/**
 * Writes cells of a thread's rows. Many say the same: ids of the thread, its posts and quotes, and the words of its posts. These are
 * made once and copied as bytes.
 */
export class ThreadCells {
  /** Where the cells go. */
  out = new Utf8()
  readonly #dialect: Dialect
  #posts: readonly PostRecord[] = []
  /** The cell of each post's words, one behind the other. */
  readonly #words = new Utf8()
  #wordEnds = new Int32Array(0)
  #thread: Uint8Array = NOTHING
  /** The cell of a post's or quote's id is this, the numbers, and a quotation mark where it began with one. */
  #idBegin: Uint8Array = NOTHING
  #idEnd: Uint8Array = NOTHING

  constructor(dialect: Dialect) {
    this.#dialect = dialect
  }

  /** The cells are those of this thread from now on. */
  begin(record: ThreadRecord): void {
    this.#posts = record.posts
    this.#prepareIds(record)
    this.#prepareWords()
  }

  text(value: string | null): void {
    if (value !== null) csvCell(this.out, value, 'text', this.#dialect)
  }

  time(value: string | null): void {
    if (value !== null) csvCell(this.out, value, 'time', this.#dialect)
  }

  decimal(value: number | null): void {
    if (value !== null) csvCell(this.out, value, 'decimal', this.#dialect)
  }

  number(value: number | null): void {
    if (value !== null) this.out.number(value)
  }

  /** A word of a closed vocabulary, which is never quoted. */
  word(value: string): void {
    this.out.append(value)
  }

  thread(): void {
    this.out.put(this.#thread)
  }

  post(position: number | null): void {
    if (position === null) return
    this.out.put(this.#idBegin)
    this.out.number(position)
    this.out.put(this.#idEnd)
  }

  quote(position: number, n: number | null): void {
    if (n === null) return
    this.out.put(this.#idBegin)
    this.out.number(position)
    this.out.put(QUOTE_MARK)
    this.out.number(n)
    this.out.put(this.#idEnd)
  }

  /** The own words of a post. */
  words(position: number): void {
    const start = position === 0 ? 0 : (this.#wordEnds[position - 1] ?? 0)
    this.out.copy(this.#words, start, this.#wordEnds[position] ?? 0)
  }

  /** The own words of a post, cut to what a cell of a spreadsheet holds. */
  cutWords(position: number | null): void {
    if (position === null) return
    const text = this.#posts[position]?.text ?? ''
    if (text.length > CELL_LIMIT) this.text(cut(text))
    else this.words(position)
  }

  #prepareIds(record: ThreadRecord): void {
    this.#thread = this.#cell(record.thread)
    const first = this.#cell(postId(record, 0))
    const ends = first[0] === QUOTATION ? 1 : 0
    this.#idBegin = first.slice(0, first.length - 1 - ends)
    this.#idEnd = first.slice(first.length - ends)
  }

  #cell(text: string): Uint8Array {
    const cell = new Utf8()
    csvCell(cell, text, 'text', this.#dialect)
    return cell.take()
  }

  #prepareWords(): void {
    const posts = this.#posts
    this.#words.size = 0
    if (this.#wordEnds.length < posts.length) this.#wordEnds = new Int32Array(2 * posts.length)
    for (let i = 0; i < posts.length; i++) {
      csvCell(this.#words, posts[i]?.text ?? '', 'text', this.#dialect)
      this.#wordEnds[i] = this.#words.size
    }
  }
}

const NOTHING = new Uint8Array(0)
const QUOTATION = 0x22
/** `.q` */
const QUOTE_MARK = Uint8Array.of(0x2e, 0x71)
