import type { Span } from '../model/span.js'
import type { Polarity } from '../model/stance.js'
import type { CueFound, Range } from './scan.js'

/** One cue as it is meant where it stands. */
export interface Reading {
  readonly found: CueFound
  readonly polarity: Polarity
  /** What the words would hold if the author held them; differs from `polarity` for reports and questions. */
  readonly lean: Polarity
  readonly why: Why
  readonly weight: number
  /** Whether a negation or denial has turned the cue. */
  readonly turned: boolean
  readonly evidence: Span
  /** Index of the sentence. */
  readonly sentence: number
}

/** Why a reading is what it is. */
export const WHYS = ['said', 'asked', 'reported', 'supposed', 'conceded', 'resolved'] as const
export type Why = (typeof WHYS)[number]

/** What each turn costs in certainty. */
export const COST = {
  turned: 0.95,
  /** A favor made of a cue against and a negation: denying a denial is rarely agreement. */
  backward: 0.75,
  /** A negation inside of the cue that may or may not deny it. */
  muddled: 0.8,
  counterfactual: 0.87,
  conceded: 0.65,
  asked: 0.8,
  reported: 0.85,
  resolved: 0.9,
  irony: 0.9,
  elsewhere: 0.6,
}

/** Whoever says "they are right" or mocks a denial takes a side, however vague the words that brought it up. */
export const LEAST_CERTAIN = 0.65

/** Below it a cue is a sign that proves nothing by itself. */
export const SIGN = 0.5

export function opposite(polarity: Polarity): Polarity {
  if (polarity === 'neither') return 'neither'
  return polarity === 'favor' ? 'against' : 'favor'
}

export function within(inner: Range, outer: Range): boolean {
  return outer.from <= inner.from && inner.to <= outer.to
}

export function overlap(a: Range, b: Range): boolean {
  return a.from < b.to && b.from < a.to
}
