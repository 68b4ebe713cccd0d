/**
 * What words do to a claim that stands near them. Every list is data of a language (markers/<language>.yaml), made of
 * cue patterns.
 */
export const MARKER_KINDS = [
  'negation', // "pas", "kein": turns what follows in its clause
  'lateNegation', // turns what precedes it in its clause: "eine Blase sehe ich nicht"
  'nor', // "neither … nor", "ni … ni": what follows is denied once, however often the words are said
  'notNegation', // holds a negation that turns nothing: "not only", "sans doute"
  'denial', // "je doute que", "I don't think": turns what follows in the sentence
  'rejection', // "c'est faux", "nonsense": disputes what was reported or asked before
  'adoption', // "et ils ont raison", "I agree": holds what was reported or asked before
  'yes', // opens the answer to a question just asked
  'no',
  'report', // "selon", "analysts say": somebody else's view
  'ownVoice', // "selon moi": no report
  'question', // "je me demande si": asks without a question mark, or leaves it open
  'undecided', // leaves open what the sentence, or the one before, brings up: "no idea who is right"
  'rhetorical', // a question that asserts: "qui ne voit pas"
  'counterfactual', // "si c'était", "if it were"
  'hypothetical', // "si c'est", "falls"
  'concession', // "certes", "zwar": what follows the contrast decides
  'although', // "même si", "obwohl": concedes its own clause
  'contrast', // "mais", "aber"
  'clause', // words that begin a clause of their own without a comma: "et", "because"
  'subordinate', // carries a clause on over a comma: "I don't think, that …", "dass"
  'aside', // cares about no answer, or talks about who said what: "ça m'est égal", "who said bubble": no position
  'irony', // marks a denial as meant the other way round: "/s", "ben voyons"
] as const
export type MarkerKind = (typeof MARKER_KINDS)[number]

export interface LanguageMarkers {
  readonly language: string
  /** Abbreviations whose full stop ends no sentence, without the stop. */
  readonly abbreviations: readonly string[]
  readonly patterns: Readonly<Record<MarkerKind, readonly string[]>>
  /** Lists that the patterns may name. */
  readonly classes: Readonly<Record<string, readonly string[]>>
}
