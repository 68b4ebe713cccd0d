import { hash } from 'node:crypto'
import { decodeHTMLStrict } from 'entities'
import type { Post, Thread } from '../model/thread.js'
import { foldedSpace } from '../text/lines.js'

/**
 * Per post the key under which it is found again when its page was captured anew: the first 16 hex digits of SHA-256
 * over author, time words unless relative, and the letters and digits of what the author sent, each part closed by
 * LF. Equal keys get `-2`, `-3`, … in the order of the page.
 */
export function postKeys(thread: Thread): string[] {
  const seen = new Map<string, number>()
  const letters = letterReader()
  return thread.posts.map((post) => {
    const key = keyOf(post, thread.dump.text, letters)
    const times = (seen.get(key) ?? 0) + 1
    seen.set(key, times)
    return times === 1 ? key : `${key}-${times}`
  })
}

function keyOf({ author, stamp, body }: Post, text: string, letters: (text: string) => string): string {
  const printed = stamp === null || stamp.relative ? '' : foldedSpace(text.slice(stamp.start, stamp.end))
  let parts = `${author?.name ?? ''}\n${printed}\n`
  for (const { start, end } of body) parts += letters(text.slice(start, end))
  return hash('sha256', `${parts}\n`, 'hex').slice(0, 16)
}

/**
 * A function that gives NFKC, lower case, nothing but letters and digits; entities read as what they stand for. It keeps a
 * buffer of its own, so make one per thread.
 */
export function letterReader(): (text: string) => string {
  let units = new Uint16Array(1 << 12)
  return (text) => {
    const read = text.includes('&') ? decodeHTMLStrict(text) : text
    if (units.length < read.length) units = new Uint16Array(2 * read.length)
    return byUnit(read, units) ?? anyScript(read)
  }
}

/** The definition. */
export function anyScript(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

// Below U+0300 and in general punctuation no character is changed by its neighbours, so each can be folded by itself.
const LATIN_END = 0x300
const PUNCTUATION = 0x2000
const PUNCTUATION_END = 0x2070

const NOTHING = 0
const SEVERAL = 0xffff

/** Per code unit the one unit that `anyScript` makes of it, or that it makes nothing, or several. */
const folded = Uint16Array.from({ length: LATIN_END }, (_, unit) => {
  const letters = anyScript(String.fromCharCode(unit))
  return letters.length > 1 ? SEVERAL : letters === '' ? NOTHING : letters.charCodeAt(0)
})

/** The same as `anyScript`, several times faster; null when the text holds a character it cannot fold by itself. */
function byUnit(text: string, units: Uint16Array<ArrayBuffer>): string | null {
  let size = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < LATIN_END) {
      const letter = folded[unit] ?? SEVERAL
      if (letter === SEVERAL) return null
      if (letter !== NOTHING) units[size++] = letter
    } else if (unit < PUNCTUATION || unit >= PUNCTUATION_END) return null
  }
  return Buffer.from(units.buffer, 0, 2 * size).toString('utf16le')
}
