import type { Span } from '../model/span.js'
import { isSpace } from '../text/lines.js'
import { isWordAt } from '../text/words.js'

/** What stands around a name within the author's own words. */
export interface Context {
  /** Nothing stands before it on its line but spaces, bullets, brackets and quotation marks. */
  readonly opensLine: boolean
  /** It follows a mark that ends a sentence or part of one, or opens the line. */
  readonly opensClause: boolean
  /** The nearest mark before it, white space left out; empty when a word stands there or the line begins. */
  readonly before: string
  /** The nearest mark behind it; empty when a word follows; `\n` at the end of the line. */
  readonly after: string
  /** `@` or `u/` stands at it. */
  readonly called: boolean
  /** It is part of a longer word, an address, a path or a compound name ("Jean-Paul", "paul/notes", "paul@…"). */
  readonly compound: boolean
}

const OPENERS = '*_•·–—-"“”„«»‹›\'‘’([{¡¿>|'
const CLAUSE_MARKS = ',;:.!?…()[]–—"“”«»¿¡'
const JOINTS = '-_/\\.@+=~&‐‑'

/** `bounds`: from the end of the word before (or the slice's start) to the start of the word behind (or its end). */
export function contextOf(text: string, name: Span, slice: Span, bounds: Span): Context {
  let at = name.start
  let called = false
  if (at > slice.start && isCall(text.charAt(at - 1))) {
    called = true
    at--
  } else if (text.slice(Math.max(slice.start, at - 3), at).endsWith('u/')) {
    const slash = at - 2
    called = slash <= slice.start || !isWordAt(text, slash - 1)
    if (called) at = text.charAt(slash - 1) === '/' ? slash - 1 : slash
  } else if (at - 1 > slice.start && isSpace(text.charCodeAt(at - 1)) && isCall(text.charAt(at - 2))) {
    called = true
    at -= 2
  }
  const floor = called ? slice.start : Math.max(bounds.start, slice.start)
  const joined = (mark: number, word: number): boolean =>
    JOINTS.includes(text.charAt(mark)) && word >= 0 && isWordAt(text, word)
  const leftJoint = at > floor ? isJoinedLeft(text, at, called) : false
  const compound = leftJoint || joined(name.end, name.end + 1) || text.charAt(name.end) === '@'
  const left = markBefore(text, at, floor, slice.start)
  const after = markAfter(text, name.end, Math.min(bounds.end, slice.end), slice.end)
  return {
    opensLine: left.line,
    opensClause: left.line || (left.mark !== '' && CLAUSE_MARKS.includes(left.mark)),
    before: left.line ? '' : left.mark,
    after,
    called: called && !leftJoint,
    compound,
  }
}

function isCall(char: string): boolean {
  return char === '@' || char === '＠'
}

/** Elisions ("d'Anna") do not join; `#` makes a tag, an `@` behind a word an address. */
function isJoinedLeft(text: string, at: number, called: boolean): boolean {
  const mark = text.charAt(at - 1)
  if (called) return at > 0 && isWordAt(text, at - 1)
  if (mark === '#') return true
  if (mark === '/' || mark === '\\') return true
  return JOINTS.includes(mark) && at >= 2 && isWordAt(text, at - 2)
}

function markBefore(
  text: string,
  from: number,
  floor: number,
  sliceStart: number,
): { readonly line: boolean; readonly mark: string } {
  let mark = ''
  let opening = true
  for (let i = from - 1; i >= floor; i--) {
    const unit = text.charCodeAt(i)
    if (unit === 10) return { line: opening, mark }
    if (isSpace(unit)) continue
    if (isWordAt(text, i)) return { line: false, mark }
    const char = text.charAt(i)
    if (mark === '') mark = char
    if (!OPENERS.includes(char)) opening = false
    if (!opening) return { line: false, mark }
  }
  return { line: opening && floor === sliceStart, mark }
}

function markAfter(text: string, from: number, ceiling: number, sliceEnd: number): string {
  for (let i = from; i < ceiling; i++) {
    const unit = text.charCodeAt(i)
    if (unit === 10) return '\n'
    if (!isSpace(unit)) return isWordAt(text, i) ? '' : text.charAt(i)
  }
  return ceiling === sliceEnd ? '\n' : ''
}

/** Whether a part of a sentence, or a line, begins at `at` within `slice`. */
export function clauseBefore(
  text: string,
  at: number,
  slice: Span,
): { readonly clause: boolean; readonly line: boolean } {
  for (let i = at - 1; i >= slice.start && at - i < 8; i--) {
    const char = text.charAt(i)
    if (char === '\n') return { clause: true, line: true }
    if (char.trim() === '') continue
    return { clause: ',;:.!?…()[]–—-"“”«»*'.includes(char), line: '"“«*([-'.includes(char) }
  }
  return { clause: true, line: true }
}
