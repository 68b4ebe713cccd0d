import type { Polarity } from '../model/stance.js'
import type { Codebook, Example, Target } from './codebook.js'
import { codeText } from './tag.js'

export interface ExampleResult {
  readonly target: string
  readonly example: Example
  readonly found: Polarity | 'none'
  readonly passed: boolean
  /** Ids of the cues that fired for the found polarity. */
  readonly cues: readonly string[]
  /** Stances that the example got towards other targets. */
  readonly others: readonly { readonly target: string; readonly polarity: Polarity }[]
}

export interface CodebookCheck {
  /** One for every example, in the codebook's order. */
  readonly examples: readonly ExampleResult[]
  /** One for every cue: in how many examples of any target it was found. */
  readonly cues: readonly { readonly target: string; readonly cue: string; readonly fired: number }[]
}

/** Codes the codebook's examples, each as a post in a thread on the codebook's subject, and counts its cues. */
export function checkCodebook(codebook: Codebook): CodebookCheck {
  const fired = new Map<string, number>()
  const examples = codebook.targets.flatMap((target) =>
    target.examples.map((example) => {
      const { result, found } = codeExample(codebook, target, example)
      for (const key of found) fired.set(key, (fired.get(key) ?? 0) + 1)
      return result
    }),
  )
  const cues = codebook.targets.flatMap((target) =>
    target.cues.map(({ id }) => ({
      target: target.id,
      cue: id,
      fired: fired.get(`${target.id} ${id}`) ?? 0,
    })),
  )
  return { examples, cues }
}

function codeExample(
  codebook: Codebook,
  target: Target,
  example: Example,
): { readonly result: ExampleResult; readonly found: ReadonlySet<string> } {
  const { scanned, stances } = codeText(example.text, example.language, codebook)
  const own = stances.find((stance) => stance.stance === target.id)
  const polarity = own?.polarity ?? 'none'
  const found = new Set(
    scanned.flatMap((sentence) =>
      sentence.cues.map(({ target: index, cue }) => `${codebook.targets[index]?.id ?? ''} ${cue.id}`),
    ),
  )
  const result: ExampleResult = {
    target: target.id,
    example,
    found: polarity,
    passed: polarity === example.polarity,
    cues: own?.cues ?? [],
    others: stances
      .filter((stance) => stance.stance !== target.id)
      .map((stance) => ({ target: stance.stance, polarity: stance.polarity })),
  }
  return { result, found }
}
