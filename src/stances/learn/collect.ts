import type { Code } from '../../model/coding.js'
import type { Codebook } from '../codebook.js'
import { bagOf } from './bag.js'
import { WordHashes, countWords, fingerprintOf } from './fingerprint.js'
import type { ThreadToJudge } from './judge.js'
import { PostsToJudge } from './judge.js'
import type { CodedPost } from './learn.js'

/** What one person said of a post. */
export interface PersonsCode {
  readonly post: number
  readonly stance: string
  readonly code: Code
}

/**
 * The posts of a thread that people coded, in order of place, with all that they can be judged by.
 * @param keys of the thread's posts, by position
 */
export function codedPostsOf(
  known: ThreadToJudge,
  keys: readonly string[],
  codings: readonly PersonsCode[],
  codebook: Codebook,
): CodedPost[] {
  const said = new Map<number, Map<string, Code | null>>()
  for (const { post, stance, code } of codings) {
    const codes = said.get(post) ?? new Map<string, Code | null>()
    said.set(post, codes)
    const earlier = codes.get(stance)
    codes.set(stance, earlier === undefined || earlier === code ? code : null)
  }
  const { thread, words, stances } = known
  const posts = new PostsToJudge(known, codebook)
  const hashes = new WordHashes(words)
  const ids = codebook.targets.map(({ id }) => id)
  return [...said]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([position, people]): CodedPost[] => {
      const post = posts.of(position)
      if (post === null) return []
      const own = stances.filter((stance) => stance.post === position)
      return [
        {
          thread: thread.dump.thread,
          position,
          key: keys[position] ?? '',
          fingerprint: fingerprintOf(words, post.own, hashes),
          words: countWords(words, post.own),
          language: post.language,
          bag: bagOf(thread.dump.text, words, post, ids),
          people,
          codebook: new Map(own.map(({ stance, polarity }) => [stance, polarity])),
        },
      ]
    })
}
