import type { Span } from '../model/span.js'
import { bestDirection, roughTime } from './chronology.js'
import { constantShapes, findAuthorColumn, isTail, isTemplateLine, type AuthorColumn } from './columns.js'
import { ofKind, PAGE_KINDS, partsOf, type KnownKind } from './known.js'
import { isProse, lineText, nextFilled, wordCount, type Page } from './page.js'
import type { Anchor, Template } from './templates.js'

export const LAYOUTS = ['headed', 'signed', 'enclosed'] as const
/**
 * Where the words stand: below author and stamp (`headed`), above both (`signed`), or below the author and above the
 * stamp (`enclosed`).
 */
export type Layout = (typeof LAYOUTS)[number]

/** What repeats from post to post: the anchors that belong to posts, and where each post's author stands. */
export interface Frame {
  readonly template: Template
  /** The anchors that are posts, in order of place; `column.cells` runs beside them. */
  readonly anchors: readonly Anchor[]
  readonly column: AuthorColumn | null
  readonly constant: ReadonlySet<number>
  readonly layout: Layout
  /** Weight of evidence that these are posts; see `weigh`. */
  readonly score: number
}

/** What the page says about where comments begin. */
export interface Ground {
  /** The line with the announced number or the heading "Comments", -1 without one. */
  readonly boundary: number
  /** Whether `boundary` announces a number. */
  readonly announced: boolean
  /** First line of teasers and the foot, `lines.count` without one. */
  readonly foot: number
  readonly isUsed: (name: string) => boolean
}

/** Below this weight a set of stamps is not taken for posts. */
export const FRAME_THRESHOLD = 3

export function evaluate(page: Page, template: Template, ground: Ground): Frame | null {
  const within = template.anchors.filter((anchor) => anchor.line < ground.foot)
  const inside = commentsOnly(within, ground)
  if (inside.length === 0) return null
  if (template.kind === 'marked') return markedFrame({ ...template, anchors: inside })
  const first = accept(page, { ...template, anchors: inside }, ground)
  if (first === null || first.anchors.length === 0) return null
  const frame = { ...first, layout: layoutOf(page, first, ground) }
  return { ...frame, score: weigh(page, frame, ground) }
}

/** Quoting lines are a weak boundary: taken only where nothing else is found, and where there are several. */
function markedFrame(template: Template): Frame | null {
  const { anchors } = template
  if (anchors.length < 3) return null
  return { template, anchors, column: null, constant: new Set(), layout: 'headed', score: FRAME_THRESHOLD }
}

/** Stamps above the announced number or heading are the article's, unless most of them stand there. */
function commentsOnly(anchors: readonly Anchor[], ground: Ground): readonly Anchor[] {
  const below = anchors.filter((anchor) => anchor.line > ground.boundary)
  return below.length * 2 >= anchors.length || (ground.announced && below.length > 0) ? below : anchors
}

type Accepted = Omit<Frame, 'layout' | 'score'>

/** Drops the anchors that do not fit the column the others agree on, and looks again without them. */
function accept(page: Page, template: Template, ground: Ground): Accepted | null {
  let anchors = template.anchors
  for (let round = 0; ; round++) {
    const constant = constantShapes(page, anchors)
    const above = hasTextAbove(page, anchors, constant, ground)
    const column = findAuthorColumn(
      page,
      { ...template, anchors },
      constant,
      ground.isUsed,
      ground.boundary,
      above,
    )
    const fits = column === null ? () => true : fitter(page, anchors, column, template)
    const kept = anchors.filter((_, i) => fits(i))
    if (kept.length === anchors.length || round === 2) return { template, anchors, column, constant }
    if (kept.length === 0) return null
    anchors = kept
  }
}

/** Whether words stand between the line where comments are known to begin and the first anchor. */
function hasTextAbove(
  page: Page,
  anchors: readonly Anchor[],
  constant: ReadonlySet<number>,
  ground: Ground,
): boolean {
  const first = anchors[0]
  if (first === undefined || ground.boundary < 0 || anchors.length < 2) return false
  for (let line = ground.boundary + 1; line < first.line; line++) {
    if (isTemplateLine(page, line, constant) || isFurniture(page, line)) continue
    if (wordCount(page, line) >= 8 || isProse(page, line)) return true
  }
  return false
}

/** A name that looks like this or better counts as known where it comes back: "1979" is a member, "#2" is none. */
const WEAK_NAME = 0.1

/** Whether the i-th anchor has an author where the others have theirs, and a stamp in step with them. */
function fitter(
  page: Page,
  anchors: readonly Anchor[],
  column: AuthorColumn,
  template: Template,
): (i: number) => boolean {
  // A page writes the same words at each post: where it does so, the line speaks for itself.
  if (template.kind === 'header' || template.kind === 'card') return () => true
  const names = new Map<string, number>()
  for (const cell of column.cells) {
    if (cell === null || cell.score < WEAK_NAME) continue
    const name = page.text.slice(cell.start, cell.end)
    names.set(name, (names.get(name) ?? 0) + 1)
  }
  const forms = commonForms(anchors)
  const outOfStep = outliers(anchors, forms)
  const inCount = counted(page, anchors)
  const hasFoot = footed(page, anchors, column)
  return (i) => {
    const cell = column.cells[i] ?? null
    // A post may have lost its author; its stamp must be as the others' then.
    if (cell === null) {
      const alike = forms.has(anchors[i]?.phrase?.form ?? '') && !outOfStep(i)
      return column.score < 0.6 || (column.place.side === 'before' && alike)
    }
    if (!inCount(i)) return false
    // A stamp out of step and in another form is quoted, even with a member's name (a mail pasted into a mail).
    const foreign = outOfStep(i) && !forms.has(anchors[i]?.phrase?.form ?? '')
    if (!foreign && (names.get(page.text.slice(cell.start, cell.end)) ?? 0) > 1) return true
    // A member called "4711": all else must fit.
    if (cell.score < 0.2) return cell.score >= WEAK_NAME && column.score >= 0.9 && !outOfStep(i) && hasFoot(i)
    // Two stamps on neighbouring lines: the second says when the post was changed.
    if (
      !isTail(template) &&
      anchors[i - 1]?.line === (anchors[i]?.line ?? 0) - 1 &&
      cell.line === anchors[i]?.line
    )
      return false
    if (outOfStep(i) && !hasFoot(i)) return false
    return outOfStep(i) ? cell.score > 0.95 && forms.has(anchors[i]?.phrase?.form ?? '') : cell.score >= 0.3
  }
}

/** Where most posts end with a button, whether the post above this head does: a page's form inside a text has none. */
function footed(page: Page, anchors: readonly Anchor[], column: AuthorColumn): (i: number) => boolean {
  const feet = anchors.map((anchor, i) => {
    if (i === 0) return true
    const top = Math.min(anchor.line, column.cells[i]?.line ?? anchor.line)
    const above = nextFilled(page, top, -1)
    return above >= 0 && ofKind(page.known(above), 'buttons', 'counters') !== undefined
  })
  const share = feet.filter((foot) => foot).length / anchors.length
  return (i) => share < COUNT_SHARE || feet[i] === true
}

/** Share of anchors whose numbers must follow each other before the others are doubted. */
const COUNT_SHARE = 0.7

/** Where the page numbers its posts one by one, which anchors are in the count: a stamp quoted from a page is not. */
function counted(page: Page, anchors: readonly Anchor[]): (i: number) => boolean {
  const numbers = anchors.map(({ line }) => {
    const beside = /#\s?(\d{1,6})(?![\d.])/u.exec(lineText(page, line))?.[1]
    const below = nextFilled(page, line, 1)
    const alone = /^#?(\d{1,6})$/u.exec(below < page.lines.count ? lineText(page, below) : '')?.[1]
    const number = beside ?? alone
    return number === undefined ? null : Number(number)
  })
  for (const step of [1, -1]) {
    const best = new Map<number, number>()
    let longest = 0
    let end: number | null = null
    for (const number of numbers) {
      if (number === null) continue
      const length = (best.get(number - step) ?? 0) + 1
      if (length > (best.get(number) ?? 0)) best.set(number, length)
      if (length > longest) [longest, end] = [length, number]
    }
    if (end === null || longest < 3 || longest < COUNT_SHARE * anchors.length) continue
    // Read from the end: a number quoted from a page stands inside the post before the page's own.
    const kept = new Set<number>()
    let wanted = end
    for (let i = numbers.length - 1; i >= 0; i--) {
      if (numbers[i] !== wanted) continue
      kept.add(i)
      wanted -= step
    }
    return (i) => kept.has(i) || numbers[i] === null
  }
  return () => true
}

/** Share of the anchors from which on a form of stamp is the page's own. */
const FORM_SHARE = 0.25

function commonForms(anchors: readonly Anchor[]): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const { phrase } of anchors) {
    if (phrase !== null) counts.set(phrase.form, (counts.get(phrase.form) ?? 0) + 1)
  }
  return new Set(
    [...counts].filter(([, count]) => count >= FORM_SHARE * anchors.length).map(([form]) => form),
  )
}

/** In a page that runs in time, the stamps that are out of step with the others. */
function outliers(anchors: readonly Anchor[], forms: ReadonlySet<string>): (i: number) => boolean {
  const direction = bestDirection(anchors.map((anchor) => anchor.phrase))
  const rising = direction.rising >= direction.falling
  // Pages by votes are out of step everywhere: only a clear order tells.
  if (Math.max(direction.rising, direction.falling) < 0.75 || direction.pairs < 3) return () => false
  const times = anchors.map(({ phrase }) => (phrase === null ? null : roughTime(phrase, direction.dayFirst)))
  const signed = times.map((time) => (time === null || rising ? time : -time))
  // The page's own forms make the chain; a stamp of another form must fit between its neighbours there.
  const chain = longestChain(
    signed.map((time, i) => (forms.has(anchors[i]?.phrase?.form ?? '') ? time : null)),
  )
  let last: number | null = null
  const floor = signed.map((time, i) => (chain.has(i) ? (last = time) : last))
  return (i) => {
    if (chain.has(i)) return false
    const here = signed[i] ?? null
    if (here === null || forms.has(anchors[i]?.phrase?.form ?? '')) return true
    let next = i + 1
    while (next < signed.length && !chain.has(next)) next++
    return here < (floor[i] ?? here) || here > (signed[next] ?? here)
  }
}

/** Indices of a longest run of values that never fall, gaps left out; patience sorting, O(n log n). */
function longestChain(values: readonly (number | null)[]): ReadonlySet<number> {
  const tails: number[] = []
  const before: number[] = []
  values.forEach((value, i) => {
    if (value === null) return
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((values[tails[middle] ?? 0] ?? 0) <= value) low = middle + 1
      else high = middle
    }
    before[i] = low === 0 ? -1 : (tails[low - 1] ?? -1)
    tails[low] = i
  })
  const chain = new Set<number>()
  for (let i = tails[tails.length - 1] ?? -1; i >= 0; i = before[i] ?? -1) chain.add(i)
  return chain
}

/**
 * Where the words stand to their stamps. Signatures end their text; for others, what stands below the last stamp and
 * above the first one tells: where comments are known to begin, words above the first stamp are a post's, and a page
 * that has none below the last one ends its posts with their stamps.
 */
function layoutOf(page: Page, frame: Accepted, ground: Ground): Layout {
  const { anchors, constant, column } = frame
  if (column?.place.side === 'first') return 'enclosed'
  if (isTail(frame.template)) return 'signed'
  const last = anchors[anchors.length - 1]
  const first = anchors[0]
  if (last === undefined || first === undefined || anchors.length < 2) return 'headed'
  const bottom = Math.max(last.line, column?.cells[anchors.length - 1]?.line ?? last.line)
  const top = Math.min(first.line, column?.cells[0]?.line ?? first.line)
  const words = (from: number, to: number, counts: (line: number) => boolean): boolean => {
    for (let line = from; line < to; line++) {
      if (!isTemplateLine(page, line, constant) && !isFurniture(page, line) && counts(line)) return true
    }
    return false
  }
  if (column?.place.side === 'above' || column?.place.side === 'top') return 'headed'
  const sides = buttonSides(page, frame)
  if (sides.above >= sides.below && sides.above > 0) return 'headed'
  const known = ground.boundary >= 0 && ground.boundary < top
  const counts = known ? (line: number) => isProse(page, line) : () => true
  if (sides.below > 0 && words(ground.boundary + 1, top, () => true)) return 'signed'
  const below = words(bottom + 1, ground.foot, counts)
  return !below && words(ground.boundary + 1, top, counts) ? 'signed' : 'headed'
}

/** At how many posts a button stands close above author and stamp, and at how many close below or beside them. */
function buttonSides(
  page: Page,
  { anchors, column }: Accepted,
): { readonly above: number; readonly below: number } {
  const isNear = (line: number, step: 1 | -1, reach: number): boolean => {
    let at = nextFilled(page, line, step)
    for (let left = reach; left > 0 && at >= 0 && at < page.lines.count; left--) {
      if (ofKind(page.known(at), 'buttons') !== undefined) return true
      at = nextFilled(page, at, step)
    }
    return false
  }
  let above = 0
  let below = 0
  anchors.forEach((anchor, i) => {
    const author = column?.cells[i]?.line ?? anchor.line
    const beside =
      anchor.phrase !== null && partsOf(page.text, anchor.after).some((part) => isButton(page, part))
    if (i > 0 && isNear(Math.min(anchor.line, author), -1, 2)) above++
    if (beside || isNear(Math.max(anchor.line, author), 1, 1)) below++
  })
  // One-word comments have buttons on both sides of a head: only a clear majority counts.
  const clear = Math.max(above, below) >= Math.max(2, 0.5 * (anchors.length - 1))
  return clear ? { above, below } : { above: 0, below: 0 }
}

function isButton(page: Page, part: Span): boolean {
  return ofKind(page.matcher(page.text, part, []), 'buttons') !== undefined
}

function isFurniture(page: Page, line: number): boolean {
  return ofKind(page.known(line), 'buttons', 'counters', ...PAGE_KINDS) !== undefined
}

/**
 * Weight of evidence, in rough units of "one more post seen". Many anchors with a good author column and texts
 * between them are posts; one-line bodies without an author are a list of other articles.
 */
function weigh(page: Page, frame: Omit<Frame, 'score'>, ground: Ground): number {
  const { anchors, column, template } = frame
  const n = anchors.length
  const dropped = template.anchors.filter(
    (anchor) => anchor.line > ground.boundary && anchor.line < ground.foot,
  )
  let score = Math.min(4, 0.8 * Math.log2(n + 1) * (n / Math.max(1, dropped.length)))
  score += column === null ? -2 : 3 * (Math.min(1.2, column.score) - 0.5)
  const direction = bestDirection(anchors.map((anchor) => anchor.phrase))
  const inOrder = Math.max(direction.rising, direction.falling)
  if (direction.pairs >= 2 && inOrder >= 0.9) score += 1
  else if (direction.pairs >= 4 && inOrder < 0.7) score -= 0.5
  const headers = anchors.filter(
    ({ line }) => isWorded(page, line, 'commentHeaders') && !isDateline(page, line),
  )
  score += (2 * headers.length) / n
  if (ground.announced) score += 1.5
  else if (ground.boundary >= 0) score += 1
  score += precision(anchors)
  score += bodies(page, frame, ground)
  // Two or three names with dates are a byline and a caption as well: something else must speak for posts.
  if (n <= 3 && ground.boundary < 0) {
    if (n === 1) score -= 4
    else if (headers.length * 2 < n && !isCorroborated(page, frame, ground)) score -= 4.5
    else if (isDateline(page, anchors[0]?.line ?? 0) && !isDateline(page, anchors[n - 1]?.line ?? 0))
      score -= 5
  }
  return score
}

/** "Published on …": what an article's date is introduced with. */
function isDateline(page: Page, line: number): boolean {
  return isWorded(page, line, 'stampLines')
}

function isWorded(page: Page, line: number, kind: KnownKind): boolean {
  return page.known(line).some((known) => known.kind === kind && known.worded)
}

/** Buttons, quote headers, cards or numbers at every anchor: what only posts have. */
function isCorroborated(page: Page, frame: Omit<Frame, 'score'>, ground: Ground): boolean {
  return frame.anchors.every(({ line }, i) => {
    const next = frame.anchors[i + 1]?.line ?? ground.foot
    for (let at = Math.max(0, line - 2); at < next; at++) {
      const known = page.known(at)
      if (ofKind(known, 'buttons', 'quoteHeaders', 'card', 'cardLabels', 'postNumbers') !== undefined)
        return true
      if (page.text[page.lines.from[at] ?? 0] === '>') return true
    }
    return false
  })
}

function precision(anchors: readonly Anchor[]): number {
  let sum = 0
  for (const { phrase } of anchors) {
    if (phrase === null) continue
    if (phrase.kind === 'relative') sum += 0.3
    else if (phrase.kind === 'time-only') sum -= 0.5
    else if (phrase.day === null && phrase.open === null) sum -= 3
    else if (phrase.hour !== null) sum += 1.2
  }
  return sum / anchors.length
}

/** What stands between the anchors: texts speak for posts, lone short lines for a list of headlines. */
function bodies(page: Page, frame: Omit<Frame, 'score'>, ground: Ground): number {
  const { anchors, constant, layout, column } = frame
  let empty = 0
  let single = 0
  let buttons = 0
  let words = 0
  anchors.forEach((anchor, i) => {
    const authorLine = column?.cells[i]?.line ?? anchor.line
    const headed = layout === 'headed'
    const from = headed
      ? Math.max(anchor.line, authorLine) + 1
      : layout === 'enclosed'
        ? authorLine + 1
        : (anchors[i - 1]?.line ?? ground.boundary) + 1
    const to = !headed ? anchor.line : Math.min(anchors[i + 1]?.line ?? ground.foot, ground.foot)
    let lines = 0
    let count = frame.template.kind === 'tail' || isTail(frame.template) ? 20 : 0
    let sentence = count > 0
    let pressed = false
    for (let line = from; line < to; line++) {
      if (isTemplateLine(page, line, constant)) {
        if (ofKind(page.known(line), 'buttons') !== undefined) pressed = true
        continue
      }
      if (line === anchors[i + 1]?.line || line === column?.cells[i + 1]?.line) continue
      lines++
      count += wordCount(page, line)
      if (/[.!?…]["”»)]?$/u.test(lineText(page, line))) sentence = true
    }
    if (pressed) buttons++
    if (lines === 0 && count === 0) empty++
    else if (lines === 1 && !sentence && !pressed) single++
    words += count
  })
  const n = anchors.length
  let score = Math.min(1, words / n / 25) + buttons / n
  if (empty / n > 0.5) score -= 3
  score -= (3 * single) / n
  return score
}
