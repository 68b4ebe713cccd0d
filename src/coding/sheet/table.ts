import { CODES } from '../../model/coding.js'
import { CELL_LIMIT } from '../../report/cells.js'
import { defineTable, filled, oneOf, oneOfOrEmpty, optional } from '../../report/columns.js'
import type { Columns } from '../../report/columns.js'

/** At most so much of all posts that a post answers; in UTF-16 units, as spreadsheets count. */
export const CONTEXT_LIMIT = 2000

/** A coding sheet, without the columns behind these: the targets, memo and coder. */
export const sheet = defineTable({
  name: 'sheet',
  per: 'post to be coded',
  description:
    "A coder's sheet, as polylogue sheet writes it and as it is read again from codings/. The names of the columns are fixed, their order is not.",
  columns: {
    key: filled('text', 'Finds the post again, also when its page was captured anew. Leave it as it is.'),
    thread: filled('text', "The thread's id."),
    post: filled('text', "The post's id: thread, #, position."),
    kind: oneOf(['article', 'comment'], "The post's kind."),
    author: optional('text', 'The name as printed.'),
    published_at: optional('time', 'When the post was sent.'),
    language: filled('text', "The post's language, BCP 47, und when it cannot be told."),
    context: optional(
      'text',
      `What the post answers and quotes, each with its author; for reading, not for coding. At most ${CONTEXT_LIMIT} characters.`,
    ),
    text: filled('text', `The author's own words: what is to be coded. At most ${CELL_LIMIT} characters.`),
  },
  key: ['post'],
  foreign: [],
})

export const TARGET_COLUMN = oneOfOrEmpty(
  CODES,
  'The code: favor, against, neither, or none where the target is not touched. Empty: not coded.',
)

export const MEMO_COLUMN = optional('text', "The coder's remark.")

export const CODER_COLUMN = filled(
  'text',
  'Whose sheet it is, whatever the file is called. Leave it as it is.',
)

/** The columns of a sheet for a codebook: one per target, then memo and coder. */
export function sheetColumns(targets: readonly string[]): Columns {
  return {
    ...sheet.columns,
    ...Object.fromEntries(targets.map((target) => [target, TARGET_COLUMN])),
    memo: MEMO_COLUMN,
    coder: CODER_COLUMN,
  }
}
