import { POLARITIES } from '../../model/stance.js'
import type { Polarity } from '../../model/stance.js'
import { attributedReplies } from '../attributed.js'
import { defineTable, filled, oneOf } from '../columns.js'
import type { Row } from '../columns.js'
import { countedStances } from '../counted.js'
import type { CountedStance } from '../counted.js'
import { byTexts } from '../order.js'
import type { ThreadRecord } from '../record.js'

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

/** A target and a polarity, without the words that carry them: those would keep whole dumps in memory. */
interface Code {
  readonly stance: string
  readonly polarity: Polarity
}

interface Cell {
  readonly from: Code
  readonly to: Code
  replies: number
  readonly authors: Set<string>
}

/** Sums over threads, each added once. */
export class StanceReplies {
  readonly #coder: string | null
  readonly #cells = new Map<string, Cell>()

  /** @param coder see `countedStances` */
  constructor(coder: string | null) {
    this.#coder = coder
  }

  add(record: ThreadRecord): void {
    const coded = countedStances(record, this.#coder)
    if (coded.length === 0) return
    const byPost = new Map<number, CountedStance[]>()
    for (const stance of coded) {
      const codes = byPost.get(stance.post)
      if (codes === undefined) byPost.set(stance.post, [stance])
      else codes.push(stance)
    }
    for (const { row, author } of attributedReplies(record)) {
      for (const from of byPost.get(row.post) ?? []) {
        for (const to of (row.to === null ? undefined : byPost.get(row.to)) ?? []) {
          const cell = this.#cell(from, to)
          cell.replies++
          cell.authors.add(`${author}\n${record.site}`)
        }
      }
    }
  }

  rows(): Row<typeof stanceReplies.columns>[] {
    return [...this.#cells.values()]
      .sort(
        byTexts(
          ({ from }) => from.stance,
          ({ from }) => from.polarity,
          ({ to }) => to.stance,
          ({ to }) => to.polarity,
        ),
      )
      .map(({ from, to, replies, authors }) => ({
        stance: from.stance,
        polarity: from.polarity,
        to_stance: to.stance,
        to_polarity: to.polarity,
        replies,
        authors: authors.size,
      }))
  }

  #cell(from: Code, to: Code): Cell {
    const key = `${from.polarity} ${to.polarity} ${from.stance}\n${to.stance}`
    let cell = this.#cells.get(key)
    if (cell === undefined) {
      cell = {
        from: { stance: from.stance, polarity: from.polarity },
        to: { stance: to.stance, polarity: to.polarity },
        replies: 0,
        authors: new Set(),
      }
      this.#cells.set(key, cell)
    }
    return cell
  }
}
