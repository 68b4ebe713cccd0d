import type { Quote } from '../model/quote.js'
import type { Evidence, Reply } from '../model/reply.js'
import type { Stance, StanceReading } from '../model/stance.js'
import type { FurnitureKind, Post } from '../model/thread.js'
import { CODEBOOK_CODER } from '../stances/tag.js'
import { foldedSpace } from '../text/lines.js'
import type { Reading } from './reading.js'
import type { Segment, SegmentKind } from './segments.js'
import { shortened } from '../text/visible.js'

/** How the findings are told. All texts may hold words of the dump: they are not yet made visible. */

const KIND_LABEL: Readonly<Record<Exclude<SegmentKind, 'furniture'>, string>> = {
  author: 'author',
  stamp: 'time',
  title: 'title',
  announced: 'count',
  quote: 'quote',
  'quote-header': 'header',
  declared: 'answers',
  own: 'text',
  'around-quote': 'around',
  removed: 'removed',
  captured: 'capture',
  unread: '?',
  space: '',
}

const FURNITURE_LABEL: Readonly<Record<FurnitureKind, string>> = {
  author: 'byline',
  avatar: 'avatar',
  button: 'button',
  card: 'card',
  counter: 'counter',
  'edit-note': 'edited',
  heading: 'heading',
  moderation: 'modnote',
  number: 'number',
  page: 'page',
  signature: 'sign',
  stamp: 'time',
  title: 'subject',
}

/** The longest is 7 characters. */
export const LABEL_COLUMNS = 7

/** What a segment is, in one word for the gutter. */
export function label({ kind, furniture }: Segment): string {
  return kind === 'furniture' ? FURNITURE_LABEL[furniture ?? 'page'] : KIND_LABEL[kind]
}

/** `#4 comment · Ada · 2026-03-05T19:52 · fr` */
export function postWords({ analysed }: Reading, post: Post): string {
  const { thread, languages } = analysed
  const time =
    post.position === 0 && thread.publishedFrom === 'capture' ? captured(thread.dump) : timeOf(post)
  const parts = [
    `#${post.position} ${post.kind}`,
    post.author?.name ?? (post.kind === 'stub' ? null : 'author unknown'),
    time === null && post.kind !== 'stub' ? 'time unknown' : time,
    post.number === null ? null : `numbered ${post.number}`,
    languages.posts[post.position] ?? null,
  ]
  return parts.filter((part) => part !== null && part !== '').join(' · ')

  function timeOf({ stamp }: Post): string | null {
    if (stamp === null) return null
    const printed = foldedSpace(thread.dump.text.slice(stamp.start, stamp.end))
    if (stamp.iso === null) return `"${printed}" not resolved`
    return stamp.relative ? `${stamp.iso} from "${printed}"` : stamp.iso
  }
}

function captured({ capturedAt }: { readonly capturedAt: string | null }): string | null {
  return capturedAt === null ? null : `${capturedAt} (date of capture)`
}

const WITHOUT_WORDS: Readonly<Partial<Record<Evidence, string>>> = {
  adjacency: 'no other sign than the order',
  position: 'no other sign, so the opening post',
}

const EVIDENCE_COLUMNS = 60

/** `answers #1 Ada · attribution 0.97 · line 12 "Ada wrote:"` */
export function replyWords({ analysed }: Reading, reply: Reply, lineOf: (offset: number) => number): string {
  const { span, evidence, confidence } = reply
  const parts = [
    `answers ${whom(reply.to, reply.toAuthor)}${reply.to === null ? ', not in this dump' : ''}`,
    `${evidence} ${confidence.toFixed(2)}`,
  ]
  if (span === null) parts.push(WITHOUT_WORDS[evidence] ?? 'shown by the layout')
  else {
    const said = shortened(analysed.thread.dump.text.slice(span.start, span.end), EVIDENCE_COLUMNS)
    parts.push(`line ${lineOf(span.start)}${said === '' ? '' : ` "${said}"`}`)
  }
  return parts.join(' · ')
}

/** `quote of #1 Ada, line 12 · exact` */
export function quoteWords(quote: Quote, lineOf: (offset: number) => number): string {
  const { source, author, match, runnerUp } = quote
  if (source === null) {
    return `quote of ${author ?? 'someone not named'} · ${match}: the words are nowhere else in this dump`
  }
  const parts = [
    `quote of ${whom(source.post, author)}, line ${lineOf(source.span.start)}`,
    match === 'exact' ? match : `${match}, similarity ${source.similarity.toFixed(2)}`,
  ]
  if (runnerUp !== null) parts.push(`or of #${runnerUp.post}, ${runnerUp.similarity.toFixed(2)}`)
  return parts.join(' · ')
}

/** `bubble: against 0.80 (cues fr.bulle)`, with the coder's name where it was not the codebook. */
export function stanceWords({ stance, coder, other, ...reading }: Stance): string {
  const parts = [`${stance}: ${readingWords(reading)}`]
  if (other !== null) parts.push(`also ${readingWords(other)}`)
  if (coder !== CODEBOOK_CODER) parts.push(`coded by ${coder}`)
  return parts.join(' · ')
}

function readingWords({ polarity, confidence, cues }: Omit<StanceReading, 'evidence'>): string {
  return `${polarity} ${confidence.toFixed(2)}${cues.length > 0 ? ` (cues ${cues.join(', ')})` : ''}`
}

function whom(post: number | null, author: string | null): string {
  return [post === null ? null : `#${post}`, author].filter((part) => part !== null).join(' ')
}
