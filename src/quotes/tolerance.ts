import { OWN } from './ownership.js'
import { CUT } from './signs.js'
import type { Stream } from './stream.js'

/** How far apart two blocks may stand and still be one passage, in tokens. */
export interface Tolerance {
  /** Words put in by the one who quotes. */
  readonly added: number
  /** Words left out without a sign. */
  readonly dropped: number
  /** Whether the quoted words between two source tokens may be left out whatever their number. */
  readonly mayJump: (at: number, sourceFrom: number, sourceTo: number) => boolean
}

const MAX_JUMP = 400

/** What may differ in words that nothing announces: a few words, and more where a sign says so or a quote was left out. */
export function carefully(text: string, stream: Stream, own: Uint8Array): Tolerance {
  return {
    added: 3,
    dropped: 5,
    mayJump: (at, sourceFrom, sourceTo) => {
      if (sourceTo - sourceFrom > MAX_JUMP) return false
      const cut = ((stream.signs[at] ?? 0) & CUT) !== 0
      if (cut && hasCut(text, stream.end[at - 1] ?? 0, stream.start[at] ?? 0)) return true
      for (let token = sourceFrom; token < sourceTo; token++) if (own[token] === OWN) return false
      return true
    },
  }
}

const MAX_CUT = 12

/** Whether the text between two words says that something was left out: `[…]`, `...`, `(...)`. */
function hasCut(text: string, from: number, to: number): boolean {
  if (to - from > MAX_CUT) return false
  let stops = 0
  for (let i = from; i < to; i++) {
    const sign = text.charAt(i)
    if (sign === '\u2026' || sign === '[' || sign === '(') return true
    stops = sign === '.' ? stops + 1 : 0
    if (stops === 3) return true
  }
  return false
}
