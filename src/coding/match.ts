import type { Coding, CodingFault, CodingMatch } from '../model/coding.js'
import type { ThreadRecord } from '../report/record.js'
import { fault } from './fault.js'
import { NearPosts } from './near-posts.js'

/** A coding and the post that it speaks of. */
export interface MatchedCoding {
  readonly coding: Coding
  readonly post: number
  readonly match: CodingMatch
}

export interface MatchResult {
  readonly matched: readonly MatchedCoding[]
  /** Those that fit no post of the thread, in the order given. */
  readonly rest: readonly Coding[]
  /** One for each coding that was matched by words, or would fit several posts. */
  readonly faults: readonly CodingFault[]
}

/**
 * The posts of one thread that codings speak of: by key, else by author and near-equal words (`NearPosts`). A post that the coder
 * has already coded by key is not offered to the coder's other rows. Where two posts fit equally well none is taken.
 */
export function matchCodings(record: ThreadRecord, codings: readonly Coding[]): MatchResult {
  const byKey = new Map(record.posts.map((post) => [post.key, post.position]))
  const matched: MatchedCoding[] = []
  const keyless: Coding[] = []
  const taken = new Set<string>()
  for (const coding of codings) {
    const post = coding.key === null ? undefined : byKey.get(coding.key)
    if (post === undefined) {
      keyless.push(coding)
      continue
    }
    matched.push({ coding, post, match: isHome(coding, record) ? 'key' : 'moved' })
    taken.add(`${post} ${coding.coder}`)
  }
  if (keyless.length === 0) return { matched, rest: [], faults: [] }

  const posts = new NearPosts(record)
  const rest: Coding[] = []
  const faults: CodingFault[] = []
  for (const coding of keyless) {
    const found = posts.nearest(coding, (post) => !taken.has(`${post} ${coding.coder}`))
    const [first, second] = found.posts
    if (first === undefined) rest.push(coding)
    else if (second === undefined) {
      matched.push({ coding, post: first, match: 'words' })
      faults.push(byWords(record, coding, first, found.similarity))
    } else {
      rest.push(coding)
      faults.push(severalFit(record, coding, found.posts))
    }
  }
  return { matched, rest, faults }
}

function isHome({ thread }: Coding, record: ThreadRecord): boolean {
  return thread === null || thread === record.thread
}

function byWords(record: ThreadRecord, coding: Coding, post: number, similarity: number): CodingFault {
  const why =
    coding.key === null ? 'The row has no key' : `No post has the key ${JSON.stringify(coding.key)} any more`
  const share = similarity === 1 ? 'the same letters' : `${Math.floor(similarity * 100)} % of the words`
  return fault(
    coding,
    'coding-matched-by-words',
    `${why}; the codes went to ${record.thread}#${post}, which has the same author and ${share}. Check that it still says the same.`,
  )
}

function severalFit(record: ThreadRecord, coding: Coding, posts: readonly number[]): CodingFault {
  const named = posts.slice(0, 3).map((post) => `${record.thread}#${post}`)
  const more = posts.length > named.length ? ' and others' : ''
  return fault(
    coding,
    'coding-ambiguous',
    `This row fits ${named.join(' and ')}${more} alike, and its key is not there; its codes are not used. Give the row the key of the post that is meant (posts.csv has them).`,
  )
}
