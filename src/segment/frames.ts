import type { AuthorColumn } from './columns.js'
import { NO_SHAPES, type ShapeSet } from './constant.js'
import { accept } from './fitting.js'
import { layoutOf } from './layout.js'
import type { Page } from './page.js'
import type { Anchor, Template } from './templates.js'
import { weigh } from './weight.js'

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
  readonly constant: ShapeSet
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
  /** Names that the page itself uses elsewhere, with single spaces. */
  readonly used: ReadonlySet<string>
}

/** The line of the last anchor. */
export function lastLine({ anchors }: Pick<Frame, 'anchors'>): number {
  return anchors[anchors.length - 1]?.line ?? -1
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
  const { timeline, ...fitting } = first
  const frame = { ...fitting, layout: layoutOf(page, first, ground) }
  return { ...frame, score: weigh(page, frame, timeline, ground) }
}

/** Quoting lines are a weak boundary: taken only where nothing else is found, and where there are several. */
function markedFrame(template: Template): Frame | null {
  const { anchors } = template
  if (anchors.length < 3) return null
  return { template, anchors, column: null, constant: NO_SHAPES, layout: 'headed', score: FRAME_THRESHOLD }
}

/** Stamps above the announced number or heading are the article's, unless most of them stand there. */
function commentsOnly(anchors: readonly Anchor[], ground: Ground): readonly Anchor[] {
  const below = anchors.filter((anchor) => anchor.line > ground.boundary)
  return below.length * 2 >= anchors.length || (ground.announced && below.length > 0) ? below : anchors
}
