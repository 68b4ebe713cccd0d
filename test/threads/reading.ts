import { parse } from 'yaml'
import { z } from 'zod'
import { loadLanguages } from '../../src/languages/load.js'
import type { AnalysedThread } from '../../src/model/analysed.js'
import type { Dump } from '../../src/model/dump.js'
import type { Evidence } from '../../src/model/reply.js'
import { analyseThread, createInstruments } from '../../src/pipeline.js'
import { readDump } from '../../src/read/dump.js'
import { threadRecord } from '../../src/report/record.js'
import type { ThreadRecord } from '../../src/report/record.js'
import { defaultCodebookFiles, loadCodebook } from '../../src/stances/load.js'

const lines = z
  .string()
  .regex(/^\d+-\d+$/)
  .transform((range) => {
    const [from = 0, to = 0] = range.split('-').map(Number)
    return { from, to }
  })

const post = z.strictObject({
  author: z.string(),
  published: z.string(),
  lines,
  stub: z.boolean().default(false),
  own: z.string(),
  /** The quoted words and the post they come from: 0 the article, null when it is not in the dump. */
  quotes: z.array(z.strictObject({ text: z.string(), of: z.int().min(0).nullable() })).default([]),
  /** The posts that this one certainly answers. */
  answers: z.array(z.int().min(0)),
})

/** The shape of `expected.yaml`: what a careful reader sees in the dump. Unknown is an empty string. */
const reading = z.strictObject({
  trouble: z.string().min(1),
  title: z.string(),
  author: z.string(),
  published: z.string(),
  language: z.string(),
  announced: z.int().nullable(),
  /** The first post stands where an article would: it is position 0 and not among `posts`. */
  opening: z.boolean().default(false),
  /** The comments, in the order of the page: positions 1, 2, … */
  posts: z.array(post),
})

export type Reading = Omit<z.infer<typeof reading>, 'trouble'>
export type ReadPost = Reading['posts'][number]

/** @throws when the file is no `expected.yaml`, naming the fields */
export function readingFrom(source: string): Reading {
  return reading.parse(parse(source))
}

const codebookFile = defaultCodebookFiles().codebook
const { codebook } = loadCodebook(codebookFile.source, codebookFile.name)
if (codebook === null) throw new Error('the default codebook has faults')
const instruments = createInstruments(loadLanguages(), codebook)

/** The languages that ship with the program, as the fixtures are read with them. */
export const languages = instruments.languages.list

/** The whole way through with what ships: every stage, no disk. */
export function analysed(text: string, name = 'test.txt'): AnalysedThread {
  return analyseThread(dumpOf(new TextEncoder().encode(text), name), instruments)
}

/** The same for a text that bytes cannot hold, such as one with lone surrogates. */
export function analysedAsIs(text: string): AnalysedThread {
  return analyseThread({ ...dumpOf(new Uint8Array([120]), 'test.txt'), text }, instruments)
}

function dumpOf(bytes: Uint8Array, name: string): Dump {
  const read = readDump(bytes, name)
  if (read.kind === 'refused') throw new Error(`${name}: ${read.diagnostic.message}`)
  return read.dump
}

/** What the program read in a dump, as the tables would show it, in the shape of `expected.yaml`. */
export function readingOf(bytes: Uint8Array, name: string): Reading {
  const record = threadRecord(analyseThread(dumpOf(bytes, name), instruments))
  const [article, ...comments] = record.posts
  return {
    title: record.title?.name ?? '',
    author: article?.author?.name ?? '',
    published: record.published_at ?? '',
    language: record.language,
    announced: record.announced?.count ?? null,
    opening: article !== undefined && article.text !== '',
    posts: comments.map((comment) => postOf(comment, record)),
  }
}

/** Adjacency and position follow from the order alone; `expected.yaml` lists what the words or the page show. */
const SHOWN: readonly Evidence[] = ['structure', 'attribution', 'quote', 'mention']

function postOf(found: ThreadRecord['posts'][number], record: ThreadRecord): ReadPost {
  return {
    author: found.author?.name ?? '',
    published: found.published_at ?? '',
    lines: { from: found.line_from, to: found.line_to },
    stub: found.kind === 'stub',
    own: found.text,
    quotes: record.quotes
      .filter((quote) => quote.post === found.position)
      .map(({ text, source }) => ({ text, of: source?.post ?? null })),
    answers: record.replies.flatMap(({ post: from, to, evidence }) =>
      from === found.position && to !== null && SHOWN.includes(evidence) ? [to] : [],
    ),
  }
}
