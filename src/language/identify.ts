import type { LanguageData } from '../languages/schema.js'
import type { LanguageFacts } from '../model/analysed.js'
import type { Diagnostic } from '../model/diagnostic.js'
import type { Span } from '../model/span.js'
import type { Thread } from '../model/thread.js'
import { wordsIn, type Words } from '../text/words.js'
import { detect } from './detect.js'
import { Evidence, LetteredWords, type Ranking, ranked } from './evidence.js'
import type { FunctionWords } from './function-words.js'

/** BCP 47 for what cannot be told. */
const UNDETERMINED = 'und'

/** What the function words of a post say. */
interface Hits extends Ranking {
  readonly scores: Float64Array
  /** Words with a letter in them. */
  readonly words: number
}

/**
 * The language of every post from its own words, never from the page around them. Function words decide where they
 * are clear; franc is asked about the rest, since it is slow and wrong on short texts (34 of 61 short
 * sentences without help, 60 with function words). A post too short to tell anything else takes the thread's
 * language; one without a letter, or in a thread that has none, is `und`.
 *
 * @param own per position the author's own words, in order of place
 */
export function identifyLanguages(
  thread: Thread,
  own: readonly (readonly Span[])[],
  words: Words,
  known: FunctionWords,
): LanguageFacts {
  const { text } = thread.dump
  const { languages } = known
  const evidence = new Evidence(words, known)
  const lettered = new LetteredWords(text, words)
  const hits = thread.posts.map((_, position): Hits => {
    const scores = new Float64Array(languages.length)
    let count = 0
    for (const span of own[position] ?? []) {
      const { from, to } = wordsIn(words, span)
      evidence.add(scores, from, to)
      count += lettered.count(from, to)
    }
    const { best, score, runnerUp } = ranked(scores)
    return { scores, words: count, best, score, runnerUp }
  })
  const sampleOf = (position: number): string => textOfSpans(text, own[position] ?? [])
  const sure = hits.map((hit, position) => fromOwnWords(hit, () => sampleOf(position), languages))
  const prior = mostCommon(sure, hits) ?? thread.language
  const posts = hits.map((hit, position) => {
    const found = sure[position] ?? null
    if (found !== null) return found
    if (hit.words === 0) return UNDETERMINED
    return withPrior(hit, () => sampleOf(position), languages, prior) ?? UNDETERMINED
  })
  return { thread: prior ?? UNDETERMINED, posts, diagnostics: unknown(thread, posts, hits) }
}

// Function words make up 0.3 to 0.5 of running text in its language; in a foreign one stray hits stay below 0.12.
const DENSE = 0.12
const CLEAR = 2
const FRANC_NEEDS = 60
const FRANC_DECIDES = 160

type Text = () => string

/** The language that the words alone make sure of, or null. */
function fromOwnWords(hit: Hits, text: Text, languages: readonly LanguageData[]): string | null {
  const { best, score, runnerUp } = hit
  const code = languages[best]?.code ?? null
  if (code !== null && score >= CLEAR && score >= 1.5 * runnerUp && score >= DENSE * hit.words) return code
  if (hit.words === 0) return null
  const sample = text()
  if (sample.length < FRANC_NEEDS) return null
  const detected = detect(sample, languages, score < DENSE * hit.words)
  if (detected === null || !detected.clear) return null
  const agrees = detected.code === code
  return agrees || (score < DENSE * hit.words && sample.length >= FRANC_DECIDES) ? detected.code : null
}

/** A short or mixed post: the thread's language, unless its own words speak for another one. */
function withPrior(
  hit: Hits,
  text: Text,
  languages: readonly LanguageData[],
  prior: string | null,
): string | null {
  const { best, score } = hit
  const code = languages[best]?.code ?? null
  const index = languages.findIndex((language) => language.code === prior)
  const forPrior = hit.scores[index] ?? 0
  if (prior !== null && score < forPrior + against(hit.words)) return prior
  if (code !== null && score >= 1) return code
  const sample = text()
  return sample.length < FRANC_NEEDS ? prior : (detect(sample, languages, false)?.code ?? prior)
}

/** How far another language must lead before a post leaves its thread's, in function words of its own. */
function against(words: number): number {
  return words <= 3 ? 1 : 1.5
}

/** The language with the most words among the posts that are sure of theirs; the first of the page breaks a tie. */
function mostCommon(sure: readonly (string | null)[], hits: readonly Hits[]): string | null {
  const counts = new Map<string, number>()
  sure.forEach((code, position) => {
    if (code !== null) counts.set(code, (counts.get(code) ?? 0) + (hits[position]?.words ?? 0))
  })
  let best: string | null = null
  for (const [code, count] of counts) if (best === null || count > (counts.get(best) ?? 0)) best = code
  return best
}

const SAMPLE = 2048

function textOfSpans(text: string, spans: readonly Span[]): string {
  let sample = ''
  for (const { start, end } of spans) {
    if (sample.length >= SAMPLE) break
    sample += `${text.slice(start, Math.min(end, start + SAMPLE))}\n`
  }
  return sample
}

function unknown(thread: Thread, posts: readonly string[], hits: readonly Hits[]): Diagnostic[] {
  const positions = posts.flatMap((code, position) =>
    code === UNDETERMINED && (hits[position]?.words ?? 0) > 0 ? [position] : [],
  )
  const first = thread.posts[positions[0] ?? -1]
  if (first === undefined) return []
  const message = `The language of ${positions.length} of ${posts.length} posts cannot be told from their words.`
  return [{ code: 'language-unknown', line: lineOf(thread.dump.text, first.span.start), message }]
}

function lineOf(text: string, offset: number): number {
  let line = 1
  for (let i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) line++
  return line
}
