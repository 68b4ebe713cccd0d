import type { Diagnostic } from '../model/diagnostic.js'
import { readDump } from '../read/dump.js'
import { escapedLine, recordLine } from '../report/ndjson.js'
import { threadRecord } from '../report/record.js'
import { utf8 } from '../report/utf8.js'
import { analysisFailed } from '../run/analyse.js'
import type { Analyse } from '../run/analyse.js'
import type { Loss } from '../run/pool.js'
import { identityOf, readInput } from './input.js'
import type { InputDump } from './input.js'
import type { InputLine } from './lines.js'

/** What a dump must not exceed. */
export interface Limits {
  readonly megabytes: number
  readonly seconds: number
}

export interface AnswerTools {
  /** Authors are told apart within a site; empty when not given. */
  readonly site: string
  readonly analyse: Analyse
}

/** The line that comes out for a line that went in, its LF included. */
export interface Answer {
  readonly kind: 'thread' | 'quarantine'
  readonly bytes: Uint8Array
}

/** Pure; never throws: what cannot be analysed is a quarantine record. */
export function answer(line: InputLine, limits: Limits, { site, analyse }: AnswerTools): Answer {
  if (line.text === null) return quarantine(line, NOTHING, tooLong(limits))
  const input = readInput(line.text)
  if (input.kind === 'malformed') return quarantine(line, input, problem('input-malformed', input.message))
  const { sourceFile, bytes } = input
  if (bytes.length > limits.megabytes * 1e6) {
    const size = `It has ${bytes.length} bytes, and the worker allows ${limits.megabytes} megabytes`
    return quarantine(line, input, problem('limit-exceeded', `${size} (--max-megabytes).`))
  }
  const read = readDump(bytes, sourceFile, site)
  if (read.kind === 'refused') return quarantine(line, input, read.diagnostic)
  try {
    const record = threadRecord(analyse(read.dump), identityOf(input).sha256)
    return { kind: 'thread', bytes: utf8(recordLine(record)) }
  } catch (error) {
    return quarantine(line, input, analysisFailed(error))
  }
}

/** The answer to a line whose thread is no more. */
export function lostAnswer(line: InputLine, loss: Loss, limits: Limits): Answer {
  const input = line.text === null ? NOTHING : readInput(line.text)
  const why =
    loss.kind === 'late'
      ? problem(
          'limit-exceeded',
          `It took longer than the ${limits.seconds} seconds that the worker allows (--max-seconds).`,
        )
      : analysisFailed(new Error(`its thread is no more: ${loss.reason}`), null)
  return quarantine(line, input, why)
}

const NOTHING: InputDump = { kind: 'malformed', sourceFile: null, message: '' }

function tooLong({ megabytes }: Limits): Diagnostic {
  return problem(
    'limit-exceeded',
    `The line is longer than any dump of ${megabytes} megabytes makes it (--max-megabytes); it was passed over.`,
  )
}

function quarantine({ number }: InputLine, input: InputDump, { code, message }: Diagnostic): Answer {
  const { sourceFile, thread, sha256 } = identityOf(input)
  const record = {
    format: 1,
    record: 'quarantine',
    line: number,
    source_file: sourceFile,
    thread,
    source_sha256: sha256,
    code,
    message,
  }
  return { kind: 'quarantine', bytes: utf8(escapedLine(record)) }
}

function problem(code: Diagnostic['code'], message: string): Diagnostic {
  return { code, line: null, message }
}
