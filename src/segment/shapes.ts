import type { Span } from '../model/span.js'
import type { StampPhrase } from '../model/stamp.js'
import { isSpace } from '../text/lines.js'
import { Sequences } from '../text/sequences.js'

/** Words of a shape beside its stamps. */
const STAMP = [0x27e8, 0x64, 0x27e9] as const
const LABEL_REACH = 31
/** Below this a unit's lower case is one unit or, in the one case of U+0130, two. */
const LATIN = 0x250

/**
 * Numbers the shapes and labels of a page's lines. A line's shape is its text in lower case with numbers as `0` ("1 234"
 * and "1.234" are one), stamps as `⟨d⟩` and white space of any kind and length as one space; its label is the `Label:`
 * of `Label: value`. They are written into a buffer unit by unit: no strings are made.
 */
export class Shapes {
  /** How many lines have a shape or label, by its number. */
  readonly counts: number[] = []
  /** False where the line whose shape was written last is one piece beside its stamps; see `isParted`. */
  mayPart = false
  readonly #sequences = new Sequences(256)
  readonly #buffer = new Int32Array(1024)

  /** The number of the shape of a line at most a few hundred units long. */
  shape(text: string, line: Span, phrases: readonly StampPhrase[], from: number, to: number): number {
    const buffer = this.#buffer
    this.mayPart = false
    let length = 0
    let at = line.start
    for (let p = from; p < to; p++) {
      const phrase = phrases[p]
      if (phrase === undefined || phrase.start < at) continue
      length = this.#write(text, at, phrase.start, length)
      for (const unit of STAMP) buffer[length++] = unit
      at = Math.min(phrase.end, line.end)
    }
    return this.#count(this.#write(text, at, line.end, length))
  }

  /** The number of the label, at most 30 units long; -1 without one. */
  label(text: string, line: Span): number {
    // Only so far: a page without colons would be searched to its end from every line.
    const stop = Math.min(line.end, line.start + LABEL_REACH)
    let colon = line.start
    while (colon < stop && text.charCodeAt(colon) !== 58) colon++
    if (colon === stop || colon + 1 >= line.end || !isSpace(text.charCodeAt(colon + 1))) return -1
    const buffer = this.#buffer
    const label = text.slice(line.start, colon).toLowerCase()
    let length = 0
    for (let i = 0; i < label.length; i++) {
      const unit = label.charCodeAt(i)
      if (!isDigit(unit)) buffer[length++] = unit
      else if (i === 0 || !isDigit(label.charCodeAt(i - 1))) buffer[length++] = ZERO
    }
    buffer[length++] = 58
    buffer[length++] = 0x2026
    return this.#count(length)
  }

  /** Appends the shape of a stretch to the buffer, which is `from` long; the new length. */
  #write(text: string, start: number, end: number, from: number): number {
    const buffer = this.#buffer
    let length = from
    let i = start
    while (i < end) {
      const unit = text.charCodeAt(i)
      const shaped = unit < LATIN ? (SHAPED[unit] ?? CONTEXT) : shapedWide(unit)
      if (shaped > CONTEXT) {
        buffer[length++] = shaped
        i++
      } else if (shaped === WHITE) {
        const first = i++
        while (i < end && isWhite(text.charCodeAt(i))) i++
        if (i - first > 1 || unit === TAB || (i < end && isDash(text.charCodeAt(i)))) this.mayPart = true
        buffer[length++] = 32
      } else if (shaped === BAR_MARK) {
        this.mayPart = true
        buffer[length++] = unit
        i++
      } else if (shaped === DIGIT) {
        i = endOfNumber(text, i, end)
        buffer[length++] = ZERO
      } else return this.#writeWhole(text.slice(start, end).toLowerCase(), from)
    }
    return length
  }

  /** The same for letters whose lower case depends on those around them. */
  #writeWhole(low: string, from: number): number {
    this.mayPart = true
    let length = from
    let i = 0
    while (i < low.length) {
      const unit = low.charCodeAt(i)
      if (isWhite(unit)) {
        i++
        while (i < low.length && isWhite(low.charCodeAt(i))) i++
        this.#buffer[length++] = 32
      } else if (isDigit(unit)) {
        i = endOfNumber(low, i, low.length)
        this.#buffer[length++] = ZERO
      } else {
        this.#buffer[length++] = unit
        i++
      }
    }
    return length
  }

  #count(length: number): number {
    const id = this.#sequences.find(this.#buffer, length)
    this.counts[id] = (this.counts[id] ?? 0) + 1
    return id
  }
}

const ZERO = 48

/** Lower case of one unit, -1 where it takes the word around it. */
export function lowerUnit(unit: number): number {
  if (unit < 128) return unit >= 65 && unit <= 90 ? unit + 32 : unit
  if (unit < LATIN) return unit === 0x130 ? -1 : (LOWER[unit] ?? unit)
  return unit >= 0x2000 && unit < 0x2070 ? unit : -1
}

const LOWER = Uint16Array.from({ length: LATIN }, (_, unit) =>
  String.fromCharCode(unit).toLowerCase().charCodeAt(0),
)

/** What the shape has for a unit, where that is no unit of its own. */
const CONTEXT = -1
const WHITE = -2
const DIGIT = -3
/** Itself, but worth a look. */
const BAR_MARK = -4
const TAB = 9

const SHAPED = Int16Array.from({ length: LATIN }, (_, unit) => (isDigit(unit) ? DIGIT : shapedWide(unit)))

function shapedWide(unit: number): number {
  return isBar(unit) ? BAR_MARK : isWhite(unit) ? WHITE : lowerUnit(unit)
}

/** Behind a number that begins at `at`, groups of three digits ("1 234", "1.234") included. */
function endOfNumber(text: string, at: number, end: number): number {
  let i = at + 1
  while (i < end && isDigit(text.charCodeAt(i))) i++
  while (i + 3 < end && isGrouping(text.charCodeAt(i)) && hasThree(text, i + 1, end)) i += 4
  return i
}

/** Three digits and no fourth. */
function hasThree(text: string, at: number, end: number): boolean {
  for (let i = at; i < at + 3; i++) if (!isDigit(text.charCodeAt(i))) return false
  return at + 3 >= end || !isDigit(text.charCodeAt(at + 3))
}

function isGrouping(unit: number): boolean {
  return unit === 46 || unit === 44 || unit === 32 || unit === 0xa0 || unit === 0x202f
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57
}

/** What `\s` matches, which is not all that parts words: U+200B and U+0085 are left as they are. */
export function isWhite(unit: number): boolean {
  if (unit < 128) return unit === 32 || (unit >= 9 && unit <= 13)
  return unit === 10 || (isSpace(unit) && unit !== 0x200b && unit !== 0x85)
}

/** `|`, `·`, `•` */
export function isBar(unit: number): boolean {
  return unit === 124 || unit === 0xb7 || unit === 0x2022
}

/** `-`, `–`, `—` */
export function isDash(unit: number): boolean {
  return unit === 45 || unit === 0x2013 || unit === 0x2014
}
