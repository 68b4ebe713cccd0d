import fc from 'fast-check'
import { expect, it } from 'vitest'
import { describeReading, lineNumberAt } from '../../src/check/reading.js'
import { hostileThread } from './hostile.js'
import { page, remarked } from './marked.js'
import { talk } from './talk.js'

it('gives every word the meaning that tells most', () => {
  const reading = describeReading(
    page(`{page:Menu}
{article:{title:A crane}
By {author:Ida}, {stamp:2 March}
{own:Some words.}}
{announced:2} {page:comments}
{comment:{card:{author:Odd}}
{body:{header:Ida wrote:}
"{quote:Some words.}"
{own:More words.}}
{declared:In reply to Ida}
{button:Reply} and more}
{stub:Removed by {author:Ida}}`),
  )
  expect(remarked(reading)).toBe(`{furniture:Menu}
{title:A crane}
{unread:By }{author:Ida}{unread:, }{stamp:2 March}
Some words.
{announced:2} {furniture:comments}
{author:Odd}
{quote-header:Ida wrote:}
{around-quote:"}{quote:Some words.}{around-quote:"}
More words.
{declared:In reply to Ida}
{furniture:Reply}{unread: and more}
{removed:Removed by }{author:Ida}`)
})

it('says of each line whose it is and what begins there', () => {
  const { lines, fileProblems, problems } = describeReading(talk())
  const of = (number: number): unknown => {
    const line = lines[number - 1]
    return { post: line?.post, kind: line?.main?.kind, posts: line?.posts }
  }
  expect(of(1)).toEqual({ post: null, kind: 'furniture', posts: [] })
  expect(of(2)).toEqual({ post: 0, kind: 'title', posts: [0] })
  expect(of(4)).toEqual({ post: 0, kind: undefined, posts: [] })
  expect(of(13)).toEqual({ post: 2, kind: 'author', posts: [2] })
  expect(of(15)).toMatchObject({ post: 2, kind: 'quote' })
  expect(lines[14]?.quotes).toEqual([0])
  expect(of(18)).toMatchObject({ kind: 'own' })
  expect(lines[16]?.stances).toEqual([1])
  expect(lines[20]?.problems.map((index) => problems[index]?.code)).toEqual(['stamp-unresolved'])
  expect(fileProblems.map((index) => problems[index]?.code)).toEqual(['encoding-guessed'])
})

it('counts no line behind the last line feed, and finds a place again', () => {
  const reading = describeReading(page('one\n\ntwo\n'))
  expect(reading.lines.map(({ number }) => number)).toEqual([1, 2, 3])
  expect([0, 3, 4, 5, 8].map((offset) => lineNumberAt(reading, offset))).toEqual([1, 1, 2, 3, 3])
  expect(describeReading(page('')).lines).toHaveLength(1)
})

it('keeps a problem whose line the dump does not have', () => {
  const diagnostics = [{ code: 'frame-unclear', line: 99, message: 'far out' }] as const
  const { lines } = describeReading(page('one\ntwo', { diagnostics }))
  expect(lines.map(({ problems }) => problems)).toEqual([[], [0]])
})

it('covers every line without gaps, whatever is found', () => {
  fc.assert(
    fc.property(hostileThread, (analysed) => {
      const { lines } = describeReading(analysed)
      const { text } = analysed.thread.dump
      const whole = lines.map(({ segments }) =>
        segments.map(({ start, end }) => text.slice(start, end)).join(''),
      )
      expect(whole.join('\n')).toBe(text.replace(/\n$/, ''))
      for (const { segments, start } of lines) {
        let at = start
        for (const segment of segments) {
          expect(segment.start).toBe(at)
          expect(segment.end).toBeGreaterThan(at)
          at = segment.end
        }
      }
    }),
  )
})
