import { lineAt } from '../text/lines.js'
import { aboveCard, aboveInsert, bodyRange, lastEnd, strayStub, stubBelow } from './feet.js'
import type { Frame, Ground } from './frames.js'
import { cardEnd, headTop, withBadges, withCards, withInitials, withTitles } from './heads.js'
import type { Page } from './page.js'
import { postOf, strayPost, trimDown, type Core, type PostLines } from './post-lines.js'
import { Repeats } from './repeats.js'
import { enclosedBounds, signedBounds } from './signed.js'

/** Parts the page into posts along the frame's anchors. */
export function findBounds(page: Page, frame: Frame, ground: Ground): readonly PostLines[] {
  const cores = frame.anchors.map((anchor, i): Core => {
    const author = frame.column?.cells[i]?.line ?? anchor.line
    return { from: Math.min(anchor.line, author), to: Math.max(anchor.line, author) }
  })
  if (frame.layout === 'signed') return signedBounds(page, frame, cores, ground)
  if (frame.layout === 'enclosed') return enclosedBounds(page, frame, cores, ground)
  return headedBounds(page, frame, cores, ground)
}

/** No two posts share a line, and each one holds its own author and stamp: heads without words can run into each other. */
export function apart(page: Page, posts: readonly PostLines[]): readonly PostLines[] {
  const kept: PostLines[] = []
  let floor = -1
  for (const post of posts) {
    const from = Math.max(post.from, floor + 1)
    const stamp = post.phrase === null ? from : lineAt(page.lines, post.phrase.start)
    const author = post.author?.line ?? from
    const to = Math.max(post.to, from, stamp, author)
    if (from >= page.lines.count || stamp < from) continue
    const within = (line: number): number => Math.min(Math.max(line, from), to)
    kept.push({
      author: author < from ? null : post.author,
      phrase: post.phrase,
      signed: post.signed,
      stray: post.stray,
      from,
      to,
      headFrom: within(post.headFrom),
      headTo: Math.min(post.headTo, to),
      bodyFrom: Math.max(post.bodyFrom, from),
      bodyTo: Math.min(post.bodyTo, to),
    })
    floor = to
  }
  return kept
}

function headedBounds(page: Page, frame: Frame, cores: readonly Core[], ground: Ground): PostLines[] {
  const repeats = new Repeats(page, frame, cores, ground.foot)
  const posts: PostLines[] = []
  const tops = cores.map((core, i) => headTop(page, repeats, core, cores[i - 1]?.to ?? ground.boundary))
  const titled = withTitles(page, repeats, tops)
  const badged = withBadges(page, repeats, titled, cores)
  const heads = withInitials(page, frame, withCards(page, frame, badged, cores))
  cores.forEach((core, i) => {
    const headFrom = heads[i] ?? core.from
    const next = heads[i + 1] ?? ground.foot
    const marked = frame.template.kind === 'marked'
    const headTo = marked ? core.from - 1 : cardEnd(page, repeats, core, cores[i + 1]?.from ?? ground.foot)
    const isLast = i + 1 === cores.length
    const bodyEnd = isLast ? lastEnd(page, frame, repeats, headTo, next, posts) : next - 1
    const stop = trimDown(page, bodyEnd, headTo)
    const stub = isLast ? null : strayStub(page, repeats, headTo, stop)
    const after = isLast ? stubBelow(page, stop, next) : null
    const to = aboveInsert(page, repeats, headTo, stub === null ? stop : trimDown(page, stub - 1, headTo))
    const range = bodyRange(page, repeats, headTo, to)
    const bodyTo = aboveCard(page, repeats, frame.column?.cells[i] ?? null, range)
    posts.push(postOf(frame, i, { from: headFrom, to, headFrom, headTo, bodyFrom: range.bodyFrom, bodyTo }))
    const lone = stub ?? after
    if (lone !== null) {
      posts.push(
        strayPost({ from: lone, to: lone, headFrom: lone, headTo: lone - 1, bodyFrom: lone, bodyTo: lone }),
      )
    }
  })
  return posts
}
