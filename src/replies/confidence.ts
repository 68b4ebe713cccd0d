/**
 * How sure an answer is, by what shows it. Each cell says how often rows of its kind were right on development
 * threads, smoothed with (right + 2) / (rows + 3) and rounded to hundredths; cells seen fewer than 20 times are set
 * beside their nearest neighbour. docs/confidence.md has the counts. Cells are coarse on purpose: they must
 * hold on pages nobody has seen.
 */
export const CONFIDENCE = {
  'structure/number': 0.97,
  'structure/indent': 0.95,
  'attribution/exact': 0.97,
  'attribution/edited': 0.94,
  'attribution/line': 0.95,
  'attribution/line-several': 0.85,
  'attribution/absent': 0.9,
  'quote/exact': 0.95,
  'quote/exact-short': 0.9,
  'quote/edited': 0.9,
  'quote/tied': 0.8,
  'mention/call': 0.65,
  'mention/opening': 0.65,
  'mention/closing': 0.65,
  'mention/greeting': 0.6,
  'mention/phrase': 0.45,
  'mention/listed': 0.5,
  'mention/number': 0.8,
  'mention/part': 0.5,
  'mention/beside-stronger': 0.5,
  'mention/absent': 0.6,
  'adjacency/before': 0.49,
  'position/first': 0.49,
  'position/later': 0.25,
} as const satisfies Record<string, number>
export type ConfidenceCell = keyof typeof CONFIDENCE
