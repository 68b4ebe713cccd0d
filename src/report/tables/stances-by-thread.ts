import { POLARITIES } from '../../model/stance.js'
import { defineTable, filled, oneOfOrEmpty, optional } from '../columns.js'
import type { Row } from '../columns.js'
import { countedStances } from '../counted.js'
import type { ThreadRecord } from '../record.js'

export const stancesByThread = defineTable({
  name: 'stances_by_thread',
  per: 'thread and target',
  description:
    'How the comments of each thread stand to each target. Every thread has a row for every target.',
  columns: {
    thread: filled('text', "The thread's id."),
    title: optional('text', "The article's or topic's title."),
    published_at: optional('time', 'When the article was published.'),
    stance: filled('text', "Id of the codebook's target."),
    favor: filled('integer', 'Comments coded favor.'),
    against: filled('integer', 'Comments coded against.'),
    neither: filled('integer', 'Comments coded neither.'),
    comments: filled('integer', 'Comments coded for this target: favor, against and neither together.'),
    authors: filled('integer', 'Different authors of those comments.'),
    article: oneOfOrEmpty(POLARITIES, "The article's own polarity, empty when it does not touch the target."),
  },
  key: ['thread', 'stance'],
  foreign: [{ field: 'thread', table: 'threads', to: 'thread' }],
})

/** @param targets the codebook's target ids, in order; @param coder see `countedStances` */
export function stancesByThreadRows(
  record: ThreadRecord,
  targets: readonly string[],
  coder: string | null,
): Row<typeof stancesByThread.columns>[] {
  const counted = countedStances(record, coder)
  return targets.map((target) => {
    const count = { favor: 0, against: 0, neither: 0 }
    const authors = new Set<string>()
    let article: string | null = null
    let comments = 0
    for (const { post: position, stance, polarity } of counted) {
      const post = record.posts[position]
      if (stance !== target || post === undefined) continue
      if (post.kind === 'article') {
        article = polarity
        continue
      }
      count[polarity]++
      comments++
      if (post.author !== null) authors.add(post.author.name)
    }
    return {
      thread: record.thread,
      title: record.title?.name ?? null,
      published_at: record.published_at,
      stance: target,
      ...count,
      comments,
      authors: authors.size,
      article,
    }
  })
}
