import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { DIAGNOSTIC_CODES } from '../model/diagnostic.js'
import type { DiagnosticCode } from '../model/diagnostic.js'
import type { ThreadRecord } from '../report/record.js'
import type { Report, Sink, Workshop } from '../report/report.js'
import { byThread, twinsRefused } from '../run/discover.js'
import { EXIT, Failure, reasonOf } from '../run/failure.js'
import { openOutput } from '../run/output.js'
import type { RunProgress, RunResult } from '../run/run.js'
import type { EndRecord, WorkerFacts } from './end.js'
import { PartFault, PartReader, readPart } from './part.js'
import type { Entry, Part } from './part.js'

export interface AggregateOptions {
  /** What workers wrote, at least one. */
  readonly parts: readonly string[]
  readonly output: string
  /** A file with a `source_file` a line, each of which must be in one part; null where nobody says. */
  readonly expect: string | null
}

/** A report for parts that were made with these facts; `threads` are the ids of all dumps. Throws a Failure (2) when it cannot fit. */
export type ReportOf = (
  facts: WorkerFacts,
  sink: (name: string) => Sink,
  threads: ReadonlySet<string>,
  workshop: Workshop,
) => Report

/**
 * The tables of a run from what workers wrote, in order of thread whatever the order of the parts. Throws a Failure: 2 when a part is not whole, when parts
 * do not fit together or do not hold what is expected, each fault named; 3 when the output cannot be written; 130 when `signal` aborts.
 */
export async function aggregate(
  options: AggregateOptions,
  reportOf: ReportOf,
  progress: RunProgress,
  signal: AbortSignal,
): Promise<RunResult> {
  const parts = readParts(options.parts)
  const [first] = parts
  if (first === undefined) throw new Failure(EXIT.usage, 'Name at least one part.')
  const entries = inOrder(parts)
  mustFit(parts, entries, options.expect)
  const output = openOutput(options.output)
  const reader = new PartReader()
  try {
    const { dumps, refused } = twinsRefused(entries.filter(isNamed))
    const threads = new Set(dumps.flatMap(({ thread, quarantine }) => (quarantine === null ? [thread] : [])))
    const report = reportOf(factsOf(first.end), (name) => output.sink(name), threads, output.workshop())
    progress.begin(entries.length)
    const rest = [...entries.filter((entry) => !isNamed(entry)).map(unnamed), ...dumps, ...refused]
    for (const one of rest.sort(byThread)) {
      if ('diagnostic' in one) report.addProblem(one.sourceFile, one.diagnostic, null)
      else add(report, one, reader)
      progress.advance(1)
      await new Promise((resolve) => setImmediate(resolve))
      if (signal.aborted) throw new Failure(EXIT.interrupted, 'Interrupted; the earlier output is as it was.')
    }
    const { summary } = await report.finish()
    output.commit()
    const { used, refused: left } = summary.dumps
    return { status: left === 0 && used > 0 ? EXIT.done : EXIT.incomplete, summary }
  } finally {
    reader.close()
    output.discard()
  }
}

/** An entry that says which dump it is about. */
interface NamedEntry extends Entry {
  readonly thread: string
  readonly sourceFile: string
}

function isNamed(entry: Entry): entry is NamedEntry {
  return entry.thread !== null && entry.sourceFile !== null
}

/** A line that named no dump is known by its part. */
function unnamed({ part, quarantine }: Entry) {
  const sourceFile = basename(part)
  const diagnostic = {
    code: 'input-malformed',
    line: quarantine?.line ?? null,
    message: quarantine?.message ?? '',
  } as const
  return { thread: sourceFile, sourceFile, diagnostic }
}

function add(report: Report, entry: NamedEntry, reader: PartReader): void {
  const { sourceFile, quarantine } = entry
  if (quarantine === null) {
    const record: ThreadRecord = JSON.parse(reader.read(entry))
    report.addRecord(record, record.source_sha256 ?? '')
    return
  }
  const { code, message, source_sha256: sha256 } = quarantine
  report.addProblem(sourceFile, { code: knownCode(code), line: null, message }, sha256)
}

function knownCode(code: string): DiagnosticCode {
  return Object.hasOwn(DIAGNOSTIC_CODES, code) ? (code as DiagnosticCode) : 'analysis-failed'
}

function readParts(paths: readonly string[]): Part[] {
  const faults: string[] = []
  const parts = paths.flatMap((path) => {
    try {
      return readPart(path)
    } catch (error) {
      if (!(error instanceof PartFault)) throw error
      faults.push(`${path}: ${error.message}`)
      return []
    }
  })
  refuse(faults)
  return parts
}

function inOrder(parts: readonly Part[]): Entry[] {
  return parts.flatMap(({ entries }) => entries)
}

/** All parts of one corpus, made alike, each dump once. */
function mustFit(parts: readonly Part[], entries: readonly Entry[], expect: string | null): void {
  const faults: string[] = []
  const [first, ...others] = parts
  for (const { path, end } of others) {
    for (const [name, value] of Object.entries(factsOf(end))) {
      const before = first === undefined ? value : factsOf(first.end)[name as keyof WorkerFacts]
      if (isDeepStrictEqual(value, before)) continue
      faults.push(
        `${path}: its ${name} (${JSON.stringify(value)}) is not that of ${first?.path} (${JSON.stringify(before)}); ` +
          'make all parts with one version, codebook and options',
      )
    }
  }
  const seen = new Map<string, string>()
  for (const { sourceFile, part } of entries) {
    if (sourceFile === null) continue
    const before = seen.get(sourceFile)
    if (before !== undefined) faults.push(`${part}: ${JSON.stringify(sourceFile)} is also in ${before}`)
    seen.set(sourceFile, part)
  }
  if (expect !== null) faults.push(...unexpected(expect, seen))
  refuse(faults)
}

function unexpected(list: string, seen: ReadonlyMap<string, string>): string[] {
  let names: Set<string>
  try {
    names = new Set(
      readFileSync(list, 'utf8')
        .split('\n')
        .filter((name) => name !== ''),
    )
  } catch (error) {
    throw new Failure(EXIT.usage, `The list ${list} cannot be read: ${reasonOf(error)}.`)
  }
  return [
    ...[...names].filter((name) => !seen.has(name)).map((name) => `${JSON.stringify(name)} is in no part`),
    ...[...seen]
      .filter(([name]) => !names.has(name))
      .map(([name, path]) => `${path}: ${JSON.stringify(name)} is not in ${list}`),
  ]
}

function factsOf({ version, codebook, languages, model, options, targets }: EndRecord): WorkerFacts {
  return { version, codebook, languages, model, options, targets }
}

const SHOWN = 20

function refuse(faults: readonly string[]): void {
  if (faults.length === 0) return
  const shown = faults.slice(0, SHOWN).map((fault) => `  ${fault}`)
  const more = faults.length > SHOWN ? [`  and ${faults.length - SHOWN} more`] : []
  throw new Failure(
    EXIT.usage,
    ['The parts cannot be put together; nothing was written:', ...shown, ...more].join('\n'),
  )
}
