import type { BlockList } from './block-list.js'
import { POPULAR } from './demands.js'
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
}

/** A run that stands in more places than this is popular: a quote has rarer ones too, and its blocks go on over popular ones. */
export const MANY = 16
/** Of a popular run so many places are looked at, the earliest: enough to tell that many hold the words (see `POPULAR`). */
export const FEW = POPULAR + 1
/** Of a run in posts that a header names so many places are looked at: the earliest quarter, the rest the nearest. */
const NAMED = 64
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
  private readonly near = new Int32Array(NAMED)
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
   * Adds to the blocks all maximal runs of `GRAM` words or more that `range` shares with posts in scope, but those of
   * which popular runs alone tell; in order of `at` but where later words were found first. Time is proportional to the range.
   */
  search(range: Range, scope: Scope): void {
    this.begin(range, scope)
    if (scope.ranks === null) this.searchOwn(range, scope)
    else this.searchNamed(range, scope, scope.ranks)
  }

  private searchOwn({ from, to }: Range, scope: Scope): void {
    const { covered, base } = this
    const { gram, first } = this.index
    const { places, end } = this.runs
    const { count } = this.stream
    const budget = 4096 + PATIENCE * (to - from)
    for (let at = from; at + GRAM <= to; at++) {
      const run = gram[at] ?? 0
      if (run < 0) continue
      this.work++
      const begin = first[run] ?? 0
      let stop = end[run] ?? 0
      if (stop - begin > RARE && this.work > budget) continue
      if (stop - begin > MANY) stop = begin + FEW
      const diagonal = count - at
      for (let i = begin; i < stop; i++) {
        const place = places[i] ?? 0
        // Nothing where what was found before goes through it.
        if ((covered[place + diagonal] ?? 0) <= base + at) this.follow(at, place)
      }
      if (scope.later !== null) this.beyond(scope, at, run, stop - begin)
    }
  }

  private searchNamed({ from, to }: Range, scope: Scope, ranks: Uint8Array): void {
    const { gram, first, places } = this.index
    const home = this.stream.from[scope.rank] ?? 0
    const budget = 4096 + PATIENCE * (to - from)
    for (let at = from; at + GRAM <= to; at++) {
      const run = gram[at] ?? 0
      if (run < 0) continue
      this.work++
      const begin = first[run] ?? 0
      const stop = first[run + 1] ?? 0
      if (stop - begin > RARE && this.work > budget) continue
      const chosen = this.namedBefore(ranks, at, begin, firstBehind(places, begin, stop, home))
      if (scope.later !== null) this.beyond(scope, at, run, chosen)
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
   * All words of posts before that are in `ranks`: the earliest quarter of `NAMED` and the nearest, all among the first
   * `NAMED` and the last 4 x `NAMED` places. The number of them.
   */
  private namedBefore(ranks: Uint8Array, at: number, begin: number, end: number): number {
    const { places } = this.index
    const { rank, count } = this.stream
    const { covered } = this
    const searched = this.base + at
    const early = NAMED >> 2
    let chosen = 0
    let i = begin
    for (let seen = 0; i < end && chosen < early && seen < NAMED; i++, seen++) {
      const place = places[i] ?? 0
      if (ranks[rank[place] ?? 0] !== 1) continue
      chosen++
      if ((covered[place - at + count] ?? 0) <= searched) this.follow(at, place)
    }
    let near = 0
    for (let j = end - 1, seen = 0; j >= i && chosen < NAMED && seen < 4 * NAMED; j--, seen++) {
      const place = places[j] ?? 0
      if (ranks[rank[place] ?? 0] !== 1) continue
      chosen++
      if ((covered[place - at + count] ?? 0) <= searched) this.near[near++] = place
    }
    while (near > 0) this.follow(at, this.near[--near] ?? 0)
    return chosen
  }

  /** Occurrences in posts that may not be later though they stand there, the nearest ones. */
  private beyond(scope: Scope, at: number, run: number, before: number): void {
    const { first, places } = this.index
    const { rank, count } = this.stream
    const { ranks, later, until } = scope
    const reach = ranks === null ? MANY : NAMED
    const stop = first[run + 1] ?? 0
    let chosen = before
    let i = firstBehind(places, first[run] ?? 0, stop, this.stream.from[scope.rank + 1] ?? 0)
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
