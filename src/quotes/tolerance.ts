import { OWN, type Context } from './context.js'
import type { Tolerance } from './passages.js'

const CAREFUL = { added: 3, dropped: 5 }
const MAX_JUMP = 400

/** What may differ in words that nothing announces: a few words, and more where a sign says so or a quote was left out. */
export function carefully(context: Context): Tolerance {
  const { stream, text, own } = context
  return {
    ...CAREFUL,
    mayJump: (at, sourceFrom, sourceTo) => {
      if (sourceTo - sourceFrom > MAX_JUMP) return false
      if (hasCut(text, stream.end[at - 1] ?? 0, stream.start[at] ?? 0)) return true
      for (let token = sourceFrom; token < sourceTo; token++) if (own[token] === OWN) return false
      return true
    },
  }
}

const CUTS = ['...', '\u2026', '[', '(']
const MAX_CUT = 12

/** Whether the text between two words says that something was left out: `[…]`, `...`, `(...)`. */
function hasCut(text: string, from: number, to: number): boolean {
  if (to <= from || to - from > MAX_CUT) return false
  const between = text.slice(from, to)
  return CUTS.some((sign) => between.includes(sign))
}
