import { isTail } from './columns.js'
import { isTemplateLine } from './constant.js'
import type { Accepted } from './fitting.js'
import type { Ground, Layout } from './frames.js'
import { KIND, PAGE_KINDS, partsOf } from './known.js'
import { isProse, nextFilled, type Page, isOf } from './page.js'

/**
 * Where the words stand to their stamps. Signatures end their text; for others, what stands below the last stamp and
 * above the first one tells: where comments are known to begin, words above the first stamp are a post's, and a page
 * that has none below the last one ends its posts with their stamps.
 */
export function layoutOf(page: Page, frame: Accepted, ground: Ground): Layout {
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
  const side = column?.place.side
  if (side === 'above' || side === 'top' || side === 'picture') return 'headed'
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
      if (isOf(page, at, KIND.buttons)) return true
      at = nextFilled(page, at, step)
    }
    return false
  }
  let above = 0
  let below = 0
  anchors.forEach((anchor, i) => {
    const author = column?.cells[i]?.line ?? anchor.line
    const beside =
      anchor.phrase !== null &&
      partsOf(page.text, anchor.after).some((part) => page.isAny(anchor.line, part, KIND.buttons))
    if (i > 0 && isNear(Math.min(anchor.line, author), -1, 2)) above++
    if (beside || isNear(Math.max(anchor.line, author), 1, 1)) below++
  })
  // One-word comments have buttons on both sides of a head: only a clear majority counts.
  const clear = Math.max(above, below) >= Math.max(2, 0.5 * (anchors.length - 1))
  return clear ? { above, below } : { above: 0, below: 0 }
}

export function isFurniture(page: Page, line: number): boolean {
  return isOf(page, line, KIND.buttons | KIND.counters | PAGE_KINDS)
}
