import type { Page } from './page.js'
import type { Anchor } from './templates.js'

/** How many lines from the anchor an author is looked for. */
export const REACH = 12

/** By the number of a shape or label 1 where it is in the set. */
export type ShapeSet = Readonly<Uint8Array>

export const NO_SHAPES: ShapeSet = new Uint8Array(0)

/** The shapes that stand near nearly all anchors: the template's own lines. */
export function constantShapes(page: Page, anchors: readonly Anchor[]): ShapeSet {
  const least = anchors.length < 5 ? Math.max(3, anchors.length) : Math.ceil(0.8 * anchors.length)
  const constant = new Uint8Array(page.shapeCount.length)
  if (anchors.length < least) return constant
  // Each side for itself: two who answer each other in turn stand above one anchor and below the other.
  const above = new NearCounts(page, constant.length)
  const below = new NearCounts(page, constant.length)
  anchors.forEach(({ line }, i) => {
    const before = anchors[i - 1]?.line ?? -1
    const next = anchors[i + 1]?.line ?? page.lines.count
    above.add(i, Math.max(line - REACH, before + 1), line)
    below.add(i, line + 1, Math.min(line + REACH + 1, next))
  })
  for (let shape = 0; shape < constant.length; shape++) {
    if (above.of(shape) >= least || below.of(shape) >= least) constant[shape] = 1
  }
  return constant
}

/** By shape near how many anchors it stands. */
class NearCounts {
  readonly #counts: Int32Array
  /** By shape the last anchor that was counted, plus one. */
  readonly #last: Int32Array
  constructor(
    private readonly page: Page,
    shapes: number,
  ) {
    this.#counts = new Int32Array(shapes)
    this.#last = new Int32Array(shapes)
  }

  /** The lines `from` to `to` - 1 stand near the anchor. */
  add(anchor: number, from: number, to: number): void {
    const { shape, label } = this.page
    for (let line = from; line < to; line++) {
      this.#see(shape[line] ?? -1, anchor)
      this.#see(label[line] ?? -1, anchor)
    }
  }

  of(shape: number): number {
    return this.#counts[shape] ?? 0
  }

  #see(shape: number, anchor: number): void {
    if (shape < 0 || this.#last[shape] === anchor + 1) return
    this.#last[shape] = anchor + 1
    this.#counts[shape] = (this.#counts[shape] ?? 0) + 1
  }
}

/** Blank, a counter, or a line that the page prints at many posts. */
export function isTemplateLine(page: Page, line: number, constant: ShapeSet): boolean {
  if (page.printed[line] !== 0) return true
  const shape = page.shape[line] ?? -1
  if (shape < 0) return false
  if (constant[shape] === 1) return true
  const label = page.label[line] ?? -1
  return label >= 0 && constant[label] === 1
}
