/**
 * How sure an answer is, by what shows it. A cell says how often such rows were right on the development threads,
 * 2,800 rows of forum threads whose answers are known; `right/rows` stands beside it. Cells with few rows lean toward
 * their neighbours. They are coarse on purpose: they must hold on pages that nobody has seen.
 *
 * `adjacency` and `position` stay below 0.5 by the tables' definition, although forums record an answer to the post
 * before, or to the opening post, far more often: nothing in the words speaks for them.
 */
export const CONFIDENCE = {
  // seen on styles of pages only, too few to count
  'structure/number': 0.97,
  'structure/indent': 0.95,
  'structure/below': 0.9, // some remarks are to the one above, without its author's name
  'attribution/exact': 0.99, // 1,106/1,107
  'attribution/edited': 0.97, // 46/46
  'attribution/tied': 0.6, // 3/6: two posts have the quoted words
  'attribution/line': 0.95,
  'attribution/line-several': 0.85, // the one named wrote several posts before
  'attribution/absent': 0.9,
  'quote/exact': 0.96, // 569/593
  'quote/exact-article': 0.88, // 57/64
  'quote/exact-short': 0.75, // 29/39, below 40 characters
  'quote/edited': 0.86, // 31/36
  'quote/tied': 0.7, // 5/7
  'quote/beside': 0.8, // 75/93, in a post that answers somebody else as well
  // 24/41 for these four; read by hand about nine in ten, the forum recorded the post before instead
  'mention/call': 0.65,
  'mention/opening': 0.65,
  'mention/closing': 0.65,
  'mention/greeting': 0.6,
  'mention/phrase': 0.45, // 1/4: "as X said" speaks of X more than to X
  'mention/listed': 0.5,
  'mention/number': 0.8,
  'mention/part': 0.5, // 2/9
  'mention/beside-stronger': 0.5,
  'mention/absent': 0.6,
  'adjacency/before': 0.49, // 509/632
  'position/first': 0.49, // 90/90
  'position/later': 0.25, // 39/143
} as const satisfies Record<string, number>
export type ConfidenceCell = keyof typeof CONFIDENCE
