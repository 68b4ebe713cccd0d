import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AnalysedThread } from '../../src/model/analysed.js'
import { contains, overlaps } from '../../src/model/span.js'
import type { Span } from '../../src/model/span.js'
import { readDump } from '../../src/read/dump.js'
import { analysedAsIs } from '../threads/reading.js'
import { page } from './page.js'

const RUNS = { numRuns: 150 }

/** Pages on which a law did not hold once. */
const BROKE: readonly string[] = [
  '11 commentaires\nLe 05/03/2026 à 17:08\n',
  '#2\n#1 Ada\nLe 05/03/2026 à 17:08\n\nReply\n#2 Ada\nLe 05/03/2026 à 17:08\n\nReply',
  '\nAda Le 05/03/2026 à 17:08\n\nAda March 5, 2026 at 5:08 pm\n\nAda 2026-03-05 17:08\n\nAda Le 05/03/2026 à 17:08',
  '42\nLe 05/03/2026 à 17:08\nMessage par Ada » 5 mars 2026, 17:08\nAda\nLe 05/03/2026 à 17:08\n',
  '1. Le 5 mars 2026 par Ada\nAda\nLe 05/03/2026 à 17:08\n\nAda\nLe 05/03/2026 à 17:08\n',
  '#1 Ada\nLe 05/03/2026 à 17:08\nRépondre\nReply\n#2 Ada\nLe 05/03/2026 à 17:08\nThe clock rings late.\nAda\nReply\n#3 42\nLe 05/03/2026 à 17:08\nOui, mais alors ?\nReply\nMerci',
]

function law(holds: (read: AnalysedThread, text: string) => void): void {
  fc.assert(
    fc.property(page, (text) => {
      holds(analysedAsIs(text), text)
    }),
    { ...RUNS, examples: BROKE.map((text): [string] => [text]) },
  )
}

test('any bytes are read without an exception, whatever their line ends', () => {
  fc.assert(
    fc.property(page, fc.constantFrom('\n', '\r\n', '\r'), (text, end) => {
      const bytes = new TextEncoder().encode(text.replaceAll('\n', end))
      const read = readDump(bytes, 'page.txt')
      if (read.kind === 'dump') analysedAsIs(read.dump.text)
      else expect(read.diagnostic.code).toBe('dump-binary')
    }),
    RUNS,
  )
})

test('every span lies in the dump', () => {
  law((read, text) => {
    for (const { start, end } of spansOf(read)) {
      expect([start, end].every(Number.isInteger)).toBe(true)
      expect(0 <= start && start <= end && end <= text.length, `${start} to ${end} of ${text.length}`).toBe(
        true,
      )
    }
  })
})

test('posts stand in order, numbered, apart, and each has its own lines', () => {
  law(({ thread }, text) => {
    let before = 0
    for (const [index, post] of thread.posts.entries()) {
      expect(post.position).toBe(index)
      expect(post.kind === 'article').toBe(index === 0)
      expect(post.span.start).toBeGreaterThanOrEqual(before)
      if (index > 1) expect(text.slice(before, post.span.start)).toContain('\n')
      before = post.span.end
    }
  })
})

test('the author and the stamp stand in their post', () => {
  law(({ thread }) => {
    for (const { span, author, stamp } of thread.posts) {
      if (author !== null) expect(contains(span, author), `${show(author)} in ${show(span)}`).toBe(true)
      if (stamp !== null) expect(contains(span, stamp), `${show(stamp)} in ${show(span)}`).toBe(true)
    }
  })
})

test('what a post is made of lies in it, in order, and is counted once', () => {
  law(({ thread }) => {
    for (const post of thread.posts) {
      for (const part of [...post.body, ...post.furniture, ...post.declared]) {
        expect(contains(post.span, part), `${show(part)} in ${show(post.span)}`).toBe(true)
      }
      expectApart(post.body)
      for (const part of post.body) {
        for (const piece of post.furniture) expect(overlaps(part, piece), show(piece)).toBe(false)
      }
    }
  })
})

test('quotes and own words lie in the body of their post and share no character', () => {
  law(({ thread, quotes }) => {
    for (const { position, body } of thread.posts) {
      const within = (span: Span): boolean =>
        (body[0]?.start ?? Infinity) <= span.start && span.end <= (body.at(-1)?.end ?? -1)
      const own = quotes.own[position] ?? []
      const quoted = quotes.quotes.filter(({ post }) => post === position)
      expect([...own, ...quoted].every(within)).toBe(true)
      expectApart(own)
      expectApart(quoted)
      for (const span of own) {
        expect(body.some((part) => contains(part, span))).toBe(true)
        expect(quoted.some((quote) => overlaps(quote, span))).toBe(false)
      }
    }
    for (const { post, source } of quotes.quotes) expect(source?.post).not.toBe(post)
  })
})

test('answers go to an earlier post that is there, or name somebody who is not', () => {
  law(({ thread, replies }) => {
    const { chronological } = replies
    expect(chronological.toSorted((a, b) => a - b)).toEqual(thread.posts.map((_, index) => index))
    for (const { post, to, toAuthor, confidence } of replies.replies) {
      expect(post).toBeGreaterThan(0)
      expect(post).toBeLessThan(thread.posts.length)
      expect(confidence >= 0 && confidence <= 1).toBe(true)
      if (to === null) expect(toAuthor).not.toBeNull()
      else expect(chronological[to]).toBeLessThan(chronological[post] ?? -1)
    }
  })
})

test('stances stand on own words', () => {
  law(({ quotes, stances }) => {
    for (const { post, evidence } of stances) {
      expect(evidence.start).toBeLessThan(evidence.end)
      const own = quotes.own[post] ?? []
      expect((own[0]?.start ?? Infinity) <= evidence.start && evidence.end <= (own.at(-1)?.end ?? -1)).toBe(
        true,
      )
    }
  })
})

test('the same page is read the same again', () => {
  law((read, text) => {
    expect(analysedAsIs(text)).toEqual(read)
  })
})

test('blank lines at the end change nothing', () => {
  law((read, text) => {
    const longer = analysedAsIs(`${text}\n\n \n`)
    expect({ ...longer, thread: { ...longer.thread, dump: null } }).toEqual({
      ...read,
      thread: { ...read.thread, dump: null },
    })
  })
})

function expectApart(spans: readonly Span[]): void {
  for (const [index, span] of spans.entries()) {
    const before = spans[index - 1]
    if (before !== undefined) expect(before.end, show(span)).toBeLessThanOrEqual(span.start)
  }
}

function show({ start, end }: Span): string {
  return `${start}-${end}`
}

/** Everything in a result that has a start and an end. */
function spansOf(value: unknown): Span[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap(spansOf)
  return 'start' in value &&
    'end' in value &&
    typeof value.start === 'number' &&
    typeof value.end === 'number'
    ? [{ start: value.start, end: value.end }, ...inner]
    : inner
}
