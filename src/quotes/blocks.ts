import type { BlockList } from './block-list.js'
import { GRAM, type GramIndex } from './grams.js'
import { OWN, TAKEN } from './ownership.js'
import { CLOSED, type OwnRuns } from './own-runs.js'
import type { Range, Stream } from './stream.js'

/** Which other posts may be the source of words in a post, and which of their words. */
export interface Scope {
  /** The rank of the post looked at. */
  readonly rank: number
  /** By rank 1 for the posts whose words count, quoted ones too; null for the own words of all before it. */
  readonly ranks: Uint8Array | null
  /** Whether a post that stands later in the timeline is looked at too, as nothing says that it is later; null: none is. */
  readonly later: ((rank: number) => boolean) | null
  /** The rank from which on none of them is. */
  readonly until: number
  /** How many occurrences of a run are looked at; runs with more are popular and other runs decide. */
  readonly reach: number
}

/** Steps per token of the post before only rare runs are followed: keeps hostile repetitions linear. */
const PATIENCE = 64
const RARE = 4
/** What numbers in a column may come to. */
const HIGHEST = 0x7fffffff

/** Finds what posts of one thread share. Its arrays are used again by every search. */
export class BlockSearch {
  /**
   * Per diagonal (source minus place, plus the number of tokens) the token up to which it is searched, plus `base`:
   * what earlier searches left lies below that of any token.
   */
  private readonly covered: Int32Array
  private base = 0
  /** Words compared, blocks found and runs looked at. */
  private work = 0
  /** Occurrences of one run that are looked at, nearest first. */
  private near = new Int32Array(64)
  /** Of the search under way: the first token, how far words may go on there, and whose may. */
  private from = 0
  private lastGram = 0
  private goesOn: Int32Array

  constructor(
    private readonly stream: Stream,
    private readonly index: GramIndex,
    private readonly own: Uint8Array,
    private readonly runs: OwnRuns,
    private readonly blocks: BlockList,
  ) {
    this.covered = new Int32Array(2 * stream.count + 1)
    this.goesOn = index.gram
  }

  /**
   * Adds to the blocks all maximal runs of `GRAM` words or more that `range` shares with posts in scope, in order of `at`
   * but for those of which later words were found first. Time is proportional to the range times `reach`.
   */
  search(range: Range, scope: Scope): void {
    const { gram, first, before } = this.index
    const { from, to } = range
    const known = scope.later === null
    this.begin(range, scope)
    const budget = 4096 + PATIENCE * (to - from)
    for (let at = from; at + GRAM <= to; at++) {
      const earlier = before[at] ?? -1
      if (earlier < 0) continue
      const run = gram[at] ?? 0
      // Without a look where nobody wrote these words before.
      if (earlier > 0 || !known) {
        const begin = first[run] ?? 0
        const stop = first[run + 1] ?? 0
        if (this.work > budget && stop - begin > RARE) continue
        const chosen =
          scope.ranks === null
            ? this.ownBefore(scope.reach, at, run, earlier)
            : this.anyBefore(scope.reach, scope.ranks, at, begin, begin + earlier)
        if (!known) this.beyond(scope, at, begin + earlier, stop, chosen)
      }
      this.work++
    }
  }

  private begin({ from, to }: Range, { ranks }: Scope): void {
    const { count } = this.stream
    this.work = 0
    if (this.base > HIGHEST - 2 * count - 1) {
      this.covered.fill(0)
      this.base = 0
    } else this.base += count + 1
    this.from = from
    this.lastGram = to - GRAM
    this.goesOn = ranks === null ? this.runs.goesOn : this.index.gram
  }

  /**
   * Own words of posts before: the earliest quarter of `reach`, the rest the nearest, all among the first `reach` and
   * the last 4 x `reach` occurrences, quoted ones included. The number of them.
   */
  private ownBefore(reach: number, at: number, run: number, earlier: number): number {
    const { places, end } = this.runs
    const { ordinal } = this.index
    const begin = this.index.first[run] ?? 0
    const stop = end[run] ?? 0
    if (stop - begin <= reach && earlier <= reach) {
      this.visit(places, at, begin, stop)
      return stop - begin
    }
    let early = Math.min(begin + (reach >> 2), stop)
    while (early > begin && (ordinal[places[early - 1] ?? 0] ?? 0) >= reach) early--
    let near = Math.max(early, stop - reach + early - begin)
    while (near < stop && (ordinal[places[near] ?? 0] ?? 0) < earlier - 4 * reach) near++
    this.visit(places, at, begin, early)
    this.visit(places, at, near, stop)
    return early - begin + stop - near
  }

  /** Follows places `from` to `to - 1` where nothing found before goes through them. */
  private visit(places: Int32Array, at: number, from: number, to: number): void {
    const { covered } = this
    const diagonal = this.stream.count - at
    const searched = this.base + at
    for (let i = from; i < to; i++) {
      const place = places[i] ?? 0
      if ((covered[place + diagonal] ?? 0) <= searched) this.follow(at, place)
    }
  }

  /** The same choice among all words of the posts in `ranks`. */
  private anyBefore(reach: number, ranks: Uint8Array, at: number, begin: number, end: number): number {
    const { places } = this.index
    const { rank, count } = this.stream
    const { covered } = this
    const searched = this.base + at
    const early = reach >> 2
    let chosen = 0
    let i = begin
    for (let seen = 0; i < end && chosen < early && seen < reach; i++, seen++) {
      const place = places[i] ?? 0
      if (ranks[rank[place] ?? 0] !== 1) continue
      chosen++
      if ((covered[place - at + count] ?? 0) <= searched) this.follow(at, place)
    }
    if (this.near.length < reach) this.near = new Int32Array(reach)
    let near = 0
    for (let j = end - 1, seen = 0; j >= i && chosen < reach && seen < 4 * reach; j--, seen++) {
      const place = places[j] ?? 0
      if (ranks[rank[place] ?? 0] !== 1) continue
      chosen++
      if ((covered[place - at + count] ?? 0) <= searched) this.near[near++] = place
    }
    while (near > 0) this.follow(at, this.near[--near] ?? 0)
    return chosen
  }

  /** Occurrences in posts that may not be later though they stand there, the nearest ones. */
  private beyond(scope: Scope, at: number, from: number, stop: number, before: number): void {
    const { places } = this.index
    const { rank, count } = this.stream
    const { reach, ranks, later, until } = scope
    let chosen = before
    let i = firstBehind(places, from, stop, this.stream.from[scope.rank + 1] ?? 0)
    for (let seen = 0; i < stop && chosen < 2 * reach && seen < 2 * reach; i++, seen++) {
      const place = places[i] ?? 0
      const post = rank[place] ?? 0
      if (post >= until) break
      if ((ranks === null && this.own[place] !== OWN) || later?.(post) !== true) continue
      chosen++
      if ((this.covered[place - at + count] ?? 0) <= this.base + at) this.follow(at, place)
    }
  }

  /** Adds the block through one occurrence. Runs are compared, which end with their post. */
  private follow(at: number, place: number): void {
    const { gram } = this.index
    const { goesOn } = this
    const mostOn = this.lastGram - at
    let on = 1
    while (on <= mostOn && goesOn[place + on] === gram[at + on]) on++
    const length = on + GRAM - 1
    const before = place > 0 ? goesOn[place - 1] : 0
    const back = before === gram[at - 1] || before === CLOSED ? this.wordsBefore(at, place) : 0
    this.work += length + back + 1
    this.covered[place - at + this.stream.count] = this.base + at + length
    this.blocks.add(at - back, place - back, length + back, this.stream.rank[place] ?? 0)
  }

  /** How many words before two equal runs are equal, and may be quoted. */
  private wordsBefore(at: number, place: number): number {
    const { gram } = this.index
    const taken = this.goesOn === gram ? HIGHEST : TAKEN
    const most = Math.min(at - this.from, place)
    let back = 0
    while (
      back < most &&
      gram[place - back - 1] === gram[at - back - 1] &&
      this.own[place - back - 1] !== taken
    )
      back++
    return back
  }
}

function firstBehind(places: Int32Array, from: number, to: number, token: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] ?? 0) < token) low = middle + 1
    else high = middle
  }
  return low
}
