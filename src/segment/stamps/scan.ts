import type { Span } from '../../model/span.js'
import type { StampPhrase } from '../../model/stamp.js'
import { isSpace } from '../../text/lines.js'
import { foldWord, isWordAt, type Words } from '../../text/words.js'
import { capital, fillers, isYear, readDate, shortYear } from './date.js'
import { type Draft, Drafts } from './draft.js'
import { FOLLOWS_NUMBER, type HintedWords, MIXED, STARTS, STARTS_BEFORE } from './hints.js'
import type { Lexicon } from './lexicon.js'
import type { RelativePhrase } from './relative-phrases.js'
import { readRelative, standsApart } from './relative.js'
import { Starts } from './starts.js'
import { type Before, readTime, readZone, roles, type Source, timeMayBegin } from './time.js'
import { isDigit, type Token, Tokens, wordEnd } from './tokens.js'

/**
 * All date and time phrases of `text` in `span`, in order of place, never overlapping, each as long as it can be read.
 * A phrase stays on one line and leaves out the words before it ("le", "at"). `words` are those of the span, indexed
 * against the lexicon's vocabulary: only words with digits and words of the language data are looked at. Takes time in
 * proportion to the text, since a candidate is looked at over a bounded number of tokens.
 */
export function scanStamps(text: string, span: Span, words: Words, lexicon: Lexicon): readonly StampPhrase[] {
  if (words.vocabulary !== lexicon.vocabulary)
    throw new Error('the words are indexed against another vocabulary')
  const lexical = lexicon.hints()
  const hints = lexical.of(words)
  const scan = new Scan(text, span, lexicon, { words, hints })
  const { id, start, end, count } = words
  for (let w = nextHinted(hints, words, 0); w < count; w = nextHinted(hints, words, w + 1)) {
    const own = id[w] ?? 0
    const hint = hints[own] ?? 0
    const next = w + 1 < count ? (id[w + 1] ?? 0) : -1
    const following = next < 0 ? MIXED : (hints[next] ?? 0)
    if ((hint & (STARTS | MIXED)) === 0 && !lexical.join(own, next, following)) continue
    const stop = end[w] ?? 0
    if (scan.isBehind(stop)) continue
    if ((hint & MIXED) === 0) {
      scan.take(start[w] ?? 0, w)
      continue
    }
    if (isNumber(text, start[w] ?? 0, stop)) {
      const behind = behindSpace(text, stop, span.end)
      if (behind >= span.end || ENDS_NUMBER[text.charCodeAt(behind)] === 1) continue
      if (behind === start[w + 1] && (following & (FOLLOWS_NUMBER | MIXED)) === 0) continue
    }
    scan.within(start[w] ?? 0, stop, w)
  }
  return scan.found
}

/** The first word from `from` on at which a stamp may begin. */
function nextHinted(table: Uint8Array, { id, count }: Words, from: number): number {
  let w = from
  while (w < count && ((table[id[w] ?? 0] ?? 0) & (MIXED | STARTS | STARTS_BEFORE)) === 0) w++
  return w
}

function isNumber(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (!isDigit(text.charCodeAt(i))) return false
  return true
}

function behindSpace(text: string, from: number, to: number): number {
  let i = from
  while (i < to && isSpace(text.charCodeAt(i))) i++
  return i
}

const GOES_ON = "./-:,+'·•@"

/** By unit, of those that nothing else can stand for, 1 where a number followed by it begins no stamp: see `numberGoesOn`. */
const ENDS_NUMBER = Uint8Array.from({ length: 0x100 }, (_, unit) => {
  const mark = String.fromCharCode(unit)
  return mark === '&' || isWordAt(mark, 0) || GOES_ON.includes(mark) ? 0 : 1
})

/** Reads stamps one after the other. */
export class Scan {
  readonly found: StampPhrase[] = []
  readonly #starts: Starts
  readonly #source: Source
  readonly #forms = new Map<string, string>()
  /** Behind the last phrase. */
  #at: number

  constructor(
    private readonly text: string,
    private readonly span: Span,
    private readonly lexicon: Lexicon,
    words: HintedWords | null,
  ) {
    const tokens = new Tokens(text, span.end, span.start, words)
    this.#starts = new Starts(text, lexicon)
    this.#source = { text, span, tokens, lexicon, drafts: new Drafts(), best: { next: 0, draft: null } }
    this.#at = span.start
  }

  /** Whether the last phrase reaches to `stop` or beyond. */
  isBehind(stop: number): boolean {
    return this.#at >= stop
  }

  /** Takes the stamps that begin from `from` on, before `stop`. Nothing begins inside a run of letters. Before `from` begin `word` words. */
  within(from: number, stop: number, word = 0): void {
    this.#at = Math.max(this.#at, from)
    while (this.#at < stop) this.#at = this.#step(this.#at, word)
  }

  /** Takes the stamp that begins at `at`, where there is one, and says so. Before `at` begin `word` words. */
  take(at: number, word: number): boolean {
    const { tokens, drafts, best } = this.#source
    tokens.goTo(at, word)
    drafts.takeBack()
    best.next = 0
    readLongest(this.#source, at)
    if (best.draft === null || best.next === 0) return false
    const phrase = best.draft.finished(this.lexicon, at, tokens.at(best.next - 1).end, this.#forms)
    this.found.push(phrase)
    this.#at = phrase.end
    return true
  }

  #step(at: number, word: number): number {
    const { text } = this
    const to = this.span.end
    const unit = text.charCodeAt(at)
    const kind = unit < 128 ? (ASCII[unit] ?? OTHER) : isWordAt(text, at) ? LETTER : OTHER
    if (kind === OTHER) return at + 1
    if (kind === LETTER && unit === 38 && wordEnd(text, at, to) <= at) return at + 1
    const stop = kind === LETTER ? lettersEnd(text, at, to) : at
    if ((kind === DIGIT || this.#starts.has(at, stop)) && this.take(at, word)) return this.#at
    return runEnd(text, Math.max(stop, at + 1), to)
  }
}

const OTHER = 0
const DIGIT = 1
const LETTER = 2
const ASCII = new Uint8Array(128)
for (let unit = 0; unit < 128; unit++) {
  const letter = (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122) || unit === 38
  ASCII[unit] = isDigit(unit) ? DIGIT : letter ? LETTER : OTHER
}

function lettersEnd(text: string, at: number, to: number): number {
  let i = at
  while (i < to) {
    const unit = text.charCodeAt(i)
    if (unit < 128 ? ASCII[unit] !== LETTER || unit === 38 : !isWordAt(text, i)) break
    i++
  }
  return i < to && text.charCodeAt(i) === 38 ? Math.max(i, wordEnd(text, at, to)) : i
}

/** End of the run of letters and digits, so that nothing begins in the middle of a word. */
function runEnd(text: string, at: number, to: number): number {
  let i = at
  while (i < to) {
    const unit = text.charCodeAt(i)
    if (unit < 128 ? ASCII[unit] === OTHER || unit === 38 : !isWordAt(text, i)) break
    i++
  }
  return i
}

/** Finds the longest stamp that begins at the first token, which begins at `start`. */
function readLongest(source: Source, start: number): void {
  const first = source.tokens.at(0)
  const goesOn =
    first.kind === 'number'
      ? numberGoesOn(source) && !gluedBefore(source.text, start, source.span.start)
      : wordGoesOn(source)
  if (!goesOn) return
  readAbsolute(source)
  readTimeOnly(source, start)
  readAgo(source, start)
}

/** A stamp that ends before the token `next`, -1 where it has none; of equals the first one stays. */
function offer({ text, span, tokens, best }: Source, next: number, draft: Draft): void {
  if (next <= 0 || next <= best.next) return
  if (gluedAfter(text, tokens.at(next - 1), tokens.at(next), span.end)) return
  best.next = next
  best.draft = draft
}

/** Looks at the second token only: most numbers and words of a text are given up here. */
function numberGoesOn({ tokens, lexicon }: Source): boolean {
  const second = tokens.at(1)
  if (second.kind === 'number') return tokens.at(0).digits === 8
  if (second.kind === 'mark') return GOES_ON.includes(second.form)
  if (second.kind === 'end') return false
  return lexicon.afterNumber.has(second.form)
}

function wordGoesOn({ tokens, lexicon }: Source): boolean {
  const first = tokens.at(0)
  const known = roles(lexicon, first)
  if (known !== undefined && (known.months !== 0 || known.weekdays !== 0)) return true
  const follow = lexicon.follow.get(first.form)
  const second = tokens.at(1)
  return follow === undefined || follow.has(second.kind === 'number' ? '0' : second.form)
}

/** `[weekday] date [time]`, `time [weekday] date`, `weekday time`. */
function readAbsolute(source: Source): void {
  const { text, tokens, lexicon } = source
  const first = tokens.at(0)
  if (first.kind === 'word') {
    const known = roles(lexicon, first)
    if (known === undefined || (known.months | known.weekdays) === 0) return
    if (known.months === 0 && known.everyday && !capital(text, first)) return
    const plain = source.drafts.fresh()
    const begin = readWeekday(source, 0, plain)
    if (begin > 0) {
      const timed = source.drafts.copy(plain)
      timed.form = 'R'
      timed.relative = true
      const time = readGapAndTime(source, begin, timed)
      if (time > 0 && timed.minute !== null) offer(source, time, timed)
    }
    // "mar" may be a Tuesday or March: both are tried.
    if (known.months !== 0) readDateAndTime(source, 0, source.drafts.fresh())
    if (begin > 0) readDateAndTime(source, fillers(source, begin, plain, 2), plain)
    return
  }
  if (first.kind !== 'number') return
  readDateAndTime(source, 0, source.drafts.fresh())
  // Only a time of the day is as short: a year or a day of three digits begins none.
  if (first.digits > 2 || !timeMayBegin(source, 0)) return
  const late = source.drafts.fresh()
  const after = readTime(source, 0, late, 'nothing')
  if (after <= 0) return
  const gap = skipGap(source, after, late)
  const day = readWeekday(source, gap, late)
  const dated = readDate(source, day > 0 ? fillers(source, day, late, 2) : gap, late)
  if (dated.next <= 0 || (late.year === null && late.form.includes('M') === false)) return
  offer(source, readZone(source, dated.next, late), late)
}

function readDateAndTime(source: Source, at: number, draft: Draft): void {
  const dated = readDate(source, at, draft)
  if (dated.next <= 0) return
  if (!dated.needsTime) offer(source, dated.next, draft)
  const timed = source.drafts.copy(draft)
  let end = readGapAndTime(source, dated.next, timed)
  if (end <= 0 && draft.year === null) {
    // `05 Mar 26 17:08`: two digits are a year only when a time follows.
    const year = shortYear(source.tokens.at(dated.next))
    if (year !== null && draft.month !== null && draft.open === null) {
      const short = source.drafts.copy(draft)
      short.year = year
      short.put(source.tokens.at(dated.next), 'N')
      end = readGapAndTime(source, dated.next + 1, short)
      if (end > 0 && short.possible) offer(source, end, short)
      return
    }
  }
  if (end <= 0) return
  const last = source.tokens.at(end)
  if (timed.year === null && timed.open === null && isYear(last)) {
    timed.year = last.value
    timed.put(last, 'Y')
    end++
  }
  if (timed.possible) offer(source, end, timed)
}

function readWeekday({ text, tokens, lexicon }: Source, at: number, draft: Draft): number {
  const token = tokens.at(at)
  const known = roles(lexicon, token)
  if (known === undefined || known.weekdays === 0) return -1
  // "so" and "do" are Sunday and Thursday in German only with a capital.
  if (known.everyday && !capital(text, token)) return -1
  draft.weekday = known.weekday
  draft.put(token, 'W')
  draft.word(known.weekdays)
  let next = at + 1
  if (tokens.at(next).form === '.' && !tokens.at(next).spaced) next++
  if (tokens.at(next).form === ',') {
    draft.put(tokens.at(next), ',')
    next++
  }
  return next
}

const GAP_MARKS = ',-·•|@;»«:/—⋅*~'
const GAP_LENGTH = 5

/** Marks and small words between date and time; `T` only in `2026-03-05T17:08`. */
function skipGap(source: Source, at: number, draft: Draft): number {
  let next = at
  while (next - at < GAP_LENGTH) {
    const token = source.tokens.at(next)
    if (token.kind === 'mark' && GAP_MARKS.includes(token.form)) draft.put(token, token.form)
    else if (token.kind !== 'word' || fillers(source, next, draft, 1) === next) break
    next++
  }
  return next
}

function readGapAndTime(source: Source, at: number, draft: Draft): number {
  const { tokens } = source
  const joint = tokens.at(at)
  if (joint.kind === 'word' && joint.form === 't' && !joint.spaced && !tokens.at(at + 1).spaced) {
    draft.put(joint, 'T')
    return readTime(source, at + 1, draft, 'nothing')
  }
  let next = skipGap(source, at, draft)
  const weekday = readWeekday(source, next, draft)
  if (weekday > 0) next = skipGap(source, weekday, draft)
  const bracket = tokens.at(next).form === '(' || tokens.at(next).form === '['
  if (bracket) {
    draft.put(tokens.at(next), tokens.at(next).form)
    next++
  }
  const before: Before = roles(source.lexicon, tokens.at(next - 1))?.filler ? 'filler' : 'nothing'
  const end = readTime(source, next, draft, before)
  if (end <= 0 || !bracket) return end
  return tokens.at(end).form === ')' || tokens.at(end).form === ']' ? end + 1 : end
}

function readTimeOnly(source: Source, start: number): void {
  if (source.tokens.at(0).kind !== 'number' || !timeMayBegin(source, 0)) return
  const draft = source.drafts.fresh()
  offer(source, readTime(source, 0, draft, fillerBefore(source, start) ? 'filler' : 'nothing'), draft)
}

const FILLER_REACH = 8

function fillerBefore({ text, span, lexicon }: Source, start: number): boolean {
  const from = span.start
  let end = start
  while (end > from && start - end < FILLER_REACH && isSpace(text.charCodeAt(end - 1))) end--
  let begin = end
  while (begin > from && end - begin < FILLER_REACH && isWordAt(text, begin - 1)) begin--
  return (lexicon.words.get(foldWord(text.slice(begin, end)))?.filler ?? 0) !== 0
}

/** The phrases that can begin with the number at hand: what follows it must be a unit, or a word that follows amounts. */
function amountsAt({ tokens, lexicon }: Source): readonly RelativePhrase[] | undefined {
  const second = tokens.at(1)
  const plus = second.form === '+' || second.form === "'"
  return lexicon.amounts.get(plus ? tokens.at(2).form : second.form)
}

function readAgo(source: Source, start: number): void {
  const { text, span, tokens, lexicon } = source
  const first = tokens.at(0)
  const phrases = first.kind === 'number' ? amountsAt(source) : lexicon.phrases.get(first.form)
  if (phrases === undefined) return
  for (const phrase of phrases) {
    const read = readRelative(source, phrase)
    if (read === null) continue
    const { draft, next } = read
    if (phrase.kind === 'day') {
      const timed = source.drafts.copy(draft)
      const end = readGapAndTime(source, next, timed)
      if (end > 0) offer(source, end, timed)
    }
    const plain = phrase.kind === 'day' || phrase.kind === 'now'
    const apart = plain || phrase.bare
    if (apart && !standsApart(text, start, tokens.at(next - 1).end, span, phrase.bare)) continue
    offer(source, next, draft)
  }
}

/** A number that goes on to the left is a version, an address, a path or an amount of money. */
function gluedBefore(text: string, start: number, from: number): boolean {
  if (start <= from) return false
  const mark = text.charAt(start - 1)
  if ('$€£¥#_=%+'.includes(mark)) return true
  if (start - 1 === from || !'.,:/-'.includes(mark)) return false
  // "Date:05/03/2026" is a label; a letter before the other marks is a word or a path that goes on.
  return mark === ':' ? isDigit(text.charCodeAt(start - 2)) : isWordAt(text, start - 2)
}

/** The same to the right. A capital may follow a stamp at once: pages lose the space between two elements. */
function gluedAfter(text: string, last: Token, next: Token, to: number): boolean {
  if (next.spaced || last.end >= to) return false
  if (next.kind === 'number') return last.kind === 'number'
  if (next.kind === 'word') {
    const first = text.charAt(next.start)
    const second = text.charAt(next.start + 1)
    return first === first.toLowerCase() || second !== second.toLowerCase()
  }
  if (last.kind !== 'number' || next.kind !== 'mark') return false
  if ('%€$£_'.includes(next.form)) return true
  return '.,:/-'.includes(next.form) && next.end < to && isDigit(text.charCodeAt(next.end))
}
