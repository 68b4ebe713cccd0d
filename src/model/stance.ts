import type { Span } from './span.js'

export const POLARITIES = ['favor', 'against', 'neither'] as const
export type Polarity = (typeof POLARITIES)[number]

/** One reading of a post's position toward a target, with the own words that carry it. */
export interface StanceReading {
  readonly polarity: Polarity
  readonly confidence: number
  readonly evidence: Span
  /** Ids of the cues that fired, in order of place. */
  readonly cues: readonly string[]
}

export interface Stance extends StanceReading {
  readonly post: number
  /** Id of the codebook's target. */
  readonly stance: string
  /** `codebook`, `model`, or the name of the person who coded. */
  readonly coder: string
  /** The other polarity when the post has both, else null. */
  readonly other: StanceReading | null
}

/**
 * The learned coder would not say: the likeliest code and how likely it is, null and 0 in a language that it does not know,
 * and for an article where it learned from none.
 */
export interface Abstention {
  readonly post: number
  readonly stance: string
  readonly code: Polarity | 'none' | null
  readonly confidence: number
}

/** What the learned coder did beside its stances. Where it has neither a stance nor an abstention, its code is `none`. */
export interface LearnedFacts {
  /** Ids of the targets that it codes. */
  readonly targets: readonly string[]
  readonly abstentions: readonly Abstention[]
}
