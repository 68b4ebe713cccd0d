import type { Diagnostic } from '../model/diagnostic.js'
import type { Chunk } from './chunk.js'
import { dialects } from './dialect.js'
import type { DialectName } from './dialect.js'
import { recordText } from './ndjson.js'
import { diagnosticRecords } from './notes.js'
import { partLine } from './part.js'
import type { Part } from './part.js'
import type { ThreadRecord } from './record.js'
import { dumpLine } from './run-json.js'
import { sumLine } from './sums.js'
import { addCounts, countProblem, countThread, noCounts } from './summary.js'
import type { Counts } from './summary.js'
import { TableText } from './table-text.js'
import { allTables, threadRows, threadSums } from './tables.js'
import type { TableName } from './tables.js'
import { problemRow } from './tables/problems.js'
import { ThreadCells } from './thread-cells.js'
import { Utf8 } from './utf8.js'

/** What decides the bytes of a thread's rows. */
export interface RenderOptions {
  readonly dialect: DialectName
  /** The codebook's target ids, in the codebook's order. */
  readonly targets: readonly string[]
  /** Whose codes the counting tables use; null for people's agreed code, else `codebook`. */
  readonly coder: string | null
}

/** The files of a chunk that are no tables: `threads.ndjson`, the dumps of `run.json`, and what the run keeps for itself. */
export const LINES = 'threads.ndjson'
export const DUMPS = 'dumps'
export const PARTS = 'parts'

const LF = 0x0a

/** Turns threads, one after the other, into the bytes that they add to the files. Knows no other thread. */
export class Renderer {
  readonly #options: RenderOptions
  readonly #cells: ThreadCells
  readonly #tables: ReadonlyMap<TableName, TableText>
  readonly #files = new Map<string, Utf8>()
  #rows: Record<string, number> = {}
  #counts: Counts
  #lastRefused: string | null = null

  constructor(options: RenderOptions) {
    const dialect = dialects[options.dialect]
    this.#options = options
    this.#cells = new ThreadCells(dialect)
    const described = Object.values(allTables(options.targets))
    this.#tables = new Map(
      described.map(({ name, columns }) => [name as TableName, new TableText(columns, dialect)]),
    )
    this.#counts = noCounts(options.targets)
  }

  /** Bytes that wait to be taken. */
  get size(): number {
    let size = 0
    for (const file of this.#files.values()) size += file.size
    return size
  }

  /**
   * Adds a thread. All its rows are made before the first is added: when it throws, nothing of the thread is in the chunk.
   * @param dumpHash SHA-256 of the dump's bytes, hex
   * @param coded see `Part`
   */
  thread(record: ThreadRecord, dumpHash: string, coded = false): void {
    const { targets, coder } = this.#options
    const counts = noCounts(targets)
    countThread(counts, record, coder)
    for (const found of record.diagnostics) {
      countProblem(counts, problemRow(record.source_file, found), found.severity)
    }
    const before = this.#sizes()
    const rows: Record<string, number> = {}
    try {
      this.#cells.begin(record)
      for (const { name, count, append } of threadRows(record, targets, coder)) {
        const table = this.#tables.get(name)
        if (table === undefined) continue
        rows[name] = count
        this.#cells.out = this.#file(`${name}.csv`)
        append(this.#cells, table)
      }
      const lines = this.#file(LINES)
      lines.append(recordText(record))
      lines.byte(LF)
      for (const [name, sums] of threadSums(record, targets, coder)) {
        const file = this.#file(name)
        for (const sum of sums) file.append(sumLine(sum))
      }
    } catch (error) {
      for (const [name, file] of this.#files) file.size = before[name] ?? 0
      throw error
    }
    const { source_file, thread } = record
    this.#added({ source_file, thread, sha256: dumpHash, reason: null, coded }, before, rows, counts)
  }

  /** Adds a file that was not analysed, with the reason; `dumpHash` null when it could not be read. */
  refusal(sourceFile: string, diagnostic: Diagnostic, dumpHash: string | null): void {
    const again = this.#lastRefused === sourceFile
    this.#lastRefused = sourceFile
    const { before, rows, counts } = this.#problem(sourceFile, diagnostic)
    if (counts.problems.error > 0 && !again) counts.refused = 1
    const part: Part = {
      source_file: sourceFile,
      thread: null,
      sha256: dumpHash,
      reason: reasonText(diagnostic),
      coded: false,
    }
    this.#added(again ? null : part, before, rows, counts)
  }

  /** Adds something to look at that belongs to no dump. */
  note(sourceFile: string, diagnostic: Diagnostic): void {
    const { before, rows, counts } = this.#problem(sourceFile, diagnostic)
    this.#added(null, before, rows, counts)
  }

  /** All that was added since the last time. */
  take(): Chunk {
    const files = Object.fromEntries([...this.#files].map(([name, file]) => [name, file.take()]))
    const chunk = { files, rows: this.#rows, counts: this.#counts }
    this.#rows = {}
    this.#counts = noCounts(this.#options.targets)
    return chunk
  }

  #problem(sourceFile: string, diagnostic: Diagnostic) {
    const counts = noCounts(this.#options.targets)
    const before = this.#sizes()
    const rows = diagnosticRecords([diagnostic]).map((found) => {
      const row = problemRow(sourceFile, found)
      countProblem(counts, row, found.severity)
      return row
    })
    const file = this.#file('problems.csv')
    for (const row of rows) this.#tables.get('problems')?.row(file, row)
    return { before, rows: { problems: rows.length }, counts }
  }

  #sizes(): Readonly<Record<string, number>> {
    const sizes: Record<string, number> = {}
    for (const [name, file] of this.#files) sizes[name] = file.size
    return sizes
  }

  /** Counts what was added to the files since they had the sizes `before`. */
  #added(
    part: Part | null,
    before: Readonly<Record<string, number>>,
    rows: Readonly<Record<string, number>>,
    counts: Counts,
  ): void {
    for (const [name, count] of Object.entries(rows)) this.#rows[name] = (this.#rows[name] ?? 0) + count
    addCounts(this.#counts, counts)
    if (part === null) return
    const bytes: Record<string, number> = {}
    for (const [name, file] of this.#files) {
      const size = file.size - (before[name] ?? 0)
      if (size > 0) bytes[name] = size
    }
    if (part.sha256 !== null) this.#file(DUMPS).append(dumpLine(part.source_file, part.thread, part.sha256))
    this.#file(PARTS).append(partLine({ part, bytes, rows, counts }))
  }

  #file(name: string): Utf8 {
    let file = this.#files.get(name)
    if (file === undefined) this.#files.set(name, (file = new Utf8()))
    return file
  }
}

/** Why a file was not analysed, in one text. */
export function reasonText({ code, message }: Diagnostic): string {
  return `${code}: ${message}`
}
