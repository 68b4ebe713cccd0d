import { crosstab, macroF1, retrieval } from '../../coding/agreement/crosstab.js'
import type { Retrieval } from '../../coding/agreement/crosstab.js'
import type { Code } from '../../model/coding.js'
import { CODES } from '../../model/coding.js'

/** A post's code and what a coder made of it; null where the coder abstained. */
export interface Judged {
  readonly right: Code
  readonly found: Code | null
}

/** How well a coder does, 0 to 1; null where there is nothing to divide by. */
export interface Figures {
  readonly favor: Retrieval
  readonly against: Retrieval
  readonly neither: Retrieval
  /** Mean of the F1 of favor and against (SemEval-2016 task 6). */
  readonly macroF1: number | null
}

/** An abstention finds nothing: it costs recall, not precision. */
export function figuresOf(posts: readonly Judged[]): Figures {
  const abstained = CODES.length
  const table = crosstab(
    CODES.length + 1,
    posts.map(({ right, found }) => [
      CODES.indexOf(right),
      found === null ? abstained : CODES.indexOf(found),
    ]),
  )
  const of = (code: Code): Retrieval => retrieval(table, CODES.indexOf(code))
  const sides = [CODES.indexOf('favor'), CODES.indexOf('against')]
  return {
    favor: of('favor'),
    against: of('against'),
    neither: of('neither'),
    macroF1: macroF1(table, sides),
  }
}
