import type { StampPhrase } from '../model/stamp.js'
import { foldedSpace, lineAt } from '../text/lines.js'
import { isTemplateLine, type AuthorCell } from './columns.js'
import type { Frame, Ground } from './frames.js'
import { ofKind, PAGE_KINDS } from './known.js'
import { isBlankLine, isNumberLine, lineSpan, lineText, nextFilled, phrasesOf, type Page } from './page.js'

/** The lines of one post, 0-based and inclusive; a range is empty when `to < from`. */
export interface PostLines {
  readonly author: AuthorCell | null
  readonly phrase: StampPhrase | null
  /** Whether the text ends with its author in the same line or the next. */
  readonly signed: boolean
  /** A notice of removal that lost its header. */
  readonly stray: boolean
  readonly from: number
  readonly to: number
  readonly headFrom: number
  readonly headTo: number
  readonly bodyFrom: number
  readonly bodyTo: number
  /** The author's card below a signed text, or the buttons below a text: `bodyTo + 1` to `to`. */
}

/** How far an author's card reaches below the stamp, in lines. */
const CARD_REACH = 30
/** So many lines of a card may hold free values (a town, a motto's first words) in a row. */
const FREE_VALUES = 2
const CARD_LINE = 60

interface Core {
  readonly from: number
  readonly to: number
}

/** Parts the page into posts along the frame's anchors. */
export function findBounds(page: Page, frame: Frame, ground: Ground): readonly PostLines[] {
  const cores = frame.anchors.map((anchor, i): Core => {
    const author = frame.column?.cells[i]?.line ?? anchor.line
    return { from: Math.min(anchor.line, author), to: Math.max(anchor.line, author) }
  })
  if (frame.layout === 'signed') return signedBounds(page, frame, cores, ground)
  if (frame.layout === 'enclosed') return enclosedBounds(page, frame, cores, ground)
  return headedBounds(page, frame, cores, ground)
}

/** No two posts share a line, and each one holds its own author and stamp: heads without words can run into each other. */
export function apart(page: Page, posts: readonly PostLines[]): readonly PostLines[] {
  const kept: PostLines[] = []
  let floor = -1
  for (const post of posts) {
    const from = Math.max(post.from, floor + 1)
    const stamp = post.phrase === null ? from : lineAt(page.lines, post.phrase.start)
    const author = post.author?.line ?? from
    const to = Math.max(post.to, from, stamp, author)
    if (from >= page.lines.count || stamp < from) continue
    const within = (line: number): number => Math.min(Math.max(line, from), to)
    kept.push({
      ...post,
      author: author < from ? null : post.author,
      from,
      to,
      headFrom: within(post.headFrom),
      headTo: Math.min(post.headTo, to),
      bodyFrom: Math.max(post.bodyFrom, from),
      bodyTo: Math.min(post.bodyTo, to),
    })
    floor = to
  }
  return kept
}

function ownerOf(frame: Frame, i: number): Pick<PostLines, 'author' | 'phrase' | 'signed' | 'stray'> {
  return {
    author: frame.column?.cells[i] ?? null,
    phrase: frame.anchors[i]?.phrase ?? null,
    signed: frame.layout === 'signed',
    stray: false,
  }
}

const SIDES = ['head', 'foot'] as const
type Side = (typeof SIDES)[number]

/**
 * Of the lines that repeat between two posts, which belong to the head of the next and which to the foot of the one
 * before. A line whose distance to the head above it is steady belongs to that head's card; the page's first post
 * has only a head above it, its last one only a foot below it.
 */
class Repeats {
  private readonly card = new Set<number>()
  private readonly above = new Map<number, number>()
  /** Lines that many posts end with, right above the next head. */
  private readonly feet = new Set<number>()

  constructor(
    private readonly page: Page,
    private readonly frame: Frame,
    private readonly cores: readonly Core[],
    private readonly end: number,
  ) {
    this.learnCards()
    this.learnFeet()
    this.learnSides()
  }

  private learnCards(): void {
    const { page, cores } = this
    const seen = new Map<number, { top: number[]; bottom: number[] }>()
    cores.forEach((core, i) => {
      const stop = cores[i + 1]?.from ?? this.end
      const filled: number[] = []
      for (let line = core.to + 1; line < stop; line++) if (!isBlankLine(page, line)) filled.push(line)
      filled.forEach((line, at) => {
        if (at > CARD_REACH && filled.length - at > CARD_REACH) return
        for (const shape of [page.shape[line] ?? -1, page.label[line] ?? -1]) {
          if (shape < 0) continue
          const entry = seen.get(shape) ?? { top: [], bottom: [] }
          if (!seen.has(shape)) seen.set(shape, entry)
          entry.top.push(at)
          if (i + 1 < cores.length) entry.bottom.push(filled.length - at)
        }
      })
    })
    // Words quoted from post to post come back too, but not in most posts, nor at one distance.
    const least = Math.max(3, 0.5 * cores.length)
    for (const [shape, { top, bottom }] of seen) {
      const steady = top.length >= 0.6 * cores.length && cores.length > 4 ? 3 : 1
      if (top.length < least || spread(top) > steady) continue
      if (
        spread(top) < spread(bottom) ||
        (spread(top) === spread(bottom) && median(top) < median(bottom) / 2)
      ) {
        this.card.add(shape)
      }
    }
  }

  private learnFeet(): void {
    const { page, cores } = this
    const counts = new Map<number, number>()
    for (const core of cores.slice(1)) {
      const seen = new Set<number>()
      for (let line = core.from - 1, left = 4; line > 0 && left > 0; line--) {
        if (isBlankLine(page, line)) continue
        left--
        const shape = page.shape[line] ?? -1
        if (shape >= 0 && ofKind(page.known(line), 'quoteFooters') === undefined) seen.add(shape)
      }
      for (const shape of seen) counts.set(shape, (counts.get(shape) ?? 0) + 1)
    }
    const least = Math.max(3, 0.4 * cores.length)
    for (const [shape, count] of counts) if (count >= least) this.feet.add(shape)
  }

  private learnSides(): void {
    const { page, cores, frame } = this
    const first = cores[0]
    const last = cores[cores.length - 1]
    if (first === undefined || last === undefined) return
    const vote = (line: number, weight: number): void => {
      const shape = page.shape[line] ?? -1
      if (shape >= 0) this.above.set(shape, (this.above.get(shape) ?? 0) + weight)
    }
    for (let line = first.from - 1; line >= 0 && first.from - line < 12; line--) {
      if (!isTemplateLine(page, line, frame.constant) || isPageLine(page, line)) break
      if (!isBlankLine(page, line)) vote(line, 1)
    }
    for (let line = last.to + 1; line < this.end; line++) {
      if (!isBlankLine(page, line) && isTemplateLine(page, line, frame.constant)) vote(line, -1)
    }
  }

  /** A line of the author's card, below the stamp. */
  isCard(line: number): boolean {
    const known = this.page.known(line)
    const shape = this.page.shape[line] ?? -1
    if (shape < 0) return false
    // "Posts" is a label here, whatever else it may be elsewhere.
    if (ofKind(known, 'cardLabels', 'card', 'avatars') !== undefined) return true
    if (ofKind(known, 'buttons', 'counters', 'quoteHeaders', ...PAGE_KINDS) !== undefined) return false
    return this.card.has(shape) || this.card.has(this.page.label[line] ?? -1)
  }

  /** Whether the page repeats this line (or the language data knows it as furniture). */
  isRepeated(line: number): boolean {
    if (ofKind(this.page.known(line), 'quoteFooters') !== undefined) return false
    const shape = this.page.shape[line] ?? -1
    return (
      isTemplateLine(this.page, line, this.frame.constant) ||
      ofKind(this.page.known(line), 'buttons', 'counters', 'avatars', 'postNumbers') !== undefined ||
      this.feet.has(shape)
    )
  }

  side(line: number): Side | null {
    const votes = this.above.get(this.page.shape[line] ?? -1) ?? 0
    if (votes !== 0) return votes > 0 ? 'head' : 'foot'
    const known = ofKind(
      this.page.known(line),
      'buttons',
      'counters',
      'avatars',
      'card',
      'cardLabels',
      ...PAGE_KINDS,
    )?.kind
    if (known === undefined) return null
    return known === 'avatars' || known === 'card' || known === 'cardLabels' ? 'head' : 'foot'
  }
}

/** A line of the page itself: it ends what belongs to a post. */
function isPageLine(page: Page, line: number): boolean {
  return ofKind(page.known(line), 'announced', ...PAGE_KINDS) !== undefined
}

function spread(values: readonly number[]): number {
  if (values.length < 2) return Number.POSITIVE_INFINITY
  const middle = median(values)
  return median(values.map((value) => Math.abs(value - middle)))
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}

function headedBounds(page: Page, frame: Frame, cores: readonly Core[], ground: Ground): PostLines[] {
  const repeats = new Repeats(page, frame, cores, ground.foot)
  const posts: PostLines[] = []
  const tops = cores.map((core, i) => headTop(page, repeats, core, cores[i - 1]?.to ?? ground.boundary))
  const heads = withBadges(page, repeats, withTitles(page, repeats, tops), cores)
  cores.forEach((core, i) => {
    const headFrom = heads[i] ?? core.from
    const next = heads[i + 1] ?? ground.foot
    const marked = frame.template.kind === 'marked'
    const headTo = marked ? core.from - 1 : cardEnd(page, repeats, core, cores[i + 1]?.from ?? ground.foot)
    const isLast = i + 1 === cores.length
    const bodyEnd = isLast ? lastEnd(page, frame, repeats, headTo, next, posts) : next - 1
    const stop = trimDown(page, bodyEnd, headTo)
    const stub = isLast ? null : strayStub(page, repeats, headTo, stop)
    const after = isLast ? stubBelow(page, stop, next) : null
    const to = stub === null ? stop : trimDown(page, stub - 1, headTo)
    const range = bodyRange(page, repeats, headTo, to)
    const body = { ...range, bodyTo: aboveCard(page, repeats, frame.column?.cells[i] ?? null, range) }
    posts.push({ ...ownerOf(frame, i), from: headFrom, to, headFrom, headTo, ...body })
    const lone = stub ?? after
    if (lone !== null) {
      const lines = { from: lone, to: lone, headFrom: lone, headTo: lone - 1, bodyFrom: lone, bodyTo: lone }
      posts.push({ author: null, phrase: null, signed: false, stray: true, ...lines })
    }
  })
  return posts
}

/** First line of the head: up over the lines that the page prints above the author, where they are not the foot above. */
function headTop(page: Page, repeats: Repeats, core: Core, floor: number): number {
  let top = core.from
  if (isLabelled(page, top)) while (top - 1 > floor && isLabelled(page, top - 1)) top--
  let balance = 0
  let best = 0
  for (let line = top - 1, stop = Math.max(floor, top - 16); line > stop; line--) {
    if (isBlankLine(page, line)) continue
    if (!repeats.isRepeated(line) || isPageLine(page, line)) break
    const side = repeats.side(line)
    balance += side === 'head' ? 1 : side === 'foot' ? -1 : -0.5
    if (balance > best) [best, top] = [balance, line]
  }
  return top
}

/** Last line of the author's card below the stamp. */
function cardEnd(page: Page, repeats: Repeats, core: Core, stop: number): number {
  let end = core.to
  // "Date: …" stands in a block of such lines ("To: …", "Subject: …"): all of it is the head.
  if (isLabelled(page, core.from)) while (end + 1 < stop && isLabelled(page, end + 1)) end++
  const block = end
  let free = 0
  for (let line = end + 1; line < stop && line - core.to <= CARD_REACH; line++) {
    if (isBlankLine(page, line)) continue
    const afterLabel = line === end + 1 && end > block && isNumberLine(page, line)
    // A counter below a one-line text is no card, however steady.
    if ((repeats.isCard(line) && !(free > 0 && isNumberLine(page, line))) || afterLabel) {
      end = line
      free = 0
      continue
    }
    const { start, end: stopAt } = lineSpan(page, line)
    if (++free > FREE_VALUES || stopAt - start > CARD_LINE) break
  }
  // A card's last label may have a date or a number below it as its value.
  const value = end + 1
  if (end > core.to && value < stop && !isBlankLine(page, value)) {
    const label = ofKind(page.known(end), 'cardLabels')
    const phrase = phrasesOf(page, value)[0]
    const span = lineSpan(page, value)
    const isValue = isNumberLine(page, value) || (phrase?.start === span.start && phrase.end === span.end)
    if (label !== undefined && isValue) return value
  }
  return end
}

function bodyRange(
  page: Page,
  repeats: Repeats,
  headTo: number,
  to: number,
): { readonly bodyFrom: number; readonly bodyTo: number } {
  let bodyTo = to
  for (let line = to; line > headTo; line--) {
    if (isBlankLine(page, line)) continue
    if (!repeats.isRepeated(line) || repeats.isCard(line)) break
    if (repeats.side(line) !== 'foot') break
    bodyTo = line - 1
  }
  bodyTo = trimDown(page, bodyTo, headTo)
  const first = nextFilled(page, headTo, 1)
  // A comment of two signs ("+1") looks like a counter; the page's own counters come back.
  if (bodyTo <= headTo && first <= to && isNumberLine(page, first) && isLone(page, first)) bodyTo = first
  return { bodyFrom: headTo + 1, bodyTo }
}

/** How many lines an author's card below the text may have. */
const CARD_BELOW = 10

/**
 * Where the words end when the author's card stands below them: above a line that is the author's name, with at least
 * two lines after it and nothing but a card's lines. A name typed at the end of a text has none.
 */
function aboveCard(
  page: Page,
  repeats: Repeats,
  author: AuthorCell | null,
  { bodyFrom, bodyTo }: { readonly bodyFrom: number; readonly bodyTo: number },
): number {
  if (author === null) return bodyTo
  const name = foldedSpace(page.text.slice(author.start, author.end))
  let below = 0
  let sure = 0
  for (let line = bodyTo; line > bodyFrom && below <= CARD_BELOW; line--) {
    if (isBlankLine(page, line)) continue
    const text = lineText(page, line)
    if (foldedSpace(text) === name)
      return below >= 2 && sure >= 1 ? trimDown(page, line - 1, bodyFrom - 1) : bodyTo
    if (text.length > CARD_LINE || /[.!?…]$/u.test(text)) return bodyTo
    below++
    if (isLabelled(page, line) || isNumberLine(page, line) || repeats.isCard(line)) sure++
  }
  return bodyTo
}

function isLone(page: Page, line: number): boolean {
  return /[+-]/u.test(lineText(page, line)) && (page.shapeCount[page.shape[line] ?? -1] ?? 0) < 2
}

/** A line that stands above more heads than this is a button, unless it names the thread. */
const COMMON_TITLE = 0.7
const TITLE_LENGTH = 100

/**
 * Where posts have a title of their own above their head ("Re: …", "• Stadtwerke"): per head the title's line, else the
 * head's. A title is short and begins a block: a blank line, a foot or nothing but its own mark parts it from the post
 * before; nearly every head has one, and they differ, or say what the thread is called.
 */
function withTitles(page: Page, repeats: Repeats, heads: readonly number[]): number[] {
  const above = heads.map((head) => nextFilled(page, head, -1))
  const mark = commonMark(above.map((line) => (line < 0 ? '' : lineText(page, line))))
  const isTitle = (line: number, head: number): boolean => {
    if (line < 0 || head - line > 3 || isPageLine(page, line)) return false
    const span = lineSpan(page, line)
    if (span.end - span.start > TITLE_LENGTH) return false
    if (ofKind(page.known(line), 'stubs', 'buttons', 'counters', 'quoteFooters') !== undefined) return false
    const begins =
      line === 0 ||
      isBlankLine(page, line - 1) ||
      repeats.side(line - 1) === 'foot' ||
      (mark !== null && lineText(page, line).startsWith(mark))
    if (!begins) return false
    const count = page.shapeCount[page.shape[line] ?? -1] ?? heads.length
    return count < COMMON_TITLE * heads.length || namesThread(page, line, heads[0] ?? 0)
  }
  const titled = above.filter((line, i) => isTitle(line, heads[i] ?? 0)).length
  // Two posts prove little: then both titles must be alike.
  const shapes = new Set(above.map((line) => page.shape[line] ?? -1))
  const sure = heads.length > 2 ? titled >= 0.8 * heads.length : titled === 2 && shapes.size === 1
  return heads.map((head, i) => {
    const line = above[i] ?? head
    return sure && isTitle(line, head) ? line : head
  })
}

/** A lone line between the foot of one post and the head of the next ("Editors' pick") belongs to the next. */
function withBadges(
  page: Page,
  repeats: Repeats,
  heads: readonly number[],
  cores: readonly Core[],
): readonly number[] {
  return heads.map((head, i) => {
    const line = nextFilled(page, head, -1)
    const above = nextFilled(page, line, -1)
    if (i === 0 || above <= (cores[i - 1]?.to ?? 0) || repeats.isRepeated(line)) return head
    // Below a bare counter a line may be a whole comment.
    if (isNumberLine(page, above)) return head
    const { start, end } = lineSpan(page, line)
    const known = page.known(line)
    const isBadge =
      end - start <= CARD_LINE && ofKind(known, 'stubs', 'editNotes') === undefined && !isPageLine(page, line)
    return isBadge && repeats.isRepeated(above) && repeats.side(above) === 'foot' ? line : head
  })
}

/** The sign that most of these lines begin with, null when they share none. */
function commonMark(lines: readonly string[]): string | null {
  const counts = new Map<string, number>()
  for (const line of lines) {
    const mark = /^[•*#>▪■-]/u.exec(line)?.[0]
    if (mark !== undefined) counts.set(mark, (counts.get(mark) ?? 0) + 1)
  }
  for (const [mark, count] of counts) if (count >= 0.8 * lines.length) return mark
  return null
}

/** Whether a line is, without its "Re:", one that stands above the first post. */
function namesThread(page: Page, line: number, firstHead: number): boolean {
  const bare = (text: string): string =>
    foldedSpace(text.replace(/^(?:[•*#>▪■-]+\s*|[^\s:]{1,5}:\s*)/u, '')).toLowerCase()
  const title = bare(lineText(page, line))
  for (let i = 0; i < Math.min(firstHead, 60); i++)
    if (i !== line && bare(lineText(page, i)) === title) return true
  return false
}

function isLabelled(page: Page, line: number): boolean {
  return (page.label[line] ?? -1) >= 0
}

function trimDown(page: Page, line: number, floor: number): number {
  let last = line
  while (last > floor && isBlankLine(page, last)) last--
  return last
}

/** Where the last post ends: after the buttons that end the others, else where the page's foot begins. */
function lastEnd(
  page: Page,
  frame: Frame,
  repeats: Repeats,
  headTo: number,
  stop: number,
  earlier: readonly PostLines[],
): number {
  const footed = earlier.filter((post) => !post.stray && post.bodyTo < post.to).length
  let end = stop - 1
  if (footed * 2 > earlier.length || (earlier.length === 0 && frame.anchors.length === 1)) {
    const usual = firstFootShapes(page, earlier)
    for (let line = headTo + 1; line < stop; line++) {
      if (isBlankLine(page, line) || repeats.side(line) !== 'foot' || !repeats.isRepeated(line)) continue
      if (usual.size > 0 && !usual.has(page.shape[line] ?? -1)) continue
      let last = line
      let next = line + 1
      while (next < stop && (isBlankLine(page, next) || repeats.side(next) === 'foot')) {
        if (!isBlankLine(page, next) && ofKind(page.known(next), ...PAGE_KINDS) !== undefined) break
        if (!isBlankLine(page, next)) last = next
        next++
      }
      return last
    }
  }
  for (let line = headTo + 1; line < stop; line++) {
    if (ofKind(page.known(line), ...PAGE_KINDS) !== undefined && line > headTo + 1) {
      end = line - 1
      break
    }
  }
  for (; end > headTo; end--) {
    if (isBlankLine(page, end)) continue
    if (footed > 0 || ofKind(page.known(end), 'buttons', 'counters') === undefined) break
  }
  return end
}

/** The shapes with which the feet of the other posts begin. */
function firstFootShapes(page: Page, posts: readonly PostLines[]): ReadonlySet<number> {
  const shapes = new Set<number>()
  for (const post of posts) {
    let line = post.bodyTo + 1
    while (line <= post.to && isBlankLine(page, line)) line++
    if (!post.stray && line <= post.to) shapes.add(page.shape[line] ?? -1)
  }
  return shapes
}

/** The same below the last post, before anything else. */
function stubBelow(page: Page, to: number, stop: number): number | null {
  const line = nextFilled(page, to, 1)
  return line < stop && ofKind(page.known(line), 'stubs') !== undefined ? line : null
}

/** A line "this comment was removed" below a post's buttons is a post that lost its header; its line, or null. */
function strayStub(page: Page, repeats: Repeats, headTo: number, to: number): number | null {
  if (ofKind(page.known(to), 'stubs') === undefined) return null
  const above = trimDown(page, to - 1, headTo)
  if (above <= headTo) return null
  return repeats.side(above) === 'foot' ? to : null
}

function signedBounds(page: Page, frame: Frame, cores: readonly Core[], ground: Ground): PostLines[] {
  const posts: PostLines[] = []
  let floor = ground.boundary
  cores.forEach((core, i) => {
    let to = core.to
    const stop = cores[i + 1]?.from ?? ground.foot
    for (let line = core.to + 1; line < stop; line++) {
      if (isBlankLine(page, line)) continue
      if (!isTemplateLine(page, line, frame.constant) || isCount(page, line)) break
      to = line
    }
    let from = signedStart(page, floor, core.from, ground.boundary < 0, i === 0)
    // A number that nobody signed belongs to a post whose words and author are gone.
    for (let line = core.from - 1; line > from; line--) {
      if (!isCount(page, line)) continue
      posts.push(unsigned(page, from, trimDown(page, line - 1, from)))
      from = line
      break
    }
    const headed = isCount(page, from)
    const inLine = frame.template.kind === 'tail' || frame.column?.place.side === 'tail'
    const bodyTo = inLine ? core.from : core.from - 1
    const headFrom = headed ? from : core.from
    posts.push({
      ...ownerOf(frame, i),
      from,
      to,
      headFrom,
      headTo: to,
      bodyFrom: headed ? from + 1 : from,
      bodyTo,
    })
    floor = to
  })
  return posts
}

/** "#12" alone on its line. */
function isCount(page: Page, line: number): boolean {
  return /^#\d{1,6}$/u.test(lineText(page, line))
}

function unsigned(page: Page, from: number, to: number): PostLines {
  const first = isCount(page, from) ? from + 1 : from
  const lines = { from, to, headFrom: from, headTo: first - 1, bodyFrom: first, bodyTo: to }
  return { author: null, phrase: null, signed: false, stray: true, ...lines }
}

/** Posts that begin with their author and end with their stamp. */
function enclosedBounds(page: Page, frame: Frame, cores: readonly Core[], ground: Ground): PostLines[] {
  const repeats = new Repeats(page, frame, cores, ground.foot)
  return cores.map((core, i) => {
    const stop = cores[i + 1]?.from ?? ground.foot
    let to = core.to
    for (let line = core.to + 1; line < stop && !isPageLine(page, line); line++) {
      if (isBlankLine(page, line)) continue
      if (!repeats.isRepeated(line)) break
      to = line
    }
    let headTo = core.from
    while (
      headTo + 2 < core.to &&
      ofKind(page.known(headTo + 1), 'card', 'cardLabels', 'avatars') !== undefined
    ) {
      headTo++
    }
    const bodyTo = trimDown(page, core.to - 1, headTo)
    const body = { bodyFrom: headTo + 1, bodyTo }
    return { ...ownerOf(frame, i), from: core.from, to, headFrom: core.from, headTo, ...body }
  })
}

/** First line of a text that ends with its author: below the last heading between `floor` and the signature. */
function signedStart(page: Page, floor: number, signature: number, open: boolean, isFirst: boolean): number {
  let from = signature
  for (let line = signature - 1; line > floor; line--) {
    if (isBlankLine(page, line)) {
      // Without anything that says where comments begin, only the signature's own paragraph is sure.
      if (open && isFirst && isBlankLine(page, line - 1)) break
      continue
    }
    if ((open && isHeading(page, line)) || isPageLine(page, line)) break
    if (open && isFirst && from === signature && line < signature - 1) break
    from = line
  }
  return from
}

/** A short line without a full stop, alone between blank lines. */
function isHeading(page: Page, line: number): boolean {
  const text = lineText(page, line)
  if (text.length > 70 || /[.!?…,;]["”»)]?$/u.test(text)) return false
  const above = line === 0 || isBlankLine(page, line - 1)
  const below = line + 1 >= page.lines.count || isBlankLine(page, line + 1)
  return above && below
}
