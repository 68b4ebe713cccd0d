import type { Span } from '../model/span.js'
import type { Declared, Furniture, FurnitureKind } from '../model/thread.js'
import { partsWords } from '../text/gaps.js'
import { foldedSpace, lineAt } from '../text/lines.js'
import type { PostLines } from './post-lines.js'
import { KIND, PAGE_KINDS } from './known.js'
import { isWhite, lowerUnit } from './shapes.js'
import {
  hasStamp,
  isBlankLine,
  isNumberLine,
  isOf,
  isRepeatedButton,
  kindOf,
  lineSpan,
  lineText,
  nextFilled,
  type Page,
} from './page.js'

/** What the lines of one post hold besides its author and stamp. */
export interface PostParts {
  /** Quotes and their headers are still in. */
  readonly body: readonly Span[]
  readonly furniture: readonly Furniture[]
  /** Whom the page says is answered, by name; positions are found later. */
  readonly declared: readonly Declared[]
  /** Whether only a notice of removal is left. */
  readonly gone: boolean
}

export interface BodyContext {
  readonly page: Page
  readonly members: ReadonlySet<string>
  /** Folded title of the thread, to know "Re: …" lines. */
  readonly title: string | null
}

/**
 * Parts a post's lines into what the author sent and what the page and others put in. `cut` is where the author's own
 * slices end within the last line (a signature in the line), else null.
 */
export function readBody(context: BodyContext, post: PostLines, cut: number | null): PostParts {
  const { page } = context
  const furniture: Furniture[] = []
  const declared: Declared[] = []
  const body: Span[] = []
  const put = (line: number, kind: FurnitureKind): void => {
    furniture.push({ start: page.lines.from[line] ?? 0, end: page.lines.to[line] ?? 0, kind })
  }
  for (let line = post.headFrom; line <= post.headTo; line++) {
    if (isBlankLine(page, line) || (line >= post.bodyFrom && line <= post.bodyTo)) continue
    if (!declare(context, line, declared)) declareMember(context, post, line, declared)
    put(line, headKind(page, line))
  }
  let signature = false
  let first = true
  for (let line = post.bodyFrom; line <= post.bodyTo; line++) {
    if (isBlankLine(page, line)) continue
    const kind: FurnitureKind | null = signature
      ? 'signature'
      : bodyKind(context, line, first, post.bodyTo, declared)
    if (kind === 'signature') signature = true
    if (kind !== null) {
      put(line, kind)
      continue
    }
    first = false
    pushBody(page, line, cut, body, furniture)
  }
  for (let line = Math.max(post.bodyTo, post.headTo) + 1; line <= post.to; line++) {
    if (!isBlankLine(page, line)) put(line, footKind(page, post, line))
  }
  if (!isInOrder(furniture)) furniture.sort((a, b) => a.start - b.start)
  const gone =
    body.length > 0 && body.every((span) => page.isAny(lineAt(page.lines, span.start), span, KIND.stubs))
  return { body: gone ? [] : joinLines(page, body), furniture, declared, gone }
}

function isInOrder(spans: readonly Span[]): boolean {
  for (let i = 1; i < spans.length; i++) if ((spans[i]?.start ?? 0) < (spans[i - 1]?.start ?? 0)) return false
  return true
}

function headKind(page: Page, line: number): FurnitureKind {
  if (isNumberLine(page, line)) return 'number'
  const known = kindOf(
    page,
    line,
    KIND.avatars | KIND.card | KIND.buttons | KIND.counters | KIND.postNumbers | PAGE_KINDS,
  )
  if (known === 'avatars') return 'avatar'
  if (known === 'buttons') return 'button'
  if (known === 'counters') return 'counter'
  if (known === 'postNumbers') return 'number'
  if (known !== undefined && (KIND[known] & PAGE_KINDS) !== 0) return 'heading'
  return hasStamp(page, line) && known !== 'card' ? 'stamp' : 'card'
}

function footKind(page: Page, { author, phrase, signed }: PostLines, line: number): FurnitureKind {
  const known = kindOf(page, line, KIND.counters | KIND.editNotes | KIND.card | KIND.moderation)
  if (known === 'editNotes') return 'edit-note'
  if (signed && phrase !== null && line === lineAt(page.lines, phrase.start)) return 'stamp'
  // Below its author's name a signed text has nothing but their card.
  if (signed && author !== null && line >= author.line) return 'card'
  if (known === 'card') return 'card'
  if (known === 'moderation') return 'moderation'
  return known === 'counters' || isNumberLine(page, line) ? 'counter' : 'button'
}

const SIGNATURE = /^(?:--|—|_{5,})$/u

function opensSignature(page: Page, line: number): boolean {
  const mark = page.text.charCodeAt(page.lines.from[line] ?? 0)
  return (mark === HYPHEN || mark === DASH || mark === LOW_LINE) && SIGNATURE.test(lineText(page, line))
}

const HYPHEN = 45
const LOW_LINE = 95
const DASH = 0x2014

function bodyKind(
  context: BodyContext,
  line: number,
  first: boolean,
  last: number,
  declared: Declared[],
): FurnitureKind | null {
  const { page } = context
  if (!first && opensSignature(page, line)) return 'signature'
  if (!first && isRepeatedButton(page, line)) {
    const below = nextFilled(page, line, 1)
    // "Logged" above a signature; elsewhere a word of a button may be somebody's.
    if (below <= last && opensSignature(page, below)) return 'button'
  }
  if (first) {
    if (declare(context, line, declared)) return 'heading'
    if (isTitle(context, line)) return 'title'
    // "Liked by X" stands between stamp and words; a counter and nothing else may be a comment of two signs.
    if (line < last && isOf(page, line, KIND.counters) && !isNumberLine(page, line)) return 'counter'
  }
  const found = kindOf(page, line, KIND.editNotes | KIND.moderation)
  if (found === 'editNotes') return 'edit-note'
  if (found === 'moderation' && !isOf(page, line, KIND.stubs)) return 'moderation'
  return null
}

function declare({ page, members }: BodyContext, line: number, declared: Declared[]): boolean {
  const header = page.first(line, KIND.replyHeaders)
  if (header === undefined) return false
  const { author } = header.slots
  if (author === undefined) return false
  const name = foldedSpace(page.text.slice(author.start, author.end))
  // "X → Y" may be anybody's words: there the name must be a member's.
  if (/[→▶›>]/u.test(lineText(page, line)) && !members.has(name)) return false
  declared.push({ ...lineSpan(page, line), by: 'name-line', position: null, name })
  return true
}

/** Another member's name alone below the author and right above the stamp, a separator apart: whom the author answers. */
function declareMember(
  { page, members }: BodyContext,
  { author, phrase }: PostLines,
  line: number,
  declared: Declared[],
): void {
  if (author === null || phrase === null || line <= author.line) return
  const span = lineSpan(page, line)
  const stamp = lineAt(page.lines, phrase.start)
  let next = line + 1
  while (next < stamp && (isBlankLine(page, next) || isNumberLine(page, next))) next++
  if (next !== stamp) return
  const name = foldedSpace(page.text.slice(span.start, span.end))
  if (name !== foldedSpace(author.name) && members.has(name))
    declared.push({ ...span, by: 'name-line', position: null, name })
}

/** The post's own title: the thread's, alone or after "Re:". */
function isTitle({ page, title }: BodyContext, line: number): boolean {
  if (title === null || title === '' || !mayEndLike(page.text, lineSpan(page, line), title)) return false
  const own = foldedSpace(lineText(page, line)).toLowerCase()
  return (
    own === title || (own.endsWith(title) && own.length <= title.length + 16 && /^[^:]{1,14}:/u.test(own))
  )
}

/** False when the last letters show that the stretch does not end with the title, as nearly all lines do not. */
function mayEndLike(text: string, { start, end }: Span, title: string): boolean {
  for (let i = 1; i <= title.length && i <= end - start; i++) {
    const unit = text.charCodeAt(end - i)
    // White space is folded, and letters may be put together.
    if (unit <= 32 || (unit >= 0x7f && unit < 0xc0) || unit >= 0x250) return true
    if (lowerUnit(unit) !== title.charCodeAt(title.length - i)) return lowerUnit(unit) < 0
  }
  return true
}

/** How many sentence ends from the line's end a moderator's words are looked for. */
const INSERTIONS = 4

/** The line's own part: without a moderator's words at its end and without an in-line signature. */
function pushBody(page: Page, line: number, cut: number | null, body: Span[], furniture: Furniture[]): void {
  const { start, end: stop } = lineSpan(page, line)
  let end = stop
  if (cut !== null && cut > start && cut <= end) {
    if (cut < end) furniture.push({ start: cut, end, kind: 'signature' })
    end = cut
  }
  // Nearly all lines have no word of such words.
  const maybe = ((page.possible[line] ?? 0) & KIND.moderation) !== 0 || !partsWords(page.text, end)
  if (maybe && end - start < 2000) {
    // Only the line is searched: a mark that the page has nowhere would be looked for up to its start, line by line.
    const words = page.text.slice(start, end)
    let at = words.length
    let bracket = at
    for (let i = 0; i < INSERTIONS && at > 0; i++) {
      if (bracket >= at) bracket = words.lastIndexOf('[', at - 1)
      at = Math.max(words.lastIndexOf('. ', at - 2), bracket - 2)
      if (at <= 0) break
      const tail = { start: start + at + 2, end }
      if (!page.isAny(line, tail, KIND.moderation)) continue
      furniture.push({ ...tail, kind: 'moderation' })
      end = start + at + 1
      break
    }
  }
  while (end > start && isWhite(page.text.charCodeAt(end - 1))) end--
  if (end > start) body.push({ start, end })
}

/** Neighbouring lines become one span, so that a quote can run over them. */
function joinLines(page: Page, lines: readonly Span[]): Span[] {
  const spans: Span[] = []
  for (const line of lines) {
    const last = spans[spans.length - 1]
    if (last !== undefined && isAllWhite(page.text, last.end, line.start)) {
      spans[spans.length - 1] = { start: last.start, end: line.end }
    } else spans.push(line)
  }
  return spans
}

function isAllWhite(text: string, from: number, to: number): boolean {
  let at = from
  while (at < to && isWhite(text.charCodeAt(at))) at++
  return at >= to
}
