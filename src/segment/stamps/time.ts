import type { Span } from '../../model/span.js'
import type { Draft, Drafts } from './draft.js'
import type { Lexicon } from './lexicon.js'
import type { Token, Tokens } from './tokens.js'

/** A text being read, and the words it is read with. */
export interface Source {
  readonly text: string
  /** What is read of it. */
  readonly span: Span
  readonly tokens: Tokens
  readonly lexicon: Lexicon
  readonly drafts: Drafts
  readonly best: Best
}

/** The longest stamp of a candidate so far, and the index of the token behind it; 0 without one. */
export interface Best {
  next: number
  draft: Draft | null
}

/** How sure the surroundings make it that a time follows: `17.08` and a lone `17h` are times only after "um", "à". */
export type Before = 'nothing' | 'filler'

/**
 * Reads a time of day from token `at` into the draft: `17:08`, `17:08:22.5`, `17 h 08`, `17h`, `5:08 pm`, `5 PM`,
 * `17.08 Uhr`, with its zone. Returns the index after it, or -1; the draft is only to be used when it is not -1.
 */
export function readTime(source: Source, at: number, draft: Draft, before: Before): number {
  const { tokens, lexicon } = source
  const first = tokens.at(at)
  if (first.kind !== 'number' || first.digits > 2 || first.value > 23) return -1
  const mark = tokens.at(at + 1)
  const second = tokens.at(at + 2)
  let next = at + 1
  let minute: number | null = null
  let marked = false
  draft.put(first, 'N')
  if (mark.form === ':' && !mark.spaced && minutes(second) && !second.spaced) {
    minute = second.value
    draft.put(mark, ':')
    draft.put(second, 'N')
    next = readSeconds(source, at + 3, draft)
  } else if (mark.form === '.' && !mark.spaced && minutes(second) && !second.spaced) {
    const unit = roles(lexicon, tokens.at(at + 3))?.hour ?? 0
    if (before !== 'filler' && unit === 0) return -1
    minute = second.value
    draft.put(mark, '.')
    draft.put(second, 'N')
    next = at + 3
  } else if ((roles(lexicon, mark)?.hour ?? 0) !== 0) {
    marked = true
    draft.put(mark, mark.form)
    draft.smallWord(roles(lexicon, mark)?.hour ?? 0)
    next = at + 2
    if (minutes(second) && !startsTime(source, at + 2)) {
      minute = second.value
      draft.put(second, 'N')
      next = at + 3
      const after = tokens.at(next)
      const unit = roles(lexicon, after)?.minute ?? 0
      if (unit !== 0) {
        draft.put(after, after.form)
        draft.smallWord(unit)
        next++
      }
    }
  }
  if (minute !== null && !marked) {
    const unit = roles(lexicon, tokens.at(next))?.hour ?? 0
    if (unit !== 0) {
      draft.put(tokens.at(next), tokens.at(next).form)
      draft.smallWord(unit)
      next++
    }
  }
  const noon = readNoon(source, next)
  let hour = first.value
  if (noon !== null) {
    if (hour > 12 && minute === null) return -1
    draft.put(tokens.at(next), 'P')
    if (noon.pm && hour < 12) hour += 12
    if (!noon.pm && hour === 12) hour = 0
    next = noon.next
  } else if (minute === null && !(marked && before === 'filler')) return -1
  draft.hour = hour
  draft.minute = minute
  return readZone(source, next, draft)
}

/** Whether `readTime` can read one at the number at `at`, as far as the next token tells: nearly always it is enough. */
export function timeMayBegin({ tokens, lexicon }: Source, at: number): boolean {
  const second = tokens.at(at + 1)
  if (second.kind === 'mark') return second.form === ':' || second.form === '.'
  const known = roles(lexicon, second)
  if (known !== undefined && (known.hour | known.am | known.pm) !== 0) return true
  return second.form === 'a' || second.form === 'p'
}

function readSeconds({ tokens }: Source, at: number, draft: Draft): number {
  const mark = tokens.at(at)
  const second = tokens.at(at + 1)
  if (mark.form !== ':' || mark.spaced || second.spaced || !minutes(second)) return at
  draft.second = second.value
  draft.put(mark, ':')
  draft.put(second, 'N')
  const dot = tokens.at(at + 2)
  const fraction = tokens.at(at + 3)
  const exact =
    (dot.form === '.' || dot.form === ',') && !dot.spaced && fraction.kind === 'number' && !fraction.spaced
  return exact ? at + 4 : at + 2
}

/** Whether the number at `at` is the hour of a time of its own: in `8 h 17:08` the 17 is no minutes. */
function startsTime({ tokens }: Source, at: number): boolean {
  const mark = tokens.at(at + 1)
  return mark.form === ':' && !mark.spaced && minutes(tokens.at(at + 2))
}

function readNoon(
  { tokens, lexicon }: Source,
  at: number,
): { readonly pm: boolean; readonly next: number } | null {
  const token = tokens.at(at)
  const known = roles(lexicon, token)
  if (known !== undefined && (known.am | known.pm) !== 0) return { pm: known.pm !== 0, next: at + 1 }
  if (token.form !== 'a' && token.form !== 'p') return null
  const dotted = tokens.at(at + 1).form === '.' && !tokens.at(at + 1).spaced
  if (!dotted || tokens.at(at + 2).form !== 'm') return null
  const last = tokens.at(at + 3)
  return { pm: token.form === 'p', next: last.form === '.' && !last.spaced ? at + 4 : at + 3 }
}

/** A zone after a time, in brackets or not, by name, by offset or both: `(CET)`, `Z`, `+02:00`, `UTC+1`, `+0100 (CET)`. */
export function readZone(source: Source, at: number, draft: Draft): number {
  let next = at
  let found = false
  for (let round = 0; round < 2; round++) {
    const open = source.tokens.at(next).form === '('
    const begin = open ? next + 1 : next
    let end = zoneName(source, begin, draft)
    const sign = zoneOffset(source, end, draft, end > begin)
    if (sign > end) end = sign
    if (end === begin) break
    if (open && source.tokens.at(end).form !== ')') break
    found = true
    next = open ? end + 1 : end
  }
  if (found) draft.form += ' Z'
  return next
}

function zoneName({ text, tokens, lexicon }: Source, at: number, draft: Draft): number {
  const token = tokens.at(at)
  if (token.kind !== 'word') return at
  // In capitals only: "est" is French for "is".
  const offset = lexicon.zones.get(text.slice(token.start, token.end))
  if (offset === undefined) return at
  draft.offset = offset
  return at + 1
}

function zoneOffset({ tokens }: Source, at: number, draft: Draft, named: boolean): number {
  const sign = tokens.at(at)
  const hours = tokens.at(at + 1)
  if ((sign.form !== '+' && sign.form !== '-') || hours.kind !== 'number' || hours.spaced) return at
  const east = sign.form === '+' ? 1 : -1
  if (hours.digits === 4 && hours.value % 100 < 60 && hours.value <= 1400) {
    draft.offset = east * (Math.floor(hours.value / 100) * 60 + (hours.value % 100))
    return at + 2
  }
  if (hours.digits > 2 || hours.value > 14) return at
  const colon = tokens.at(at + 2)
  const minute = tokens.at(at + 3)
  const full = colon.form === ':' && !colon.spaced && !minute.spaced && minutes(minute)
  // `17:08-19:00` is a range; a negative offset is written after seconds or after a zone's name.
  if (east < 0 && !named && (sign.spaced || draft.second === null || !full)) return at
  if (east > 0 && !named && !full && (hours.digits !== 2 || sign.spaced)) return at
  draft.offset = east * (hours.value * 60 + (full ? minute.value : 0))
  return full ? at + 4 : at + 2
}

const minutes = (token: Token): boolean => token.kind === 'number' && token.digits === 2 && token.value < 60

export function roles(lexicon: Lexicon, token: Token): ReturnType<Lexicon['words']['get']> {
  return token.kind === 'word' ? lexicon.words.get(token.form) : undefined
}
