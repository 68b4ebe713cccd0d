import type { CueMatcher, CueTables } from '../patterns/cues.js'
import type { Polarity } from '../model/stance.js'
import type { MarkerKind } from './markers.js'

/** A word or phrase that suggests a polarity towards a target. */
export interface Cue {
  /** Unique within the target; the language is its first part: `fr.bulle`. */
  readonly id: string
  readonly language: string
  /** Cue patterns (docs/patterns.md); one of them must be found. */
  readonly patterns: readonly string[]
  /** 0 to 1: the share of plain, undisputed sentences with this cue that hold the polarity. */
  readonly weight: number
  readonly polarity: Polarity
  /** Patterns that must all stand in the same sentence, or not at all. */
  readonly near: readonly string[]
  readonly notNear: readonly string[]
  /** Where `near` is looked for. */
  readonly within: Within
  /** Where `notNear` is looked for. */
  readonly notWithin: Within
  /** A saying or a whole claim, denied or affirmed by its own words: negation, supposition and rejection around it do not turn it. */
  readonly ownNegation: boolean
  /** Mockery and the like, which nobody reports: whoever is named beside it, the author says it. */
  readonly ownVoice: boolean
  /** Holds its polarity also as a question: "who is going to pay for this?" */
  readonly rhetorical: boolean
  /** Counts only in quotation marks of its own, which say "as they call it": their "customers". */
  readonly scare: boolean
  readonly note: string
}

export const WITHIN = ['sentence', 'neighbours', 'post'] as const
export type Within = (typeof WITHIN)[number]

/** A made-up post and how it is coded; `none`: the target is not touched. */
export interface Example {
  /** Unique within the target. */
  readonly id: string
  readonly language: string
  readonly text: string
  readonly polarity: Polarity | 'none'
  readonly note: string
}

export interface Target {
  readonly id: string
  /** The sentence that a post holds or disputes. */
  readonly sentence: string
  /** Per interface language. */
  readonly labels: Readonly<Record<string, string>>
  readonly definition: string
  readonly code: readonly string[]
  readonly doNotCode: readonly string[]
  readonly examples: readonly Example[]
  readonly cues: readonly Cue[]
}

/** Patterns compiled together; entry i says what the matcher's pattern i is for. */
export interface Instrument<T> {
  readonly matcher: CueMatcher
  readonly entries: readonly T[]
}

/** What a cue's pattern is for. */
export interface Claim {
  readonly target: number
  readonly cue: Cue
  /** Whether the pattern holds a negation of its own. */
  readonly negates: boolean
}

/** All that is looked for in one language; contexts and markers only in posts that hold a cue. */
export interface CueLanguage {
  readonly language: string
  readonly claims: Instrument<Claim>
  /** Words of the codebook's subject. */
  readonly topics: CueMatcher
  /** The patterns of `near` and `notNear`, and the matcher's numbers of them. */
  readonly contexts: { readonly matcher: CueMatcher; readonly numbers: ReadonlyMap<string, number> }
  readonly markers: Instrument<MarkerKind>
  readonly abbreviations: ReadonlySet<string>
}

/** The instrument for coding stances. Frozen. */
export interface Codebook {
  readonly title: string
  readonly targets: readonly Target[]
  readonly languages: ReadonlyMap<string, CueLanguage>
  /** SHA-256 in hex over the codebook's text and the markers'. */
  readonly hash: string
  /** What compiling its cues made: with it `loadCodebook` need not compile them again. */
  readonly compiled: () => CompiledCues
}

/** What compiling the patterns of a language makes, as plain data: it can be written to a file and sent to threads. */
export interface CompiledLanguage {
  readonly language: string
  readonly claims: CueTables
  /** Per claim 1 where the pattern holds a negation of its own. */
  readonly negates: Uint8Array
  readonly topics: CueTables
  readonly contexts: CueTables
  readonly markers: CueTables
}

/** The compiled patterns of the codebook with this hash. */
export interface CompiledCues {
  readonly hash: string
  readonly languages: readonly CompiledLanguage[]
}

/** What is wrong in a codebook or marker file, and on which line (1-based). */
export interface CodebookFault {
  readonly file: string
  readonly line: number
  readonly message: string
}
