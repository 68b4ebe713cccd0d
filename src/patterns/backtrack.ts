import type { Span } from '../model/span.js'
import type { StampPhrase } from '../model/stamp.js'
import type { LineSlots } from './lines.js'
import type { SlotName } from './parse.js'
import { OPEN_SLOTS, type LineProgram } from './line-program.js'
import type { LineTokens } from './line-tokens.js'
import { numbersAt } from './numbers.js'
import type { Program } from './program.js'

export interface Ends {
  readonly openStart: boolean
  readonly openEnd: boolean
  /** A pattern that ends in an open slot must reach the last token. */
  readonly prefix: boolean
}

interface Hit {
  /** Half-open range of tokens. */
  readonly from: number
  readonly to: number
  /** Tokens in it that no open slot took. */
  readonly closed: number
  readonly slots: LineSlots
}

type OpenSlot = keyof typeof OPEN_SLOTS

const NOTHING: Program = { steps: [], entry: 0, finishes: [] }

/**
 * Tries programs at tokens, alternatives in their order, open slots as short as possible. A pair of step and token that
 * failed once is not tried again, so the work is bounded by steps x tokens x the longest slot. One object serves for
 * all matches of a matcher; nothing is carried from one match to the next.
 */
export class Backtracker {
  private failed = new Uint8Array(4096)
  private width = 0
  private program = NOTHING
  private ids: Int32Array = new Int32Array(0)
  private dates: readonly StampPhrase[] = []
  private ends: Ends = { openStart: false, openEnd: false, prefix: false }
  private to = 0
  private open = 0
  private slots: LineSlots = {}

  constructor(private readonly tokens: LineTokens) {}

  match({ program, ids }: LineProgram, dates: readonly StampPhrase[], ends: Ends): Hit | null {
    this.program = program
    this.ids = ids
    this.dates = dates
    this.ends = ends
    this.width = this.tokens.count + 1
    const size = program.steps.length * this.width
    if (this.failed.length < size) this.failed = new Uint8Array(size * 2)
    else this.failed.fill(0, 0, size)
    const last = ends.openStart ? this.tokens.count - 1 : 0
    for (let from = 0; from <= last; from++) {
      const hit = this.from(from)
      if (hit !== null) return hit
    }
    return null
  }

  private from(from: number): Hit | null {
    this.open = 0
    this.slots = NO_SLOTS
    if (!this.try(this.program.entry, from) || this.to <= from) return null
    return { from, to: this.to, closed: this.to - from - this.open, slots: this.slots }
  }

  private try(step: number, at: number): boolean {
    const key = step * this.width + at
    if (this.failed[key] === 1) return false
    if (this.step(step, at)) return true
    this.failed[key] = 1
    return false
  }

  private step(index: number, at: number): boolean {
    const step = this.program.steps[index]
    const { tokens } = this
    switch (step?.op) {
      case 'done':
        if (!this.ends.openEnd && at < tokens.count) return false
        this.to = at
        return true
      case 'literal':
        return at < tokens.count && tokens.id[at] === this.ids[index] && this.try(step.next, at + 1)
      case 'prefix':
        return at < tokens.count && this.begins(at, step.form) && this.try(step.next, at + 1)
      case 'suffix':
        return at < tokens.count && tokens.form(at).endsWith(step.form) && this.try(step.next, at + 1)
      case 'split':
        return this.try(step.next, at) || this.try(step.other, at)
      case 'gap': {
        for (let n = step.min; n <= step.max; n++) {
          if (n > 0 && tokens.word[at + n - 1] !== 1) return false
          if (this.try(step.next, at + n)) return true
        }
        return false
      }
      case 'slot':
        return this.slot(step.name, step.next, at)
      default:
        return false
    }
  }

  private slot(name: SlotName, next: number, at: number): boolean {
    if (at >= this.tokens.count) return false
    if (name === 'date') return this.date(next, at)
    if (name === 'number') return this.number(next, at)
    const limit = OPEN_SLOTS[name]
    const first = this.tokens.start[at] ?? 0
    let words = 0
    for (let to = at + 1; to <= this.tokens.count && to - at <= limit.tokens; to++) {
      if (this.tokens.word[to - 1] === 1 && ++words > limit.words) return false
      const end = this.tokens.end[to - 1] ?? 0
      if (end - first > limit.chars) return false
      if (this.ends.prefix && this.program.finishes[next] === true && to < this.tokens.count) continue
      const span = { start: first, end }
      if (words === 0 && name === 'author') continue
      if (name === 'author' && !this.mayBeName(at, to, span)) continue
      if (!this.try(next, to)) continue
      this.fill(name, span, to - at)
      return true
    }
    return false
  }

  private begins(at: number, form: string): boolean {
    return this.tokens.beginsLike(at, form) && this.tokens.form(at).startsWith(form)
  }

  private fill(name: OpenSlot, span: Span, tokens: number): void {
    this.open += tokens
    this.slots = { ...this.slots, [name]: span }
  }

  /** A name does not begin or end with a mark that parts, and no date stands in it. */
  private mayBeName(at: number, to: number, span: Span): boolean {
    const { tokens } = this
    if (tokens.word[at] === 0 && PARTING_BEFORE.has(tokens.form(at))) return false
    if (tokens.word[to - 1] === 0 && PARTING.has(tokens.form(to - 1))) return false
    for (const date of this.dates) {
      if (date.kind === 'absolute' && date.start < span.end && span.start < date.end) return false
    }
    return true
  }

  private date(next: number, at: number): boolean {
    const start = this.tokens.start[at]
    for (const date of this.dates) {
      if (date.start !== start) continue
      const to = this.tokens.indexOfEnd(at, date.end)
      if (to < 0 || !this.try(next, to)) continue
      this.slots = { ...this.slots, date }
      return true
    }
    return false
  }

  private number(next: number, at: number): boolean {
    for (const { value, to } of numbersAt(this.tokens, at)) {
      if (!this.try(next, to)) continue
      const span = { start: this.tokens.start[at] ?? 0, end: this.tokens.end[to - 1] ?? 0 }
      this.slots = { ...this.slots, number: { value, span } }
      return true
    }
    return false
  }
}

const NO_SLOTS: LineSlots = {}

const PARTING = new Set([',', ';', ':', '-', '|', '"', '·', '•', '>'])
/** Marks with which no name begins; those of `PARTING` end none either. */
export const PARTING_BEFORE: ReadonlySet<string> = new Set([...PARTING, ')', ']', '.', '!', '?', '...'])
