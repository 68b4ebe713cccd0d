import type { Context } from './context.js'
import { POPULAR } from './demands.js'
import { heaviestFirst } from './heaviest.js'
import type { PassageList } from './passage-list.js'
import { cut, type Passage } from './passages.js'
import type { Range } from './stream.js'

/** A stretch of tokens and the passage that explains it best. */
export interface Assigned {
  readonly range: Range
  readonly passage: Passage
  readonly runnerUp: Passage | null
  /**
   * Posts, the source included, that hold most of these words as their own, counted up to `POPULAR`: a phrase that many
   * use is no quote.
   */
  readonly holders: number
}

/** Passages are numbers in the list. */
interface Claim {
  passage: number
  runnerUp: number
  /** The sources that hold most of these words, `POPULAR` of them at most. */
  readonly holders: number[]
}

const NONE = -1
const EQUAL = 0.9
const SAME_WORDS = 0.8

/**
 * Gives every token of `range` to one passage at most, the heaviest first; equally heavy ones to the earliest source.
 * A passage most of whose words are taken becomes the runner-up of the one that took them. In order of place.
 */
export function assign(context: Context, range: Range, list: PassageList): Assigned[] {
  if (list.count === 0) return []
  const { owners } = context
  const { weight, source, matched } = list
  const claims: Claim[] = []
  owners.clear(range)
  for (const passage of heaviestFirst(list)) {
    owners.look(list, passage)
    const claim = claims[owners.claim]
    const by = source[passage] ?? 0
    if (claim === undefined || owners.taken < (matched[passage] ?? 0) / 2) {
      owners.take(list, passage, claims.length)
      claims.push({ passage, runnerUp: NONE, holders: [by] })
      continue
    }
    const own = weight[passage] ?? 0
    const theirs = weight[claim.passage] ?? 0
    const theirSource = source[claim.passage] ?? 0
    if (own >= SAME_WORDS * theirs) hold(claim.holders, by)
    if (by === theirSource) continue
    const better = own >= EQUAL * theirs && by < theirSource && list.isMostlyOwn(passage, context.own)
    if (better) {
      claim.runnerUp = claim.passage
      claim.passage = passage
      owners.take(list, passage, owners.claim)
    } else if (claim.runnerUp === NONE && own >= theirs / 2) {
      claim.runnerUp = passage
    }
  }
  return runs(context, range, list, claims)
}

function hold(holders: number[], source: number): void {
  if (holders.length < POPULAR && !holders.includes(source)) holders.push(source)
}

function runs(context: Context, range: Range, list: PassageList, claims: readonly Claim[]): Assigned[] {
  const { owners, weights } = context
  const found: Assigned[] = []
  let by = NONE
  let from = 0
  let last = 0
  const close = (): void => {
    const claim = claims[by]
    if (claim === undefined) return
    const stretch = { from, to: last + 1 }
    const passage = cut(weights, list.passage(claim.passage), stretch)
    if (passage === null) return
    const runnerUp = claim.runnerUp === NONE ? null : cut(weights, list.passage(claim.runnerUp), stretch)
    found.push({ range: stretch, passage, runnerUp, holders: claim.holders.length })
  }
  for (let token = range.from; token < range.to; token++) {
    const next = owners.claimOf(token)
    if (next === NONE) continue
    if (next !== by) {
      close()
      by = next
      from = token
    }
    last = token
  }
  close()
  return found
}
