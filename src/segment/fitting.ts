import { bestDirection, type Timeline } from './chronology.js'
import { findAuthorColumn, isTail, type AuthorColumn } from './columns.js'
import { constantShapes, isTemplateLine, type ShapeSet } from './constant.js'
import type { Frame, Ground } from './frames.js'
import { KIND } from './known.js'
import { isFurniture } from './layout.js'
import { isNumberLine, isProse, lineText, nextFilled, wordCount, type Page, isOf } from './page.js'
import type { Anchor, Template } from './templates.js'

export interface Accepted extends Omit<Frame, 'layout' | 'score'> {
  /** Of the anchors' stamps. */
  readonly timeline: Timeline
}

/** Drops the anchors that do not fit the column the others agree on, and looks again without them. */
export function accept(page: Page, template: Template, ground: Ground): Accepted | null {
  let anchors = template.anchors
  for (let round = 0; ; round++) {
    const constant = constantShapes(page, anchors)
    const above = hasTextAbove(page, anchors, constant, ground)
    const column = findAuthorColumn(
      page,
      { ...template, anchors },
      constant,
      ground.used,
      ground.boundary,
      above,
    )
    const timeline = bestDirection(anchors.map(({ phrase }) => phrase))
    const fits = column === null ? () => true : fitter(page, anchors, column, timeline, template)
    const kept = anchors.filter((_, i) => fits(i))
    if (kept.length === anchors.length || round === 2)
      return { template, anchors, column, constant, timeline }
    if (kept.length === 0) return null
    anchors = kept
  }
}

/** Whether words stand between the line where comments are known to begin and the first anchor. */
function hasTextAbove(page: Page, anchors: readonly Anchor[], constant: ShapeSet, ground: Ground): boolean {
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
  timeline: Timeline,
  template: Template,
): (i: number) => boolean {
  // A page writes the same words at each post: where it does so, the line speaks for itself.
  if (template.kind === 'header' || template.kind === 'card') return () => true
  const names = new Map<string, number>()
  for (const cell of column.cells) {
    if (cell === null || cell.score < WEAK_NAME) continue
    names.set(cell.name, (names.get(cell.name) ?? 0) + 1)
  }
  const forms = commonForms(anchors)
  const { times } = timeline
  const outOfStep = isInStep(anchors, forms, timeline) ? () => false : outliers(anchors, forms, timeline)
  const inCount = counted(page, anchors)
  // Names that come back need neither of these.
  let feet: ((i: number) => boolean) | null = null
  const hasFoot = (i: number): boolean => (feet ??= footed(page, anchors, column))(i)
  let far: ((i: number) => boolean) | null = null
  const isFar = (i: number): boolean => (far ??= distant(times))(i)
  const isSigned = isTail(template)
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
    if (!foreign && (names.get(cell.name) ?? 0) > 1) return true
    // A member called "4711": all else must fit.
    if (cell.score < 0.2) return cell.score >= WEAK_NAME && column.score >= 0.9 && !outOfStep(i) && hasFoot(i)
    // Two stamps on neighbouring lines: the second says when the post was changed.
    if (!isSigned && anchors[i - 1]?.line === (anchors[i]?.line ?? 0) - 1 && cell.line === anchors[i]?.line)
      return false
    if ((outOfStep(i) || isFar(i)) && !hasFoot(i)) return false
    return outOfStep(i) ? cell.score > 0.95 && forms.has(anchors[i]?.phrase?.form ?? '') : cell.score >= 0.3
  }
}

/** In minutes: posts of one page are seldom further apart than this from all the others. */
const FAR = 60 * 24 * 31

/** Stamps further from every other one than the others are among themselves: a date that a text tells of. */
function distant(times: readonly (number | null)[]): (i: number) => boolean {
  const sorted = times.filter((time) => time !== null).sort((a, b) => a - b)
  const first = sorted[0] ?? 0
  const last = sorted[sorted.length - 1] ?? 0
  return (i) => {
    const time = times[i] ?? null
    if (time === null || sorted.length < 3) return false
    const beyond =
      time === first ? (sorted[1] ?? 0) - first : time === last ? last - (sorted[sorted.length - 2] ?? 0) : 0
    const spread = time === first ? last - (sorted[1] ?? 0) : (sorted[sorted.length - 2] ?? 0) - first
    return beyond > Math.max(FAR, spread)
  }
}

/** Where most posts end with a button, whether the post above this head does: a page's form inside a text has none. */
function footed(page: Page, anchors: readonly Anchor[], column: AuthorColumn): (i: number) => boolean {
  const feet = anchors.map((anchor, i) => {
    if (i === 0) return true
    const top = Math.min(anchor.line, column.cells[i]?.line ?? anchor.line)
    const above = nextFilled(page, top, -1)
    return above >= 0 && isOf(page, above, KIND.buttons | KIND.counters)
  })
  const share = feet.filter((foot) => foot).length / anchors.length
  return (i) => share < COUNT_SHARE || feet[i] === true
}

/** Share of anchors whose numbers must follow each other before the others are doubted. */
const COUNT_SHARE = 0.7

/** Where the page numbers its posts one by one, which anchors are in the count: a stamp quoted from a page is not. */
function counted(page: Page, anchors: readonly Anchor[]): (i: number) => boolean {
  const numbers = anchors.map(({ line }) => {
    const text = lineText(page, line)
    const beside = text.includes('#') ? /#\s?(\d{1,6})(?![\d.])/u.exec(text)?.[1] : undefined
    const below = nextFilled(page, line, 1)
    // Hardly any line is a number.
    const isNumber = below < page.lines.count && isNumberLine(page, below)
    const alone = isNumber ? /^#?(\d{1,6})$/u.exec(lineText(page, below))?.[1] : undefined
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

export function commonForms(anchors: readonly Anchor[]): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const { phrase } of anchors) {
    if (phrase !== null) counts.set(phrase.form, (counts.get(phrase.form) ?? 0) + 1)
  }
  return new Set(
    [...counts].filter(([, count]) => count >= FORM_SHARE * anchors.length).map(([form]) => form),
  )
}

/** A quick look at what nearly all pages are: every stamp of one of the page's own forms, and each in order. */
function isInStep(
  anchors: readonly Anchor[],
  forms: ReadonlySet<string>,
  { rising, falling, pairs, times }: Timeline,
): boolean {
  // Without nulls there is a pair less than there are times.
  if (pairs !== times.length - 1 || Math.max(rising, falling) < 1) return false
  return anchors.every(({ phrase }) => phrase !== null && forms.has(phrase.form))
}

/** In a page that runs in time, the stamps that are out of step with the others. */
function outliers(
  anchors: readonly Anchor[],
  forms: ReadonlySet<string>,
  timeline: Timeline,
): (i: number) => boolean {
  const { times } = timeline
  const rising = timeline.rising >= timeline.falling
  // Pages by votes are out of step everywhere: only a clear order tells.
  if (Math.max(timeline.rising, timeline.falling) < 0.75 || timeline.pairs < 3) return () => false
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
