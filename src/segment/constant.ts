import { KIND, PAGE_KINDS, type Kinds } from './known.js'
import { isBlankLine, isNumberLine, type Page, isOf } from './page.js'
import type { Anchor } from './templates.js'

/** Page lines around posts that hold no author. */
export const SKIPPED: Kinds =
  KIND.buttons |
  KIND.counters |
  KIND.avatars |
  KIND.card |
  KIND.cardLabels |
  KIND.editNotes |
  KIND.postNumbers |
  PAGE_KINDS

/** How many lines from the anchor an author is looked for. */
export const REACH = 12

/** The shapes that stand near nearly all anchors: the template's own lines. */
export function constantShapes(page: Page, anchors: readonly Anchor[]): ReadonlySet<number> {
  const least = anchors.length < 5 ? Math.max(3, anchors.length) : Math.ceil(0.8 * anchors.length)
  const constant = new Set<number>()
  // Each side for itself: two who answer each other in turn stand above one anchor and below the other.
  for (const side of ['above', 'below'] as const) {
    const counts = new Map<number, number>()
    anchors.forEach((anchor, i) => {
      const seen = new Set<number>()
      const from =
        side === 'below' ? anchor.line + 1 : Math.max(anchor.line - REACH, lineOf(anchors, i - 1) + 1)
      const last = lineOf(anchors, i + 1) < 0 ? page.lines.count : lineOf(anchors, i + 1)
      const to = side === 'above' ? anchor.line : Math.min(anchor.line + REACH + 1, last)
      for (let line = from; line < to; line++) {
        const shape = page.shape[line] ?? -1
        const label = page.label[line] ?? -1
        if (shape >= 0) seen.add(shape)
        if (label >= 0) seen.add(label)
      }
      for (const shape of seen) counts.set(shape, (counts.get(shape) ?? 0) + 1)
    })
    for (const [shape, count] of counts) if (count >= least) constant.add(shape)
  }
  return constant
}

function lineOf(anchors: readonly Anchor[], i: number): number {
  return anchors[i]?.line ?? -1
}

/** Blank, a counter, or a line that the page prints at many posts. */
export function isTemplateLine(page: Page, line: number, constant: ReadonlySet<number>): boolean {
  if (isBlankLine(page, line) || isNumberLine(page, line)) return true
  const shape = page.shape[line] ?? -1
  if (shape < 0) return false
  if (constant.has(shape) || constant.has(page.label[line] ?? -1)) return true
  return (page.shapeCount[shape] ?? 0) > 1 && isOf(page, line, SKIPPED)
}
