import { indexWords } from '../text/words.js'
import type { Polarity } from '../model/stance.js'
import type { Codebook, Example, Target } from './codebook.js'
import { scanOwn } from './scan.js'
import { languageFor, stancesOf } from './tag.js'

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
  const { text } = example
  const language = languageFor(codebook, example.language)
  const words = indexWords(text)
  const scanned = language === null ? [] : scanOwn(text, [{ start: 0, end: text.length }], words, language)
  const stances = stancesOf(text, scanned, words, codebook, false)
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

/** The columns of the codebook as a table. */
export const CODEBOOK_COLUMNS = [
  'stance',
  'part', // `sentence`, `label`, `definition`, `code`, `do not code`, `example`, `cue`
  'id',
  'language',
  'polarity',
  'weight',
  'text',
  'note',
] as const
export type CodebookRow = Readonly<Record<(typeof CODEBOOK_COLUMNS)[number], string>>

/** The codebook as rows for a table that people read; the order is the codebook's. */
export function codebookTable(codebook: Codebook): CodebookRow[] {
  return codebook.targets.flatMap((target) => {
    const row = (part: string, text: string, rest: Partial<CodebookRow> = {}): CodebookRow => ({
      stance: target.id,
      part,
      id: '',
      language: '',
      polarity: '',
      weight: '',
      text,
      note: '',
      ...rest,
    })
    return [
      row('sentence', target.sentence),
      ...Object.entries(target.labels).map(([language, label]) => row('label', label, { language })),
      row('definition', target.definition),
      ...target.code.map((text) => row('code', text)),
      ...target.doNotCode.map((text) => row('do not code', text)),
      ...target.examples.map(({ id, language, polarity, text, note }) =>
        row('example', text, { id, language, polarity, note }),
      ),
      ...target.cues.map((cue) =>
        row('cue', cue.patterns.join(' ; '), {
          id: cue.id,
          language: cue.language,
          polarity: cue.polarity,
          weight: cue.weight.toFixed(2),
          note: [
            cue.near.length > 0 ? `near: ${cue.near.join(' ; ')}` : '',
            cue.notNear.length > 0 ? `not near: ${cue.notNear.join(' ; ')}` : '',
            cue.note,
          ]
            .filter((part) => part !== '')
            .join(' / '),
        }),
      ),
    ]
  })
}
