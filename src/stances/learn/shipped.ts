import type { Code } from '../../model/coding.js'
import type { Codebook } from '../codebook.js'
import { bagOf } from './bag.js'
import { WordHashes, countWords, fingerprintOf } from './fingerprint.js'
import type { CodedPost, ShownPost } from './learn.js'
import { learn } from './learn.js'
import { loneText } from './lone.js'
import type { LearnedModel } from './model.js'
import type { TeamPost } from './team-posts.js'

/** Beside this file once `npm run build` has run: the coder that ships, for the codebook that ships. */
export const SHIPPED_CODER = new URL('./shipped-coder.json', import.meta.url)

/** Each takes as long as the training itself; ten tell no more. */
const FOLDS = 5

/**
 * Trains the coder that ships. Posts that the codebook was tuned with are learned from by their words alone: it reads them
 * better than it reads others, so a coder that learned from that would trust it too much. It is tried on the posts of the other half.
 * Throws an Error where there are not enough.
 * @param version the program's, for the file
 */
export function shippedCoder(posts: readonly TeamPost[], codebook: Codebook, version: string): LearnedModel {
  const targets = codebook.targets.map(({ id }) => id)
  const judged: CodedPost[] = []
  const shown: (ShownPost & { readonly fingerprint: string })[] = []
  for (const { id, text, language, codes, tuned } of posts) {
    const lone = loneText(text, language, codebook)
    if (lone === null) continue
    const { words, post } = lone
    const bag = bagOf(text, words, post, targets)
    const fingerprint = fingerprintOf(words, post.own, new WordHashes(words))
    if (tuned) {
      shown.push({ bag: { ...bag, plain: new Map() }, codes, fingerprint })
      continue
    }
    judged.push({
      thread: id,
      position: 1,
      key: id,
      fingerprint,
      words: countWords(words, post.own),
      language,
      bag,
      people: new Map<string, Code>(Object.entries(codes)),
      codebook: new Map(post.view.stances.map(({ stance, polarity }) => [stance, polarity])),
    })
  }
  const known = new Set(judged.map(({ fingerprint }) => fingerprint))
  const others = shown.filter(({ fingerprint }) => !known.has(fingerprint))
  const { model, shortages } = learn(judged, codebook, version, { shown: others, folds: FOLDS })
  if (model === null || shortages.length > 0) throw new Error('Too few coded posts for the coder that ships.')
  return model
}
