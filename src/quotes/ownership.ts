/** Whose a token is: not its author's own, since it is quoted or announces a quote. */
export const TAKEN = 0
export const OWN = 1
/** Quoted inside a sentence of the author's own: who quotes that sentence quotes these words with it. */
export const INSIDE = 2
