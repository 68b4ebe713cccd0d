import { defineTable, filled, oneOfOrEmpty, optional } from '../columns.js'
import type { Row } from '../columns.js'
import { isCounted } from '../counted.js'
import type { ThreadRecord } from '../record.js'
import { TimeRange } from '../times.js'

export const threads = defineTable({
  name: 'threads',
  per: 'dump',
  description: 'The dumps that were read, with what was found in each.',
  columns: {
    thread: filled(
      'text',
      "The thread's id: the dump's path below the corpus folder without its last extension.",
    ),
    title: optional('text', "The article's or topic's title."),
    author: optional('text', "The article's author: the first byline or agency line after the title."),
    published_at: optional(
      'time',
      'When the article was published; see published_from for where that was found.',
    ),
    language: filled('text', 'The language of the page as a whole, BCP 47, und when it cannot be told.'),
    comments_announced: optional('integer', 'The number of comments that the page itself announces.'),
    comments_found: filled(
      'integer',
      'Rows of kind comment in posts.csv; stubs and the article do not count.',
    ),
    comments_missing: optional(
      'integer',
      'Announced less found less stubs: not captured, or not recognised. Below 0 when more were found than announced. Empty when nothing is announced.',
    ),
    stubs: filled('integer', 'Posts whose words are gone.'),
    authors: filled('integer', "Different authors of the thread's posts, the article's among them."),
    replies: filled(
      'integer',
      'Rows of replies.csv with evidence structure, attribution, quote or mention, those with an unknown author among them.',
    ),
    quotes: filled('integer', 'Rows of quotes.csv.'),
    first_comment_at: optional('time', 'The earliest known time of a comment.'),
    last_comment_at: optional('time', 'The latest known time of a comment.'),
    problems: filled('integer', 'Rows of problems.csv about this dump.'),
    captured_at: optional('date', "The day of the dump's own date line."),
    published_from: oneOfOrEmpty(
      ['byline', 'capture'],
      "Where published_at comes from: byline is the article's own date, capture the dump's date line.",
    ),
    site: optional('text', 'The site as the user gave it.'),
    url: optional('text', "The page's address where the dump names it."),
    source_file: filled('text', "The dump's path below the corpus folder."),
  },
  key: ['thread'],
  foreign: [],
})

/** @param problems how many rows of problems.csv the dump has */
export function threadRow(record: ThreadRecord, problems: number): Row<typeof threads.columns> {
  const article = record.posts[0]
  const comments = record.posts.filter((post) => post.kind === 'comment')
  const stubs = record.posts.filter((post) => post.kind === 'stub').length
  const authors = new Set(record.posts.flatMap((post) => (post.author === null ? [] : [post.author.name])))
  const announced = record.announced?.count ?? null
  const times = new TimeRange()
  for (const comment of comments) times.include(comment.published_at)
  return {
    thread: record.thread,
    title: record.title?.name ?? null,
    author: article?.author?.name ?? null,
    published_at: record.published_at,
    language: record.language,
    comments_announced: announced,
    comments_found: comments.length,
    comments_missing: announced === null ? null : announced - comments.length - stubs,
    stubs,
    authors: authors.size,
    replies: record.replies.filter(isCounted).length,
    quotes: record.quotes.length,
    first_comment_at: times.first,
    last_comment_at: times.last,
    problems,
    captured_at: record.captured_at,
    published_from: record.published_from,
    site: record.site,
    url: record.url,
    source_file: record.source_file,
  }
}
