import { z } from 'zod'
import { CODES, CODING_MATCHES } from '../model/coding.js'
import { SEVERITIES } from '../model/diagnostic.js'
import { MATCHES } from '../model/quote.js'
import { EVIDENCE, RELATIONS } from '../model/reply.js'
import { POLARITIES } from '../model/stance.js'
import { FURNITURE_KINDS, PAGE_ORDERS, POST_KINDS } from '../model/thread.js'

/** The version of the record's shape. A field may be added; any other change makes a new number. */
const RECORD_FORMAT = 1

const offset = z.int().min(0)
const position = z.int().min(0).describe('position of a post of this thread: the article 0')
const lineNumber = z.int().min(1)
const share = z.number().min(0).max(1)
const time = z
  .string()
  .describe('ISO 8601, as precise as the page, without an offset when no zone is printed')
const language = z.string().describe('BCP 47, und when it cannot be told')
const place = { start: offset, end: offset }
const lines = { line_from: lineNumber, line_to: lineNumber }
const span = z.tuple([offset, offset]).describe('start and end')
const name = z.object({ name: z.string(), ...place })

const furniture = z.tuple([z.enum(FURNITURE_KINDS), offset, offset]).describe('what it is for, start, end')

const post = z.object({
  position,
  kind: z.enum(POST_KINDS),
  author: name.nullable(),
  published_at: time.nullable(),
  stamp: z
    .object({ text: z.string(), relative: z.boolean(), ...place })
    .nullable()
    .describe('the time words as printed'),
  number: z.string().nullable().describe('the number as the page prints it, without #'),
  language,
  chronological: z.int().min(0).describe('1 is the earliest comment, 0 the article'),
  key: z.string().regex(/^[0-9a-f]{16}(-[0-9]+)?$/),
  ...place,
  ...lines,
  text: z.string().describe("the author's own words, the slices of `own` joined by LF"),
  own: z.array(span),
  body: z.array(span).describe('what the author sent, quotes and their headers included'),
  furniture: z.array(furniture),
  declared: z
    .array(
      z.object({
        by: z.enum(['number', 'indent', 'below', 'name-line']),
        position: position.nullable(),
        name: z.string().nullable(),
        ...place,
      }),
    )
    .describe('what the page itself says about whom the post answers'),
})

const source = z.object({ post: position, ...place, similarity: share })

const quote = z.object({
  post: position.describe('the post that quotes'),
  n: z.int().min(1).describe('1, 2, … within the post'),
  match: z.enum(MATCHES),
  ...place,
  ...lines,
  text: z.string(),
  author: z.string().nullable().describe('who is quoted'),
  named: z.string().nullable().describe('the name in the header as printed'),
  header: span.nullable(),
  source: source.nullable(),
  runner_up: source.nullable().describe('the second best source'),
})

const reply = z.object({
  post: position.describe('the post that answers'),
  to: position.nullable().describe('null when the one answered is named but not in the dump'),
  to_author: z.string().nullable(),
  relation: z.enum(RELATIONS),
  evidence: z.enum(EVIDENCE),
  confidence: share,
  quote: z.int().min(1).nullable().describe('`n` of the quote that is the evidence'),
  span: span.nullable().describe('the words that are the evidence'),
})

const reading = {
  polarity: z.enum(POLARITIES),
  confidence: share,
  ...place,
  evidence: z.string().describe('the own words that carry it'),
  cues: z.array(z.string()).describe('ids of the cues that fired, in order of place'),
}

const stance = z.object({
  post: position,
  stance: z.string().describe("id of the codebook's target"),
  coder: z.string(),
  ...reading,
  other: z.object(reading).nullable().describe('the other polarity where a post has both'),
})

const learned = z.object({
  targets: z.array(z.string()).describe('ids of the targets that the learned coder codes'),
  abstentions: z
    .array(
      z.object({ post: position, stance: z.string(), code: z.enum(CODES).nullable(), confidence: share }),
    )
    .describe(
      'where it would not say, with the likeliest code, null in a language that it does not know and for an article where it learned from none',
    ),
})

const coding = z.object({
  post: position,
  coder: z.string().describe('the name of the person who coded'),
  stance: z.string().describe("id of the codebook's target"),
  code: z.enum(CODES).describe('none: looked at, and the target is not touched'),
  memo: z.string().nullable().describe("the coder's remark on the post"),
  match: z.enum(CODING_MATCHES).describe('how the coding found its post'),
  source_file: z.string().describe('path of the sheet below the corpus folder'),
  row: z.int().min(1).describe('its row in the sheet, the header is 1'),
})

const diagnostic = z.object({
  code: z.string().describe('from the published list'),
  severity: z.enum(SEVERITIES),
  line: lineNumber.nullable(),
  message: z.string(),
})

/**
 * One analysed thread as `threads.ndjson` holds it; src/report/thread.schema.json is made from this. All offsets are Unicode
 * code points, half-open.
 */
export const threadRecordSchema = z
  .object({
    format: z.literal(RECORD_FORMAT),
    thread: z.string().min(1).describe("the thread's id"),
    source_file: z.string(),
    source_sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable()
      .describe("SHA-256 of the dump's bytes, hex"),
    site: z.string(),
    url: z.string(),
    captured_at: z.string().nullable().describe("YYYY-MM-DD of the dump's date line"),
    title: name.nullable(),
    published_at: time.nullable(),
    published_from: z.enum(['byline', 'capture']).nullable(),
    language,
    order: z.enum(PAGE_ORDERS).describe('in which order the page shows its comments'),
    announced: z
      .object({ count: z.int().min(0), ...place })
      .nullable()
      .describe('the number of comments that the page announces'),
    posts: z.array(post).min(1),
    furniture: z.array(furniture).describe('page text outside all posts'),
    quotes: z.array(quote),
    replies: z.array(reply),
    stances: z.array(stance),
    diagnostics: z.array(diagnostic),
    learned: learned
      .nullable()
      .describe(
        'null without a learned coder; where it has neither a stance nor an abstention, its code is none',
      ),
    codings: z.array(coding).describe("people's codes, in order of post, coder, target"),
  })
  .describe(
    'One analysed thread. Offsets are 0-based, half-open, in Unicode code points of the dump: its bytes decoded, without ' +
      'byte-order mark, CRLF and CR read as LF. Lines are 1-based and inclusive.',
  )
