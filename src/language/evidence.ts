import type { LanguageData } from '../languages/schema.js'
import type { Span } from '../model/span.js'
import { type Words, wordsIn } from '../text/words.js'

/** How much the function words of some text speak for each language, and how many words were looked at. */
export interface Hits {
  /** Per language, in the order of the list. A word of n languages counts 1/n for each. */
  readonly scores: Float64Array
  /** Words with a letter in them. */
  readonly words: number
}

/** Reads function words off word ids: each form of a text is looked up once, however often it comes. */
export class FunctionWords {
  private readonly weights: (Float64Array | null)[]
  private readonly lettered: Uint8Array
  constructor(
    private readonly words: Words,
    private readonly languages: readonly LanguageData[],
  ) {
    const known = weightsOf(languages)
    this.weights = words.forms.map((form) => known.get(form) ?? null)
    this.lettered = Uint8Array.from(words.forms, (form) => (/\p{L}/u.test(form) ? 1 : 0))
  }

  hits(spans: readonly Span[]): Hits {
    const scores = new Float64Array(this.languages.length)
    let count = 0
    for (const span of spans) {
      const { from, to } = wordsIn(this.words, span)
      for (let i = from; i < to; i++) {
        const id = this.words.id[i] ?? 0
        count += this.lettered[id] ?? 0
        const weights = this.weights[id] ?? null
        if (weights === null) continue
        for (let language = 0; language < scores.length; language++) {
          scores[language] = (scores[language] ?? 0) + (weights[language] ?? 0)
        }
      }
    }
    return { scores, words: count }
  }
}

function weightsOf(languages: readonly LanguageData[]): Map<string, Float64Array> {
  const known = new Map<string, Float64Array>()
  languages.forEach(({ functionWords }, language) => {
    for (const form of functionWords) {
      const weights = known.get(form) ?? new Float64Array(languages.length)
      weights[language] = 1
      known.set(form, weights)
    }
  })
  for (const weights of known.values()) {
    const shared = weights.reduce((sum, weight) => sum + weight, 0)
    weights.forEach((weight, language) => (weights[language] = weight / shared))
  }
  return known
}

/** The two best languages of some scores; indices are -1 where nothing scored. */
export interface Ranking {
  readonly best: number
  readonly score: number
  readonly runnerUp: number
}

export function ranked(scores: Float64Array): Ranking {
  let best = -1
  let [score, runnerUp] = [0, 0]
  scores.forEach((value, language) => {
    if (value > score) {
      runnerUp = score
      score = value
      best = language
    } else if (value > runnerUp) runnerUp = value
  })
  return { best, score, runnerUp }
}
