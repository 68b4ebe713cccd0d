import type { LanguageData } from '../languages/schema.js'
import type { Diagnostic } from '../model/diagnostic.js'
import type { Dump } from '../model/dump.js'
import type { Span } from '../model/span.js'
import type { StampPhrase } from '../model/stamp.js'
import type { Declared, Furniture, Name, Post, Thread } from '../model/thread.js'
import { foldedSpace, lineAt } from '../text/lines.js'
import type { Words } from '../text/words.js'
import { readArticle, readQuestion, firstFilled, type ArticleLines } from './article.js'
import { endOfArticle } from './article-end.js'
import { readBody } from './body.js'
import { findTitle, labelledTitle, titleSpan } from './title.js'
import { apart, findBounds } from './bounds.js'
import { type PostLines } from './post-lines.js'
import { bestDirection, pageOrder } from './chronology.js'
import { chooseFrames } from './choose.js'
import type { Frame } from './frames.js'
import { KIND, PAGE_KINDS, type PageMatcher } from './known.js'
import { notesOn } from './notes.js'
import { isProse, lineSpan, named, readPage, type Page, isOf } from './page.js'
import { isWhite } from './shapes.js'
import { indentParents, numbersOf, parentsOf } from './numbers.js'
import { questionBounds, signatureSpan } from './question-bounds.js'
import { resolveStamps } from './stamps/resolve.js'

export interface SegmentTools {
  readonly languages: readonly LanguageData[]
  readonly matcher: PageMatcher
}

/** Parts a dump into the article and its posts. Pure; never throws on any text. */
export function segment(
  dump: Dump,
  words: Words,
  phrases: readonly StampPhrase[],
  language: string | null,
  tools: SegmentTools,
): Thread {
  const page = readPage(dump, words, phrases, tools.matcher, tools.languages)
  const { placed, questions, boundary, thresholds, foot, announced, rivals } = chooseFrames(page)
  const turns = questions === null ? [] : questionBounds(page, questions)
  const bounds =
    questions === null
      ? apart(
          page,
          placed.flatMap(({ frame, ground }) => findBounds(page, frame, ground)),
        )
      : turns.map(({ lines }) => lines)
  const numbers = questions === null ? numbersOf(page, bounds) : bounds.map(() => null)
  const parents = parentsOf(numbers)
  const trees = placed.length === 1 ? indentParents(page, bounds) : []
  const firstLine = bounds[0]?.from ?? foot
  const articleEnd = endOfArticle(page, firstLine, thresholds)
  const frame = placed[0]?.frame ?? null
  const opening =
    frame !== null &&
    questions === null &&
    hasOpening(page, frame, articleEnd, announced, boundary, bounds.length, numbers)
  const article =
    opening || firstFilled(page, 0, articleEnd) === null
      ? null
      : questions?.question != null
        ? readQuestion(page, questions.question)
        : articleOf(page, articleEnd, frame)
  const title = article?.title ?? (opening ? openingTitle(page, articleEnd, bounds[0]) : null)
  const authors = bounds.map((post) => authorOf(page, post))
  const known = membersOf(page, authors)
  const context = { page, members: known, title: title?.name.toLowerCase() ?? null }
  const posts: Post[] = []
  const order = pageOrder(bestDirection(bounds.map(({ phrase }) => phrase)))
  const resolved = resolveAll(page, bounds, article, { language, order })
  if (article !== null) posts.push(articlePost(page, article, resolved.article))
  else if (!opening) posts.push(emptyArticle(page))
  bounds.forEach((lines, i) => {
    const split = splitAuthor(page, authors[i] ?? null, known)
    const cut = lines.signed ? signatureStart(page, split.author, lines) : null
    const parts = readBody(context, lines, cut)
    const isArticle = opening && i === 0
    const tree = trees[i] ?? null
    const declared = [...split.declared, ...parts.declared]
    const parent = parents[i] ?? null
    if (parent !== null) {
      declared.push({ ...parent.span, by: 'number', position: parent.index + (opening ? 0 : 1), name: null })
    }
    if (tree !== null && parent === null) {
      declared.push({ ...tree.span, by: 'indent', position: tree.index + (opening ? 0 : 1), name: null })
    }
    const under = turns[i]?.under ?? null
    const signature = under === null ? null : signatureSpan(lines)
    if (under !== null && signature !== null) {
      declared.push({ ...signature, by: 'below', position: under + 1, name: null })
    }
    posts.push({
      position: posts.length,
      kind: isArticle ? 'article' : parts.gone || isNotice(page, lines, parts.body) ? 'stub' : 'comment',
      author: split.author,
      stamp: resolved.posts[i] ?? null,
      span: spanOf(page, lines.from, lines.to),
      body: parts.body,
      furniture: parts.furniture,
      number: numbers[i]?.text ?? null,
      declared,
    })
  })
  const thread = {
    dump,
    language,
    title,
    posts,
    announced: opening ? withoutOpening(page, announced, bounds.length) : announced,
    publishedFrom: posts[0]?.stamp?.iso != null ? 'byline' : dump.capturedAt !== null ? 'capture' : null,
    order,
    furniture: pageFurniture(page, posts),
  } as const
  const notes = notesOn(page, thread, placed, rivals, article)
  return { ...thread, diagnostics: [...notes, ...resolved.diagnostics] }
}

/** Whether the first post is the article: no article's text above, nothing that announces comments, not a later page. */
function hasOpening(
  page: Page,
  frame: Frame,
  articleEnd: number,
  announced: Thread['announced'],
  boundary: number,
  posts: number,
  numbers: readonly ({ readonly text: string } | null)[],
): boolean {
  if (frame.column?.place.side === 'tail') return false
  // "5 messages" above five posts counts the opening one.
  if (boundary >= 0 && (!countsTopic(page, announced, posts) || hasByline(page, articleEnd))) return false
  const first = numbers[0]?.text
  if (first !== undefined && first !== '0' && first !== '1') return false
  for (let line = 0; line <= articleEnd; line++) {
    if (isProse(page, line) && !isQuestion(page, line)) return false
  }
  return true
}

/** A short line that asks or shouts: a topic's title rather than an article's text. */
function isQuestion(page: Page, line: number): boolean {
  const { start, end } = lineSpan(page, line)
  return end - start <= 100 && /[?!]$/u.test(page.text.slice(start, end))
}

/**
 * "5 messages • Page 1 of 1": a forum counts all posts of its topic there, a newspaper's "5 comments" only those below.
 * With more than the page holds, it must say that this is the topic's first page.
 */
function countsTopic(page: Page, announced: Thread['announced'], posts: number): boolean {
  if (announced === null || announced.count < posts) return false
  const line = lineAt(page.lines, announced.span.start)
  if (!isOf(page, line, KIND.pagination)) return false
  return (
    announced.count === posts ||
    FIRST_PAGE.test(page.text.slice(announced.span.end, lineSpan(page, line).end))
  )
}

/** Behind the count the page's number, then how many there are. */
const FIRST_PAGE = /^\D*\b1\D+\d+\D*$/u

function hasByline(page: Page, to: number): boolean {
  for (let line = 0; line <= to; line++) if (isOf(page, line, KIND.bylines)) return true
  return false
}

/** The comments of a topic whose page counts all its posts. */
function withoutOpening(page: Page, announced: Thread['announced'], posts: number): Thread['announced'] {
  if (announced === null) return null
  const counted = announced.count === posts || countsTopic(page, announced, posts)
  return counted ? { ...announced, count: announced.count - 1 } : announced
}

function articleOf(page: Page, to: number, frame: Frame | null): ArticleLines {
  const article = readArticle(page, 0, to)
  if (frame?.column?.place.side !== 'tail' || article.author !== null) return article
  // A page that only collects has an article row with its title; what else stands above is the page's.
  const title = firstFilled(page, 0, to)
  if (title === null) return article
  return { ...article, to: article.from, title: named(page, title), body: [], furniture: [] }
}

/** A topic's title stands above its opening post, a mail's subject in the head of it. */
function openingTitle(page: Page, to: number, post: PostLines | undefined): Name | null {
  for (let line = post?.headFrom ?? 0; line <= (post?.headTo ?? -1); line++) {
    const subject = labelledTitle(page, line)
    if (subject !== null) return named(page, subject)
  }
  const line = findTitle(page, 0, to, null)
  return line === null ? null : named(page, titleSpan(page, line))
}

function authorOf(page: Page, post: PostLines): Name | null {
  const cell = post.author
  if (cell === null || cell.start >= cell.end) return null
  if (page.isAny(cell.line, cell, KIND.noNames | KIND.stubs)) return null
  const name = named(page, cell)
  return name.name === '' ? null : name
}

/** The authors' names; of "X  Y" only X once Y is known to be another one. */
function membersOf(page: Page, authors: readonly (Name | null)[]): ReadonlySet<string> {
  let members = new Set(authors.flatMap((author) => (author === null ? [] : [author.name])))
  const parting = authors.filter((author) => author !== null && mayPart(page, author))
  if (parting.length === 0) return members
  for (let round = 0; round < 3; round++) {
    const before = members.size
    const known: ReadonlySet<string> = members
    members = new Set(members)
    for (const author of parting) {
      const name = splitAuthor(page, author, known).author?.name
      if (name !== undefined) members.add(name)
    }
    if (members.size === before) break
  }
  return members
}

/** "#5 This comment was removed" where the name should stand, and no words below. */
function isNotice(page: Page, { author }: PostLines, body: readonly Span[]): boolean {
  return author !== null && body.length === 0 && page.isAny(author.line, author, KIND.stubs)
}

/** A quick look for two spaces or an arrow, as hardly any name holds another one. */
function mayPart({ text }: Page, { start, end }: Span): boolean {
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at)
    if (ARROWS.includes(unit)) return true
    if (isWhite(unit) && at + 1 < end && isWhite(text.charCodeAt(at + 1))) return true
  }
  return false
}

/** `>▶→›` */
const ARROWS: readonly number[] = [62, 0x25b6, 0x2192, 0x203a]

/** "X  Y" where both are known members: X answers Y. */
function splitAuthor(
  page: Page,
  author: Name | null,
  known: ReadonlySet<string>,
): { readonly author: Name | null; readonly declared: readonly Declared[] } {
  if (author === null || !mayPart(page, author)) return { author, declared: [] }
  const text = page.text.slice(author.start, author.end)
  const gap = /\s{2,}|\s*[>▶→›]\s*|\u00a0{2,}/gu
  for (const match of text.matchAll(gap)) {
    const first = foldedSpace(text.slice(0, match.index))
    const second = foldedSpace(text.slice(match.index + match[0].length))
    if (first === '' || !known.has(second)) continue
    const start = author.start + match.index + match[0].length
    return {
      author: named(page, { start: author.start, end: author.start + match.index }),
      declared: [{ start, end: author.end, by: 'name-line', position: null, name: second }],
    }
  }
  return { author, declared: [] }
}

/** Where an in-line signature begins: the dashes before the name. */
function signatureStart(page: Page, author: Name | null, lines: PostLines): number | null {
  if (author === null || author.end < (page.lines.start[lines.bodyTo] ?? 0)) return null
  let at = author.start
  while (at > 0 && /[\s\u00a0—–~-]/u.test(page.text[at - 1] ?? '') && page.text[at - 1] !== '\n') at--
  return at
}

function resolveAll(
  page: Page,
  bounds: readonly PostLines[],
  article: ArticleLines | null,
  { language, order }: Pick<Thread, 'language' | 'order'>,
): {
  readonly posts: readonly Post['stamp'][]
  readonly article: Post['stamp']
  readonly diagnostics: readonly Diagnostic[]
} {
  const anchors = bounds.map(({ phrase }) => phrase)
  const habit = page.languages.find(({ code }) => code === language) ?? null
  const { capturedAt } = page.dump
  const own = article?.phrase ?? null
  const first = resolveStamps(page, own === null ? [] : [own], {
    capturedAt,
    habit,
    order,
    notBefore: null,
  })
  const published = first.stamps[0] ?? null
  const context = { capturedAt, habit, order, notBefore: published?.iso ?? null }
  const phrases = anchors.flatMap((phrase) => (phrase === null ? [] : [phrase]))
  const rest = resolveStamps(page, phrases, context)
  let next = 0
  const posts = anchors.map((phrase) => (phrase === null ? null : (rest.stamps[next++] ?? null)))
  return { posts, article: published, diagnostics: [...first.diagnostics, ...rest.diagnostics] }
}

function spanOf(page: Page, from: number, to: number): { readonly start: number; readonly end: number } {
  return { start: page.lines.start[from] ?? 0, end: page.lines.end[Math.max(from, to)] ?? 0 }
}

function articlePost(page: Page, article: ArticleLines, stamp: Post['stamp']): Post {
  const { from, to, author, body, furniture } = article
  return {
    position: 0,
    kind: 'article',
    author,
    stamp,
    span: spanOf(page, from, to),
    body,
    furniture,
    number: null,
    declared: [],
  }
}

function emptyArticle(page: Page): Post {
  return {
    position: 0,
    kind: 'article',
    author: null,
    stamp: null,
    span: { start: page.dump.pageStart, end: page.dump.pageStart },
    body: [],
    furniture: [],
    number: null,
    declared: [],
  }
}

/** Every filled line that is in no post. */
function pageFurniture(page: Page, posts: readonly Post[]): Furniture[] {
  const furniture: Furniture[] = []
  let p = 0
  for (let line = 0; line < page.lines.count; line++) {
    const span = lineSpan(page, line)
    if (span.start === span.end) continue
    while (p < posts.length && (posts[p]?.span.end ?? 0) <= span.start) p++
    const post = posts[p]
    if (post !== undefined && post.span.start <= span.start) continue
    const kind = !isOf(page, line, PAGE_KINDS) ? 'page' : 'heading'
    furniture.push({ ...span, kind })
  }
  return furniture
}
