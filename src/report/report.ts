import type { CodingJoiner } from '../coding/joiner.js'
import type { AnalysedThread } from '../model/analysed.js'
import type { Diagnostic } from '../model/diagnostic.js'
import type { AnyRow } from './columns.js'
import { dataPackage } from './datapackage.js'
import { dialects } from './dialect.js'
import type { DialectName } from './dialect.js'
import { HashedFile } from './hashed-file.js'
import { recordLine } from './ndjson.js'
import { diagnosticRecords } from './notes.js'
import { threadRecord } from './record.js'
import type { ThreadRecord } from './record.js'
import { RunJson } from './run-json.js'
import { SummaryCounts } from './summary.js'
import type { Summary } from './summary.js'
import { TableWriter } from './table-writer.js'
import { allTables, threadRows } from './tables.js'
import type { TableName } from './tables.js'
import { Agreement, agreementRows } from './tables/agreement.js'
import { Authors } from './tables/authors.js'
import { Interactions } from './tables/interactions.js'
import { problemRow } from './tables/problems.js'
import { StanceChanges } from './tables/stance-changes.js'
import { StanceReplies } from './tables/stance-replies.js'

/** Where one output file goes. Chunks are whole rows or lines, in order, to be encoded as UTF-8. */
export interface Sink {
  write(chunk: string): void
}

/** What `run.json` says about the run beside dumps, counts and files. No clock time, path or machine. */
export interface RunFacts {
  /** The program's version. */
  readonly version: string
  /** `default` or the codebook's path below the corpus folder, and the SHA-256 (hex) of its bytes. */
  readonly codebook: { readonly from: string; readonly sha256: string }
  /** SHA-256 (hex) over the language data. */
  readonly languages: string
  /** The sheets of people's codings, in order of their names, with the SHA-256 (hex) of their bytes. */
  readonly codings: readonly { readonly sourceFile: string; readonly sha256: string }[]
  /** The options that change results, by name, as the user gave them: site, spreadsheet, coder, … */
  readonly options: Readonly<Record<string, string | number | boolean | null>>
}

export interface ReportOptions {
  readonly dialect: DialectName
  /** The codebook's target ids, in the codebook's order. */
  readonly targets: readonly string[]
  /** Whose codes the counting tables use; null for people's agreed code, else `codebook`. */
  readonly coder: string | null
  /** Brings people's codings to the threads as they come in. */
  readonly codings: CodingJoiner
  readonly run: RunFacts
}

export interface WrittenFile {
  readonly name: string
  /** SHA-256 of the file's bytes, hex. `run.json`, which holds these hashes, comes last and has its own here. */
  readonly sha256: string
}

export interface Report {
  /**
   * One analysed dump. Threads are to be added in the order of their ids by code point. All rows are made before
   * the first is written: when it throws, nothing of this thread has been written.
   * @param dumpHash SHA-256 of the dump's bytes, hex
   */
  add(analysed: AnalysedThread, dumpHash: string): void
  /** The same from the record that `threads.ndjson` holds, as a worker made it. */
  addRecord(record: ThreadRecord, dumpHash: string): void
  /** Something about a file that was not analysed; `dumpHash` null when it could not be read. */
  addProblem(sourceFile: string, diagnostic: Diagnostic, dumpHash?: string | null): void
  /** Writes what is left, the whole-corpus tables, `datapackage.json` and, last, `run.json`. Call it once. */
  finish(): { readonly files: readonly WrittenFile[]; readonly summary: Summary }
}

/**
 * A report that writes every table, `threads.ndjson`, `datapackage.json` and `run.json` as threads come in. All files are
 * opened at once, so that they stand, with their headers, also when there is no thread.
 */
export function createReport(options: ReportOptions, open: (fileName: string) => Sink): Report {
  const { targets, coder, codings, run } = options
  const dialect = dialects[options.dialect]
  const described = Object.values(allTables(targets))
  const files: HashedFile[] = []
  const file = (name: string): HashedFile => {
    const made = new HashedFile(name, open(name))
    files.push(made)
    return made
  }
  const tables = new Map(
    described.map(({ name, columns }): [string, TableWriter] => {
      const table = file(`${name}.csv`)
      return [name, new TableWriter(columns, dialect, (chunk) => table.write(chunk))]
    }),
  )
  const lines = file('threads.ndjson')
  const manifest = new HashedFile('run.json', open('run.json'))
  const runJson = new RunJson(run, (chunk) => manifest.write(chunk))
  const write = (name: TableName, rows: readonly AnyRow[]): void => {
    for (const row of rows) tables.get(name)?.row(row)
  }
  const authors = new Authors(targets, coder)
  const interactions = new Interactions()
  const stanceReplies = new StanceReplies(coder)
  const stanceChanges = new StanceChanges(targets, coder)
  const agreement = new Agreement(targets)
  const counts = new SummaryCounts(targets, coder)
  const hashed = new Set<string>()
  let sites = false

  const addRecord = (uncoded: ThreadRecord, dumpHash: string): void => {
    const record = codings.join(uncoded)
    const rows = threadRows(record, targets, coder)
    const line = recordLine(record)
    for (const [name, made] of rows) write(name, made)
    lines.write(line)
    authors.add(record)
    interactions.add(record)
    stanceReplies.add(record)
    stanceChanges.add(record)
    agreement.add(record)
    counts.thread(record)
    for (const found of record.diagnostics)
      counts.problem(problemRow(record.source_file, found), found.severity)
    runJson.dump(record.source_file, record.thread, dumpHash)
    sites ||= record.site !== ''
  }

  const addProblemRow = (sourceFile: string, diagnostic: Diagnostic): void => {
    for (const found of diagnosticRecords([diagnostic])) {
      const row = problemRow(sourceFile, found)
      write('problems', [row])
      counts.problem(row, found.severity)
    }
  }

  return {
    add: (analysed, dumpHash) => addRecord(threadRecord(analysed), dumpHash),
    addRecord,
    addProblem: (sourceFile, diagnostic, dumpHash = null) => {
      addProblemRow(sourceFile, diagnostic)
      if (dumpHash === null || hashed.has(sourceFile)) return
      hashed.add(sourceFile)
      runJson.dump(sourceFile, null, dumpHash)
    },
    finish: () => {
      for (const { sourceFile, diagnostic } of codings.finish()) addProblemRow(sourceFile, diagnostic)
      write('interactions', interactions.rows())
      write('authors', authors.rows())
      write('stance_replies', stanceReplies.rows())
      write('stance_changes', stanceChanges.rows())
      const compared = agreement.compared()
      write('agreement', agreementRows(compared))
      for (const table of tables.values()) table.flush()
      file('datapackage.json').write(`${JSON.stringify(dataPackage(described, dialect, sites), null, 2)}\n`)
      const written = files.map((one) => one.end())
      const summary = counts.summary(authors.size, compared)
      const rows = Object.fromEntries([...tables].map(([name, table]) => [name, table.rows]))
      runJson.end({ dumps: summary.dumps, rows }, written)
      return { files: [...written, manifest.end()], summary }
    },
  }
}
