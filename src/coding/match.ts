import type { Coding, CodingFault, CodingMatch } from '../model/coding.js'
import { cut } from '../report/cells.js'
import { anyScript } from '../report/keys.js'
import type { PostRecord, ThreadRecord } from '../report/record.js'
import { indexWords } from '../text/words.js'
import { fault } from './fault.js'

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

/** The least share of words that two versions of a post must have in common, as Dice's coefficient over their words. */
const NEAR = 0.85
/** Shorter posts must have the same letters: one word of theirs can turn the meaning. In words. */
const SHORT = 8

/**
 * The posts of one thread that codings speak of: by key, else by author and near-equal words (Dice 1945, 2 x common words /
 * words of both, counted with repetition, at least `NEAR`; below `SHORT` words the same letters). A post that the coder has already coded by key is not
 * offered to the coder's other rows. Where two posts fit equally well none is taken.
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

  const posts = new PostsByAuthor(record)
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

interface Nearest {
  /** Those that fit best, more than one where they fit alike. */
  readonly posts: readonly number[]
  readonly similarity: number
}

interface Candidate {
  readonly position: number
  readonly letters: string
  readonly words: WordCounts
}

/** A thread's posts by folded author, their words counted when they are first asked for. */
class PostsByAuthor {
  readonly #posts = new Map<string, PostRecord[]>()
  readonly #candidates = new Map<string, readonly Candidate[]>()

  constructor(record: ThreadRecord) {
    for (const post of record.posts) {
      const author = anyScript(post.author?.name ?? '')
      const posts = this.#posts.get(author)
      if (posts === undefined) this.#posts.set(author, [post])
      else posts.push(post)
    }
  }

  nearest(coding: Coding, free: (post: number) => boolean): Nearest {
    const letters = anyScript(coding.text ?? '')
    if (letters === '') return { posts: [], similarity: 0 }
    const candidates = this.#of(anyScript(coding.author ?? '')).filter(({ position }) => free(position))
    const same = candidates.filter((candidate) => candidate.letters === letters)
    if (same.length > 0) return { posts: same.map(({ position }) => position), similarity: 1 }
    const words = countWords(coding.text ?? '')
    if (words.total < SHORT) return { posts: [], similarity: 0 }
    let best: number[] = []
    let similarity = NEAR
    for (const candidate of candidates) {
      const near = dice(words, candidate.words)
      if (near < similarity) continue
      if (near > similarity) best = []
      best.push(candidate.position)
      similarity = near
    }
    return { posts: best, similarity }
  }

  #of(author: string): readonly Candidate[] {
    let candidates = this.#candidates.get(author)
    if (candidates === undefined) {
      candidates = (this.#posts.get(author) ?? []).map((post) => {
        const text = cut(post.text)
        return { position: post.position, letters: anyScript(text), words: countWords(text) }
      })
      this.#candidates.set(author, candidates)
    }
    return candidates
  }
}

interface WordCounts {
  readonly total: number
  readonly counts: ReadonlyMap<string, number>
}

function countWords(text: string): WordCounts {
  const { count, id, forms } = indexWords(text)
  const counts = new Map<string, number>()
  for (let i = 0; i < count; i++) {
    const form = forms[id[i] ?? 0] ?? ''
    counts.set(form, (counts.get(form) ?? 0) + 1)
  }
  return { total: count, counts }
}

function dice(a: WordCounts, b: WordCounts): number {
  const total = a.total + b.total
  // What is much longer cannot be near: most candidates are done here.
  if (2 * Math.min(a.total, b.total) < NEAR * total) return 0
  let common = 0
  for (const [form, count] of a.counts) common += Math.min(count, b.counts.get(form) ?? 0)
  return (2 * common) / total
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
