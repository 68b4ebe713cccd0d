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
 * What the language data know of a whole line: as it is, without its bullet or its colon, or as a row of buttons.
 * `near` are the line's stamps, `parted` says whether it is made of several pieces.
 */
export function readLine(
  reader: Reader,
  span: Span,
  near: readonly StampPhrase[],
  parted: boolean,
): readonly KnownLine[] {
  const { text, words, matcher } = reader
  const whole = matcher.read(text, span, near, words, ALL_KINDS)
  if (whole.length > 0) return whole
  for (const bare of withoutEdges(text, span)) {
    const found = matcher.read(text, bare, near, words, ALL_KINDS)
    if (found.length > 0) return found
  }
  const row = parted ? buttonRow(reader, span, near) : null
  return row === null ? UNKNOWN : [row]
}

/** As what kinds a line is known, without the readings being made. */
export function lineKinds(
  reader: Reader,
  span: Span,
  near: readonly StampPhrase[],
  parted: boolean,
): Kinds {
  const { text, words, matcher } = reader
  const whole = matcher.kinds(text, span, near, words, ALL_KINDS)
  if (whole !== 0) return whole
  if (hasEdge(text, span)) {
    for (const bare of withoutEdges(text, span)) {
      const found = matcher.kinds(text, bare, near, words, ALL_KINDS)
      if (found !== 0) return found
    }
  }
  return parted && buttonRow(reader, span, near) !== null ? KIND.buttons : 0
}

const COLON = 58
/** How far behind a bullet the text is looked for. */
const BULLET_REACH = 8

function hasEdge(text: string, { start, end }: Span): boolean {
  return isBullet(text.charCodeAt(start)) || text.charCodeAt(end - 1) === COLON
}

/** The line without its bullet, and without its colon, where it has them. */
function withoutEdges(text: string, { start, end }: Span): Span[] {
  const bare: Span[] = []
  const bullet = bulletLength(text, start)
  if (bullet > 0) bare.push({ start: start + bullet, end })
  if (text.charCodeAt(end - 1) === COLON) bare.push({ start, end: end - 1 })
  return bare
}

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
  if (parts.length > 12) return null
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
