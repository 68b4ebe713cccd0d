import { createHash } from 'node:crypto'
import { anyScript } from '../../report/keys.js'
import { byTexts } from '../../report/order.js'
import type { PostRecord, ThreadRecord } from '../../report/record.js'
import { allot } from './allot.js'
import { sheetPost } from './post.js'
import type { SheetPost } from './post.js'

/** Posts that are drawn from separately. */
export interface Stratum {
  readonly language: string
  readonly kind: 'article' | 'comment'
  /** Whether the codebook codes the post for any target. */
  readonly coded: boolean
  /** How many posts there are, and how many of them were drawn. */
  readonly posts: number
  readonly drawn: number
}

export interface Sample {
  /** Stratum by stratum, in each by chance: any even choice along the list is stratified too. */
  readonly posts: readonly SheetPost[]
  /** By language, kind and `coded`; those without posts are not there. */
  readonly strata: readonly Stratum[]
}

interface Drawn {
  readonly priority: string
  readonly post: SheetPost
}

interface Gathered extends Omit<Stratum, 'posts' | 'drawn'> {
  count: number
  /** More than can be needed; shortened to the first ones by priority now and then. */
  drawn: Drawn[]
  /** Posts behind it cannot be needed any more. */
  limit: string | null
}

/**
 * A stratified random sample of the posts with words, in one pass and without holding the corpus. Every post has a number that depends on
 * the seed, its thread and its key alone, and each stratum gives those with the lowest: permanent random numbers
 * (Ohlsson 1995, in Cox et al., Business Survey Methods, ch. 9). So the sample depends on no order, and a post that joins the corpus
 * displaces few of the others.
 *
 * Half of the posts are of those that the codebook codes and half of the others, as far as there are so many: in
 * proportion to their number most would touch no target. Within each half the strata (language, article or comment) are drawn from in proportion, each at least
 * once where that is possible.
 */
export class Sampler {
  readonly #posts: number
  readonly #seed: number
  readonly #strata = new Map<string, Gathered>()

  /** @param posts how many are wanted, 1 or more */
  constructor(posts: number, seed: number) {
    this.#posts = posts
    this.#seed = seed
  }

  /** @param left positions of posts that are not to be drawn */
  add(record: ThreadRecord, left: ReadonlySet<number>): void {
    const coded = new Set(record.stances.flatMap(({ post, coder }) => (coder === 'codebook' ? post : [])))
    for (const post of record.posts) {
      if (post.kind === 'stub' || left.has(post.position) || anyScript(post.text) === '') continue
      const stratum = this.#stratum(post, post.kind, coded.has(post.position))
      stratum.count++
      const priority = drawnNumber(this.#seed, record.thread, post.key)
      if (stratum.limit !== null && priority > stratum.limit) continue
      stratum.drawn.push({ priority, post: sheetPost(record, post) })
      if (stratum.drawn.length >= 2 * this.#posts + 16) shorten(stratum, this.#posts)
    }
  }

  /** The sample of all threads added; fewer posts where the corpus has no more. */
  draw(): Sample {
    const strata = [...this.#strata.values()].sort(
      byTexts(
        ({ language }) => language,
        ({ kind }) => kind,
        ({ coded }) => (coded ? '1' : '0'),
      ),
    )
    const coded = strata.filter((stratum) => stratum.coded)
    const others = strata.filter((stratum) => !stratum.coded)
    const half = Math.min(count(coded), Math.max(Math.floor(this.#posts / 2), this.#posts - count(others)))
    const shares = new Map([
      ...zip(coded, allot(half, sizes(coded))),
      ...zip(others, allot(Math.min(count(others), this.#posts - half), sizes(others))),
    ])
    const posts: SheetPost[] = []
    const told = strata.map((stratum): Stratum => {
      const share = shares.get(stratum) ?? 0
      shorten(stratum, share)
      posts.push(...stratum.drawn.map(({ post }) => post))
      const { language, kind } = stratum
      return { language, kind, coded: stratum.coded, posts: stratum.count, drawn: share }
    })
    return { posts, strata: told }
  }

  #stratum({ language }: PostRecord, kind: 'article' | 'comment', coded: boolean): Gathered {
    const name = `${language} ${kind} ${coded}`
    let stratum = this.#strata.get(name)
    if (stratum === undefined) {
      stratum = { language, kind, coded, count: 0, drawn: [], limit: null }
      this.#strata.set(name, stratum)
    }
    return stratum
  }
}

/** A number with a fixed number of digits, so that its order is the order of the text. */
function drawnNumber(seed: number, thread: string, key: string): string {
  return createHash('sha256').update(`${seed}\n${thread}\n${key}`).digest('hex')
}

function shorten(stratum: Gathered, to: number): void {
  stratum.drawn.sort(byTexts(({ priority }) => priority))
  stratum.drawn.length = Math.min(stratum.drawn.length, to)
  if (stratum.drawn.length === to) stratum.limit = stratum.drawn.at(-1)?.priority ?? null
}

function sizes(strata: readonly Gathered[]): number[] {
  return strata.map((stratum) => stratum.count)
}

function count(strata: readonly Gathered[]): number {
  return sizes(strata).reduce((sum, size) => sum + size, 0)
}

function zip<A, B>(keys: readonly A[], values: readonly B[]): [A, B][] {
  return keys.flatMap((key, at): [A, B][] => {
    const value = values[at]
    return value === undefined ? [] : [[key, value]]
  })
}
