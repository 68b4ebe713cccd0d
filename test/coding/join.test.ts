import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinCodings } from '../../src/coding/joiner.js'
import { withCodings } from '../../src/coding/with-codings.js'
import type { Code, Coding } from '../../src/model/coding.js'
import { threadRecord } from '../../src/report/record.js'
import type { ThreadRecord } from '../../src/report/record.js'
import { analysed } from '../report/build.js'
import { faultsOf } from './sheets.js'

const LONG = 'The whole trade hangs on one customer who borrows what he pays, and that will end.'

function thread(
  id: string,
  ...posts: readonly (readonly [author: string | null, text: string])[]
): ThreadRecord {
  return threadRecord(
    analysed({
      id,
      posts: [
        { author: 'Ed', text: `Opening of ${id}` },
        ...posts.map(([author, text]) => ({ author, text })),
      ],
    }),
  )
}

let row = 1
function coding(record: ThreadRecord | null, at: number, given: Partial<Coding> = {}): Coding {
  const post = record?.posts[at]
  return {
    coder: 'A',
    key: post?.key ?? null,
    thread: record?.thread ?? null,
    author: post?.author?.name ?? null,
    text: post?.text ?? null,
    codes: [{ stance: 'bubble', code: 'favor' }],
    memo: null,
    sourceFile: 'codings/A.csv',
    row: ++row,
    ...given,
  }
}

function codes(...given: readonly (readonly [string, Code])[]): Coding['codes'] {
  return given.map(([stance, code]) => ({ stance, code }))
}

function found(record: ThreadRecord): string[] {
  return record.codings.map(
    ({ post, coder, stance, code, match }) => `${post} ${coder} ${stance}=${code} ${match}`,
  )
}

describe('a coding finds its post', () => {
  const page = thread(
    'a',
    ['Mo', 'First.'],
    ['Mo', LONG],
    [null, 'Nobody knows who wrote this one here.'],
    ['Uma', 'Yes.'],
    ['Uma', 'Yes.'],
  )

  it('by key, whatever else the row says', () => {
    const { record, rest, faults } = withCodings(page, [
      coding(page, 2, { author: '?', text: 'other words' }),
      coding(page, 5, { coder: 'B' }),
    ])
    expect(found(record)).toEqual(['2 A bubble=favor key', '5 B bubble=favor key'])
    expect([rest, faults]).toEqual([[], []])
  })

  it('by author and the same letters when the key is gone, and it is told', () => {
    const { record, faults } = withCodings(page, [coding(page, 1, { key: 'feed', text: 'FIRST', row: 7 })])
    expect(found(record)).toEqual(['1 A bubble=favor words'])
    expect(faultsOf(faults)).toEqual(['A.csv:7 coding-matched-by-words'])
    expect(faults[0]?.diagnostic.message).toContain('a#1')
  })

  it('by author and nearly the same words of a longer post', () => {
    const mended = LONG.replace('borrows', 'lends')
    expect(found(withCodings(page, [coding(page, 2, { key: 'feed', text: mended })]).record)).toEqual([
      '2 A bubble=favor words',
    ])
  })

  it('where nobody is named as the author, among those without a name', () => {
    expect(found(withCodings(page, [coding(page, 3, { key: null })]).record)).toEqual([
      '3 A bubble=favor words',
    ])
  })

  it.each([
    ['by another author', coding(page, 2, { key: 'feed', author: 'Uma' })],
    ['with a word changed in a short post', coding(page, 1, { key: 'feed', text: 'First not.' })],
    [
      'with many words changed',
      coding(page, 2, {
        key: 'feed',
        text: LONG.replace(/trade hangs on one customer/, 'house is built upon the sand'),
      }),
    ],
    ['without words', coding(page, 2, { key: 'feed', text: null })],
  ])('and else none: %s', (_, lost) => {
    const { record, rest } = withCodings(page, [lost])
    expect([record.codings, rest]).toEqual([[], [lost]])
  })

  it('and none where two fit alike, which is told', () => {
    const { record, rest, faults } = withCodings(page, [coding(page, 4, { key: 'feed', row: 3 })])
    expect([record.codings.length, rest.length]).toEqual([0, 1])
    expect(faultsOf(faults)).toEqual(['A.csv:3 coding-ambiguous'])
  })

  it('among very many of the same author', () => {
    const many = thread(
      'm',
      ...Array.from({ length: 3000 }, (_, at): [string, string] => [
        'Mo',
        `${LONG} So much for number ${at}.`,
      ]),
    )
    const edited = (at: number) => `${LONG} So much for number ${at}, they say.`
    const { record } = withCodings(
      many,
      [7, 1500, 2999].map((at) => coding(many, 1, { key: 'feed', text: edited(at) })),
    )
    expect(record.codings.map(({ post }) => post)).toEqual([8, 1501, 3000])
  })

  it('and a post that the coder has by key is not taken again by words', () => {
    const { record } = withCodings(page, [
      coding(page, 4, { codes: codes(['bubble', 'none']) }),
      coding(page, 5, { key: 'feed' }),
    ])
    expect(found(record)).toEqual(['4 A bubble=none key', '5 A bubble=favor words'])
  })

  it('also from a spreadsheet that lost letters it could not write', () => {
    const saved = thread('b', ['Łucja 🙂', 'Ещё раз: это пузырь, и он лопнет 🙂'])
    const sheet = coding(saved, 1, { author: '?ucja ?', text: '??? ???: ??? ??????, ? ?? ??????? ?' })
    expect(found(withCodings(saved, [sheet]).record)).toEqual(['1 A bubble=favor key'])
  })
})

describe('one coder about one post twice', () => {
  const page = thread('a', ['Mo', LONG])

  it('counts once where the codes are equal, and is noted', () => {
    const twice = [coding(page, 1, { row: 2, memo: 'x' }), coding(page, 1, { row: 9, memo: 'y' })]
    const { record, faults } = withCodings(page, twice)
    expect(record.codings).toMatchObject([{ code: 'favor', row: 2, memo: 'x\ny' }])
    expect(faultsOf(faults)).toEqual(['A.csv:9 coding-duplicate'])
    expect(faults[0]?.diagnostic.message).toContain('codings/A.csv row 2')
  })

  it('counts not at all where they differ; both rows are named, other targets stand', () => {
    const { record, faults } = withCodings(page, [
      coding(page, 1, { row: 2, codes: codes(['bubble', 'favor'], ['listing', 'none']) }),
      coding(page, 1, { row: 5, codes: codes(['bubble', 'against']), sourceFile: 'codings/A2.csv' }),
    ])
    expect(found(record)).toEqual(['1 A listing=none key'])
    expect(faultsOf(faults)).toEqual(['A2.csv:5 coding-contradiction'])
    expect(faults[0]?.diagnostic.message).toMatch(
      /a#1 .*"bubble": against here, favor in codings\/A\.csv row 2/,
    )
  })

  it('is one coding where each row has another target', () => {
    const { record, faults } = withCodings(page, [
      coding(page, 1, { codes: codes(['bubble', 'favor']) }),
      coding(page, 1, { codes: codes(['listing', 'neither']) }),
    ])
    expect(found(record)).toEqual(['1 A bubble=favor key', '1 A listing=neither key'])
    expect(faults).toEqual([])
  })
})

describe('codings of a whole corpus', () => {
  const run = (codings: readonly Coding[], ...threads: readonly ThreadRecord[]) => {
    const joiner = joinCodings(codings, [], new Set(threads.map((record) => record.thread)))
    const joined = threads.map((record) => joiner.join(record))
    const faults = joiner.finish()
    return {
      where: joined.flatMap((record) =>
        record.codings.map(({ post, coder }) => `${record.thread}#${post} ${coder}`),
      ),
      faults: faultsOf(faults),
      messages: faults.map(({ diagnostic }) => diagnostic.message).join('\n'),
    }
  }
  const old = thread('old', ['Mo', LONG], ['Uma', 'Yes.'], ['Zed', 'No.'])
  const renamed = thread('2026/new', ['Mo', LONG], ['Uma', 'Yes.'], ['Zed', 'No.'])
  const other = thread('other', ['Uma', 'Yes.'], ['Ida', 'Something else altogether was said here.'])

  it('stay in the thread that they name, though another holds the same post', () => {
    expect(run([coding(old, 1, { row: 2 })], renamed, old).where).toEqual(['old#1 A'])
  })

  it('follow a thread to its new name, the short posts too, and it is noted once', () => {
    const moved = run(
      [coding(old, 1, { row: 2 }), coding(old, 2, { row: 3 }), coding(old, 3, { row: 4 })],
      renamed,
      other,
    )
    expect(moved.where).toEqual(['2026/new#1 A', '2026/new#2 A', '2026/new#3 A'])
    expect(moved.faults).toEqual(['A.csv:2 coding-moved'])
    expect(moved.messages).toContain('2 more rows are about the thread "old"')
    expect(moved.messages).toContain('"2026/new"')
  })

  it('do not go to a stranger for the sake of one short post', () => {
    const lost = run([coding(old, 2, { row: 3 })], other)
    expect(lost).toMatchObject({ where: [], faults: ['A.csv:3 coding-unmatched'] })
    expect(lost.messages).toContain('"old" is not in the corpus')
    expect(lost.messages).toContain('other#1')
  })

  it('are told where a second thread holds the post as well', () => {
    const twice = run([coding(old, 1, { row: 2 })], renamed, thread('copy', ['Mo', LONG]))
    expect(twice.where).toEqual(['2026/new#1 A'])
    expect(twice.faults).toEqual(['A.csv:2 coding-moved', 'A.csv:2 coding-ambiguous'])
  })

  it('need no thread when they have a key', () => {
    expect(run([coding(old, 2, { thread: null })], old)).toMatchObject({ where: ['old#2 A'], faults: [] })
  })

  it('are never dropped in silence', () => {
    const gone = thread('gone', ['Mo', LONG])
    const dropped = run(
      [
        coding(old, 1, { row: 2, key: 'feed', text: 'quite other words' }),
        coding(gone, 1, { row: 3 }),
        coding(null, 0, { row: 4, key: 'dead' }),
      ],
      old.posts.length > 0 ? { ...old, posts: old.posts.slice(0, 1) } : old,
    )
    expect(dropped.where).toEqual([])
    expect(dropped.faults).toEqual([
      'A.csv:2 coding-unmatched',
      'A.csv:3 coding-unmatched',
      'A.csv:4 coding-unmatched',
    ])
  })

  it('and a thread that could not be read is said to be that', () => {
    const joiner = joinCodings([coding(old, 1, { row: 2 })], [], new Set(['old']))
    const [fault] = joiner.finish()
    expect(fault?.diagnostic.message).toContain('"old" could not be read')
  })
})

describe('for any codings', () => {
  const texts = [
    'Yes.',
    'No.',
    LONG,
    LONG.replace('will', 'must'),
    'Something else altogether was said here, by somebody else.',
    '',
  ]
  const author = fc.constantFrom('Mo', 'Uma', null)
  const page = fc.array(fc.tuple(author, fc.constantFrom(...texts)), { maxLength: 5 })
  const row = fc.record({
    thread: fc.constantFrom('a', 'b', 'gone', null),
    from: fc.nat(2),
    at: fc.nat(5),
    key: fc.constantFrom('kept', 'lost', 'none'),
    text: fc.constantFrom('kept', ...texts),
    coder: fc.constantFrom('A', 'B'),
    code: fc.constantFrom<Code[]>('favor', 'none'),
  })
  const corpus = fc
    .tuple(fc.tuple(page, page, page), fc.array(row, { maxLength: 8 }))
    .map(([pages, rows]) => {
      const threads = pages.map((posts, at) => thread(['a', 'b', 'c'][at] ?? '', ...posts))
      const codings = rows.map(({ from, at, key, text, ...given }, number) => {
        const post = threads[from]?.posts[at % (threads[from]?.posts.length ?? 1)]
        return coding(threads[from] ?? null, post?.position ?? 0, {
          coder: given.coder,
          thread: given.thread,
          key: key === 'kept' ? (post?.key ?? null) : key === 'lost' ? `feed${number}` : null,
          text: text === 'kept' ? (post?.text ?? null) : text,
          codes: codes(['bubble', given.code]),
          row: number + 2,
        })
      })
      return { threads, codings }
    })
  const joined = (threads: readonly ThreadRecord[], codings: readonly Coding[]) => {
    const joiner = joinCodings(codings, [], new Set(threads.map((record) => record.thread)))
    const records = threads.map((record) => joiner.join(record))
    return { records, faults: joiner.finish() }
  }

  it('each is used, or named in a fault', () => {
    fc.assert(
      fc.property(corpus, ({ threads, codings }) => {
        const { records, faults } = joined(threads, codings)
        const used = new Set(records.flatMap((record) => record.codings.map((one) => one.row)))
        const named = new Set(
          faults.flatMap(({ diagnostic: { line, message } }) => [
            line ?? 0,
            ...[...message.matchAll(/row (\d+)/g)].map(([, number]) => Number(number)),
          ]),
        )
        for (const one of codings)
          expect([one.row, used.has(one.row) || named.has(one.row)]).toEqual([one.row, true])
      }),
    )
  })

  it('a coder has one code at most for a post and target, and the order of rows is no matter', () => {
    fc.assert(
      fc.property(corpus, ({ threads, codings }) => {
        const told = (given: readonly Coding[]) =>
          joined(threads, given).records.flatMap((record) =>
            record.codings.map(
              ({ post, coder, stance, code }) => `${record.thread}#${post} ${coder} ${stance} ${code}`,
            ),
          )
        const found = told(codings)
        expect(new Set(found.map((one) => one.replace(/ \w+$/, ''))).size).toBe(found.length)
        expect(told(codings.toReversed()).sort()).toEqual(found.toSorted())
      }),
    )
  })

  it('nothing but the codings of a thread is changed', () => {
    fc.assert(
      fc.property(corpus, ({ threads, codings }) => {
        const { records } = joined(threads, codings)
        expect(records.map((record) => ({ ...record, codings: [] }))).toEqual(threads)
      }),
    )
  })
})
