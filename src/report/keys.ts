import { hash } from 'node:crypto'
import { decodeHTMLStrict } from 'entities'
import type { Post, Thread } from '../model/thread.js'
import { foldedSpace } from '../text/lines.js'
import { Utf8 } from './utf8.js'

/**
 * Per post the key under which it is found again when its page was captured anew: the first 16 hex digits of SHA-256
 * over author, time words unless relative, and the letters and digits of what the author sent, each part closed by
 * LF. Equal keys get `-2`, `-3`, … in the order of the page.
 */
export function postKeys(thread: Thread): string[] {
  const seen = new Map<string, number>()
  const sent = new Utf8()
  return thread.posts.map((post) => {
    const key = keyOf(post, thread.dump.text, sent)
    const times = (seen.get(key) ?? 0) + 1
    seen.set(key, times)
    return times === 1 ? key : `${key}-${times}`
  })
}

function keyOf({ author, stamp, body }: Post, text: string, sent: Utf8): string {
  const printed = stamp === null || stamp.relative ? '' : foldedSpace(text.slice(stamp.start, stamp.end))
  sent.size = 0
  sent.append(`${author?.name ?? ''}\n${printed}\n`)
  for (const { start, end } of body) appendLetters(sent, text.slice(start, end))
  sent.append('\n')
  return hash('sha256', sent.bytes.subarray(0, sent.size), 'hex').slice(0, 16)
}

/** Adds NFKC, lower case, nothing but letters and digits of a text; entities read as what they stand for. */
export function appendLetters(out: Utf8, text: string): void {
  const read = text.includes('&') ? decodeHTMLStrict(text) : text
  const before = out.size
  out.append(read)
  const end = onlyLetters(out.bytes, before, out.size)
  out.size = end ?? before
  if (end === null) out.append(anyScript(read))
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
const PUNCTUATION_END = 0x2070

const NOTHING = 0
const SEVERAL = 0xffff
// Up to here UTF-8 takes one byte, and up to the other two: a folded character takes no more than it took before.
const ONE_BYTE = 0x80
const TWO_BYTES = 0x800

/** Per code unit the one unit that `anyScript` makes of it, or that it makes nothing, or several. */
const folded = Uint16Array.from({ length: LATIN_END }, (_, unit) => {
  const letters = anyScript(String.fromCharCode(unit))
  if (letters === '') return NOTHING
  const grows = letters.charCodeAt(0) >= (unit < ONE_BYTE ? ONE_BYTE : TWO_BYTES)
  return letters.length > 1 || grows ? SEVERAL : letters.charCodeAt(0)
})

/** Per ASCII character 1 for one that stays: to add it costs less than to decide, since nobody can guess where a word ends. */
const kept = Uint8Array.from({ length: ONE_BYTE }, (_, unit) => (folded[unit] === NOTHING ? 0 : 1))

// First bytes in UTF-8: below the one what `folded` holds, the other that of general punctuation.
const LATIN_LEADS = 0xc0 | (LATIN_END >> 6)
const PUNCTUATION_LEAD = 0xe2

/**
 * The same as `anyScript`, many times faster, on UTF-8 and in place. Gives where it ends; null when there is a character that it
 * cannot fold by itself.
 */
function onlyLetters(bytes: Uint8Array, from: number, to: number): number | null {
  let end = from
  for (let i = from; i < to;) {
    const byte = bytes[i++] ?? 0
    if (byte < ONE_BYTE) {
      bytes[end] = folded[byte] ?? NOTHING
      end += kept[byte] ?? 0
    } else if (byte < LATIN_LEADS) {
      const letter = folded[((byte & 0x1f) << 6) | ((bytes[i++] ?? 0) & 0x3f)] ?? SEVERAL
      if (letter === SEVERAL) return null
      if (letter >= ONE_BYTE) {
        bytes[end++] = 0xc0 | (letter >> 6)
        bytes[end++] = 0x80 | (letter & 0x3f)
      } else if (letter !== NOTHING) bytes[end++] = letter
    } else if (byte === PUNCTUATION_LEAD) {
      const unit = 0x2000 | (((bytes[i++] ?? 0) & 0x3f) << 6) | ((bytes[i++] ?? 0) & 0x3f)
      if (unit >= PUNCTUATION_END) return null
    } else return null
  }
  return end
}
