import type { Thread } from '../model/thread.js'
import { announcedCounts, announcedFor, ofWholePage } from './counts.js'
import { evaluate, FRAME_THRESHOLD, lastLine, type Frame, type Ground } from './frames.js'
import { KIND, PAGE_KINDS } from './known.js'
import { withNameless } from './nameless.js'
import { hasStamp, isBlankLine, isOf, isRepeatedButton, wordCount, type Page } from './page.js'
import { questionPage, type QuestionPage } from './question-page.js'
import {
  cardTemplates,
  headerTemplates,
  markedTemplates,
  stampTemplates,
  type Template,
} from './templates.js'

/** A frame and the ground on which its posts stand. */
export interface PlacedFrame {
  readonly frame: Frame
  readonly ground: Ground
}

export interface Choice {
  /** In order of place; two where a page shows comments of two engines, one after the other, or questions and answers. */
  readonly placed: readonly PlacedFrame[]
  /** How the two take turns on a page of questions and answers, null for all others. */
  readonly questions: QuestionPage | null
  /** The line that announces the comments or heads them, -1 without one; foot as in Ground. */
  readonly boundary: number
  /** All lines that announce or head comments, in order of place. */
  readonly thresholds: readonly number[]
  readonly foot: number
  readonly announced: Thread['announced']
  /** Other frames that would have passed and lie outside the chosen ones' posts. */
  readonly rivals: readonly Frame[]
}

/** The frames that the page's posts follow, and where on the page they stand. */
export function chooseFrames(page: Page): Choice {
  const headings = commentHeadings(page)
  const foot = findFoot(page)
  const announcements = announcedCounts(page, foot)
  const counts = ofWholePage(announcements)
  const thresholds = [...counts.map(({ line }) => line), ...headings].sort((a, b) => a - b)
  const { used } = page
  const groundOf = (template: Template, floor: number): Ground => {
    const lines = template.anchors.map(({ line }) => line).filter((line) => line < foot)
    const below = (boundary: number): boolean =>
      boundary > floor && lines.filter((line) => line > boundary).length * 2 >= lines.length
    const count = counts.findLast(({ line }) => below(line))
    const heading = headings.findLast((line) => below(line))
    const boundary = Math.max(count?.line ?? -1, heading ?? -1, floor)
    return { boundary, announced: count !== undefined, foot, used }
  }
  const passing = (templates: readonly Template[], floor = -1): PlacedFrame[] =>
    templates.flatMap((template) => {
      const ground = groundOf(template, floor)
      const frame = evaluate(page, template, ground)
      return frame === null || frame.score < FRAME_THRESHOLD ? [] : [{ frame, ground }]
    })
  const stamped = stampTemplates(page)
  const questions = questionPage(page, stamped, thresholds, foot)
  if (questions !== null) {
    const ground = { boundary: -1, announced: false, foot, used }
    const { answers, remarks } = questions
    const placed = (remarks === null ? [answers] : [answers, remarks]).map((frame) => ({ frame, ground }))
    // "3 answers" counts no remarks.
    const announced = remarks === null ? (counts[counts.length - 1] ?? null) : null
    return { placed, questions, boundary: -1, thresholds, foot, announced, rivals: [] }
  }
  let passed: PlacedFrame[] = []
  // Each kind is a weaker proof than the one before it: tried only where nothing stronger holds.
  for (const templates of [() => stamped, cardTemplates, headerTemplates, markedTemplates]) {
    if (passed.length === 0) passed = passing(templates(page))
  }
  const best = passed.reduce<PlacedFrame | null>(
    (most, each) => (most === null || each.frame.score > most.frame.score ? each : most),
    null,
  )
  const first = best === null ? null : { ...best, frame: withNameless(page, best.frame, stamped) }
  const last = counts[counts.length - 1]
  const silent = counts.length > 0 && counts.every(({ count }) => count === 0)
  if (first === null || (silent && first.frame.score < FRAME_THRESHOLD + SILENT)) {
    const rivals = silent ? [] : passed.map(({ frame }) => frame)
    return {
      placed: [],
      questions,
      boundary: last?.line ?? -1,
      thresholds,
      foot,
      announced: last ?? null,
      rivals,
    }
  }
  const to = lastLine(first.frame)
  const second = secondFrame(page, stamped, to, passing)
  const placed = second === null ? [first] : [closed(first, second), second]
  const announced = announcedFor(announcements, placed)
  const rivals = passed
    .map(({ frame }) => frame)
    .filter((frame) => frame !== best?.frame && isRival(frame, placed))
  return { placed, questions, boundary: first.ground.boundary, thresholds, foot, announced, rivals }
}

/** How much more must speak for posts on a page that says it has no comments. */
const SILENT = 3
/** How much more must speak for a second engine than for the first. */
const SECOND = 1

/** Comments of another engine below the first one's: a good author column, and buttons of their own. */
function secondFrame(
  page: Page,
  templates: readonly Template[],
  floor: number,
  passing: (templates: readonly Template[], floor: number) => readonly PlacedFrame[],
): PlacedFrame | null {
  let best: PlacedFrame | null = null
  for (const template of templates) {
    const anchors = template.anchors.filter(({ line }) => line > floor)
    const heading = headingAbove(page, floor, anchors[0]?.line ?? 0)
    if (anchors.length < 2 || heading === null) continue
    for (const placed of passing([{ ...template, anchors }], heading)) {
      const { frame } = placed
      if (frame.score < FRAME_THRESHOLD + SECOND || (frame.column?.score ?? 0) < 0.7) continue
      if (hasButtons(page, frame) && (best === null || frame.score > best.frame.score)) best = placed
    }
  }
  return best
}

/** The last line between `floor` and `line` with which the page says that something new begins; null without one. */
function headingAbove(page: Page, floor: number, line: number): number | null {
  for (let i = line - 1; i > floor; i--) {
    if (isOf(page, i, KIND.announced | PAGE_KINDS)) return i
  }
  return null
}

function hasButtons(page: Page, { anchors }: Frame): boolean {
  const near = anchors.filter(({ line }) => {
    for (let i = line; i < Math.min(line + 8, page.lines.count); i++) {
      if (isOf(page, i, KIND.buttons)) return true
    }
    return false
  })
  return near.length * 2 >= anchors.length
}

/** The first engine's ground ends where the second one's begins. */
function closed(first: PlacedFrame, second: PlacedFrame): PlacedFrame {
  const heads = second.frame.anchors.map(({ line }, i) => second.frame.column?.cells[i]?.line ?? line)
  const start =
    second.ground.boundary > lastLine(first.frame) ? second.ground.boundary : Math.min(...heads.slice(0, 1))
  return { frame: first.frame, ground: { ...first.ground, foot: Math.min(first.ground.foot, start) } }
}

/** A frame with most of its anchors outside all posts of the chosen ones. */
function isRival(frame: Frame, placed: readonly PlacedFrame[]): boolean {
  if (frame.anchors.length < 3 || placed.some((each) => each.frame === frame)) return false
  const outside = frame.anchors.filter(({ line }) =>
    placed.every((each) => line < (each.frame.anchors[0]?.line ?? 0) || line > lastLine(each.frame)),
  )
  return outside.length * 2 > frame.anchors.length
}

function commentHeadings(page: Page): number[] {
  const lines: number[] = []
  for (let line = 0; line < page.lines.count; line++) {
    const shape = page.shape[line] ?? -1
    // What stands at every post is no heading: "Réactions" is a counter's label as well.
    if (shape < 0 || (page.shapeCount[shape] ?? 0) > 2) continue
    if (isOf(page, line, KIND.commentHeadings)) lines.push(line)
  }
  return lines
}

/** A line that only prose has. */
const PROSE_WORDS = 25

/** First line of the teasers below the comments: a known heading with nothing but short lines after it. */
function findFoot(page: Page): number {
  let foot = page.lines.count
  let stamps = false
  for (let line = page.lines.count - 1; line >= 0; line--) {
    if (isBlankLine(page, line)) continue
    if (wordCount(page, line) > PROSE_WORDS || isOfPosts(page, line, stamps)) break
    stamps ||= hasStamp(page, line)
    if (isOf(page, line, KIND.teasers)) foot = line
  }
  return foot
}

/** A line that only comments have: a quote's or an answer's header, a button that the page repeats, a heading above stamps. */
function isOfPosts(page: Page, line: number, stampsBelow: boolean): boolean {
  if (isOf(page, line, KIND.quoteHeaders | KIND.replyHeaders)) return true
  if (stampsBelow && isOf(page, line, KIND.sorting | KIND.commentHeadings)) return true
  return isRepeatedButton(page, line)
}
