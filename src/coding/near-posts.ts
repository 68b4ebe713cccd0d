import type { Coding } from '../model/coding.js'
import { cut } from '../report/cells.js'
import { anyScript } from '../report/keys.js'
import type { PostRecord, ThreadRecord } from '../report/record.js'
import { indexWords } from '../text/words.js'

/** The least share of words that two versions of a post must have in common, as Dice's coefficient over their words. */
const NEAR = 0.85
/** Shorter posts must have the same letters: one word of theirs can turn the meaning. In words. */
const SHORT = 8
/**
 * The share of a text's words that a near one can lack: with c common words, 2c / (a + b) >= NEAR and c <= b give
 * c >= a * NEAR / (2 - NEAR).
 */
const LACKING = 1 - NEAR / (2 - NEAR)
/** Posts that a text is compared with at most. Only texts made of the same few words meet more. */
const COMPARED = 500

interface Nearest {
  /** Positions of the posts that fit best, more than one where they fit alike. */
  readonly posts: readonly number[]
  readonly similarity: number
}

const NONE: Nearest = { posts: [], similarity: 0 }

/** The posts of a thread, to be found by author and near-equal words. */
export class NearPosts {
  readonly #posts = new Map<string, PostRecord[]>()
  readonly #shelves = new Map<string, Shelf>()

  constructor(record: ThreadRecord) {
    for (const post of record.posts) append(this.#posts, anyScript(post.author?.name ?? ''), post)
  }

  /**
   * The posts of the coding's author with the same letters as its text, else those with most words in common, at least `NEAR`
   * (Dice 1945: 2 x common words / words of both, counted with repetition), among those that are `free`.
   */
  nearest({ author, text }: Pick<Coding, 'author' | 'text'>, free: (post: number) => boolean): Nearest {
    if (text === null) return NONE
    const name = anyScript(author ?? '')
    let shelf = this.#shelves.get(name)
    if (shelf === undefined) {
      shelf = new Shelf(this.#posts.get(name) ?? [])
      this.#shelves.set(name, shelf)
    }
    return shelf.nearest(text, free)
  }
}

interface Candidate {
  readonly position: number
  readonly words: WordCounts
}

/** One author's posts by their letters and by their words. */
class Shelf {
  readonly #byLetters = new Map<string, number[]>()
  readonly #byWord = new Map<string, Candidate[]>()

  constructor(posts: readonly PostRecord[]) {
    for (const post of posts) {
      const text = cut(post.text)
      const candidate = { position: post.position, words: countWords(text) }
      append(this.#byLetters, anyScript(text), post.position)
      for (const word of candidate.words.counts.keys()) append(this.#byWord, word, candidate)
    }
  }

  nearest(text: string, free: (post: number) => boolean): Nearest {
    const letters = anyScript(text)
    if (letters === '') return NONE
    const same = (this.#byLetters.get(letters) ?? []).filter(free)
    if (same.length > 0) return { posts: same, similarity: 1 }
    const words = countWords(text)
    if (words.total < SHORT) return NONE
    let best: number[] = []
    let similarity = NEAR
    for (const candidate of this.#sharing(words)) {
      if (!free(candidate.position)) continue
      const near = dice(words, candidate.words)
      if (near < similarity) continue
      if (near > similarity) best = []
      best.push(candidate.position)
      similarity = near
    }
    return { posts: best.sort((a, b) => a - b), similarity }
  }

  /**
   * The posts that may be near. A near one lacks few of the words, so it has one at least of any that make up more than that
   * share; the rarest lead to the fewest posts (prefix filtering: Chaudhuri, Ganti & Kaushik, ICDE 2006).
   */
  #sharing({ total, counts }: WordCounts): ReadonlySet<Candidate> {
    const found = new Set<Candidate>()
    const rarest = [...counts]
      .map(([word, count]) => ({ count, posts: this.#byWord.get(word) ?? [] }))
      .sort((a, b) => a.posts.length - b.posts.length)
    let covered = 0
    for (const { count, posts } of rarest) {
      if (covered > LACKING * total) break
      covered += count
      for (const post of posts) {
        if (found.size === COMPARED) return found
        found.add(post)
      }
    }
    return found
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
  // What is much longer cannot be near: many candidates are done here.
  if (2 * Math.min(a.total, b.total) < NEAR * total) return 0
  let common = 0
  for (const [form, count] of a.counts) common += Math.min(count, b.counts.get(form) ?? 0)
  return (2 * common) / total
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}
