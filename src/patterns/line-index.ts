import type { StampPhrase } from '../model/stamp.js'
import type { LineKeys } from './line-keys.js'
import type { AroundDate, LineProgram } from './line-program.js'
import type { LineTokens } from './line-tokens.js'

/**
 * Thousands of patterns, of which a line can match a few: each is filed under the words or marks it begins with, else
 * those it ends with, else its rarest one. What a line cannot match for its length, its edges or for want of a word is
 * left out before any matching.
 */
export class LineIndex {
  readonly #patterns: readonly LineProgram[]
  readonly #prefix: boolean
  /** Patterns that ask for no date, and those that do. */
  readonly #undated: Cabinet
  readonly #dated: Cabinet
  /** By id the last question in which it stood in the line; by pattern the last one in which it was looked at. */
  readonly #seen: Int32Array
  readonly #asked: Int32Array
  #question = 0

  /** In `prefix` mode a pattern may end before the line does. */
  constructor(patterns: readonly LineProgram[], keys: LineKeys, mode: 'line' | 'prefix') {
    const { size } = keys
    this.#patterns = patterns
    this.#prefix = mode === 'prefix'
    this.#undated = filedBy(patterns, false, { size, keys, prefix: this.#prefix })
    this.#dated = filedBy(patterns, true, { size, keys, prefix: this.#prefix })
    this.#seen = new Int32Array(size)
    this.#asked = new Int32Array(patterns.length)
  }

  /**
   * Indices, ascending, of the patterns of these groups that the tokens may match. `whole` is false where the tokens
   * are only a part of the line.
   */
  candidates(
    tokens: LineTokens,
    dates: readonly StampPhrase[],
    groups: number,
    whole: boolean,
  ): readonly number[] {
    const question = this.#ask()
    const { count, id } = tokens
    const size = this.#seen.length
    for (let i = 0; i < count; i++) {
      const known = id[i] ?? -1
      if (known >= 0 && known < size) this.#seen[known] = question
    }
    const places = dates.length === 0 ? NOWHERE : placesOf(tokens, dates)
    const line: Line = { tokens, places, groups, whole, found: [] }
    this.#open(line, this.#undated)
    if (places.length > 0) this.#open(line, this.#dated)
    const { found } = line
    return found.length < 2 ? found : found.sort((a, b) => a - b)
  }

  #ask(): number {
    if (this.#question === 0x7fffffff) {
      this.#seen.fill(0)
      this.#asked.fill(0)
      this.#question = 0
    }
    return ++this.#question
  }

  #open(line: Line, cabinet: Cabinet): void {
    const { byFirst, byLast, byForm, numberFirst, numbered, unfiled } = cabinet
    const { count, id, numbered: hasNumber } = line.tokens
    this.#consider(line, byFirst, id[0] ?? -1)
    if (!this.#prefix) this.#consider(line, byLast, count === 0 ? -1 : (id[count - 1] ?? -1))
    for (let i = 0; i < count; i++) this.#consider(line, byForm, id[i] ?? -1)
    for (const { from, to } of line.places) {
      if (from > 0) this.#consider(line, cabinet.beforeDate, id[from - 1] ?? -1)
      if (to < count) this.#consider(line, cabinet.afterDate, id[to] ?? -1)
    }
    if (hasNumber) for (const index of numbered) this.#offer(line, index)
    if (hasNumber && line.tokens.isNumber(0)) for (const index of numberFirst) this.#offer(line, index)
    for (const index of unfiled) this.#offer(line, index)
  }

  #consider(line: Line, files: Files, id: number): void {
    if (id < 0 || id >= this.#seen.length) return
    const { list, least, most } = files
    const { count } = line.tokens
    const longest = this.#prefix || !line.whole ? 0 : Math.min(count, MANY)
    const to = files.from[id + 1] ?? 0
    for (let i = files.from[id] ?? 0; i < to; i++) {
      if (count >= (least[i] ?? 0) && longest <= (most[i] ?? 0)) this.#offer(line, list[i] ?? 0)
    }
  }

  #offer(line: Line, index: number): void {
    const pattern = this.#patterns[index]
    if (pattern === undefined || this.#asked[index] === this.#question) return
    this.#asked[index] = this.#question
    if (this.#possible(line, pattern)) line.found.push(index)
  }

  #possible({ tokens, places, groups, whole }: Line, pattern: LineProgram): boolean {
    if ((pattern.groups & groups) === 0 || tokens.count < pattern.least) return false
    if (pattern.needsNumber && !tokens.numbered) return false
    if (pattern.numberFirst && !tokens.isNumber(0)) return false
    if (!this.#prefix && whole) {
      if (tokens.count > pattern.most) return false
      const { lastPrefix } = pattern
      if (lastPrefix !== null && !tokens.beginsLike(tokens.count - 1, lastPrefix)) return false
      if (pattern.last !== null && !pattern.last.includes(tokens.id[tokens.count - 1] ?? -1)) return false
    }
    if (pattern.aroundDate !== null && !this.#hasDate(tokens, places, pattern.aroundDate)) return false
    for (const need of pattern.needs) if (!this.#holds(need)) return false
    return true
  }

  /** Whether around one of the dates stands what the pattern asks for. */
  #hasDate({ count, id }: LineTokens, places: readonly Place[], around: AroundDate): boolean {
    const { before, after } = around
    for (const { from, to } of places) {
      if (from < around.leastBefore || from > around.mostBefore) continue
      if (count - to < around.leastAfter || (!this.#prefix && count - to > around.mostAfter)) continue
      if (before !== null && !before.includes(id[from - 1] ?? -1)) continue
      if (after === null || after.includes(id[to] ?? -1)) return true
    }
    return false
  }

  #holds(need: readonly number[]): boolean {
    for (const id of need) if (this.#seen[id] === this.#question) return true
    return false
  }
}

/** The tokens `from` to `to` - 1 are a date. */
interface Place {
  readonly from: number
  readonly to: number
}

const NOWHERE: readonly Place[] = []

/** Dates that end or begin inside a token are none for a pattern. */
function placesOf(tokens: LineTokens, dates: readonly StampPhrase[]): readonly Place[] {
  const places: Place[] = []
  for (const { start, end } of dates) {
    const from = tokens.indexOfStart(start)
    const to = from < 0 ? -1 : tokens.indexOfEnd(from, end)
    if (to >= 0) places.push({ from, to })
  }
  return places
}

/** A line that is asked about, and what has been found for it. */
interface Line {
  readonly tokens: LineTokens
  readonly places: readonly Place[]
  readonly groups: number
  readonly whole: boolean
  readonly found: number[]
}

/** The patterns filed by where their words stand in the line. */
interface Cabinet {
  readonly byFirst: Files
  readonly byLast: Files
  readonly byForm: Files
  /** Of those that have nothing but marks, by what stands next to their date. */
  readonly beforeDate: Files
  readonly afterDate: Files
  /** Patterns that ask for no word: that begin with a number, that have one, and others. */
  readonly numberFirst: readonly number[]
  readonly numbered: readonly number[]
  readonly unfiled: readonly number[]
}

interface Filed {
  readonly index: number
  readonly ids: readonly number[]
}

interface Filing {
  readonly size: number
  readonly keys: LineKeys
  readonly prefix: boolean
}

function filedBy(patterns: readonly LineProgram[], dated: boolean, filing: Filing): Cabinet {
  const byFirst: Filed[] = []
  const byLast: Filed[] = []
  const byForm: Filed[] = []
  const beforeDate: Filed[] = []
  const afterDate: Filed[] = []
  const numberFirst: number[] = []
  const numbered: number[] = []
  const unfiled: number[] = []
  for (const [
    index,
    { first, last, needs, needsDate, needsNumber, numberFirst: starts, aroundDate },
  ] of patterns.entries()) {
    if (needsDate !== dated) continue
    const key = filing.keys.rarest([first, filing.prefix ? null : last, ...needs])
    const marked = key === null || key.some((id) => filing.keys.isMark(id))
    const before = marked ? (aroundDate?.before ?? null) : null
    const after = marked ? (aroundDate?.after ?? null) : null
    if (before !== null) beforeDate.push({ index, ids: before })
    else if (after !== null) afterDate.push({ index, ids: after })
    else if (key === null) {
      const list = starts ? numberFirst : needsNumber ? numbered : unfiled
      list.push(index)
    } else if (key === first) byFirst.push({ index, ids: key })
    else if (key === last) byLast.push({ index, ids: key })
    else byForm.push({ index, ids: key })
  }
  const files = (filed: readonly Filed[]): Files => new Files(filed, filing.size, patterns)
  return {
    byFirst: files(byFirst),
    byLast: files(byLast),
    byForm: files(byForm),
    beforeDate: files(beforeDate),
    afterDate: files(afterDate),
    numberFirst,
    numbered,
    unfiled,
  }
}

const MANY = 255

/** Lists of patterns by id: those of `id` are `list[from[id]]` to `list[from[id + 1] - 1]`. */
class Files {
  readonly from: Int32Array
  readonly list: Int32Array
  /** Beside `list` how many tokens each pattern has at least and at most; `MANY` or more may be endless. */
  readonly least: Uint8Array
  readonly most: Uint8Array
  constructor(filed: readonly Filed[], size: number, patterns: readonly LineProgram[]) {
    this.from = new Int32Array(size + 1)
    for (const { ids } of filed) for (const id of ids) this.from[id + 1] = (this.from[id + 1] ?? 0) + 1
    for (let id = 0; id < size; id++) this.from[id + 1] = (this.from[id + 1] ?? 0) + (this.from[id] ?? 0)
    this.list = new Int32Array(this.from[size] ?? 0)
    this.least = new Uint8Array(this.list.length)
    this.most = new Uint8Array(this.list.length)
    const next = this.from.slice()
    for (const { index, ids } of filed) {
      for (const id of ids) {
        const at = next[id] ?? 0
        this.list[at] = index
        this.least[at] = Math.min(MANY, patterns[index]?.least ?? 0)
        this.most[at] = Math.min(MANY, patterns[index]?.most ?? MANY)
        next[id] = at + 1
      }
    }
  }
}
