import type { Direction } from './chronology.js'
import { isTail } from './columns.js'
import { isTemplateLine } from './constant.js'
import type { Frame, Ground } from './frames.js'
import { KIND, WORDED_HEADER, WORDED_STAMP } from './known.js'
import { endsSentence, wordCount, type Page, isOf } from './page.js'
import type { Anchor } from './templates.js'

/**
 * Weight of evidence, in rough units of "one more post seen". Many anchors with a good author column and texts
 * between them are posts; one-line bodies without an author are a list of other articles.
 */
export function weigh(page: Page, frame: Omit<Frame, 'score'>, direction: Direction, ground: Ground): number {
  const { anchors, column, template } = frame
  const n = anchors.length
  const dropped = template.anchors.filter(
    (anchor) => anchor.line > ground.boundary && anchor.line < ground.foot,
  )
  let score = Math.min(4, 0.8 * Math.log2(n + 1) * (n / Math.max(1, dropped.length)))
  score += column === null ? -2 : 3 * (Math.min(1.2, column.score) - 0.5)
  const inOrder = Math.max(direction.rising, direction.falling)
  if (direction.pairs >= 2 && inOrder >= 0.9) score += 1
  else if (direction.pairs >= 4 && inOrder < 0.7) score -= 0.5
  const headers = anchors.filter(({ line }) => isOf(page, line, WORDED_HEADER) && !isDateline(page, line))
  score += (2 * headers.length) / n
  if (ground.announced) score += 1.5
  else if (ground.boundary >= 0) score += 1
  score += precision(anchors)
  score += bodies(page, frame, ground)
  // Two or three names with dates are a byline and a caption as well: something else must speak for posts.
  // A signature at the end of a text needs no more proof.
  const isSigned = isTail(template) && n > 1 && (column?.score ?? 0) >= 0.9
  if (n <= 3 && ground.boundary < 0 && !isSigned) {
    if (n === 1) score -= 4
    else if (headers.length * 2 < n && !isCorroborated(page, frame, ground)) score -= 4.5
    else if (isDateline(page, anchors[0]?.line ?? 0) && !isDateline(page, anchors[n - 1]?.line ?? 0))
      score -= 5
  }
  return score
}

/** "Published on …": what an article's date is introduced with. */
function isDateline(page: Page, line: number): boolean {
  return isOf(page, line, WORDED_STAMP)
}

const POST_KINDS = KIND.buttons | KIND.quoteHeaders | KIND.card | KIND.cardLabels | KIND.postNumbers

/** Buttons, quote headers, cards or numbers at every anchor: what only posts have. */
function isCorroborated(page: Page, frame: Omit<Frame, 'score'>, ground: Ground): boolean {
  return frame.anchors.every(({ line }, i) => {
    const next = frame.anchors[i + 1]?.line ?? ground.foot
    for (let at = Math.max(0, line - 2); at < next; at++) {
      if (isOf(page, at, POST_KINDS)) return true
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
  const isSigned = isTail(frame.template)
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
    let count = isSigned ? 20 : 0
    let sentence = count > 0
    let pressed = false
    for (let line = from; line < to; line++) {
      if (isTemplateLine(page, line, constant)) {
        if (isOf(page, line, KIND.buttons)) pressed = true
        continue
      }
      if (line === anchors[i + 1]?.line || line === column?.cells[i + 1]?.line) continue
      lines++
      count += wordCount(page, line)
      if (endsSentence(page, line)) sentence = true
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
