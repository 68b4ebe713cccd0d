import { analyse } from 'chardet'
import type { Diagnostic } from '../model/diagnostic.js'
import { damageIn } from './damage.js'

/** What the bytes of a file say, or why they are not text. */
export type Decoded =
  | { readonly kind: 'text'; readonly text: string; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'refused'; readonly diagnostic: Diagnostic }

/** V8 holds no longer string; a file above it is refused before it is read. In bytes. */
export const MAX_BYTES = 0x1fffffe8

const LONG_LINE = 100_000
const SAMPLE = 64 * 1024

/**
 * Bytes to text: UTF-8 (with or without BOM) and UTF-16 (by BOM, or by its zero bytes) as they are, everything else as
 * Windows-1252 or ISO-8859-15. The BOM goes, CRLF and lone CR become LF, nothing else changes. Linear in the bytes.
 */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes.length === 0) return refused('dump-empty', 'The file is empty: save the page again.')
  const unicode = byMark(bytes)
  if (unicode !== null) return finished(decoded(unicode, bytes), [])
  const strict = utf8(bytes)
  if (strict !== null) {
    return looksBinary(bytes) ? binary() : finished(strict, damageIn(strict))
  }
  const wide = wideWithoutMark(bytes)
  if (wide !== null) return finished(decoded(wide, bytes), [guessed(wide)])
  if (bytes.includes(0) || looksBinary(bytes)) return binary()
  const damage = damagedUtf8(bytes)
  if (damage !== null) return finished(decoded('utf-8', bytes), [damage])
  const western = westernOf(bytes)
  const other = otherAlphabet(bytes)
  return finished(decoded(western, bytes), [other === null ? guessed(western) : foreign(western, other)])
}

function byMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return null
}

function decoded(encoding: string, bytes: Uint8Array): string {
  const text = new TextDecoder(encoding).decode(bytes)
  if (encoding !== 'windows-1252') return text
  // Many releases of Node, 20.18.3 the first, read windows-1252 as Latin-1: https://github.com/nodejs/node/issues/56542
  return text.replace(/[\x80-\x9f]/g, (letter) => HIGH_1252[letter.charCodeAt(0) - 0x80] ?? letter)
}

/** What Windows-1252 prints at 80 to 9F; the five bytes that it leaves open stand for themselves. */
const HIGH_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

/** Made once: to make it takes longer than to read a small page. */
const UTF8 = new TextDecoder('utf-8', { fatal: true })

function utf8(bytes: Uint8Array): string | null {
  try {
    return UTF8.decode(bytes)
  } catch {
    return null
  }
}

/** More than one byte in a hundred that no text file has: NUL, and controls that are neither white space nor escape. */
function looksBinary(bytes: Uint8Array): boolean {
  const end = Math.min(bytes.length, SAMPLE)
  let count = 0
  for (let i = 0; i < end; i++) {
    const byte = bytes[i] ?? 0
    if (byte < 32 && !(byte >= 8 && byte <= 13) && byte !== 27) count++
  }
  return count * 100 > end
}

/** UTF-16 of a Western page has a zero in every other byte; a quarter of them is more than chance allows. */
function wideWithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes.length % 2 === 1) return null
  const end = Math.min(bytes.length, SAMPLE)
  let even = 0
  let odd = 0
  for (let i = 0; i < end; i += 2) {
    if (bytes[i] === 0) even++
    if (bytes[i + 1] === 0) odd++
  }
  const half = end / 2
  if (odd > half / 2 && even < half / 50) return 'utf-16le'
  if (even > half / 2 && odd < half / 50) return 'utf-16be'
  return null
}

/**
 * A UTF-8 file with some broken places: most of its bytes above 127 form whole characters. Read as one of the old
 * encodings all of its accents would be lost for the sake of a few.
 */
function damagedUtf8(bytes: Uint8Array): Diagnostic | null {
  let whole = 0
  let broken = 0
  let line = 1
  let first = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0
    if (byte === 10) line++
    if (byte < 0x80) continue
    const more =
      byte >= 0xc2 && byte < 0xe0 ? 1 : byte >= 0xe0 && byte < 0xf0 ? 2 : byte >= 0xf0 && byte < 0xf5 ? 3 : 0
    let follow = 0
    while (follow < more && ((bytes[i + follow + 1] ?? 0) & 0xc0) === 0x80) follow++
    if (more > 0 && follow === more) {
      whole++
      i += more
    } else {
      broken++
      if (first === 0) first = line
    }
  }
  if (whole <= broken) return null
  return {
    code: 'encoding-damaged',
    line: first,
    message: `${counted(broken, 'place')} of this UTF-8 file cannot be read, the first in this line; each stands as \uFFFD.`,
  }
}

/**
 * The two differ in eight bytes. Bytes 80 to 9F print something in Windows-1252 only; without them, a fraction sign
 * next to a letter is the Œ, œ or Ÿ of ISO-8859-15, and the sign for "some currency" its euro.
 */
function westernOf(bytes: Uint8Array): 'windows-1252' | 'iso-8859-15' {
  let latin9 = false
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0
    if (byte >= 0x80 && byte <= 0x9f) return 'windows-1252'
    if (byte === 0xa4) latin9 = true
    else if (byte >= 0xbc && byte <= 0xbe && (isLetter(bytes[i - 1]) || isLetter(bytes[i + 1]))) latin9 = true
  }
  return latin9 ? 'iso-8859-15' : 'windows-1252'
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte >= 0xc0)
}

/** The name of an encoding for other letters when it fits much better than the Western ones, else null. */
function otherAlphabet(bytes: Uint8Array): string | null {
  const begin = bytes.findIndex((byte) => byte > 127)
  const guesses = analyse(bytes.subarray(Math.max(0, begin - 64), begin + SAMPLE))
  const best = guesses[0]
  if (best === undefined || best.confidence < 50) return null
  const western = guesses.find((guess) => WESTERN.has(guess.name))
  return (western?.confidence ?? 0) * 2 > best.confidence ? null : best.name
}

const WESTERN: ReadonlySet<string> = new Set(['ISO-8859-1', 'windows-1252', 'ASCII', 'UTF-8'])

function finished(raw: string, diagnostics: readonly Diagnostic[]): Decoded {
  const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw
  if (!/\S/.test(text))
    return refused('dump-empty', 'The file holds nothing but white space: save the page again.')
  return { kind: 'text', text, diagnostics: [...diagnostics, ...longLines(text)] }
}

function longLines(text: string): Diagnostic[] {
  if (text.length <= LONG_LINE) return []
  let first = 0
  let length = 0
  let count = 0
  let line = 1
  for (let at = 0; at < text.length; line++) {
    const stop = text.indexOf('\n', at)
    const end = stop < 0 ? text.length : stop
    if (end - at > LONG_LINE) {
      count++
      if (first === 0) {
        first = line
        length = end - at
      }
    }
    at = end + 1
  }
  if (count === 0) return []
  const others = count === 1 ? '' : ` (${count - 1} more such lines follow)`
  const message = `This line has ${length} characters${others}; if the page's line breaks are lost, its posts are too.`
  return [{ code: 'line-very-long', line: first, message }]
}

function guessed(encoding: string): Diagnostic {
  return {
    code: 'encoding-guessed',
    line: null,
    message: `The file is not UTF-8 and was read as ${encoding}; if its accents look wrong, save it as UTF-8.`,
  }
}

function foreign(encoding: string, other: string): Diagnostic {
  return {
    code: 'encoding-damaged',
    line: null,
    message: `The file looks like ${other} and was read as ${encoding}, so its letters are wrong: save it as UTF-8.`,
  }
}

function binary(): Decoded {
  return refused('dump-binary', 'The file is binary, not text: save the page as plain text (UTF-8).')
}

function refused(code: 'dump-empty' | 'dump-binary', message: string): Decoded {
  return { kind: 'refused', diagnostic: { code, line: null, message } }
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
