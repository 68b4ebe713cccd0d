import { POLARITIES } from '../model/stance.js'
import type { Codebook } from '../stances/codebook.js'
import { filled, oneOf, oneOfOrEmpty, optional } from './columns.js'
import type { Columns, Row } from './columns.js'

const PARTS = ['sentence', 'label', 'definition', 'code', 'do not code', 'example', 'cue'] as const

/** A codebook as a table that people read and discuss; one row per part of a target. */
export const CODEBOOK_COLUMNS = {
  stance: filled('text', 'The target.'),
  part: oneOf(PARTS, 'What the row holds.'),
  id: optional('text', 'Of examples and cues.'),
  language: optional('text', 'Of labels, examples and cues.'),
  polarity: oneOfOrEmpty([...POLARITIES, 'none'], 'How an example is coded; what a cue suggests.'),
  weight: optional('decimal', 'Of cues: the share of plain sentences with it that hold the polarity.'),
  text: filled('text', 'The words, or the patterns of a cue.'),
  note: optional('text', 'Remarks; what must, and must not, stand near a cue.'),
} as const satisfies Columns
export type CodebookRow = Row<typeof CODEBOOK_COLUMNS>

/** The rows, in the codebook's order. */
export function codebookTable(codebook: Codebook): CodebookRow[] {
  return codebook.targets.flatMap((target) => {
    const row = (
      part: (typeof PARTS)[number],
      text: string,
      rest: Partial<CodebookRow> = {},
    ): CodebookRow => ({
      stance: target.id,
      part,
      id: null,
      language: null,
      polarity: null,
      weight: null,
      text,
      note: null,
      ...rest,
    })
    return [
      row('sentence', target.sentence),
      ...Object.entries(target.labels).map(([language, label]) => row('label', label, { language })),
      row('definition', target.definition),
      ...target.code.map((text) => row('code', text)),
      ...target.doNotCode.map((text) => row('do not code', text)),
      ...target.examples.map(({ id, language, polarity, text, note }) =>
        row('example', text, { id, language, polarity, note: note === '' ? null : note }),
      ),
      ...target.cues.map(({ id, language, polarity, weight, patterns, near, notNear, note }) =>
        row('cue', patterns.join(' ; '), {
          id,
          language,
          polarity,
          weight,
          note: noted([
            ['near: ', near.join(' ; ')],
            ['not near: ', notNear.join(' ; ')],
            ['', note],
          ]),
        }),
      ),
    ]
  })
}

function noted(parts: readonly (readonly [head: string, text: string])[]): string | null {
  const said = parts.filter(([, text]) => text !== '').map(([head, text]) => head + text)
  return said.length === 0 ? null : said.join(' / ')
}
