/**
 * Characters that could command a terminal, turn the direction of writing or break a line where none is: controls
 * (C0, DEL, C1), the bidirectional controls, the other line ends, and the marks of interlinear notes.
 */
const UNSAFE =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]|\p{Surrogate}/u
const ALL_UNSAFE = new RegExp(UNSAFE.source, 'gu')

/**
 * Text from a dump as it may stand on a terminal or in a mail: each unsafe character becomes its picture (U+241B for
 * escape), or its number (`<U+202E>`) where there is no picture; half characters become U+FFFD. All else is kept.
 */
export function visible(text: string): string {
  return UNSAFE.test(text) ? text.replace(ALL_UNSAFE, picture) : text
}

function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  if (code === 0x7f) return '\u2421'
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd'
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`
}

const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u
const NONE = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]/u

/** Columns that a terminal gives to one character (a code point), as far as Unicode tells: 0, 1 or 2. */
export function columnsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x300) return code === 0xad ? 0 : 1
  if (NONE.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}

/** Columns that a text takes once it is made visible. */
export function columns(text: string): number {
  let sum = 0
  for (const character of visible(text)) sum += columnsOf(character)
  return sum
}

/** The text on one line, white space folded, cut to so many columns with "…" at the end. */
export function shortened(text: string, limit: number): string {
  // What lies far beyond the limit is not worth folding: a line can have 50 MB.
  const folded = visible(
    text
      .slice(0, limit * 8)
      .replace(/\s+/gu, ' ')
      .trim(),
  )
  if (text.length <= limit * 8 && columns(folded) <= limit) return folded
  let cut = ''
  let sum = 0
  for (const character of folded) {
    sum += columnsOf(character)
    if (sum > limit - 1) break
    cut += character
  }
  return `${cut.trimEnd()}…`
}
