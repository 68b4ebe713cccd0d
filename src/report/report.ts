import type { CodingJoiner } from '../coding/joiner.js'
import type { AnalysedThread } from '../model/analysed.js'
import type { Diagnostic } from '../model/diagnostic.js'
import type { Chunk } from './chunk.js'
import type { AnyRow } from './columns.js'
import { dataPackage } from './datapackage.js'
import { dialects } from './dialect.js'
import { HashedFile } from './hashed-file.js'
import { threadRecord } from './record.js'
import type { ThreadRecord } from './record.js'
import type { Lineage } from './part.js'
import { PartsFile } from './parts-file.js'
import { DUMPS, LINES, PARTS, Renderer } from './renderer.js'
import type { RenderOptions } from './renderer.js'
import { RunJson, factsRecord } from './run-json.js'
import { sumTables } from './sum-tables.js'
import { foldGroups, sumFile } from './sums.js'
import type { SumRow, SumShape } from './sums.js'
import { addCounts, noCounts, summaryOf } from './summary.js'
import type { Summary } from './summary.js'
import { TableText } from './table-text.js'
import { allTables, sumShapes } from './tables.js'
import type { TableName } from './tables.js'
import { Agreement, agreementRows } from './tables/agreement.js'
import { Utf8, utf8 } from './utf8.js'

/** Where one output file goes. Chunks are whole rows or lines, in order; they are the sink's to keep. */
export interface Sink {
  write(chunk: Uint8Array): void
}

/** What a run keeps beside the tables people get. */
export interface Workshop {
  /** The partial rows of one table of sums. */
  sums(shape: SumShape): SumFile
  /** Takes what a later run needs to take over what has not changed: a head, a line per file of the corpus, an end. */
  readonly parts: Sink
}

export interface SumFile extends Sink {
  /** All that was written, grouped, in order of the keys by code point. Call it once, at the end. */
  groups(): AsyncIterable<SumRow> | Iterable<SumRow>
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
  /** The learned coder: whether this run has trained it (`trained`), it was given (`file`) or it is the one that ships (`default`), and its file's SHA-256 (hex). */
  readonly model: { readonly from: string; readonly sha256: string } | null
  /** The options that change results, by name, as the user gave them: site, spreadsheet, coder, … */
  readonly options: Readonly<Record<string, string | number | boolean | null>>
}

export interface ReportOptions extends RenderOptions {
  /** Brings people's codings to the threads as they come in. */
  readonly codings: CodingJoiner
  /** The text of `model.json`, null where there is no learned coder. */
  readonly model: string | null
  readonly run: RunFacts
  /** For later runs, see `Lineage`; without it none takes anything over. */
  readonly lineage?: Lineage & { readonly isCoded: (record: ThreadRecord) => boolean }
}

export interface WrittenFile {
  readonly name: string
  readonly bytes: number
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
  /** The same for some dumps that a `Renderer` of the same options has turned into bytes elsewhere. */
  addChunk(chunk: Chunk): void
  /** Something about a file that was not analysed; `dumpHash` null when it could not be read. */
  addProblem(sourceFile: string, diagnostic: Diagnostic, dumpHash?: string | null): void
  /** Writes what is left, the whole-corpus tables, `datapackage.json` and, last, `run.json`. Call it once. */
  finish(): Promise<Finished>
}

export interface Finished {
  readonly files: readonly WrittenFile[]
  readonly summary: Summary
}

// What is made in this thread is handed on in pieces of about this size, in bytes.
const PIECE = 1 << 20

/**
 * A report that writes every table, `threads.ndjson`, `datapackage.json` and `run.json` as threads come in. All files are
 * opened at once, so that they stand, with their headers, also when there is no thread.
 */
export function createReport(
  options: ReportOptions,
  open: (fileName: string) => Sink,
  workshop: Workshop = inMemory(),
): Report {
  return new WholeReport(options, open, workshop)
}

class WholeReport implements Report {
  readonly #options: ReportOptions
  readonly #open: (fileName: string) => Sink
  readonly #renderer: Renderer
  readonly #files = new Map<string, HashedFile>()
  readonly #tables: ReadonlyMap<string, TableText>
  readonly #sums: ReadonlyMap<string, SumFile>
  readonly #sumHashes = new Map<string, HashedFile>()
  readonly #parts: PartsFile | null
  readonly #manifest: HashedFile
  readonly #runJson: RunJson
  readonly #rows: Record<string, number> = {}
  readonly #counts
  readonly #agreement: Agreement

  constructor(options: ReportOptions, open: (fileName: string) => Sink, workshop: Workshop) {
    const { targets, dialect } = options
    this.#options = options
    this.#open = open
    this.#renderer = new Renderer(options)
    this.#tables = new Map(
      Object.values(allTables(targets)).map(({ name, columns }) => {
        const table = new TableText(columns, dialects[dialect])
        this.#file(`${name}.csv`).write(table.header())
        this.#rows[name] = 0
        return [name, table]
      }),
    )
    this.#file(LINES)
    if (options.model !== null) this.#file('model.json').write(utf8(options.model))
    this.#sums = new Map(sumShapes(targets).map((shape) => [sumFile(shape), workshop.sums(shape)]))
    for (const [name, sums] of this.#sums) this.#sumHashes.set(name, new HashedFile(name, sums))
    this.#parts = this.#partsFile(workshop.parts)
    this.#manifest = new HashedFile('run.json', open('run.json'))
    this.#runJson = new RunJson(options.run, (chunk) => this.#manifest.write(chunk))
    this.#counts = noCounts(targets)
    this.#agreement = new Agreement(targets)
  }

  add(analysed: AnalysedThread, dumpHash: string): void {
    this.addRecord(threadRecord(analysed, dumpHash), dumpHash)
  }

  addRecord(record: ThreadRecord, dumpHash: string): void {
    const coded = this.#options.codings.join(record)
    this.#renderer.thread(coded, dumpHash, this.#options.lineage?.isCoded(record))
    this.#agreement.add(coded)
    if (this.#renderer.size >= PIECE) this.#handOn()
  }

  addProblem(sourceFile: string, diagnostic: Diagnostic, dumpHash: string | null = null): void {
    this.#renderer.refusal(sourceFile, diagnostic, dumpHash)
  }

  addChunk(chunk: Chunk): void {
    this.#handOn()
    this.#take(chunk)
  }

  async finish(): Promise<Finished> {
    for (const { sourceFile, diagnostic } of this.#options.codings.finish()) {
      this.#renderer.note(sourceFile, diagnostic)
    }
    this.#handOn()
    const { targets } = this.#options
    for (const { name, rows } of sumTables(targets)) await this.#write(name, rows(this.#groups(name)))
    const agreement = this.#agreement.compared()
    await this.#write('agreement', agreementRows(agreement))
    const described = Object.values(allTables(targets))
    const about = dataPackage(described, dialects[this.#options.dialect], this.#counts.sites)
    this.#file('datapackage.json').write(utf8(`${JSON.stringify(about, null, 2)}\n`))
    const written = [...this.#files.values()].map((one) => one.end())
    const summary = summaryOf(this.#counts, targets, { authors: this.#rows['authors'] ?? 0, agreement })
    this.#runJson.end({ dumps: summary.dumps, rows: this.#rows }, written)
    const files = [...written, this.#manifest.end()]
    this.#parts?.end(
      files,
      [...this.#sumHashes.values()].map((one) => one.end()),
      summary,
    )
    return { files, summary }
  }

  #partsFile(sink: Sink): PartsFile | null {
    const { lineage, run } = this.#options
    if (lineage === undefined) return null
    const begins = Object.fromEntries([...this.#files].map(([name, { bytes }]) => [name, bytes]))
    return new PartsFile(lineage, { facts: factsRecord(run), begins }, sink)
  }

  #handOn(): void {
    if (this.#renderer.size > 0) this.#take(this.#renderer.take())
  }

  #take({ files, rows, counts }: Chunk): void {
    for (const [name, bytes] of Object.entries(files)) {
      if (bytes.length === 0) continue
      if (name === DUMPS) this.#runJson.dumps(bytes)
      else if (name === PARTS) this.#parts?.write(bytes)
      else (this.#sumHashes.get(name) ?? this.#file(name)).write(bytes)
    }
    for (const [name, count] of Object.entries(rows)) this.#rows[name] = (this.#rows[name] ?? 0) + count
    addCounts(this.#counts, counts)
  }

  #groups(name: TableName): AsyncIterable<SumRow> | Iterable<SumRow> {
    return this.#sums.get(`${name}.tsv`)?.groups() ?? []
  }

  async #write(name: TableName, rows: AsyncIterable<AnyRow> | Iterable<AnyRow>): Promise<void> {
    const table = this.#tables.get(name)
    const text = new Utf8()
    let count = 0
    for await (const row of rows) {
      table?.row(text, row)
      count++
      if (text.size >= PIECE) this.#file(`${name}.csv`).write(text.take())
    }
    this.#file(`${name}.csv`).write(text.take())
    this.#rows[name] = count
  }

  #file(name: string): HashedFile {
    let file = this.#files.get(name)
    if (file === undefined) this.#files.set(name, (file = new HashedFile(name, this.#open(name))))
    return file
  }
}

/** For small corpora and tests: what is kept is kept in memory. */
function inMemory(): Workshop {
  const decoder = new TextDecoder()
  return {
    parts: { write: () => {} },
    sums: (shape) => {
      let lines = ''
      return {
        write: (chunk) => void (lines += decoder.decode(chunk)),
        groups: () => foldGroups(lines, shape),
      }
    },
  }
}
