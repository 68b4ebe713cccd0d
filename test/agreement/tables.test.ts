import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CodingSpec, PostSpec, StanceSpec, ThreadSpec } from '../report/build.js'
import { report } from '../report/reading.js'

const posts: readonly PostSpec[] = [
  { author: 'Ed', text: 'Prices went up.' },
  { author: 'Anna', text: 'A bubble it is.', iso: '2026-03-05T10:00', stamp: '10:00' },
  { author: 'Ben', text: 'No bubble here.' },
  { author: 'Cleo', text: 'Nice weather.' },
  { author: 'Dan', text: 'Nobody saw it coming.' },
]

const codebook: readonly StanceSpec[] = [
  { post: 1, stance: 'bubble', polarity: 'favor', words: 'A bubble it is', cues: ['en.bubble', 'en.it'] },
  { post: 2, stance: 'bubble', polarity: 'favor', words: 'No bubble' },
]

const codings: readonly CodingSpec[] = [
  ...coded('Ada', ['favor', 'against', 'none', 'neither']),
  ...coded('Bo', ['favor', 'against', 'none', 'favor']),
]

function coded(coder: string, codes: readonly CodingSpec['code'][]): CodingSpec[] {
  return codes.map((code, at) => ({ post: at + 1, coder, stance: 'bubble', code }))
}

const talk: ThreadSpec = { id: 'talk', posts, stances: codebook, codings }

describe('agreement.csv', async () => {
  const rows = (await report([talk])).rows('agreement')

  it('has one row per target and comparison', async () => {
    expect(rows.map((row) => [row['stance'], row['comparison'], row['coder_a'], row['coder_b']])).toEqual([
      ['bubble', 'people', 'all', 'all'],
      ['bubble', 'pair', 'Ada', 'Bo'],
      ['bubble', 'people-machine', 'agreed', 'codebook'],
      ['bubble', 'person-machine', 'Ada', 'codebook'],
      ['bubble', 'person-machine', 'Bo', 'codebook'],
    ])
  })

  it('gives two people their agreement, kappa and alpha, and no figures of a machine', async () => {
    // Agreed on 3 of 4, by chance on 4 of 16. Alpha: (7 * 6 - 10) / (8 * 7 - 10).
    expect(rows[1]).toMatchObject({
      coders: '2',
      n: '4',
      agreement: '0.75',
      kappa: '0.67',
      alpha: '0.70',
      share_favor: '0.38',
      share_against: '0.25',
      share_neither: '0.13',
      share_none: '0.25',
      precision_favor: '',
      macro_f1: '',
    })
  })

  it('gives all people together no kappa', async () => {
    expect(rows[0]).toMatchObject({ coders: '2', n: '4', agreement: '0.75', alpha: '0.70', kappa: '' })
  })

  it('takes a post without a row of the codebook for one that does not touch the target', async () => {
    // favor, against and none by people; favor, favor and no row by the codebook.
    expect(rows[2]).toMatchObject({
      n: '3',
      agreement: '0.67',
      precision_favor: '0.50',
      recall_favor: '1.00',
      f1_favor: '0.67',
      precision_against: '',
      recall_against: '0.00',
      f1_against: '0.00',
      precision_neither: '',
      recall_neither: '',
      f1_neither: '',
      macro_f1: '0.33',
    })
  })

  it('judges the learned coder by the posts on which it did not abstain, and only for targets that it learned', async () => {
    const listing = codings.map((one) => ({ ...one, stance: 'listing' }))
    const abstention = { post: 2, stance: 'bubble', code: 'favor', confidence: 0.4 } as const
    const spec: ThreadSpec = {
      ...talk,
      codings: [...codings, ...listing],
      stances: [
        ...codebook,
        { post: 1, stance: 'bubble', polarity: 'favor', words: 'bubble', coder: 'model' },
      ],
      learned: { targets: ['bubble'], abstentions: [abstention] },
    }
    const written = await report([spec])
    const judged = written.rows('agreement').filter(({ coder_b }) => coder_b === 'model')
    expect(judged.map(({ stance, coder_a, n, recall_favor }) => [stance, coder_a, n, recall_favor])).toEqual([
      ['bubble', 'agreed', '2', '1.00'],
      ['bubble', 'Ada', '3', '1.00'],
      ['bubble', 'Bo', '3', '0.50'],
    ])
    const discussed = written.rows('disagreements').map(({ post, stance, model }) => [post, stance, model])
    expect(discussed.filter(([, stance]) => stance === 'bubble')).toEqual([
      ['talk#2', 'bubble', ''],
      ['talk#4', 'bubble', 'none'],
    ])
    expect(discussed.filter(([, stance]) => stance === 'listing').map(([, , model]) => model)).toEqual([
      '',
      '',
      '',
    ])
  })

  it('adds up threads', async () => {
    const [, pair] = (await report([talk, { ...talk, id: 'talk-2' }])).rows('agreement')
    expect(pair).toMatchObject({ n: '8', agreement: '0.75', kappa: '0.67' })
  })

  it('writes agreement below chance with its sign, in a spreadsheet too', async () => {
    const apart = [...coded('Ada', ['favor', 'none']), ...coded('Bo', ['none', 'favor'])]
    const spec = { ...talk, codings: apart }
    expect((await report([spec])).rows('agreement')[1]).toMatchObject({ agreement: '0.00', kappa: '-1.00' })
    expect((await report([spec], { dialect: 'fr' })).rows('agreement')[1]).toMatchObject({ kappa: '-1,00' })
  })

  it('has a header only when nobody coded', async () => {
    const { codings: _none, ...uncoded } = talk
    const written = await report([uncoded])
    expect(written.rows('agreement')).toEqual([])
    expect(written.files.get('agreement.csv')).toMatch(
      /^stance,comparison,coder_a,coder_b,coders,n,[^\n]+\n$/,
    )
  })
})

describe('disagreements.csv', async () => {
  it('has the posts on which people differ, and those on which the machine differs from all of them', async () => {
    const memo = 'Is that meant as a joke?'
    const remarked = codings.map((one) => (one.post === 4 && one.coder === 'Bo' ? { ...one, memo } : one))
    expect((await report([{ ...talk, codings: remarked }])).rows('disagreements')).toEqual([
      expect.objectContaining({
        post: 'talk#2',
        author: 'Ben',
        stance: 'bubble',
        between: 'people-machine',
        codes: 'Ada: against; Bo: against',
        codebook: 'favor',
        model: '',
        memos: '',
        text: 'No bubble here.',
      }),
      expect.objectContaining({
        post: 'talk#4',
        between: 'people',
        codes: 'Ada: neither; Bo: favor',
        codebook: 'none',
        memos: 'Bo: Is that meant as a joke?',
        text: 'Nobody saw it coming.',
      }),
    ])
  })

  it('shows what the codebook went by, and the key under which the sheets know the post', async () => {
    const against = coded('Ada', ['against'])
    const written = await report([{ ...talk, codings: against }])
    const [row] = written.rows('disagreements')
    expect(row).toMatchObject({ codes: 'Ada: against', codebook: 'favor', cues: 'en.bubble en.it' })
    expect(row?.['key']).toBe(written.rows('posts')[1]?.['key'])
  })

  it('is defused where a remark is a formula', async () => {
    const remark = [{ post: 1, coder: '=A', stance: 'bubble', code: 'none' as const, memo: '=1+1' }]
    const [row] = (await report([{ ...talk, codings: remark }], { dialect: 'default' })).rows('disagreements')
    expect(row).toMatchObject({ codes: "'=A: none", memos: "'=A: =1+1" })
  })
})

describe('stance_changes.csv', async () => {
  const at = (iso: string | null, text = 'Hm.', author = 'Anna'): PostSpec => ({
    author,
    text,
    iso,
    ...(iso === null ? {} : { stamp: iso }),
  })
  const takes = (post: number, polarity: StanceSpec['polarity'], stance = 'bubble'): StanceSpec => ({
    post,
    stance,
    polarity,
    words: 'Hm',
  })
  const thread = (
    id: string,
    times: readonly (string | null)[],
    stances: readonly StanceSpec[],
  ): ThreadSpec => ({
    id,
    posts: [{ author: 'Ed', text: 'News.' }, ...times.map((iso) => at(iso))],
    stances,
  })
  const changes = async (...specs: readonly ThreadSpec[]) =>
    (await report(specs))
      .rows('stance_changes')
      .map((row) => `${row['post']} ${row['polarity']} > ${row['to_post']} ${row['to_polarity']}`)

  it('tells who changed sides, when and by whose codes', async () => {
    const first = thread('a', ['2026-03-05T10:00'], [takes(1, 'favor')])
    const second = thread('b', ['2026-03-06T10:00'], [])
    const coding = { post: 1, coder: 'Ada', stance: 'bubble', code: 'against' } as const
    expect((await report([first, { ...second, codings: [coding] }])).rows('stance_changes')).toEqual([
      {
        author: 'Anna',
        stance: 'bubble',
        polarity: 'favor',
        to_polarity: 'against',
        thread: 'a',
        post: 'a#1',
        published_at: '2026-03-05T10:00',
        coder: 'codebook',
        to_thread: 'b',
        to_post: 'b#1',
        to_published_at: '2026-03-06T10:00',
        to_coder: 'Ada',
        site: '',
      },
    ])
  })

  it('goes by time, not by the order of the threads', async () => {
    const late = thread('a', ['2026-03-09'], [takes(1, 'against')])
    const early = thread('b', ['2026-03-01', '2026-03-02'], [takes(1, 'favor'), takes(2, 'favor')])
    expect(await changes(late, early)).toEqual(['b#2 favor > a#1 against'])
  })

  it('passes over neither, and counts every change there and back', async () => {
    const times = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04']
    const stances = [takes(1, 'favor'), takes(2, 'neither'), takes(3, 'against'), takes(4, 'favor')]
    expect(await changes(thread('a', times, stances))).toEqual([
      'a#1 favor > a#3 against',
      'a#3 against > a#4 favor',
    ])
  })

  it('keeps authors, sites and targets apart', async () => {
    const one = thread('a', ['2026-03-01'], [takes(1, 'favor')])
    const against = [takes(1, 'against')]
    expect(await changes(one, { ...thread('b', ['2026-03-02'], against), site: 'elsewhere' })).toEqual([])
    expect(await changes(one, thread('b', ['2026-03-02'], [takes(1, 'against', 'listing')]))).toEqual([])
    const other = { ...thread('b', [], against), posts: [{ text: 'News.' }, at('2026-03-02', 'Hm.', 'Ben')] }
    expect(await changes(one, other)).toEqual([])
    expect(await changes(one, thread('b', ['2026-03-02'], against))).toHaveLength(1)
  })

  it('goes by the order in the thread where times are missing', async () => {
    expect(await changes(thread('a', [null, null], [takes(1, 'favor'), takes(2, 'against')]))).toEqual([
      'a#1 favor > a#2 against',
    ])
  })

  it('does not guess between threads whose times do not tell', async () => {
    const one = thread('a', ['2026-03-01T10:00'], [takes(1, 'favor')])
    expect(await changes(one, thread('b', [null], [takes(1, 'against')]))).toEqual([])
    expect(await changes(one, thread('b', ['2026-03-01'], [takes(1, 'against')]))).toEqual([])
    expect(await changes(one, thread('b', ['2026-03-01T10:00'], [takes(1, 'against')]))).toEqual([])
  })

  it('sees a change beside a post that cannot be placed', async () => {
    const one = thread('a', ['2026-03-01T10:00', null], [takes(1, 'favor'), takes(2, 'favor')])
    const two = thread('b', ['2026-03-02T10:00'], [takes(1, 'against')])
    expect(await changes(one, two)).toEqual(['a#1 favor > b#1 against'])
  })

  it('does not take the day of the capture for when an article was written', async () => {
    const article: ThreadSpec = {
      id: 'a',
      publishedFrom: 'capture',
      capturedAt: '2026-05-01',
      posts: [{ author: 'Anna', text: 'Hm.' }, at('2026-03-01')],
      stances: [takes(0, 'favor'), takes(1, 'against')],
    }
    expect(await changes(article)).toEqual(['a#0 favor > a#1 against'])
    const other = thread('b', ['2026-04-01'], [takes(1, 'favor')])
    expect(await changes(article, other)).toEqual(['a#0 favor > a#1 against', 'a#1 against > b#1 favor'])
  })

  it('has a row for every time the side differs from the one before, whatever thread the posts are in', async () => {
    const post = fc.record({
      side: fc.constantFrom('favor', 'against', 'neither'),
      thread: fc.constantFrom('a', 'b', 'c'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(post, { minLength: 1, maxLength: 12 }), async (posts) => {
        const dated = posts.map((one, n) => ({ ...one, day: `2026-03-${String(n + 1).padStart(2, '0')}` }))
        const specs = ['a', 'b', 'c'].map((id) => {
          const own = dated.filter((one) => one.thread === id)
          return thread(
            id,
            own.map(({ day }) => day),
            own.map(({ side }, n) => takes(n + 1, side)),
          )
        })
        const sides = dated.map(({ side }) => side).filter((side) => side !== 'neither')
        const turns = sides.filter((side, n) => n > 0 && side !== sides[n - 1]).length
        expect(await changes(...specs)).toHaveLength(turns)
      }),
      { numRuns: 50 },
    )
  })
})
