import { z } from 'zod'
import { SEVERITIES } from '../model/diagnostic.js'
import { MATCHES } from '../model/quote.js'
import { EVIDENCE } from '../model/reply.js'
import { FURNITURE_KINDS } from '../model/thread.js'
import { threadRecordSchema } from '../report/record-schema.js'
import { SEGMENT_KINDS } from './segments.js'

/** The version of the document's shape. A field may be added; any other change makes a new number. */
export const READING_FORMAT = 1

const offset = z.int().min(0)
const count = z.int().min(0)
const index = z.int().min(0)
const position = z.int().min(0).nullable().describe('position of the post, null outside all posts')

const span = z.object({
  start: offset,
  end: offset,
  kind: z.enum(SEGMENT_KINDS).describe('what the words were read as'),
  furniture: z.enum(FURNITURE_KINDS).nullable().describe('what the furniture is for; null for other kinds'),
  post: position,
  quote: index.nullable().describe('index in record.quotes; a header belongs to its quote'),
  stances: z.array(index).describe('indices in record.stances whose evidence this is part of'),
  replies: z.array(index).describe('indices in record.replies whose evidence this is part of'),
})

const line = z.object({
  line: z.int().min(1),
  start: offset,
  end: offset.describe('the line feed left out'),
  post: position,
  kind: z.enum(SEGMENT_KINDS).nullable().describe('what the line is, in one word; null for blank lines'),
  text: z.string(),
  spans: z.array(span).describe('the whole line in order, without gaps'),
  problems: z.array(index).describe('indices in record.diagnostics of those at this line'),
})

/** What `polylogue check --json` prints; src/check/reading.schema.json is made from this. */
export const readingSchema = z
  .object({
    format: z.literal(READING_FORMAT),
    lines: z.array(line).min(1),
    summary: z.object({
      comments: count,
      stubs: count,
      announced: count.nullable(),
      authors: count,
      quotes: z.record(z.enum(MATCHES), count),
      replies: z.record(z.enum(EVIDENCE), count),
      stances: count,
      problems: z.record(z.enum(SEVERITIES), count),
      lines: z
        .object({ posts: count, page: count, unread: count, blank: count })
        .describe('lines by where they went'),
    }),
    record: threadRecordSchema.describe('the line that threads.ndjson holds for this dump'),
  })
  .describe(
    'One dump as it was read. Offsets are 0-based, half-open, in Unicode code points of the dump: its bytes decoded, ' +
      'without byte-order mark, CRLF and CR read as LF. Lines are 1-based.',
  )
