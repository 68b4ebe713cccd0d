import { agreedCode, codedPosts } from '../../coding/agreement/units.js'
import type { CodedPost } from '../../coding/agreement/units.js'
import { CODES } from '../../model/coding.js'
import { CELL_LIMIT, cut } from '../cells.js'
import { defineTable, filled, oneOf, oneOfOrEmpty, optional } from '../columns.js'
import type { Row } from '../columns.js'
import { postId } from '../ids.js'
import type { ThreadRecord } from '../record.js'

export const disagreements = defineTable({
  name: 'disagreements',
  per: 'post and target that coders code differently',
  description: 'What to talk about: where people differ, or where they agree and the machine does not.',
  columns: {
    thread: filled('text', "The thread's id."),
    post: filled('text', 'The post that was coded.'),
    author: optional('text', 'Its author.'),
    stance: filled('text', "Id of the codebook's target."),
    between: oneOf(
      ['people', 'people-machine'],
      'people: people differ; people-machine: people agree, and codebook or model say otherwise.',
    ),
    codes: filled('text', 'What each person coded: `Ada: favor; Bo: none`, in order of the names.'),
    codebook: oneOf(CODES, "The codebook's code; none where it has no row in stances.csv."),
    model: oneOfOrEmpty(CODES, "The learned coder's code, empty where it has none."),
    cues: optional('text', 'Ids of the cues that the codebook went by, separated by a space.'),
    memos: optional('text', "The coders' remarks on the post, one a line."),
    published_at: optional('time', 'When the post was sent.'),
    text: optional('text', `Own words of the post, at most ${CELL_LIMIT} characters.`),
    key: filled('text', 'By which the post is found in the coding sheets.'),
  },
  key: ['post', 'stance'],
  foreign: [
    { field: 'thread', table: 'threads', to: 'thread' },
    { field: 'post', table: 'posts', to: 'post' },
  ],
})

/** In order of post, then target as given. */
export function disagreementRows(
  record: ThreadRecord,
  targets: readonly string[],
): Row<typeof disagreements.columns>[] {
  return codedPosts(record, targets).flatMap((coded) => {
    const between = disagreementOf(coded)
    const post = record.posts[coded.post]
    if (between === null || post === undefined) return []
    const codes = [...coded.people].map(([coder, code]) => `${coder}: ${code}`).join('; ')
    const reading = record.stances.find(
      (one) => one.post === coded.post && one.stance === coded.stance && one.coder === 'codebook',
    )
    return {
      thread: record.thread,
      post: postId(record, coded.post),
      author: post.author?.name ?? null,
      stance: coded.stance,
      between,
      codes: cut(codes),
      codebook: coded.machines.get('codebook') ?? 'none',
      model: coded.machines.get('model') ?? null,
      cues: reading?.cues.join(' ') ?? null,
      memos: memosOf(record, coded),
      published_at: post.published_at,
      text: cut(post.text),
      key: post.key,
    }
  })
}

function disagreementOf(coded: CodedPost): 'people' | 'people-machine' | null {
  const agreed = agreedCode(coded)
  if (agreed === undefined) return 'people'
  for (const code of coded.machines.values()) if (code !== agreed) return 'people-machine'
  return null
}

function memosOf({ codings }: ThreadRecord, { post, stance }: CodedPost): string | null {
  const memos = codings.flatMap((coding) =>
    coding.post === post && coding.stance === stance && coding.memo !== null
      ? [`${coding.coder}: ${coding.memo}`]
      : [],
  )
  return memos.length === 0 ? null : cut(memos.join('\n'))
}
