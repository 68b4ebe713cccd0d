import type { Span } from '../model/span.js'
import type { Thread } from '../model/thread.js'
import { foldedSpace } from '../text/lines.js'
import { evaluate, FRAME_THRESHOLD, type Frame, type Ground } from './frames.js'
import { ofKind, partsOf } from './known.js'
import { isBlankLine, lineSpan, wordCount, type Page } from './page.js'
import {
  cardTemplates,
  headerTemplates,
  markedTemplates,
  stampTemplates,
  type Template,
} from './templates.js'

export interface Choice {
  readonly frame: Frame | null
  readonly ground: Ground
  readonly announced: Thread['announced']
  /** Other frames that would have passed and lie outside the chosen one's posts. */
  readonly rivals: readonly Frame[]
}

interface Count {
  readonly line: number
  readonly count: number
  readonly span: Span
}

/** The frame that the page's posts follow, and where on the page they stand. */
export function chooseFrame(page: Page): Choice {
  const counts = announcedCounts(page)
  const headings = commentHeadings(page)
  const foot = findFoot(page)
  const isUsed = usedNames(page)
  const groundOf = (template: Template): Ground => {
    const lines = template.anchors.map(({ line }) => line).filter((line) => line < foot)
    const below = (boundary: number): boolean =>
      lines.filter((line) => line > boundary).length * 2 >= lines.length
    const count = counts.findLast(({ line }) => below(line))
    const heading = headings.findLast((line) => below(line))
    const boundary = Math.max(count?.line ?? -1, heading ?? -1)
    return { boundary, announced: count !== undefined, foot, isUsed }
  }
  let best: Frame | null = null
  const passed: Frame[] = []
  let ground: Ground = { boundary: -1, announced: false, foot, isUsed }
  const consider = (templates: readonly Template[]): void => {
    for (const template of templates) {
      const own = groundOf(template)
      const frame = evaluate(page, template, own)
      if (frame === null || frame.score < FRAME_THRESHOLD) continue
      passed.push(frame)
      if (best === null || frame.score > best.score) {
        best = frame
        ground = own
      }
    }
  }
  consider(stampTemplates(page))
  if (best === null) consider(cardTemplates(page))
  if (best === null) consider(headerTemplates(page))
  if (best === null) consider(markedTemplates(page))
  const chosen = best as Frame | null
  if (chosen === null) {
    const last = counts[counts.length - 1]
    ground = { ...ground, boundary: last?.line ?? -1, announced: last !== undefined }
  }
  const first = chosen?.anchors[0]?.line ?? page.lines.count
  const announced = counts.findLast(({ line }) => line <= first) ?? counts[0] ?? null
  return { frame: chosen, ground, announced, rivals: rivalsOf(passed, chosen) }
}

/** Frames with most of their anchors above or below all posts of the chosen one. */
function rivalsOf(passed: readonly Frame[], chosen: Frame | null): readonly Frame[] {
  const from = chosen?.anchors[0]?.line ?? 0
  const to = chosen?.anchors[chosen.anchors.length - 1]?.line ?? 0
  return passed.filter((frame) => {
    if (frame === chosen || frame.anchors.length < 3) return false
    const outside = frame.anchors.filter(({ line }) => line < from || line > to).length
    return outside * 2 > frame.anchors.length
  })
}

function announcedCounts(page: Page): Count[] {
  const counts: Count[] = []
  for (let line = 0; line < page.lines.count; line++) {
    if (page.shape[line] === -1) continue
    const known = ofKind(page.known(line), 'announced')
    const value = known?.slots.number
    if (value !== undefined) {
      counts.push({ line, count: value.value, span: value.span })
      continue
    }
    const part = announcedInParts(page, line)
    if (part !== null) counts.push(part)
  }
  return counts
}

/** The same within a line that holds several notices. */
function announcedInParts(page: Page, line: number): Count | null {
  const parts = partsOf(page.text, lineSpan(page, line))
  if (parts.length < 2) return null
  for (const part of parts) {
    const value = ofKind(page.matcher(page.text, part, []), 'announced')?.slots.number
    if (value !== undefined) return { line, count: value.value, span: value.span }
  }
  return null
}

function commentHeadings(page: Page): number[] {
  const lines: number[] = []
  for (let line = 0; line < page.lines.count; line++) {
    if (page.shape[line] !== -1 && ofKind(page.known(line), 'commentHeadings') !== undefined) lines.push(line)
  }
  return lines
}

/** A line that only prose has. */
const PROSE_WORDS = 25

/** First line of the teasers below the comments: a known heading with nothing but short lines after it. */
function findFoot(page: Page): number {
  let foot = page.lines.count
  for (let line = page.lines.count - 1; line >= 0; line--) {
    if (isBlankLine(page, line)) continue
    if (wordCount(page, line) > PROSE_WORDS || ofKind(page.known(line), 'quoteHeaders') !== undefined) break
    if (ofKind(page.known(line), 'teasers') !== undefined) foot = line
  }
  return foot
}

/** Names that the page itself uses elsewhere: in quote headers and answers. */
function usedNames(page: Page): (name: string) => boolean {
  const used = new Set<string>()
  for (let line = 0; line < page.lines.count; line++) {
    if (page.shape[line] === -1) continue
    for (const known of page.known(line)) {
      if (known.kind !== 'quoteHeaders' && known.kind !== 'replyHeaders') continue
      const { author } = known.slots
      if (author !== undefined) used.add(foldedSpace(page.text.slice(author.start, author.end)))
    }
  }
  return (name) => used.has(foldedSpace(name))
}
