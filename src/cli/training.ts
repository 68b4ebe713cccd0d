import type { Codings } from '../coding/gather.js'
import { joinCodings } from '../coding/joiner.js'
import type { CodingFault } from '../model/coding.js'
import type { Instruments } from '../pipeline.js'
import { analyseThread } from '../pipeline.js'
import { threadRecord } from '../report/record.js'
import { analyseFile } from '../run/analyse.js'
import { CODINGS } from '../run/codings.js'
import type { FoundDump } from '../run/discover.js'
import { codedPostsOf } from '../stances/learn/collect.js'
import { shortageText } from '../stances/learn/enough.js'
import type { Shortage } from '../stances/learn/enough.js'
import { modelText } from '../stances/learn/file.js'
import { learn } from '../stances/learn/learn.js'
import { indexWords } from '../text/words.js'

export interface Training {
  /** `model.json`, null when no target has enough codings. */
  readonly text: string | null
  readonly shortages: readonly Shortage[]
}

/**
 * Trains a coder on the posts of a corpus that people coded. Reads the dumps that the codings name and no others; a
 * thread that was renamed since is not learned from.
 */
export function trainOn(
  dumps: readonly FoundDump[],
  codings: Codings,
  site: string,
  instruments: Instruments,
  version: string,
): Training {
  const named = new Set(codings.list.flatMap(({ thread }) => thread ?? []))
  const joiner = joinCodings(codings.list, [], new Set(dumps.map(({ thread }) => thread)))
  const posts = dumps.flatMap((found) => {
    if (!named.has(found.thread)) return []
    const outcome = analyseFile(found, site, (dump) => analyseThread(dump, instruments))
    if (outcome.kind === 'refused') return []
    const { thread, quotes, languages, stances } = outcome.analysed
    const record = joiner.join(threadRecord(outcome.analysed))
    const { text, pageStart } = thread.dump
    const words = indexWords(text, pageStart, text.length, instruments.vocabulary)
    const keys = record.posts.map(({ key }) => key)
    const known = { thread, own: quotes.own, languages, words, stances }
    return codedPostsOf(known, keys, record.codings, instruments.codebook)
  })
  const { model, shortages } = learn(posts, instruments.codebook, version)
  return { text: model === null ? null : modelText(model), shortages }
}

/** A target that nobody coded is no trouble. */
export function shortageNote(shortage: Shortage): CodingFault[] {
  const { stance, posts, disagreements } = shortage
  if (posts + disagreements === 0) return []
  const differ = disagreements === 0 ? '' : `, not counting ${disagreements} on which people differ`
  const message = `No coder is trained for ${stance}${differ}. Missing: ${shortageText(shortage)}.`
  return [{ sourceFile: CODINGS, diagnostic: { code: 'model-codings-missing', line: null, message } }]
}
