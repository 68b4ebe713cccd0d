import type { LanguageData, PageList } from '../languages/schema.js'
import type { Span } from '../model/span.js'
import type { StampPhrase } from '../model/stamp.js'
import { compileLines, type LineSlots } from '../patterns/lines.js'

export type KnownKind = PageList

/** A line that the language data recognises, with what its slots hold. */
export interface KnownLine {
  readonly kind: KnownKind
  readonly language: string
  readonly slots: LineSlots
  readonly span: Span
  /** Whether words of the language speak for it; "{author}, {date}" fits any name beside a date. */
  readonly worded: boolean
}

export type PageMatcher = (text: string, span: Span, dates: readonly StampPhrase[]) => readonly KnownLine[]

/** Lists that are no page lines: they are read by other stages. */
const NOT_LINES: ReadonlySet<string> = new Set(['addressing'])

/**
 * One matcher for the page lines of all languages: a page in one language often stands in a template of another.
 * Throws when a pattern does not compile; the language loader has named such faults before.
 */
export function compilePage(languages: readonly LanguageData[]): PageMatcher {
  const sources: { id: string; source: string }[] = []
  const origin = new Map<string, { kind: KnownKind; language: string; worded: boolean }>()
  for (const language of languages) {
    for (const kind of Object.keys(language.page) as KnownKind[]) {
      if (NOT_LINES.has(kind)) continue
      language.page[kind].forEach((source, i) => {
        const id = `${language.code}.${kind}.${i}`
        sources.push({ id, source })
        const worded = /\p{L}{2,}/u.test(source.replace(/\{\w+\}/gu, ' '))
        origin.set(id, { kind, language: language.code, worded })
      })
    }
  }
  const { matcher, faults } = compileLines(sources)
  const fault = faults[0]
  if (fault !== undefined) throw new Error(`${fault.id}: ${fault.fault}`)
  return (text, span, dates) => {
    const found: KnownLine[] = []
    for (const match of matcher.matchAll(text, span, dates)) {
      const from = origin.get(match.id)
      if (from === undefined || isCut(text, match.slots.author)) continue
      found.push({ ...from, slots: match.slots, span: match.span })
    }
    // Of several readings the one that leaves least to its slot says most: "Message par X" over "X".
    return found.sort((a, b) => slotLength(a) - slotLength(b))
  }
}

/** What parts several notices on one line: "24 mars 2026    58 commentaires", "J'aime · Répondre · 12". */
const PARTS = /\s*[|·•]\s*|[^\S\n]{2,}|\t+|\s+[-–—]\s+/gu

/** The pieces of a line between its separators; one piece when there is none. */
export function partsOf(text: string, span: Span): readonly Span[] {
  const parts: Span[] = []
  let start = span.start
  const add = (end: number): void => {
    if (end > start) parts.push({ start, end })
  }
  for (const gap of text.slice(span.start, span.end).matchAll(PARTS)) {
    add(span.start + gap.index)
    start = span.start + gap.index + gap[0].length
  }
  add(span.end)
  return parts
}

/** Kinds that a row of buttons may be made of. */
const ROW_KINDS: readonly KnownKind[] = ['buttons', 'counters', 'avatars', 'postNumbers']

/**
 * A line of several buttons and counters ("J'aime (4)   Répondre   Alerter"), as a button; null when one of its
 * pieces is something else. Bare numbers and stamps may stand among them, but not alone.
 */
export function buttonRow(
  match: PageMatcher,
  text: string,
  span: Span,
  dates: readonly StampPhrase[],
): KnownLine | null {
  const parts = partsOf(text, span)
  if (parts.length < 2 || parts.length > 12) return null
  let button: KnownLine | null = null
  for (const part of parts) {
    if (!/\p{L}/u.test(text.slice(part.start, part.end))) continue
    if (dates.some(({ start, end }) => start <= part.start && part.end <= end)) continue
    const known = ofKind(match(text, part, dates), ...ROW_KINDS)
    if (known === undefined) return null
    if (known.kind === 'buttons' || button === null) button = known
  }
  return button === null ? null : { ...button, kind: 'buttons', slots: {}, span }
}

/** Lines that stand between the page's parts and belong to no post. */
export const PAGE_KINDS = ['headings', 'commentHeadings', 'sorting', 'pagination', 'teasers'] as const

/** Whether a name would end or begin in the middle of a longer one: "plinth" of "plinth_the_younger". */
function isCut(text: string, name: Span | undefined): boolean {
  if (name === undefined) return false
  const part = /[\p{L}\p{N}_-]/u
  const glued = (inner: string | undefined, outer: string | undefined): boolean =>
    inner !== undefined && outer !== undefined && part.test(inner) && part.test(outer)
  return glued(text[name.end - 1], text[name.end]) || glued(text[name.start], text[name.start - 1])
}

function slotLength({ slots }: KnownLine): number {
  return slots.author === undefined ? 0 : slots.author.end - slots.author.start
}

export function ofKind(known: readonly KnownLine[], ...kinds: readonly KnownKind[]): KnownLine | undefined {
  return known.find((line) => kinds.includes(line.kind))
}
