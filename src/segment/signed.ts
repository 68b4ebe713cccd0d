import { isTemplateLine } from './constant.js'
import type { Frame, Ground } from './frames.js'
import { KIND } from './known.js'
import { isBlankLine, lineText, type Page, isOf } from './page.js'
import { isPageLine, postOf, strayPost, trimDown, type Core, type PostLines } from './post-lines.js'
import { Repeats } from './repeats.js'

export function signedBounds(page: Page, frame: Frame, cores: readonly Core[], ground: Ground): PostLines[] {
  const posts: PostLines[] = []
  let floor = ground.boundary
  cores.forEach((core, i) => {
    let to = core.to
    const stop = cores[i + 1]?.from ?? ground.foot
    for (let line = core.to + 1; line < stop; line++) {
      if (isBlankLine(page, line)) continue
      if (!isTemplateLine(page, line, frame.constant) || isCount(page, line)) break
      to = line
    }
    let from = signedStart(page, floor, core.from, ground.boundary < 0, i === 0)
    // A number that nobody signed belongs to a post whose words and author are gone.
    for (let line = core.from - 1; line > from; line--) {
      if (!isCount(page, line)) continue
      posts.push(unsigned(page, from, trimDown(page, line - 1, from)))
      from = line
      break
    }
    const headed = isCount(page, from)
    const inLine = frame.template.kind === 'tail' || frame.column?.place.side === 'tail'
    const bodyTo = inLine ? core.from : core.from - 1
    const headFrom = headed ? from : core.from
    posts.push(
      postOf(frame, i, { from, to, headFrom, headTo: to, bodyFrom: headed ? from + 1 : from, bodyTo }),
    )
    floor = to
  })
  return posts
}

/** "#12" alone on its line. */
function isCount(page: Page, line: number): boolean {
  return /^#\d{1,6}$/u.test(lineText(page, line))
}

function unsigned(page: Page, from: number, to: number): PostLines {
  const first = isCount(page, from) ? from + 1 : from
  return strayPost({ from, to, headFrom: from, headTo: first - 1, bodyFrom: first, bodyTo: to })
}

/** Posts that begin with their author and end with their stamp. */
export function enclosedBounds(
  page: Page,
  frame: Frame,
  cores: readonly Core[],
  ground: Ground,
): PostLines[] {
  const repeats = new Repeats(page, frame, cores, ground.foot)
  return cores.map((core, i) => {
    const stop = cores[i + 1]?.from ?? ground.foot
    let to = core.to
    for (let line = core.to + 1; line < stop && !isPageLine(page, line); line++) {
      if (isBlankLine(page, line)) continue
      if (!repeats.isRepeated(line)) break
      to = line
    }
    let headTo = core.from
    while (headTo + 2 < core.to && isOf(page, headTo + 1, KIND.card | KIND.cardLabels | KIND.avatars)) {
      headTo++
    }
    const bodyTo = trimDown(page, core.to - 1, headTo)
    return postOf(frame, i, {
      from: core.from,
      to,
      headFrom: core.from,
      headTo,
      bodyFrom: headTo + 1,
      bodyTo,
    })
  })
}

/** First line of a text that ends with its author: below the last heading between `floor` and the signature. */
function signedStart(page: Page, floor: number, signature: number, open: boolean, isFirst: boolean): number {
  let from = signature
  for (let line = signature - 1; line > floor; line--) {
    if (isBlankLine(page, line)) {
      // Without anything that says where comments begin, only the signature's own paragraph is sure.
      if (open && isFirst && isBlankLine(page, line - 1)) break
      continue
    }
    if ((open && isHeading(page, line)) || isPageLine(page, line)) break
    if (open && isFirst && from === signature && line < signature - 1) break
    from = line
  }
  return from
}

/** A short line without a full stop, alone between blank lines. */
function isHeading(page: Page, line: number): boolean {
  const text = lineText(page, line)
  if (text.length > 70 || /[.!?…,;]["”»)]?$/u.test(text)) return false
  const above = line === 0 || isBlankLine(page, line - 1)
  const below = line + 1 >= page.lines.count || isBlankLine(page, line + 1)
  return above && below
}
