import type { Scope } from './blocks.js'
import { choose, type Choice } from './choose.js'
import { anyone, member, tokensOfRows, type Context, type Sheet } from './context.js'
import { coverageOfRows } from './coverage.js'
import { draftAt, type Draft } from './draft.js'
import { spanOfRows } from './extent.js'
import type { Header } from './headers.js'
import { cut, type Passage } from './passages.js'
import { isBlank } from './rows.js'
import type { Tolerance } from './tolerance.js'
import { wordsAlike } from './short.js'

/** Rows of a post, `from` to `to - 1`. */
export interface Region {
  readonly from: number
  readonly to: number
  /** Whether a line that ends quotes stands right behind it. */
  readonly footed: boolean
}

/** What an announced quote was found to be: the draft, and the first row behind it. */
export interface Found {
  readonly draft: Draft
  readonly next: number
}

/** Behind a header the words are a quote: large holes are the quoted post's own quotes, or cuts. */
const LOOSE: Tolerance = { added: 12, dropped: 60, mayJump: () => true }

const MATCHED_ROW = 0.5
const LEAST_BY_MEMBER = 1
const LEAST_BY_ANYONE = 2.5
/** Words of a quote that its source does not have may come to this many in a row, and to half of those matched. */
const MOST_ADDED = 24

/**
 * The quote behind a header when its words are in the dump: in a post of the one named, quoted words there included;
 * else as anybody's own words. Null when they are not found.
 */
export function findAnnounced(context: Context, sheet: Sheet, header: Header, region: Region): Found | null {
  const posts = header.name === null ? [] : context.members.postsOf(header.name)
  if (posts.length > 0) {
    const scope = member(context, sheet, posts)
    const found =
      searched(context, sheet, header, region, scope, LEAST_BY_MEMBER) ??
      searchedWords(context, sheet, header, region, posts)
    if (found !== null) return found
  }
  return searched(context, sheet, header, region, anyone(context, sheet, true), LEAST_BY_ANYONE)
}

interface Ending {
  readonly last: number
  readonly choice: Choice
}

function searched(
  context: Context,
  sheet: Sheet,
  header: Header,
  region: Region,
  scope: Scope,
  least: number,
): Found | null {
  const { weights, own } = context
  const range = tokensOfRows(sheet, region.from, region.to)
  const near = beginsBefore(sheet, region)
  const anchored: Passage[] = []
  const lasts = new Map<Passage, number>()
  const list = context.search.passages(range, scope, LOOSE, least)
  for (let i = 0; i < list.count; i++) {
    if ((list.at[list.first[i] ?? 0] ?? near) >= near) continue
    const passage = list.passage(i)
    const last = lastRow(context, sheet, passage, region)
    if (last < 0) continue
    const part = cut(weights, passage, tokensOfRows(sheet, region.from, last + 1))
    if (part === null || part.weight < least) continue
    anchored.push(part)
    lasts.set(part, last)
  }
  const choice = choose(anchored, own)
  if (choice === null) return null
  const ending: Ending = { last: lasts.get(choice.best) ?? region.from, choice }
  return draftOf(context, sheet, header, region, ending)
}

function draftOf(context: Context, sheet: Sheet, header: Header, region: Region, ending: Ending): Found {
  const last = region.footed ? region.to - 1 : ending.last
  const span = spanOfRows(context.text, sheet, region.from, last + 1)
  return {
    draft: draftAt(span, {
      tokens: tokensOfRows(sheet, region.from, last + 1),
      passage: ending.choice.best,
      runnerUp: ending.choice.runnerUp,
      header,
      inline: false,
      estimated: false,
    }),
    next: last + 1,
  }
}

/**
 * The token before which a passage must begin so that few words stand between the header and it. Long posts have many
 * passages further on: they must not be looked at row by row.
 */
function beginsBefore(sheet: Sheet, region: Region): number {
  let unmatched = 0
  for (let i = region.from; i < region.to; i++) {
    const range = sheet.rowTokens[i]
    if (range === undefined) continue
    unmatched += range.to - range.from
    if (unmatched > MOST_ADDED) return range.to
  }
  return Number.POSITIVE_INFINITY
}

/** The first row behind the words of a passage, `region.to` at most. */
function rowBehind(sheet: Sheet, passage: Passage, region: Region): number {
  const block = passage.blocks.at(-1)
  const end = block === undefined ? 0 : block.at + block.length
  let row = region.from
  while (row < region.to && (sheet.rowTokens[row]?.from ?? 0) < end) row++
  return row
}

/**
 * The last row of a quote that begins with the region: rows most of whose letters are matched, with unmatched ones
 * between them as long as they are few and stand for words of the source: where the source goes on without a gap they
 * are an answer put in between. -1 when the passage does not begin near the header.
 */
function lastRow(context: Context, sheet: Sheet, passage: Passage, region: Region): number {
  const to = rowBehind(sheet, passage, region)
  const shares = coverageOfRows(context, sheet, passage, region.from, to)
  let last = -1
  let matched = 0
  let unmatched = 0
  for (let i = region.from; i < to; i++) {
    const share = shares[i - region.from] ?? -1
    const range = sheet.rowTokens[i]
    if (share < 0 || range === undefined) continue
    const size = range.to - range.from
    if (share < MATCHED_ROW) {
      unmatched += size
      if (unmatched > MOST_ADDED) break
      continue
    }
    if (unmatched > 0 && unmatched > 2 + (matched + size) / 2) break
    if (unmatched > 0 && last >= 0 && isAnswer(passage, sheet.rowTokens[last]?.to ?? 0, range.from)) break
    matched += size
    unmatched = 0
    last = i
  }
  return last
}

/** Whether the tokens between two matched places were put in: the source has less than half as many there. */
export function isAnswer(passage: Passage, from: number, to: number): boolean {
  let before = -1
  let behind = -1
  for (const block of passage.blocks) {
    if (block.at < from) before = block.source + Math.min(block.length, from - block.at)
    else if (block.at + block.length > to && behind < 0) behind = block.source + Math.max(0, to - block.at)
  }
  return before >= 0 && behind >= before && behind - before < (to - from) / 2
}

/** Quotes of one or two words, too short for the index: the first line word by word in the posts of the one named. */
function searchedWords(
  context: Context,
  sheet: Sheet,
  header: Header,
  region: Region,
  posts: readonly number[],
): Found | null {
  let first = region.from
  while (first < region.to && (sheet.rowTokens[first]?.to ?? 0) <= (sheet.rowTokens[first]?.from ?? 0))
    first++
  const range = sheet.rowTokens[first]
  if (range === undefined || first >= region.to) return null
  const passage = wordsAlike(context, sheet, range, posts)
  if (passage === null) return null
  return draftOf(context, sheet, header, region, { last: first, choice: { best: passage, runnerUp: null } })
}

export function firstWithText(sheet: Sheet, region: Region): number {
  for (let i = region.from; i < region.to; i++) {
    const row = sheet.rows[i]
    if (row !== undefined && !isBlank(row)) return i
  }
  return -1
}
