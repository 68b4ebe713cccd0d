import { commonForms } from './fitting.js'
import type { Frame } from './frames.js'
import { KIND } from './known.js'
import { lineSpan, nextFilled, type Page, isOf } from './page.js'
import type { Anchor, Template } from './templates.js'

/** Share of posts that must end with a button before a button proves that a new post begins. */
const FOOT_SHARE = 0.7
/** A head without its author is short, in UTF-16 units. */
const HEAD_LENGTH = 80

/**
 * The frame with the posts whose head lost its author (removed, anonymous): a stamp of the page's own form, right below
 * the button that ends a post, among posts that all end so.
 */
export function withNameless(page: Page, frame: Frame, templates: readonly Template[]): Frame {
  const { anchors, column } = frame
  const first = anchors[0]?.line ?? 0
  const last = anchors[anchors.length - 1]?.line ?? 0
  const footed = anchors.filter(({ line }, i) => endsAbove(page, column?.cells[i]?.line ?? line))
  if (frame.layout !== 'headed' || column === null || footed.length < FOOT_SHARE * (anchors.length - 1))
    return frame
  const forms = commonForms(anchors)
  const taken = new Set(anchors.map(({ line }) => line))
  const more = templates
    .flatMap((template) => template.anchors)
    .filter(({ line, phrase }) => {
      const { start, end } = lineSpan(page, line)
      const fits = phrase !== null && forms.has(phrase.form) && end - start <= HEAD_LENGTH
      return fits && line > first && line < last && !taken.has(line) && endsAbove(page, line)
    })
  if (more.length === 0) return frame
  const cells = new Map(anchors.map((anchor, i) => [anchor, column.cells[i] ?? null]))
  const all: Anchor[] = [...anchors, ...more].sort((a, b) => a.line - b.line)
  return {
    ...frame,
    anchors: all,
    column: { ...column, cells: all.map((anchor) => cells.get(anchor) ?? null) },
  }
}

function endsAbove(page: Page, line: number): boolean {
  const above = nextFilled(page, line, -1)
  return above >= 0 && isOf(page, above, KIND.buttons)
}
