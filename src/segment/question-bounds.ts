import type { Span } from '../model/span.js'
import { KIND } from './known.js'
import { isBlankLine, isNumberLine, isOf, lineText, nextFilled, type Page } from './page.js'
import { isPageLine, postOf, trimDown, type PostLines } from './post-lines.js'
import { cardEnd, footAbove, type QuestionPage } from './question-page.js'

/** A post of a page of questions and answers. */
export interface QuestionPost {
  readonly lines: PostLines
  /** What it stands under, by its index among the posts: -1 the question, null for an answer without one. */
  readonly under: number | null
}

/** Parts such a page into its posts, in order of place. The question's own lines are not among them. */
export function questionBounds(
  page: Page,
  { answers, remarks, question }: QuestionPage,
): readonly QuestionPost[] {
  const stamps = [
    ...answers.anchors.map(({ line }, i) => ({ line, i, isAnswer: true })),
    ...(remarks?.anchors ?? []).map(({ line }, i) => ({ line, i, isAnswer: false })),
  ].sort((a, b) => a.line - b.line)
  const posts: QuestionPost[] = []
  let floor = question?.to ?? -1
  let under = -1
  for (const { line, i, isAnswer } of stamps) {
    const frame = isAnswer ? answers : (remarks ?? answers)
    const author = frame.column?.cells[i]?.line ?? line
    const textTo = isAnswer ? (footAbove(page, line) ?? line) - 1 : author < line ? author - 1 : line
    const to = isAnswer ? cardEnd(page, author) : line
    const from = Math.min(topOf(page, floor, textTo), line)
    // Votes stand above the text.
    const headTo = isVotes(page, from) && from < textTo ? from : from - 1
    const bodyFrom = headTo + 1
    const bodyTo = trimDown(page, textTo, headTo)
    if (isAnswer) under = posts.length
    posts.push({
      lines: postOf(frame, i, { from, to, headFrom: from, headTo, bodyFrom, bodyTo }),
      under: isAnswer ? (question === null ? null : -1) : under,
    })
    floor = to
  }
  return posts
}

/** The first filled line of a text that ends at `to`, below the last line between `floor` and it that the page wrote. */
function topOf(page: Page, floor: number, to: number): number {
  let above = floor
  for (let line = floor + 1; line < to; line++) {
    if (isBlankLine(page, line)) continue
    // "-1" is a button elsewhere.
    const isPrinted = isNumberLine(page, line) ? !isVotes(page, line) : isOf(page, line, KIND.buttons)
    if (isPrinted || isPageLine(page, line)) above = line
  }
  return nextFilled(page, above, 1)
}

/** A number and no mere sign. */
function isVotes(page: Page, line: number): boolean {
  return isNumberLine(page, line) && /\d/u.test(lineText(page, line))
}

/** From the name to the stamp with which a post ends, or the other way round. */
export function signatureSpan({ author, phrase }: PostLines): Span | null {
  if (author === null || phrase === null) return null
  return { start: Math.min(author.start, phrase.start), end: Math.max(author.end, phrase.end) }
}
