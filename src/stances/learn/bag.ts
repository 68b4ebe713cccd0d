import type { Span } from '../../model/span.js'
import type { Words } from '../../text/words.js'
import type { CodebookView } from './features.js'
import {
  MAX_OF_FORM,
  featureHash,
  formHashes,
  formNames,
  pairName,
  plainFeatures,
  wordRanges,
} from './features.js'
import { hashOf } from './hash.js'

/** A post's features for training: values by hash, and every name once. */
export interface Bag {
  /** Of words, parts and pairs, which take part only where several posts have them. */
  readonly worded: ReadonlyMap<number, number>
  /** Of all others. */
  readonly plain: ReadonlyMap<number, number>
  readonly names: ReadonlyMap<number, string>
}

/** What a post is judged by. */
export interface PostToJudge {
  readonly own: readonly Span[]
  readonly view: CodebookView
  readonly language: string
  readonly article: boolean
}

/** The features of one post, as `Scorer` (score.ts) adds them up without making them. */
export function bagOf(text: string, words: Words, post: PostToJudge, targets: readonly string[]): Bag {
  const names = new Map<number, string>()
  const name = (named: string): number => {
    const hash = hashOf(named)
    if (!names.has(hash)) names.set(hash, named)
    return hash
  }
  const forms = new Set<number>()
  const pairs = new Map<number, string>()
  for (const { from, to } of wordRanges(words, post.own)) {
    for (let i = from; i < to; i++) {
      const form = words.id[i] ?? 0
      forms.add(form)
      if (i === from) continue
      const before = words.form(words.id[i - 1] ?? 0)
      const second = words.form(form)
      const pair = pairName(before, second)
      pairs.set(featureHash(pair), pair)
    }
  }
  const unit = forms.size === 0 ? 0 : 1 / Math.sqrt(forms.size)
  const worded = new Map<number, number>()
  const scratch = new Int32Array(MAX_OF_FORM)
  for (const form of forms) {
    const letters = words.form(form)
    const named = formNames(letters)
    const hashes = scratch.subarray(0, formHashes(letters, scratch))
    for (const [n, hash] of hashes.entries()) {
      worded.set(hash, (worded.get(hash) ?? 0) + unit)
      if (!names.has(hash)) names.set(hash, named[n] ?? '')
    }
  }
  for (const [hash, named] of pairs) {
    worded.set(hash, unit)
    if (!names.has(hash)) names.set(hash, named)
  }
  const plain = new Map<number, number>()
  for (const feature of plainFeatures(text, post.own, post.view, targets, post.language, post.article)) {
    const hash = name(feature.name)
    plain.set(hash, (plain.get(hash) ?? 0) + feature.value)
  }
  return { worded, plain, names }
}
