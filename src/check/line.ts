import type { Span } from '../model/span.js'
import { isSpace } from '../text/lines.js'
import type { Paint } from './paint.js'
import { KIND_STYLE, POLARITY_STYLE, STYLE } from './paint.js'
import type { Reading, ReadingLine } from './reading.js'
import type { Segment, SegmentKind } from './segments.js'
import { columns, visible } from '../text/visible.js'
import { label } from './words.js'
import { wrapRows } from './wrap.js'

/**
 * One line of the dump in rows of at most `width` columns. In colours its parts have their styles; without, a row of marks
 * stands below the words where a part of the line is something else than the line, as in interlinear glosses.
 */
export function lineRows(
  reading: Reading,
  line: ReadingLine,
  width: number,
  colour: boolean,
  paint: Paint,
): string[] {
  if (line.main === null) return ['']
  const text = reading.analysed.thread.dump.text
  const mixed = isMixed(line)
  const rows: string[] = []
  let first = 0
  for (const whole of wrapRows(text, line, width)) {
    const row = withoutSpacesBehind(text, whole)
    while ((line.segments[first]?.end ?? Infinity) <= row.start) first++
    const parts = partsOf(line.segments, first, row)
    rows.push(
      parts
        .map(({ start, end, segment }) =>
          paint(
            isPunctuation(text, segment) ? '' : styleOf(reading, segment),
            visible(text.slice(start, end)),
          ),
        )
        .join(''),
    )
    if (!colour) {
      const below = glosses(text, parts, width, (segment) =>
        isPunctuation(text, segment) ? '' : glossOf(reading, segment, mixed),
      )
      if (below !== '') rows.push(below)
    }
  }
  return rows
}

interface Part extends Span {
  readonly segment: Segment
}

function partsOf(segments: readonly Segment[], first: number, row: Span): Part[] {
  const parts: Part[] = []
  for (let i = first; i < segments.length; i++) {
    const segment = segments[i]
    if (segment === undefined || segment.start >= row.end) break
    parts.push({ start: Math.max(segment.start, row.start), end: Math.min(segment.end, row.end), segment })
  }
  return parts
}

function withoutSpacesBehind(text: string, { start, end }: Span): Span {
  let stop = end
  while (stop > start && isSpace(text.charCodeAt(stop - 1))) stop--
  return { start, end: stop }
}

function styleOf({ analysed, stances }: Reading, segment: Segment): string {
  const [stance] = segment.stances
  if (stance !== undefined) {
    const held = stances[stance]
    return held === undefined ? '' : POLARITY_STYLE[polarityAt(held, segment)]
  }
  const [reply] = segment.replies
  const answered = reply === undefined ? undefined : analysed.replies.replies[reply]
  if (answered !== undefined && !SAYS_SO.has(segment.kind)) return STYLE.answer
  return KIND_STYLE[segment.kind]
}

/** Kinds whose own mark already tells that somebody is answered. */
const SAYS_SO: ReadonlySet<SegmentKind> = new Set(['quote', 'quote-header', 'declared'])

/** Kinds that never stand out: they are what a line is when nothing else is in it. */
const GROUND: ReadonlySet<SegmentKind> = new Set([
  'own',
  'around-quote',
  'furniture',
  'removed',
  'captured',
  'space',
])

/** Marks between two findings, such as the comma of "Ada, 5 March", are not words that nobody understood. */
function isPunctuation(text: string, { kind, start, end }: Segment): boolean {
  return kind === 'unread' && !/[\p{L}\p{N}]/u.test(text.slice(start, end))
}

/** Whether the gutter's one word does not say all about the line. */
function isMixed({ segments }: ReadingLine): boolean {
  const kinds = new Set<SegmentKind>()
  for (const { kind } of segments) if (kind === 'own' || !GROUND.has(kind)) kinds.add(kind)
  return kinds.size > 1
}

function glossOf({ analysed, stances }: Reading, segment: Segment, mixed: boolean): string {
  const polarities = segment.stances.flatMap((index) => {
    const held = stances[index]
    return held === undefined ? [] : polarityAt(held, segment)
  })
  if (polarities.length > 0) return [...new Set(polarities)].join('+')
  const [reply] = segment.replies
  const answered = reply === undefined ? undefined : analysed.replies.replies[reply]
  if (answered !== undefined && !SAYS_SO.has(segment.kind)) {
    return `answers ${answered.to === null ? 'absent' : `#${answered.to}`}`
  }
  return mixed && !GROUND.has(segment.kind) ? label(segment) : ''
}

function polarityAt(stance: Reading['stances'][number], { start }: Segment): 'favor' | 'against' | 'neither' {
  const { evidence, other, polarity } = stance
  const inFirst = evidence.start <= start && start < evidence.end
  return inFirst || other === null ? polarity : other.polarity
}

/** `└author─┘   └time───┘` in the columns of the words above; empty when nothing is to be said. */
function glosses(
  text: string,
  parts: readonly Part[],
  width: number,
  glossOf: (segment: Segment) => string,
): string {
  const marks: { readonly gloss: string; readonly from: number; to: number }[] = []
  let at = 0
  for (const { start, end, segment } of parts) {
    const wide = columns(text.slice(start, end))
    const gloss = glossOf(segment)
    const last = marks.at(-1)
    // A stance and the name in it are parts of their own, but one mark where they say the same.
    if (last !== undefined && last.to === at && last.gloss === gloss) last.to += wide
    else if (gloss !== '' && wide > 0) marks.push({ gloss, from: at, to: at + wide })
    at += wide
  }
  let row = ''
  let used = 0
  marks.forEach(({ gloss, from, to }, i) => {
    const room = (marks[i + 1]?.from ?? width) - from
    const mark = bracket(gloss, to - from, room)
    row += ' '.repeat(from - used) + mark
    used = from + mark.length
  })
  return row
}

/** The word inside the bracket, else behind it, else left out. It is one column a character. */
function bracket(gloss: string, wide: number, room: number): string {
  const inside = gloss.length <= wide - 2 ? gloss : ''
  const mark = wide === 1 ? '┴' : `└${inside}${'─'.repeat(wide - 2 - inside.length)}┘`
  return inside === '' && wide + 1 + gloss.length < room ? `${mark} ${gloss}` : mark
}
