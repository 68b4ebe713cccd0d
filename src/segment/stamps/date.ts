import type { Draft } from './draft.js'
import { roles, type Source } from './time.js'
import type { Token } from './tokens.js'

/**
 * Reads a date from token `at` into the draft: `2026-03-05`, `05/03/26`, `13.10. 2025`, `5. März 2026`,
 * `March 5th, 2026`, `05-Mar-2026`, `20260305`. Returns the index after it, or -1. What is no date by itself
 * (`12/03`, `20260305`) sets `needsTime`.
 */
export function readDate(
  source: Source,
  at: number,
  draft: Draft,
): { readonly next: number; readonly needsTime: boolean } {
  const first = source.tokens.at(at)
  if (first.kind === 'word') return sure(monthFirst(source, at, draft))
  if (first.kind !== 'number') return NONE
  if (first.digits === 8) return compact(first, at, draft)
  if (first.digits === 4) return sure(yearFirst(source, at, draft))
  if (first.digits > 2) return NONE
  const numeric = numbersOnly(source, at, draft)
  return numeric.next > 0 ? numeric : dayThenMonth(source, at, draft)
}

interface Read {
  readonly next: number
  readonly needsTime: boolean
}
const NONE: Read = { next: -1, needsTime: false }
const sure = (next: number): Read => ({ next, needsTime: false })

export function isYear(token: Token): boolean {
  return token.kind === 'number' && token.digits === 4 && token.value >= 1900 && token.value <= 2100
}

function compact(token: Token, at: number, draft: Draft): Read {
  draft.year = Math.floor(token.value / 10000)
  draft.month = Math.floor(token.value / 100) % 100
  draft.day = token.value % 100
  draft.put(token, 'YNN')
  const fits = draft.year >= 1900 && draft.year <= 2100 && draft.possible
  return fits ? { next: at + 1, needsTime: true } : NONE
}

function yearFirst(source: Source, at: number, draft: Draft): number {
  const { tokens, lexicon } = source
  const year = tokens.at(at)
  if (!isYear(year)) return -1
  draft.year = year.value
  draft.put(year, 'Y')
  const mark = tokens.at(at + 1)
  const named = roles(lexicon, mark.kind === 'word' ? mark : tokens.at(at + 2))
  if (named !== undefined && named.months !== 0) {
    let next = at + 1
    if (mark.kind === 'mark') {
      if (mark.form !== '-' && mark.form !== '/' && mark.form !== ',') return -1
      draft.put(mark, mark.form)
      next++
    }
    return monthFirst(source, next, draft)
  }
  const month = tokens.at(at + 2)
  const second = tokens.at(at + 3)
  const day = tokens.at(at + 4)
  if (!isSeparator(mark) || second.form !== mark.form || !isShort(month) || !isShort(day)) return -1
  if (mark.spaced || month.spaced || second.spaced || day.spaced) return -1
  draft.month = month.value
  draft.day = day.value
  for (const [token, role] of [
    [mark, mark.form],
    [month, 'N'],
    [second, mark.form],
    [day, 'N'],
  ] as const) {
    draft.put(token, role)
  }
  return draft.possible ? at + 5 : -1
}

function numbersOnly({ tokens }: Source, at: number, draft: Draft): Read {
  const a = tokens.at(at)
  const mark = tokens.at(at + 1)
  if (!isSeparator(mark)) return NONE
  const b = tokens.at(at + 2)
  const second = tokens.at(at + 3)
  const c = tokens.at(at + 4)
  if (!isShort(b) || a.value === 0 || b.value === 0) return NONE
  const dotted = mark.form === '.'
  const tight = !mark.spaced && !b.spaced
  const whole =
    second.form === mark.form && c.kind === 'number' && (isYear(c) || (c.digits === 2 && !c.spaced))
  if (!tight && !(isYear(c) && whole)) return NONE
  // "2. 3" is two items of a list; a stop after the number, as in "13. 10. 2025", needs the whole date.
  draft.open = [a.value, b.value]
  draft.put(a, 'N')
  draft.put(mark, mark.form)
  draft.put(b, 'N')
  let next = at + 3
  let needsTime = true
  if (whole && !second.spaced) {
    draft.year = isYear(c) ? c.value : century(c.value)
    draft.put(second, second.form)
    draft.put(c, isYear(c) ? 'Y' : 'N')
    next = at + 5
    const padded = a.digits === 2 && b.digits === 2
    needsTime = !isYear(c) && !padded && mark.form !== '/'
  } else if (dotted && second.form === '.' && !second.spaced) next = at + 4
  else if (second.form === mark.form && !second.spaced && c.kind === 'number') return NONE
  settle(draft)
  if (draft.open !== null && a.value > 12) return NONE
  return draft.possible ? { next, needsTime } : NONE
}

/** A number above 12 says which of the two is the day. */
function settle(draft: Draft): void {
  if (draft.open === null) return
  const [a, b] = draft.open
  if (a > 12 && b <= 12) draft.settled = 'day-first'
  else if (b > 12 && a <= 12) draft.settled = 'month-first'
  else return
  ;[draft.day, draft.month] = draft.settled === 'day-first' ? [a, b] : [b, a]
  draft.open = null
}

function dayThenMonth(source: Source, at: number, draft: Draft): Read {
  const { tokens, lexicon } = source
  const day = tokens.at(at)
  draft.day = day.value
  draft.put(day, 'N')
  let next = ordinal(source, at + 1, draft)
  const joint = tokens.at(next)
  const joined = joint.form === '-' || joint.form === '/'
  if (joint.form === '.' || joined) {
    draft.put(joint, joint.form)
    next++
  }
  next = fillers(source, next, draft, 2)
  const word = tokens.at(next)
  const known = roles(lexicon, word)
  if (known === undefined || known.months === 0) return NONE
  draft.month = known.month
  draft.put(word, 'M')
  draft.word(known.months)
  next = afterMonth(source, next + 1)
  const before = draft.year
  next = readYear(source, next, draft, joined)
  if (!draft.possible) return NONE
  const bare = before === null && draft.year === null && known.everyday && !capital(source.text, word)
  return { next, needsTime: bare }
}

function monthFirst(source: Source, at: number, draft: Draft): number {
  const { tokens, lexicon } = source
  const word = tokens.at(at)
  const known = roles(lexicon, word)
  if (known === undefined || known.months === 0) return -1
  draft.month = known.month
  draft.put(word, 'M')
  draft.word(known.months)
  let next = afterMonth(source, at + 1)
  const joint = tokens.at(next)
  const joined = joint.form === '-' || joint.form === '/'
  if (joined) {
    draft.put(joint, joint.form)
    next++
  }
  const day = tokens.at(next)
  if (!isShort(day)) return -1
  const after = tokens.at(next + 1)
  // In "mars 17:08" and "mars 17h" the number is an hour.
  if (after.form === ':' && !after.spaced) return -1
  draft.day = day.value
  draft.put(day, 'N')
  next = ordinal(source, next + 1, draft)
  if (draft.year === null) next = readYear(source, next, draft, joined)
  if (!draft.possible) return -1
  const habit = (known.months & lexicon.monthFirst) !== 0
  const plain = habit && (!known.everyday || capital(source.text, word))
  return draft.year === null && !plain ? -1 : next
}

function afterMonth({ tokens }: Source, at: number): number {
  const stop = tokens.at(at)
  return stop.form === '.' && !stop.spaced ? at + 1 : at
}

/** A year behind a named month: `2026`, `, 2026`, `de 2026`, `'26`, `-26`. */
function readYear(source: Source, at: number, draft: Draft, joined: boolean): number {
  const { tokens, drafts } = source
  let next = at
  const trial = drafts.copy(draft)
  const mark = tokens.at(next)
  if (mark.form === ',' || (joined && (mark.form === '-' || mark.form === '/'))) {
    trial.put(mark, mark.form)
    next++
  } else next = fillers(source, next, trial, 1)
  const token = tokens.at(next)
  if (isYear(token)) {
    trial.year = token.value
    trial.put(token, 'Y')
    next++
  } else if (token.form === "'" && tokens.at(next + 1).digits === 2 && !tokens.at(next + 1).spaced) {
    trial.year = century(tokens.at(next + 1).value)
    trial.put(token, "'N")
    next += 2
  } else if (joined && token.digits === 2 && !token.spaced) {
    trial.year = century(token.value)
    trial.put(token, 'N')
    next++
  } else return at
  draft.take(trial)
  return next
}

/** A two-digit year right before a time: `05 Mar 26 17:08`. The caller has seen that a time follows. */
export function shortYear(token: Token): number | null {
  return token.kind === 'number' && token.digits === 2 ? century(token.value) : null
}

function century(value: number): number {
  return value >= 70 ? 1900 + value : 2000 + value
}

function ordinal({ tokens, lexicon }: Source, at: number, draft: Draft): number {
  const token = tokens.at(at)
  const languages = token.spaced ? 0 : (roles(lexicon, token)?.ordinal ?? 0)
  if (languages === 0) return at
  draft.smallWord(languages)
  return at + 1
}

export function fillers({ tokens, lexicon }: Source, at: number, draft: Draft, most: number): number {
  let next = at
  while (next - at < most) {
    const token = tokens.at(next)
    const languages = roles(lexicon, token)?.filler ?? 0
    if (languages === 0) break
    draft.put(token, token.form)
    draft.smallWord(languages)
    next++
  }
  return next
}

export function capital(text: string, token: Token): boolean {
  const first = text.charAt(token.start)
  return first !== first.toLowerCase()
}

const isSeparator = (token: Token): boolean => token.form === '/' || token.form === '-' || token.form === '.'
const isShort = (token: Token): boolean => token.kind === 'number' && token.digits <= 2
