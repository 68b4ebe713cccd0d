import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { threadRecord } from '../../src/report/record.js'
import { recordLine } from '../../src/report/ndjson.js'
import { analysed } from './build.js'
import type { ThreadSpec } from './build.js'
import { FACTS, opened, report } from './reading.js'

const talk: ThreadSpec = {
  id: 'a',
  announced: 2,
  posts: [
    { author: '=Ed', text: 'Up it goes.' },
    { author: 'Anna', iso: '2026-03-05T10:00', stamp: '10:00', text: '[[Up it goes.]] A bubble.' },
  ],
  quotes: [{ of: 0 }],
  replies: [{ post: 1, to: 0, evidence: 'quote', quote: 1, confidence: 0.75 }],
  stances: [{ post: 1, stance: 'bubble', polarity: 'favor', words: 'A bubble' }],
}

/** The public interface: a column may come at the end, none moves. */
const COLUMNS = {
  threads:
    'thread,title,author,published_at,language,comments_announced,comments_found,comments_missing,stubs,authors,replies,quotes,first_comment_at,last_comment_at,problems,captured_at,published_from,site,url,source_file',
  posts:
    'thread,post,position,kind,author,published_at,published_text,language,text,own_characters,quoted_characters,chronological,line_from,line_to,key',
  quotes:
    'thread,quote,post,author,quoted_post,quoted_author,match,similarity,text,start,end,line_from,line_to',
  replies:
    'thread,post,author,to_post,to_author,relation,evidence,confidence,quote,start,end,published_at,text,to_text',
  stances:
    'thread,post,author,stance,polarity,confidence,evidence,start,end,language,cues,coder,kind,published_at,text',
  stances_by_thread: 'thread,title,published_at,stance,favor,against,neither,comments,authors,article',
  interactions: 'author,to_author,replies,quotes,threads,first_at,last_at,site',
  stance_replies: 'stance,polarity,to_stance,to_polarity,replies,authors',
  authors:
    'author,posts,threads,replies_made,replies_received,quotes_made,quotes_received,first_at,last_at,captured,site,bubble_favor,bubble_against,listing_favor,listing_against',
  problems: 'source_file,line,severity,code,message',
}

describe('without a thread', async () => {
  const written = await report([], { dialect: 'default' })

  it.each(Object.entries(COLUMNS))('%s.csv has its header', (name, columns) => {
    expect(written.files.get(`${name}.csv`)).toBe(`\ufeff${columns}\r\n`)
  })

  it('the other files stand too', () => {
    expect(written.files.get('threads.ndjson')).toBe('')
    expect(JSON.parse(written.files.get('run.json') ?? '')).toMatchObject({
      dumps: [],
      counts: { dumps: { used: 0 } },
    })
  })
})

describe('run.json', async () => {
  const written = await report([talk])
  const run = JSON.parse(written.files.get('run.json') ?? '')

  it('names every other file with the hash of its bytes, and comes last', () => {
    const names = [...written.files.keys()].filter((name) => name !== 'run.json')
    expect(Object.keys(run.files).sort()).toEqual(names.sort())
    for (const name of names) {
      expect(run.files[name]).toBe(
        createHash('sha256')
          .update(written.files.get(name) ?? '')
          .digest('hex'),
      )
    }
    expect([...written.hashes.keys()].at(-1)).toBe('run.json')
  })

  it('names program, version, codebook, data, options, dumps and counts, and nothing of time or place', () => {
    expect(run).toMatchObject({
      program: 'polylogue',
      version: FACTS.version,
      codebook: FACTS.codebook,
      languages: { sha256: FACTS.languages },
      options: FACTS.options,
      dumps: [{ source_file: 'a.txt', thread: 'a', sha256: 'a'.repeat(64) }],
      counts: {
        dumps: { used: 1, refused: 0 },
        rows: { threads: 1, posts: 2, quotes: 1, replies: 1, stances: 1 },
      },
    })
    expect(Object.keys(run)).toEqual([
      'format',
      'program',
      'version',
      'codebook',
      'languages',
      'codings',
      'model',
      'options',
      'dumps',
      'counts',
      'files',
    ])
  })

  it('lists a dump that was refused once, however many problems it has', async () => {
    const { files, made } = opened()
    made.addProblem('bad.txt', { code: 'dump-binary', line: null, message: 'm' }, 'b'.repeat(64))
    made.addProblem('bad.txt', { code: 'encoding-guessed', line: null, message: 'm' }, 'b'.repeat(64))
    made.addProblem('gone.txt', { code: 'dump-unreadable', line: null, message: 'm' })
    const { summary } = await made.finish()
    expect(JSON.parse(files.get('run.json') ?? '').dumps).toEqual([
      { source_file: 'bad.txt', thread: null, sha256: 'b'.repeat(64) },
    ])
    expect(summary.dumps).toEqual({ used: 0, refused: 2 })
  })
})

describe('the report', async () => {
  it('gives the same bytes from the lines of threads.ndjson', async () => {
    const { files, made } = opened()
    made.addRecord(JSON.parse(recordLine(threadRecord(analysed(talk), 'a'.repeat(64)))), 'a'.repeat(64))
    await made.finish()
    expect(files).toEqual((await report([talk])).files)
  })

  it('writes nothing of a thread that fails', async () => {
    const { files, made } = opened()
    made.add(analysed({ ...talk, id: 'fine' }), 'a'.repeat(64))
    const faulty = {
      ...analysed(talk),
      get stances(): never {
        throw new Error('no stances')
      },
    }
    expect(() => made.add(faulty, 'b'.repeat(64))).toThrow('no stances')
    await made.finish()
    const alone = await report([{ ...talk, id: 'fine' }])
    expect(files.get('posts.csv')).toBe(alone.files.get('posts.csv'))
    expect(files.get('run.json')).toBe(alone.files.get('run.json'))
  })

  it('defuses names alike in all tables, so that they still join', async () => {
    const written = await report([talk], { dialect: 'default' })
    expect(written.rows('authors')[0]).toMatchObject({ author: "'=Ed" })
    expect(written.rows('interactions')[0]).toMatchObject({ to_author: "'=Ed" })
    expect(written.rows('posts')[0]).toMatchObject({ author: "'=Ed" })
  })

  it('writes a French spreadsheet', async () => {
    const written = await report([talk], { dialect: 'fr' })
    expect(written.rows('replies')[0]).toMatchObject({ confidence: '0,75', published_at: '2026-03-05 10:00' })
    expect(written.files.get('threads.ndjson')).toBe((await report([talk])).files.get('threads.ndjson'))
  })
})

describe('the summary', async () => {
  it('counts what the tables hold', async () => {
    const { summary } = await report([
      talk,
      { ...talk, id: 'b', posts: [...talk.posts, { author: null, text: 'Oh.' }] },
    ])
    expect(summary).toMatchObject({
      dumps: { used: 2, refused: 0 },
      comments: { found: 3, stubs: 0, announced: 4, foundOfAnnounced: 3 },
      authors: 2,
      quotes: { exact: 2, edited: 0, announced: 0 },
      replies: { quote: 2, mention: 0 },
      stances: [
        { stance: 'bubble', favor: 2, against: 0, neither: 0 },
        { stance: 'listing', favor: 0, against: 0, neither: 0 },
      ],
      problems: { error: 0, warning: 0, note: 1 },
    })
  })

  it('shows errors before warnings before notes, ten of each', async () => {
    const { made } = opened()
    for (let n = 0; n < 12; n++) {
      made.addProblem(`${n}.txt`, { code: 'encoding-guessed', line: null, message: 'm' })
      made.addProblem(`${n}.txt`, { code: 'dump-empty', line: null, message: 'm' })
    }
    const { first, error, note } = (await made.finish()).summary.problems
    expect([error, note]).toEqual([12, 12])
    expect(first.map(({ severity }) => severity)).toEqual([
      ...Array(10).fill('error'),
      ...Array(10).fill('note'),
    ])
  })
})
