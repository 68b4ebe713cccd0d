import type { Diagnostic } from '../model/diagnostic.js'
import type { Post, Thread } from '../model/thread.js'
import { lineAt } from '../text/lines.js'
import type { ArticleLines } from './article.js'
import type { PlacedFrame } from './choose.js'
import { FRAME_THRESHOLD, type Frame } from './frames.js'
import { ALL_KINDS, KIND } from './known.js'
import { isBlankLine, isProse, type Page, isOf } from './page.js'

/** What a person should look at before trusting how the page was parted. */
export function notesOn(
  page: Page,
  thread: Omit<Thread, 'diagnostics'>,
  placed: readonly PlacedFrame[],
  rivals: readonly Frame[],
  article: ArticleLines | null,
): readonly Diagnostic[] {
  return [
    ...countNotes(page, thread),
    ...frameNotes(page, thread, placed, rivals),
    ...articleNotes(page, thread, article),
    ...postNotes(page, thread),
  ]
}

/** 1-based line in the dump's text of an offset. */
function lineOf(page: Page, offset: number): number {
  return lineAt(page.lines, offset) + 1
}

function countNotes(page: Page, { announced, posts }: Omit<Thread, 'diagnostics'>): Diagnostic[] {
  if (announced === null) return []
  const line = lineOf(page, announced.span.start)
  const comments = posts.filter(({ kind }) => kind === 'comment').length
  const stubs = posts.filter(({ kind }) => kind === 'stub').length
  const missing = announced.count - comments - stubs
  if (comments + stubs === 0 && announced.count > 0) {
    const message =
      `The page announces ${announced.count} comments and none was found below: either they were not captured, ` +
      'or this layout is not understood. Look with "polylogue check"; if comments stand there, please report the page.'
    return [{ code: 'comments-not-found', line, message }]
  }
  if (missing > 0) {
    const rest = stubs === 0 ? '' : ` and ${stubs === 1 ? 'one was' : `${stubs} were`} removed by the site`
    const message =
      `The page announces ${announced.count} comments; ${comments} ${comments === 1 ? 'is' : 'are'} in the dump${rest}, ` +
      `${missing} missing. Answers and quotes that lead to the missing ones cannot be resolved.`
    return [{ code: 'comments-missing', line, message }]
  }
  if (missing < 0) {
    const message =
      `The page announces ${announced.count} comments, but ${comments + stubs} were found: the number may count ` +
      'threads only, or something that is no comment was taken for one. Compare with the page.'
    return [{ code: 'comments-beyond-announced', line, message }]
  }
  return []
}

/** Weight above which a frame is beyond doubt. */
const CLEAR = FRAME_THRESHOLD + 1.5
/** So many lines of prose outside all posts are worth a look. */
const STRAY_PROSE = 3

function frameNotes(
  page: Page,
  thread: Omit<Thread, 'diagnostics'>,
  placed: readonly PlacedFrame[],
  rivals: readonly Frame[],
): Diagnostic[] {
  const notes: Diagnostic[] = []
  for (const { frame } of placed) {
    const first = frame.anchors[0]
    if (first === undefined || frame.score >= CLEAR) continue
    const how =
      frame.template.kind === 'marked'
        ? 'only the quoting lines (">") show where a post begins; posts without one are part of the post above'
        : 'little on this page shows where a post begins'
    const message = `The posts are uncertain: ${how}. ${frame.anchors.length} were read; compare with the page.`
    notes.push({ code: 'frame-unclear', line: first.line + 1, message })
  }
  for (const rival of rivals) {
    const from = rival.anchors[0]?.line ?? 0
    const to = rival.anchors[rival.anchors.length - 1]?.line ?? from
    const message =
      `${rival.anchors.length} lines with dates from here to line ${to + 1} look like posts of another kind and were ` +
      'not read as such (another list of comments, or of articles). Compare with the page.'
    notes.push({ code: 'region-not-understood', line: from + 1, message })
  }
  const stray = strayProse(page, thread.posts)
  if (stray !== null) {
    const message =
      `${stray.lines} lines of text from here to line ${stray.to} belong to no post that was recognised. ` +
      'If they are comments, their layout is not understood: please report the page.'
    notes.push({ code: 'region-not-understood', line: stray.from, message })
  }
  const merged = thread.posts.find((post) => post.kind === 'comment' && buttonsWithin(page, post) > 1)
  if (merged !== undefined) {
    const message =
      'This post holds several lines that usually end a post ("Reply" and the like): it may be several posts, read as one.'
    notes.push({ code: 'region-not-understood', line: lineOf(page, merged.span.start), message })
  }
  return notes
}

function strayProse(page: Page, posts: readonly Post[]): { from: number; to: number; lines: number } | null {
  if (posts.length < 2) return null
  let from = 0
  let to = 0
  let lines = 0
  let p = 0
  for (let line = 0; line < page.lines.count; line++) {
    const start = page.lines.from[line] ?? 0
    while (p < posts.length && (posts[p]?.span.end ?? 0) <= start) p++
    const post = posts[p]
    if ((post !== undefined && post.span.start <= start) || isBlankLine(page, line)) continue
    if (p === 0 || !isProse(page, line)) continue
    if (lines++ === 0) from = line + 1
    to = line + 1
  }
  return lines >= STRAY_PROSE ? { from, to, lines } : null
}

function buttonsWithin(page: Page, post: Post): number {
  let count = 0
  for (const part of post.body) {
    const to = lineAt(page.lines, Math.max(part.start, part.end - 1))
    for (let line = lineAt(page.lines, part.start); line <= to; line++) {
      if (isOf(page, line, KIND.buttons) && page.known(line, ALL_KINDS).length === 1) count++
    }
  }
  return count
}

function articleNotes(
  page: Page,
  thread: Omit<Thread, 'diagnostics'>,
  article: ArticleLines | null,
): Diagnostic[] {
  const notes: Diagnostic[] = []
  const start = thread.posts[0]?.span.start ?? 0
  for (const line of article?.further ?? []) {
    const message = 'This line names another author; the first byline after the title was taken.'
    notes.push({ code: 'byline-further', line: line + 1, message })
  }
  if (article !== null && article.title === null) {
    const message = 'No title was found for this page; the cell is empty.'
    notes.push({ code: 'title-missing', line: lineOf(page, start), message })
  }
  return notes
}

function postNotes(page: Page, { posts }: Omit<Thread, 'diagnostics'>): Diagnostic[] {
  const notes: Diagnostic[] = []
  const nameless = posts.filter(({ kind, author }) => kind === 'comment' && author === null)
  const first = nameless[0]
  if (first !== undefined) {
    const message =
      nameless.length === posts.length - 1
        ? 'No author was found for any comment: the page may not show them.'
        : `No author was found for ${nameless.length} of the comments, this one first; their cells are empty.`
    notes.push({ code: 'author-missing', line: lineOf(page, first.span.start), message })
  }
  const published = posts[0]?.stamp?.iso ?? null
  const early = posts.find(
    ({ kind, stamp }) =>
      kind !== 'article' && published !== null && stamp?.iso != null && day(stamp.iso) < day(published),
  )
  if (early !== undefined) {
    const message =
      `This post is dated ${early.stamp?.iso ?? ''}, before the article (${published ?? ''}): one of the two dates ` +
      'may be misread, or the page prints the date of its last change.'
    notes.push({ code: 'stamp-before-article', line: lineOf(page, early.span.start), message })
  }
  return notes
}

function day(iso: string): string {
  return iso.slice(0, 10)
}
