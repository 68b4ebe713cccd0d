import type { LanguageFacts } from '../model/analysed.js'
import type { Span } from '../model/span.js'
import type { Polarity, Stance, StanceReading } from '../model/stance.js'
import type { Thread } from '../model/thread.js'
import type { Words } from '../text/words.js'
import { indexWords } from '../text/words.js'
import type { Codebook } from './codebook.js'
import type { Reading } from './reading.js'
import { SIGN } from './reading.js'
import { readPost } from './read.js'
import type { Scanned } from './scan.js'
import { scanOwn } from './scan.js'
import { languageFor, onSubject } from './subject.js'

/** The coder's name in the tables. */
export const CODEBOOK_CODER = 'codebook'

/**
 * Below these a side is not taken, and an untaken side is not worth a row. One vague cue is often wrong where nobody
 * denies it, so more is asked of favor.
 */
const MIN_SIDE = { favor: 0.6, against: 0.5, neither: 1 }
const MIN_NEITHER = 0.42
/** The last word counts unless it is this much weaker than the other side's best. */
const LAST_WORD = 0.6

/**
 * The position of every post toward the codebook's targets, from the author's own words: at most one row per post and
 * target, in order of post, then of the codebook's targets. `own` holds the own words per position. A post in a
 * language without cues has no rows.
 */
export function tagStances(
  thread: Thread,
  own: readonly (readonly Span[])[],
  languages: LanguageFacts,
  words: Words,
  codebook: Codebook,
): readonly Stance[] {
  return onSubject(thread, own, languages, words, codebook).flatMap((post, position) => {
    if (post.kind !== 'on' || !post.sentences.some((sentence) => sentence.cues.length > 0)) return []
    const article = thread.posts[position]?.kind === 'article'
    return stancesOf(thread.dump.text, post.sentences, words, codebook, article).map((stance) => ({
      post: position,
      coder: CODEBOOK_CODER,
      ...stance,
    }))
  })
}

export type PostStance = Omit<Stance, 'post' | 'coder'>

/** The stances of one post from its scanned sentences. */
export function stancesOf(
  text: string,
  scanned: readonly Scanned[],
  words: Words,
  codebook: Codebook,
  article: boolean,
): PostStance[] {
  const readings = readPost(text, scanned, words)
  if (readings.length === 0) return []
  return codebook.targets.flatMap((target, index) => {
    const stance = weigh(
      target.id,
      readings.filter(({ found }) => found.target === index),
      article,
    )
    return stance === null ? [] : [stance]
  })
}

/** The stances of a text that stands alone, as a post in a thread on the codebook's subject would be coded. */
export function codeText(text: string, language: string, codebook: Codebook): CodedText {
  const instrument = languageFor(codebook, language)
  if (instrument === null) return { scanned: [], stances: [] }
  const words = indexWords(text)
  const scanned = scanOwn(text, [{ start: 0, end: text.length }], words, instrument)
  return { scanned, stances: stancesOf(text, scanned, words, codebook, false) }
}

export interface CodedText {
  readonly scanned: readonly Scanned[]
  readonly stances: readonly PostStance[]
}

/** An article takes a side only where it asserts: one passing word is not enough. */
const ARTICLE_DISCOUNT = 0.8

function weigh(stance: string, readings: readonly Reading[], article: boolean): PostStance | null {
  if (readings.length === 0) return null
  const favor = gather('favor', readings, article)
  const against = gather('against', readings, article)
  const neither = gather('neither', readings, false)
  const sides = [favor, against].flatMap((side) =>
    side !== null && side.confidence >= MIN_SIDE[side.polarity] ? [side] : [],
  )
  const [first, second] = sides
  if (first !== undefined && second !== undefined) {
    const firstIsLast =
      first.last === second.last ? first.confidence >= second.confidence : first.last > second.last
    const [last, other] = firstIsLast ? [first, second] : [second, first]
    const winner = last.confidence >= LAST_WORD * other.confidence ? last : other
    const loser = winner === last ? other : last
    const doubted = reading(winner)
    return { stance, ...doubted, confidence: doubted.confidence * 0.8, other: reading(loser) }
  }
  if (first !== undefined) {
    const weaker = first === favor ? against : favor
    return { stance, ...reading(first), other: weaker === null ? null : reading(weaker) }
  }
  // Sides too weak to be taken still show that the target is touched.
  if (neither === null || neither.confidence < MIN_NEITHER) return null
  const weaker = favor ?? against
  return { stance, ...reading(neither), other: weaker === null ? null : reading(weaker) }
}

interface Gathered {
  readonly polarity: Polarity
  readonly confidence: number
  readonly evidence: Span
  readonly cues: readonly string[]
  /** Place of the last reading. */
  readonly last: number
  /** Whether nothing but one cue says so. */
  readonly lone: boolean
}

/** However many cues agree, about one row in ten is wrong: irony and reports that no marker shows. */
const MOST_CERTAIN = 0.9

/** One cue alone takes no side more surely: plain words for a claim stand in irony and denials too. */
const LONE_CUE = 0.76

/** A sign adds to what is said beside it, in so many sentences either way. */
const BESIDE = 2

/** Several cues strengthen each other, but they are not independent: each further one counts half. */
function gather(polarity: Polarity, readings: readonly Reading[], article: boolean): Gathered | null {
  const own = readings.filter((candidate) => candidate.polarity === polarity)
  const strongest = own.toSorted((a, b) => b.weight - a.weight)
  const [best] = strongest
  if (best === undefined) return null
  let doubt = 1 - best.weight
  // In a long text some sign of either side stands by chance.
  const adding = strongest.filter(
    ({ weight, sentence }) => weight >= SIGN || Math.abs(sentence - best.sentence) <= BESIDE,
  )
  for (const further of adding.slice(1, 6)) doubt *= 1 - further.weight / 2
  const passing = article && own.filter(({ weight }) => weight >= SIGN).length < 2
  const confidence = Math.min(MOST_CERTAIN, (1 - doubt) * (passing ? ARTICLE_DISCOUNT : 1))
  const last = Math.max(...own.map((candidate) => candidate.evidence.start))
  const cues = [...new Set(own.map((candidate) => candidate.found.cue.id))]
  return { polarity, confidence, evidence: best.evidence, cues, last, lone: own.length === 1 }
}

function reading({ polarity, confidence, evidence, cues, lone }: Gathered): StanceReading {
  const most = lone && polarity !== 'neither' ? LONE_CUE : MOST_CERTAIN
  return { polarity, confidence: Math.min(confidence, most), evidence, cues }
}
