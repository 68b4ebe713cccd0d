import type { Code } from '../../model/coding.js'
import { CODES } from '../../model/coding.js'

/**
 * How many codings a target needs. With fewer posts the learned coder was no better than the codebook, and one post more or less moved its
 * figures (docs/model.md); ten of a code are one for each fold of the cross-validation; without posts coded `none` it could
 * not tell what is no position; threads are what it is tried across.
 */
const MIN_POSTS = 100
const MIN_OF_CODE = 10
const MIN_THREADS = 5
/** `neither` is left out where it is rarer. */
const NEEDED: readonly Code[] = ['favor', 'against', 'none']

/** What a target lacks: how many there are, and how many are needed. */
export interface Shortage {
  readonly stance: string
  readonly posts: number
  readonly threads: number
  /** Posts on which people differ; they are not among `posts`. */
  readonly disagreements: number
  /** Codes of which there are too few, in the order of CODES. */
  readonly codes: readonly { readonly code: Code; readonly posts: number }[]
}

/** @returns the codes that can be told apart, or what is missing */
export function enough(
  stance: string,
  lessons: readonly { readonly code: Code; readonly group: string }[],
  disagreements: number,
): { readonly classes: readonly Code[]; readonly shortage: Shortage | null } {
  const count = (code: Code): number => lessons.filter((lesson) => lesson.code === code).length
  const threads = new Set(lessons.map(({ group }) => group)).size
  const rare = NEEDED.filter((code) => count(code) < MIN_OF_CODE)
  const lacking = lessons.length < MIN_POSTS || threads < MIN_THREADS || rare.length > 0
  return {
    classes: CODES.filter((code) => count(code) >= MIN_OF_CODE),
    shortage: lacking
      ? {
          stance,
          posts: lessons.length,
          threads,
          disagreements,
          codes: rare.map((code) => ({ code, posts: count(code) })),
        }
      : null,
  }
}

/** `62 more coded posts (38 of 100), 4 more coded against (6 of 10), posts of 2 more threads (3 of 5)` */
export function shortageText({ posts, threads, codes }: Shortage): string {
  const parts: string[] = []
  if (posts < MIN_POSTS) parts.push(`${MIN_POSTS - posts} more coded posts (${posts} of ${MIN_POSTS})`)
  for (const { code, posts: coded } of codes) {
    parts.push(`${MIN_OF_CODE - coded} more coded ${code} (${coded} of ${MIN_OF_CODE})`)
  }
  if (threads < MIN_THREADS) {
    parts.push(`posts of ${MIN_THREADS - threads} more threads (${threads} of ${MIN_THREADS})`)
  }
  return parts.join(', ')
}
