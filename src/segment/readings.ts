import type { Span } from '../model/span.js'
import type { StampPhrase } from '../model/stamp.js'
import type { Words } from '../text/words.js'
import { ALL_KINDS, KIND, type Kinds, type KnownLine, type PageMatcher, partsOf, UNKNOWN } from './known.js'
import { isWhite } from './shapes.js'

/** The text that lines are read in, and what reads them. */
export interface Reader {
  readonly text: string
  readonly words: Words
  readonly matcher: PageMatcher
}

/**
 * As what kinds the language data know a whole line: as it is, without its bullet or its colon, or as a row of buttons.
 * `near` are the line's stamps, `parted` says whether it is made of several pieces.
 */
export function lineKinds(reader: Reader, span: Span, near: readonly StampPhrase[], parted: boolean): Kinds {
  const { text, words, matcher } = reader
  const whole = matcher.kinds(text, span, near, words, ALL_KINDS)
  if (whole !== 0) return whole
  for (const bare of withoutEdges(text, span)) {
    const found = matcher.kinds(text, bare, near, words, ALL_KINDS)
    if (found !== 0) return found
  }
  return parted && buttonRow(reader, span, near) !== null ? KIND.buttons : 0
}

/** The readings of these kinds, as some of which the line is known; the most telling one first. */
export function readLine(
  reader: Reader,
  span: Span,
  near: readonly StampPhrase[],
  kinds: Kinds,
): readonly KnownLine[] {
  const { text, words, matcher } = reader
  for (const stretch of [span, ...withoutEdges(text, span)]) {
    const found = matcher.read(text, stretch, near, words, kinds)
    if (found.length > 0) return found
  }
  const row = buttonRow(reader, span, near)
  return row === null ? UNKNOWN : [row]
}

/** The first of them. */
export function readFirst(
  reader: Reader,
  span: Span,
  near: readonly StampPhrase[],
  kinds: Kinds,
): KnownLine | undefined {
  const { text, words, matcher } = reader
  const whole = matcher.first(text, span, near, words, kinds)
  if (whole !== undefined) return whole
  for (const bare of withoutEdges(text, span)) {
    const found = matcher.first(text, bare, near, words, kinds)
    if (found !== undefined) return found
  }
  return buttonRow(reader, span, near) ?? undefined
}

/** The author in the first of them, null where there is none. */
export function readAuthor(
  { text, words, matcher }: Reader,
  span: Span,
  near: readonly StampPhrase[],
  kinds: Kinds,
): Span | null {
  const whole = matcher.author(text, span, near, words, kinds)
  if (whole !== undefined) return whole
  for (const bare of withoutEdges(text, span)) {
    const found = matcher.author(text, bare, near, words, kinds)
    if (found !== undefined) return found
  }
  return null
}

const COLON = 58
/** How far behind a bullet the text is looked for. */
const BULLET_REACH = 8

/** The line without its bullet, and without its colon, where it has them. */
function withoutEdges(text: string, { start, end }: Span): readonly Span[] {
  const colon = text.charCodeAt(end - 1) === COLON
  if (!colon && !isBullet(text.charCodeAt(start))) return NO_SPANS
  const bare: Span[] = []
  const bullet = bulletLength(text, start)
  if (bullet > 0) bare.push({ start: start + bullet, end })
  if (colon) bare.push({ start, end: end - 1 })
  return bare
}

const NO_SPANS: readonly Span[] = []

function bulletLength(text: string, start: number): number {
  if (!isBullet(text.charCodeAt(start))) return 0
  let at = start + 1
  while (at < start + BULLET_REACH && isWhite(text.charCodeAt(at))) at++
  return at - start > 1 ? at - start : 0
}

/** `•`, `*`, `▪`, `■` */
function isBullet(unit: number): boolean {
  return unit === 42 || unit === 0x2022 || unit === 0x25aa || unit === 0x25a0
}

/** Kinds that a row of buttons may be made of. */
const ROW = KIND.buttons | KIND.counters | KIND.avatars | KIND.postNumbers

/**
 * A line of several buttons and counters ("J'aime (4)   Répondre   Alerter"), as a button; null when one of its
 * pieces is something else. Bare numbers and stamps may stand among them, but not alone.
 */
function buttonRow(
  { text, words, matcher }: Reader,
  span: Span,
  dates: readonly StampPhrase[],
): KnownLine | null {
  const parts = partsOf(text, span)
  if (parts.length < 2 || parts.length > 12) return null
  let button: KnownLine | null = null
  for (const part of parts) {
    if (!/\p{L}/u.test(text.slice(part.start, part.end))) continue
    if (dates.some(({ start, end }) => start <= part.start && part.end <= end)) continue
    const known = matcher.read(text, part, dates, words, ROW)[0]
    if (known === undefined) return null
    if (known.kind === 'buttons' || button === null) button = known
  }
  return button === null ? null : { ...button, kind: 'buttons', slots: {} }
}
