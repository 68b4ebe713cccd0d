import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EVIDENCE } from '../../src/model/reply.js'
import type { Evidence, Reply } from '../../src/model/reply.js'
import { chronologyOf } from '../../src/replies/chronology.js'
import { checkReplies } from '../../src/replies/graph.js'
import { answers, threadOf } from './build.js'
import type { Sketch } from './build.js'

const NAMES = ['Ferrand', 'Adèle', 'Le Vieux Marin', 'crabe 🦀', 'jean.dupont', 'Merci', '@', '...']
const PIECES = [
  '@',
  ', ',
  ' : ',
  '\n',
  '\n\n',
  'oui ',
  'Bonjour ',
  'pour ',
  '#2 ',
  '« ',
  ' ',
  '-',
  '/',
  '🙂',
  'a raison ',
]

const post = fc.record({
  by: fc.oneof(fc.constantFrom(...NAMES), fc.constant(null)),
  text: fc
    .array(fc.oneof(fc.constantFrom(...NAMES), fc.constantFrom(...PIECES), fc.string({ maxLength: 3 })), {
      maxLength: 12,
    })
    .map((parts) => parts.join('')),
  day: fc.option(fc.integer({ min: 1, max: 5 })),
  under: fc.option(fc.integer({ min: 0, max: 9 })),
})

function sketched(
  posts: readonly { by: string | null; text: string; day: number | null; under: number | null }[],
): Sketch[] {
  return posts.map(({ by, text, day, under }, i) => ({
    by,
    text,
    number: String(i),
    ...(day === null ? {} : { at: `2026-01-0${day}` }),
    ...(under === null ? {} : { under }),
  }))
}

describe('laws of the answers', () => {
  test('no post answers itself, a later one, or one that is not there; every comment has a row', () => {
    fc.assert(
      fc.property(fc.array(post, { minLength: 1, maxLength: 8 }), fc.boolean(), (posts, complete) => {
        const sketches = sketched(posts)
        const facts = answers(sketches, complete ? { announced: posts.length - 1 } : {})
        const { thread } = threadOf(sketches)
        const pairs = new Set<string>()
        for (const row of facts.replies) {
          expect(row.post).toBeGreaterThan(0)
          expect(row.to === null ? row.toAuthor : thread.posts[row.to]).not.toBeNull()
          if (row.to !== null) {
            expect(thread.posts[row.to]).toBeDefined()
            expect(facts.chronological[row.to]).toBeLessThan(facts.chronological[row.post] ?? -1)
          }
          const pair = `${row.post} ${row.to} ${row.to === null ? row.toAuthor : ''}`
          expect(pairs.has(pair)).toBe(false)
          pairs.add(pair)
          expect(row.relation === 'declared').toBe(
            row.evidence === 'structure' || row.evidence === 'attribution',
          )
          if (row.span !== null) expect(row.span.start).toBeLessThan(row.span.end)
          if (row.evidence === 'adjacency') expect(row.confidence).toBeLessThan(0.5)
        }
        for (const { position } of thread.posts.slice(1)) {
          expect(facts.replies.some((row) => row.post === position)).toBe(true)
        }
        expect(answers(sketches, complete ? { announced: posts.length - 1 } : {})).toEqual(facts)
      }),
    )
  })

  test('other names, the same answers', () => {
    const turned: Readonly<Record<string, string>> = { Ferrand: 'Quobbel', Adèle: 'Ysmène' }
    const rename = (text: string): string => text.replace(/Ferrand|Adèle/g, (name) => turned[name] ?? name)
    const plain = fc.record({
      by: fc.constantFrom('Ferrand', 'Adèle', 'Zoltan'),
      text: fc
        .array(fc.constantFrom('Ferrand', 'Adèle', '@', ', ', ' : ', '\n', 'oui ', 'Bonjour ', 'a raison'), {
          maxLength: 9,
        })
        .map((parts) => parts.join('')),
      day: fc.option(fc.integer({ min: 1, max: 5 })),
      under: fc.constant(null),
    })
    fc.assert(
      fc.property(fc.array(plain, { minLength: 1, maxLength: 8 }), (posts) => {
        const edges = (sketches: readonly Sketch[]): readonly string[] =>
          answers(sketches).replies.map((row) => `${row.post} ${row.evidence} ${row.to}`)
        const renamed = posts.map((own) => ({ ...own, by: rename(own.by), text: rename(own.text) }))
        expect(edges(sketched(renamed))).toEqual(edges(sketched(posts)))
      }),
    )
  })
})

const row = fc.record({
  post: fc.integer({ min: -1, max: 7 }),
  to: fc.option(fc.integer({ min: -1, max: 7 })),
  toAuthor: fc.option(fc.constantFrom('Ada', 'Ben')),
  evidence: fc.constantFrom<Evidence>(...EVIDENCE),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
})

describe('laws of the check', () => {
  test('what is left is sound and the strongest, whatever was proposed', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const { thread } = threadOf(Array.from({ length: 6 }, () => ({ text: 'mot' })))
        const chronology = chronologyOf(thread)
        const proposed = rows.map((own): Reply => ({
          ...own,
          relation: 'declared',
          quote: null,
          span: { start: 0, end: 1 },
        }))
        const { replies, diagnostics } = checkReplies(proposed, 6, chronology, () => 1)
        for (const kept of replies) {
          expect(kept.post).toBeGreaterThan(0)
          expect(kept.post).toBeLessThan(6)
          if (kept.to === null) expect(kept.toAuthor).not.toBeNull()
          else expect(chronology.earlier(kept.to, kept.post)).toBe(true)
          for (const other of proposed) {
            const same = other.post === kept.post && other.to === kept.to
            if (same && (kept.to !== null || other.toAuthor === kept.toAuthor)) {
              expect(EVIDENCE.indexOf(kept.evidence)).toBeLessThanOrEqual(EVIDENCE.indexOf(other.evidence))
            }
          }
        }
        expect(diagnostics.every((found) => found.code === 'reply-impossible')).toBe(true)
        expect(replies.length + diagnostics.length).toBeLessThanOrEqual(rows.length)
      }),
    )
  })
})
