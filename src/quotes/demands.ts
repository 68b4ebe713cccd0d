/**
 * What is asked of words that nothing announces: least weight (summed over matched words, see rarity.ts) of words that
 * stand between quotation marks, fill whole lines, whole sentences, or less than that. On the development threads the
 * optimum is flat: lines 1.2 to 2.6, sentences 3 to 5, less 4.5 to 8 and quotations 1.5 to 2.5 move the quotes' F1 of a
 * set by at most 0.004.
 */
export const LEAST = { quotation: 2, lines: 2, sentence: 4, inside: 7 }
export const LEAST_WORDS = { quotation: 2, lines: 4, sentence: 5, inside: 8 }
/** Share of the letters of some lines that must be matched for the lines to count as filled. */
export const MOSTLY = 0.8
/** People repeat themselves: their own words again need more. */
export const SAME_AUTHOR = 1.5
/** From so many posts on that have the words as their own, it is a phrase that people use. */
export const POPULAR = 3
export const POPULAR_FACTOR = 3
