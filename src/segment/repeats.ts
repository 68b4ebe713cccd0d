import { isTemplateLine } from './constant.js'
import type { Frame } from './frames.js'
import { KIND, PAGE_KINDS } from './known.js'
import { isBlankLine, isNumberLine, kindOf, nextFilled, type Page, isOf } from './page.js'
import { isPageLine, type Core } from './post-lines.js'

/** How far an author's card reaches below the stamp, in lines. */
export const CARD_REACH = 30

/** In filled lines, per post: of a shape's lines from the head above and, where there is one, from the head below. */
interface Distances {
  readonly top: number[]
  readonly bottom: number[]
  /** How many of the lines have something of a text below them in their post. */
  aboveText: number
}

/** What opens and closes a quote, or stands for a removed post, is no card's, however steadily it comes. */
export const NO_CARD = KIND.quoteHeaders | KIND.quoteFooters | KIND.stubs

const SIDES = ['head', 'foot'] as const

type Side = (typeof SIDES)[number]

/**
 * Of the lines that repeat between two posts, which belong to the head of the next and which to the foot of the one
 * before. A line whose distance to the head above it is steady belongs to that head's card; the page's first post
 * has only a head above it, its last one only a foot below it.
 */
export class Repeats {
  private readonly card = new Set<number>()
  private readonly above = new Map<number, number>()
  /** Lines that many posts end with, right above the next head. */
  private readonly feet = new Set<number>()
  /** Whether bare counts of votes stand right above most posts' buttons. */
  private hasTallies = false

  constructor(
    private readonly page: Page,
    private readonly frame: Frame,
    private readonly cores: readonly Core[],
    private readonly end: number,
  ) {
    this.learnCards()
    this.learnFeet()
    this.learnTallies()
    this.learnSides()
  }

  private learnCards(): void {
    const { page, cores } = this
    // Words quoted from post to post come back too, but not in most posts, nor at one distance.
    const least = Math.max(3, 0.5 * cores.length)
    const seen = new Map<number, Distances>()
    const see = (shape: number, fromTop: number, fromBottom: number | null, aboveText: boolean): void => {
      if (shape < 0 || (page.shapeCount[shape] ?? 0) < least) return
      let entry = seen.get(shape)
      if (entry === undefined) seen.set(shape, (entry = { top: [], bottom: [], aboveText: 0 }))
      entry.top.push(fromTop)
      if (fromBottom !== null) entry.bottom.push(fromBottom)
      if (aboveText) entry.aboveText++
    }
    cores.forEach((core, i) => {
      const stop = cores[i + 1]?.from ?? this.end
      const isLast = i + 1 === cores.length
      let filled = 0
      let lastOfText = -1
      for (let line = core.to + 1; line < stop; line++) {
        if (isBlankLine(page, line)) continue
        filled++
        if (this.isText(line, least)) lastOfText = line
      }
      let next = 0
      for (let line = core.to + 1; line < stop; line++) {
        if (isBlankLine(page, line)) continue
        const at = next++
        if (at > CARD_REACH && filled - at > CARD_REACH) continue
        const below = isLast ? null : filled - at
        see(page.shape[line] ?? -1, at, below, line < lastOfText)
        see(page.label[line] ?? -1, at, below, line < lastOfText)
      }
    })
    for (const [shape, { top, bottom, aboveText }] of seen) {
      // What ends one-line texts stands steadily below the head too.
      if (top.length < least || aboveText * 2 < top.length) continue
      const steady = top.length >= 0.6 * cores.length && cores.length > 4 ? 3 : 1
      const above = spread(top)
      if (above > steady) continue
      const below = spread(bottom)
      if (above < below || (above === below && median(top) < median(bottom) / 2)) this.card.add(shape)
    }
  }

  /** Neither what comes back at `least` places, nor a counter or another line that the page is known for. */
  private isText(line: number, least: number): boolean {
    const { page } = this
    const shape = page.shape[line] ?? -1
    if (shape >= 0 && (page.shapeCount[shape] ?? 0) >= least) return false
    return !isNumberLine(page, line) && !isOf(page, line, KIND.buttons | KIND.counters | PAGE_KINDS)
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
        if (shape >= 0 && !isOf(page, line, KIND.quoteFooters)) seen.add(shape)
      }
      for (const shape of seen) counts.set(shape, (counts.get(shape) ?? 0) + 1)
    }
    const least = Math.max(3, 0.4 * cores.length)
    for (const [shape, count] of counts) if (count >= least) this.feet.add(shape)
  }

  private learnTallies(): void {
    const { page, cores } = this
    let pressed = 0
    let tallied = 0
    cores.forEach((core, i) => {
      const stop = cores[i + 1]?.from ?? this.end
      for (let line = core.to + 1; line < stop; line++) {
        if (!isOf(page, line, KIND.buttons)) continue
        pressed++
        if (isNumberLine(page, nextFilled(page, line, -1))) tallied++
        break
      }
    })
    this.hasTallies = tallied >= 3 && tallied * 2 >= pressed
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
    const shape = this.page.shape[line] ?? -1
    if (shape < 0) return false
    // "Posts" is a label here, whatever else it may be elsewhere.
    if (isOf(this.page, line, KIND.cardLabels | KIND.card | KIND.avatars)) return true
    if (isOf(this.page, line, KIND.buttons | KIND.counters | NO_CARD | PAGE_KINDS)) return false
    return this.card.has(shape) || this.card.has(this.page.label[line] ?? -1)
  }

  /** Whether the page repeats this line (or the language data knows it as furniture). */
  isRepeated(line: number): boolean {
    if (isOf(this.page, line, KIND.quoteFooters)) return false
    const shape = this.page.shape[line] ?? -1
    return (
      isTemplateLine(this.page, line, this.frame.constant) ||
      isOf(this.page, line, KIND.buttons | KIND.counters | KIND.avatars | KIND.postNumbers) ||
      this.feet.has(shape)
    )
  }

  /** A bare count above the buttons of a post or between them. */
  isTally(line: number): boolean {
    if (!isNumberLine(this.page, line)) return false
    const above = nextFilled(this.page, line, -1)
    return this.hasTallies || (above >= 0 && isOf(this.page, above, KIND.buttons))
  }

  side(line: number): Side | null {
    const votes = this.above.get(this.page.shape[line] ?? -1) ?? 0
    if (votes !== 0) return votes > 0 ? 'head' : 'foot'
    const known = kindOf(
      this.page,
      line,
      KIND.buttons | KIND.counters | KIND.avatars | KIND.card | KIND.cardLabels | PAGE_KINDS,
    )
    if (known === undefined) return null
    return known === 'avatars' || known === 'card' || known === 'cardLabels' ? 'head' : 'foot'
  }
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
