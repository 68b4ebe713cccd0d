import type { Context, Sheet } from './context.js'
import type { PassageList } from './passage-list.js'

/** Tokens by which one post must be the more broken one to be sure that it is the one that quotes. */
const CLEAR = 3

/**
 * On a page in an order of its own (votes), posts of the same time do not say which of them quotes the other. Who
 * quotes puts answers between the other's words, who is quoted has them in one piece: the passages of the post that
 * came later are further apart. Passages for which this, or else the page, says that the post looked at came first are
 * left out.
 */
export function fromEarlier(context: Context, sheet: Sheet, list: PassageList): PassageList {
  const { order, surelyBefore } = context.stream.timeline
  const shared = new Map<number, Stretch>()
  for (let i = 0; i < list.count; i++) {
    const source = list.source[i] ?? 0
    const here = { from: list.at[list.first[i] ?? 0] ?? 0, to: endOf(list, list.at, i) }
    const there = { from: list.there[list.first[i] ?? 0] ?? 0, to: endOf(list, list.there, i) }
    const known = shared.get(source)
    if (known === undefined) shared.set(source, { here, there })
    else {
      widen(known.here, here)
      widen(known.there, there)
    }
  }
  const kept = new Uint8Array(list.count)
  for (let i = 0; i < list.count; i++) {
    const stretch = shared.get(list.source[i] ?? 0)
    if (stretch === undefined) continue
    const here = stretch.here.to - stretch.here.from
    const there = stretch.there.to - stretch.there.from
    const source = list.source[i] ?? 0
    const earlier =
      surelyBefore(order[source] ?? 0, sheet.position) ||
      (Math.abs(here - there) > CLEAR ? here > there : source < sheet.rank)
    if (earlier) kept[i] = 1
  }
  list.keep(kept)
  return list
}

function endOf({ last, length }: PassageList, starts: Int32Array, passage: number): number {
  const block = last[passage] ?? 0
  return (starts[block] ?? 0) + (length[block] ?? 0)
}

function widen(stretch: Reach, other: Reach): void {
  stretch.from = Math.min(stretch.from, other.from)
  stretch.to = Math.max(stretch.to, other.to)
}

interface Reach {
  from: number
  to: number
}

interface Stretch {
  readonly here: Reach
  readonly there: Reach
}
