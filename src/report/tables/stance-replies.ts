import { POLARITIES } from '../../model/stance.js'
import type { AttributedRows } from '../attributed.js'
import { defineTable, filled, oneOf } from '../columns.js'
import type { Row } from '../columns.js'
import { countedStances } from '../counted.js'
import type { CountedStance } from '../counted.js'
import type { ThreadRecord } from '../record.js'
import type { SumRow, SumShape } from '../sums.js'

export const stanceReplies = defineTable({
  name: 'stance_replies',
  per: 'stance of an answer by stance of what it answers',
  description:
    'Who holds what against whom. An answer counts once for each pair of a code it carries and a code that the post answered carries; only pairs that occur have a row.',
  columns: {
    stance: filled('text', "Target that the answer's post was coded for."),
    polarity: oneOf(POLARITIES, "The answer's polarity."),
    to_stance: filled('text', 'Target that the answered post was coded for.'),
    to_polarity: oneOf(POLARITIES, "The answered post's polarity."),
    replies: filled('integer', 'Answers, counted as in interactions.csv.'),
    authors: filled('integer', 'Different authors of these answers.'),
  },
  key: ['stance', 'polarity', 'to_stance', 'to_polarity'],
  foreign: [],
})

/** Per author and pair of codes in a thread: answers. */
export const stanceReplyShape: SumShape = { name: 'stance_replies', keys: 6, sums: 1 }

/** @param coder see `countedStances` */
export function stanceReplySums(
  record: ThreadRecord,
  attributed: AttributedRows,
  coder: string | null,
): readonly SumRow[] {
  const coded = countedStances(record, coder)
  if (coded.length === 0) return []
  const byPost = new Map<number, CountedStance[]>()
  for (const stance of coded) {
    const codes = byPost.get(stance.post)
    if (codes === undefined) byPost.set(stance.post, [stance])
    else codes.push(stance)
  }
  return attributed.replies.flatMap(({ row, author }) => {
    const answered = row.to === null ? [] : (byPost.get(row.to) ?? [])
    return (byPost.get(row.post) ?? []).flatMap((from) =>
      answered.map((to) => ({
        keys: [from.stance, from.polarity, to.stance, to.polarity, record.site, author],
        sums: [1],
        first: null,
        last: null,
      })),
    )
  })
}

/** The rows of groups in order: those of one pair of codes stand together, one for each author. */
export async function* stanceReplyRows(
  groups: AsyncIterable<SumRow> | Iterable<SumRow>,
): AsyncGenerator<Row<typeof stanceReplies.columns>> {
  let codes: readonly string[] = []
  let replies = 0
  let authors = 0
  const row = () => {
    const [stance = '', polarity = '', to_stance = '', to_polarity = ''] = codes
    return { stance, polarity, to_stance, to_polarity, replies, authors }
  }
  for await (const { keys, sums } of groups) {
    if (codes.some((code, at) => code !== keys[at])) {
      yield row()
      replies = 0
      authors = 0
    }
    codes = keys.slice(0, 4)
    replies += sums[0] ?? 0
    authors++
  }
  if (authors > 0) yield row()
}
