import type { Lines } from '../text/lines.js'
import type { Words } from '../text/words.js'
import { isWhite } from './shapes.js'

/** So many words at most are taken off a line to find the name in it, at both ends together, a "u/" included. */
const MOST_OFF = 17
/** No name has more words. */
export const MOST_NAME_WORDS = 7

/**
 * Which lines are texts: they begin with so many words that no name is left of them, whatever the page's own words are
 * that a column takes off. Most columns are read in vain, and their lines being texts is seen at once.
 */
export class Texts {
  /** By line 1 for texts, 0 for others; `UNKNOWN` before it is asked for. */
  readonly #known: Uint8Array
  constructor(
    private readonly words: Words,
    private readonly lines: Lines,
    private readonly wordFrom: Int32Array,
  ) {
    this.#known = new Uint8Array(lines.count).fill(UNKNOWN)
  }

  has(line: number): boolean {
    const known = this.#known[line] ?? 0
    if (known !== UNKNOWN) return known === 1
    const isText = this.#isText(line)
    this.#known[line] = isText ? 1 : 0
    return isText
  }

  /** Of the line's words those with white space before them are counted: a name's words are parted by it alone. */
  #isText(line: number): boolean {
    const first = this.wordFrom[line] ?? 0
    const behind = this.wordFrom[line + 1] ?? 0
    if (behind - first <= MOST_OFF + MOST_NAME_WORDS) return false
    const { text, start, end } = this.words
    let left = MOST_OFF + MOST_NAME_WORDS
    let at = this.lines.from[line] ?? 0
    for (let w = first; w < behind; w++) {
      const next = start[w] ?? 0
      let parted = false
      for (; at < next; at++) {
        const unit = text.charCodeAt(at)
        if (isWhite(unit)) parted = true
        // What stands in brackets may be taken off as a whole.
        else if (unit === ROUND || unit === ANGLE) return false
      }
      at = end[w] ?? 0
      if (parted && isLatin(text.charCodeAt(next)) && --left < 0) return true
    }
    return false
  }
}

const UNKNOWN = 2
const ROUND = 40
const ANGLE = 60

/** A letter of those that no word of a name loses. */
function isLatin(unit: number): boolean {
  const low = unit | 32
  return (low >= 97 && low <= 122) || (unit >= 0xc0 && unit < 0x250 && unit !== 0xd7 && unit !== 0xf7)
}
