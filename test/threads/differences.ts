import { foldedSpace } from '../../src/text/lines.js'
import type { ReadPost, Reading } from './reading.js'

/**
 * What was read otherwise than expected, one sentence each, empty when all is right. Own words and quotes are compared by
 * their words: white space and punctuation at the edges of a quote are a matter of taste. Posts are told by their place:
 * two are the same when more than half of their lines are.
 */
export function differences(expected: Reading, read: Reading): string[] {
  const found: string[] = []
  for (const field of ['title', 'author', 'published', 'language', 'announced'] as const) {
    const [a, b] = [shown(expected[field]), shown(read[field])]
    if (a !== b) found.push(`${field}: expected ${a}, read ${b}`)
  }
  if (expected.opening && !read.opening) found.push('the opening post has no words')
  const partner = expected.posts.map((post) => read.posts.findIndex((other) => same(post, other)))
  for (const [index, post] of expected.posts.entries()) {
    const other = read.posts[partner[index] ?? -1]
    const name = `post ${index + 1}`
    if (other === undefined) found.push(`${name}: missing, ${placeOf(post)}`)
    else found.push(...inPost(post, other, placeIn(read, partner)).map((text) => `${name}: ${text}`))
  }
  for (const [index, post] of read.posts.entries()) {
    if (!partner.includes(index)) found.push(`no post of its own, but read as one: ${placeOf(post)}`)
  }
  return found
}

function same(a: ReadPost, b: ReadPost): boolean {
  const common = Math.min(a.lines.to, b.lines.to) - Math.max(a.lines.from, b.lines.from) + 1
  const all = Math.max(a.lines.to, b.lines.to) - Math.min(a.lines.from, b.lines.from) + 1
  return common * 2 > all
}

function placeOf({ lines, author }: ReadPost): string {
  return `lines ${lines.from}-${lines.to}, author ${shown(author)}`
}

/** Names a read position by the expected post it is, or by its lines when it is none. */
function placeIn(read: Reading, partner: readonly number[]): (position: number) => string {
  return (position) => {
    if (position === 0) return '0'
    const index = partner.indexOf(position - 1)
    if (index >= 0) return String(index + 1)
    const lines = read.posts[position - 1]?.lines
    return `lines ${lines?.from}-${lines?.to}`
  }
}

function inPost(expected: ReadPost, read: ReadPost, place: (position: number) => string): string[] {
  const found: string[] = []
  const compare = (what: string, a: string, b: string): void => {
    if (a !== b) found.push(`${what}: expected ${a}, read ${b}`)
  }
  compare('author', shown(expected.author), shown(read.author))
  compare('published', shown(expected.published), shown(read.published))
  compare('lines', rangeOf(expected), rangeOf(read))
  compare('stub', String(expected.stub), String(read.stub))
  found.push(...inWords('own words', expected.own, read.own))
  found.push(...inQuotes(expected, read, place))
  compare('answers', listed(expected.answers.map(String)), listed(read.answers.map(place)))
  return found
}

function rangeOf({ lines }: ReadPost): string {
  return `${lines.from}-${lines.to}`
}

function listed(places: readonly string[]): string {
  return places.length === 0 ? 'none' : [...new Set(places)].toSorted().join(' and ')
}

/** Quotes with the same words are the same; what is left over on both sides is held against each other in order. */
function inQuotes(expected: ReadPost, read: ReadPost, place: (position: number) => string): string[] {
  const rest = [...read.quotes]
  const missed = []
  const found: string[] = []
  for (const quote of expected.quotes) {
    const index = rest.findIndex((other) => wordsOf(other.text).join(' ') === wordsOf(quote.text).join(' '))
    const other = index < 0 ? undefined : rest.splice(index, 1)[0]
    if (other === undefined) missed.push(quote)
    else found.push(...inSource(quote, other, place))
  }
  for (const quote of missed) {
    const other = rest.shift()
    if (other === undefined) found.push(`quote: missing, of ${quote.of}: ${excerpt(wordsOf(quote.text))}`)
    else found.push(...inWords('quote', quote.text, other.text), ...inSource(quote, other, place))
  }
  return [
    ...found,
    ...rest.map(
      ({ text, of }) => `quote: none, but read as one of ${sourceOf(of, place)}: ${excerpt(wordsOf(text))}`,
    ),
  ]
}

type ReadQuote = ReadPost['quotes'][number]

function inSource(expected: ReadQuote, read: ReadQuote, place: (position: number) => string): string[] {
  const [a, b] = [sourceOf(expected.of, String), sourceOf(read.of, place)]
  return a === b ? [] : [`quote: expected of ${a}, read of ${b}: ${excerpt(wordsOf(expected.text))}`]
}

function sourceOf(of: number | null, place: (position: number) => string): string {
  return of === null ? 'nobody in the dump' : place(of)
}

/** The words that stand between what both texts begin with and what both end with. */
function inWords(what: string, expected: string, read: string): string[] {
  const a = wordsOf(expected)
  const b = wordsOf(read)
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head++
  let tail = 0
  const most = Math.min(a.length, b.length) - head
  while (tail < most && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  const left = a.slice(head, a.length - tail)
  const right = b.slice(head, b.length - tail)
  return left.length + right.length === 0
    ? []
    : [`${what}: expected ${excerpt(left)}, read ${excerpt(right)}`]
}

/** Runs of letters and digits, and pictures: a post can be one emoji long. */
function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{M}\p{N}]+|\p{Extended_Pictographic}/gu) ?? []
}

function excerpt(words: readonly string[]): string {
  if (words.length === 0) return 'nothing'
  const shortened = words.length > 12 ? [...words.slice(0, 6), '[…]', ...words.slice(-5)] : words
  return `"${shortened.join(' ')}"${words.length > 12 ? ` (${words.length} words)` : ''}`
}

/** Spaces folded as the tables fold them in names and titles. */
function shown(value: string | number | null): string {
  if (value === null || value === '') return 'nothing'
  return typeof value === 'number' ? String(value) : `"${foldedSpace(value)}"`
}
