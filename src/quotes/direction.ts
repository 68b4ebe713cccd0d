import type { Context, Sheet } from './context.js'
import { reachOf, sourceReachOf, type Passage } from './passages.js'
import { sizeOf, type Range } from './stream.js'

/** Tokens by which one post must be the more broken one to be sure that it is the one that quotes. */
const CLEAR = 3

/**
 * On a page in an order of its own (votes), posts of the same time do not say which of them quotes the other. Who
 * quotes puts answers between the other's words, who is quoted has them in one piece: the passages of the post that
 * came later are further apart. Passages for which this, or else the page, says that the post looked at came first are
 * left out.
 */
export function fromEarlier(context: Context, sheet: Sheet, passages: readonly Passage[]): Passage[] {
  const { order, surelyBefore } = context.stream.timeline
  const shared = new Map<number, Stretch>()
  for (const passage of passages) {
    const known = shared.get(passage.source)
    const here = reachOf(passage)
    const there = sourceReachOf(passage)
    if (known === undefined) {
      shared.set(passage.source, { here, there })
      continue
    }
    known.here = { from: Math.min(known.here.from, here.from), to: Math.max(known.here.to, here.to) }
    known.there = { from: Math.min(known.there.from, there.from), to: Math.max(known.there.to, there.to) }
  }
  return passages.filter((passage) => {
    const stretch = shared.get(passage.source)
    const source = order[passage.source] ?? 0
    if (stretch === undefined || surelyBefore(source, sheet.position)) return true
    const here = sizeOf(stretch.here)
    const there = sizeOf(stretch.there)
    if (Math.abs(here - there) > CLEAR) return here > there
    return passage.source < sheet.rank
  })
}

interface Stretch {
  here: Range
  there: Range
}
