import type { z } from 'zod'
import { indexPlaces } from '../report/places.js'
import type { ThreadRecord } from '../report/record.js'
import { wellFormed } from '../report/well-formed.js'
import type { ReadingLine, Reading } from './reading.js'
import type { readingSchema } from './json-schema.js'
import { READING_FORMAT } from './json-schema.js'
import { summarise } from './summary.js'

type Described = z.infer<typeof readingSchema>

/** The document; its record is the one of threads.ndjson. */
type ReadingDocument = Omit<Described, 'record'> & { readonly record: ThreadRecord }

/**
 * The reading for programs, as src/check/reading.schema.json describes it: one JSON document and a LF. Offsets are
 * code points. What could command a terminal or break a line is written as an escape.
 */
export function readingJson(reading: Reading): string {
  return `${JSON.stringify(readingDocument(reading), wellFormedValues).replace(UNSAFE, escaped)}\n`
}

function readingDocument(reading: Reading): ReadingDocument {
  const { text } = reading.analysed.thread.dump
  const at = indexPlaces(text).codePoint
  const lineDocument = (line: ReadingLine): ReadingDocument['lines'][number] => ({
    line: line.number,
    start: at(line.start),
    end: at(line.end),
    post: line.post,
    kind: line.main?.kind ?? null,
    text: text.slice(line.start, line.end),
    spans: line.segments.map(({ start, end, kind, furniture, post, quote, stances, replies }) => ({
      start: at(start),
      end: at(end),
      kind,
      furniture,
      post,
      quote,
      stances: [...stances],
      replies: [...replies],
    })),
    problems: [...line.problems],
  })
  return {
    format: READING_FORMAT,
    lines: reading.lines.map(lineDocument),
    summary: summarise(reading),
    record: reading.record,
  }
}

function wellFormedValues(_: string, value: unknown): unknown {
  return typeof value === 'string' ? wellFormed(value) : value
}

/** What `visible` replaces, beyond what JSON itself escapes. */
const UNSAFE = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]/g

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}
