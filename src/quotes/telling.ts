import { ELLIPSIS, foldMark } from '../patterns/tokens.js'
import { parsePattern, requiredForms } from '../patterns/parse.js'
import type { Vocabulary } from '../text/vocabulary.js'
import { WordTable } from '../text/word-table.js'
import { firstWordFrom, isWordAt, type Words } from '../text/words.js'
import type { Row } from './rows.js'

/**
 * The words and marks of which a line must have one for any of some patterns to match it. Most lines have none, and
 * need not be read as patterns read them.
 */
export class TellingWords {
  readonly #words: WordTable
  readonly #marks: ReadonlySet<string>
  /** Whether some pattern matches lines without any word or mark of its own. */
  readonly #all: boolean
  /** By unit what is known of it as a mark. */
  readonly #units = new Uint8Array(0x10000)

  /** Patterns that do not parse match nothing. */
  constructor(patterns: readonly string[], vocabulary?: Vocabulary) {
    const forms = new Set<string>()
    let all = false
    for (const source of patterns) {
      const parsed = parsePattern(source)
      const needed = parsed.ok ? requiredForms(parsed.pattern.root) : []
      for (const form of needed ?? []) forms.add(form)
      if (needed === null) all = true
    }
    const words = [...forms].filter((form) => isWordAt(form, 0))
    this.#words = new WordTable(new Map(words.map((form) => [form, 1])), vocabulary)
    this.#marks = new Set([...forms].filter((form) => !isWordAt(form, 0)))
    this.#all = all
  }

  /**
   * By row 0 where neither it nor what stands between it and the row before it has such a word or mark. Rows of more than
   * `longest` units are not looked at.
   */
  inRows(text: string, rows: readonly Row[], words: Words, longest = Number.POSITIVE_INFINITY): Uint8Array {
    const told = new Uint8Array(rows.length)
    if (this.#all) return told.fill(1)
    const telling = this.#words.of(words)
    const begin = rows[0]?.start ?? 0
    let word = firstWordFrom(words, begin)
    // A word that a row cuts is other words to a pattern.
    let cut = word > 0 && (words.end[word - 1] ?? 0) > begin
    let at = begin
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]
      const end = row?.end ?? 0
      if (row !== undefined && end - row.inner > longest) {
        word = firstWordFrom(words, end)
        at = Math.max(at, end, word > 0 ? (words.end[word - 1] ?? 0) : 0)
        cut = at > end
        continue
      }
      let tells = cut
      for (; word < words.count; word++) {
        const start = words.start[word] ?? 0
        if (start >= end) break
        const id = words.id[word] ?? 0
        tells ||= (id < telling.length && telling[id] === 1) || this.#marksIn(text, at, start)
        at = words.end[word] ?? 0
      }
      tells ||= this.#marksIn(text, at, end)
      cut = at > end
      at = Math.max(at, end)
      if (tells || cut) told[i] = 1
    }
    return told
  }

  #marksIn(text: string, from: number, to: number): boolean {
    for (let i = from; i < to; i++) {
      const unit = text.charCodeAt(i)
      const known = this.#units[unit]
      if (known === TELLS || (known === UNKNOWN && this.#learn(unit))) return true
    }
    return false
  }

  /** Entities and pairs of surrogates may stand for any mark, and a full stop for the first of several. */
  #learn(unit: number): boolean {
    const mark = String.fromCharCode(unit)
    const tells =
      mark === '&' ||
      (unit >= 0xd800 && unit < 0xe000) ||
      this.#marks.has(foldMark(mark)) ||
      (mark === '.' && this.#marks.has(ELLIPSIS))
    this.#units[unit] = tells ? TELLS : SILENT
    return tells
  }
}

const UNKNOWN = 0
const SILENT = 1
const TELLS = 2
