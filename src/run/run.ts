import { statSync } from 'node:fs'
import type { PartsHead } from '../report/part.js'
import type { Report, Sink, Workshop } from '../report/report.js'
import type { Summary } from '../report/summary.js'
import { analysisFailed } from './analyse.js'
import { isMoreThan, largest, renderBatch, tasks } from './batch.js'
import type { Batch, BatchTools, Piece, Task } from './batch.js'
import { isClaimed } from './claim.js'
import { byThread, discover } from './discover.js'
import type { Discovery, FileProblem, FoundDump } from './discover.js'
import { openEarlier } from './earlier.js'
import type { Earlier } from './earlier.js'
import { EXIT, Failure } from './failure.js'
import { ordered } from './ordered.js'
import { openOutput } from './output.js'
import { Pool } from './pool.js'
import type { Loss, ThreadScript } from './pool.js'

export interface RunOptions {
  /** The corpus folder, and the folder that the tables go to. */
  readonly folder: string
  readonly output: string
  /** How many threads analyse dumps; 1 for none beside this one. */
  readonly workers: number
  /** Whether everything is done again, as if there had been no run before. */
  readonly fresh: boolean
}

/** The pipeline and the report, which a run is handed so that it knows neither. */
export interface RunSource {
  /** Whether an earlier run went by what this one would go by, as far as that can be told before anything is loaded. */
  readonly isSame: (head: PartsHead) => boolean
  /** Throws a Failure (2) where a file that is needed is faulty. */
  readonly load: (dumps: readonly FoundDump[]) => RunTools
}

/** What a run works with. */
export interface RunTools extends BatchTools {
  /** Whether an earlier run went by just these tools. */
  readonly isSame: (head: PartsHead) => boolean
  /** `threads`: the ids of all dumps of the corpus. */
  readonly createReport: (
    sink: (name: string) => Sink,
    threads: ReadonlySet<string>,
    workshop: Workshop,
  ) => Report
  /** Answers batches with their pieces as `renderBatch` does with these tools; null where there is none. */
  readonly thread: ThreadScript | null
}

export interface RunProgress {
  /** Called once, before the first dump, with how many there are. */
  begin(dumps: number): void
  /** Called with how many are done since the last time. */
  advance(dumps: number): void
}

export interface RunResult {
  readonly status: typeof EXIT.done | typeof EXIT.incomplete
  readonly summary: Summary
}

/** A corpus that is not larger, in bytes, is done before threads would have started. */
const WORTH_THREADS = 2 << 20

/**
 * Every dump below `options.folder`, in order of thread, into the tables. Dumps that the run before has read are taken over from its tables
 * where nothing else has changed. Throws a Failure: 2 when the folder cannot be listed or `source` finds a fault, 3 when the
 * output cannot be written, 130 when `signal` aborts; in each case the earlier output stands as it was.
 */
export async function run(
  options: RunOptions,
  source: RunSource,
  progress: RunProgress,
  signal: AbortSignal,
): Promise<RunResult> {
  const discovery = await discover(options.folder)
  const files = inOrder(discovery)
  const standing = options.fresh ? null : standingResult(options.output, files, source)
  if (standing !== null) return standing
  const tools = source.load(discovery.dumps)
  const output = openOutput(options.output)
  const earlier = options.fresh ? null : openEarlier(options.output, tools.isSame)
  try {
    const threads = new Set(discovery.dumps.map(({ thread }) => thread))
    const report = tools.createReport((name) => output.sink(name), threads, output.workshop())
    progress.begin(discovery.dumps.length)
    for await (const { done, pieces } of results(files, tools, earlier, options.workers)) {
      for (const piece of pieces) addPiece(report, piece)
      progress.advance(done)
      stopWhenAborted(signal)
    }
    stopWhenAborted(signal)
    const { summary } = await report.finish()
    earlier?.close()
    output.commit()
    return resultOf(summary)
  } finally {
    earlier?.close()
    output.discard()
  }
}

/** The result of the run before, where this one would write the same; null where it must be seen. */
function standingResult(output: string, files: Batch, { isSame }: RunSource): RunResult | null {
  const isFolder = statSync(output, { throwIfNoEntry: false })?.isDirectory() ?? false
  if (!isFolder || isClaimed(output)) return null
  const earlier = openEarlier(output, isSame)
  return earlier !== null && earlier.isOf(files) ? resultOf(earlier.summary) : null
}

function resultOf(summary: Summary): RunResult {
  const { used, refused } = summary.dumps
  return { status: refused === 0 && used > 0 ? EXIT.done : EXIT.incomplete, summary }
}

/** All files in order of thread. The results go into the report in this order too. */
function inOrder(discovery: Discovery): (FoundDump | FileProblem)[] {
  return [...discovery.dumps, ...discovery.problems].sort(byThread)
}

interface TaskResult {
  /** How many dumps it was. */
  readonly done: number
  readonly pieces: readonly Piece[]
}

async function* results(
  files: Batch,
  tools: RunTools,
  earlier: Earlier | null,
  workers: number,
): AsyncGenerator<TaskResult> {
  const { thread } = tools
  const renderer = tools.createRenderer()
  const threads = workers > 1 && isMoreThan(files, WORTH_THREADS) ? thread : null
  const pool = threads === null ? null : poolOf(threads, workers, largest(files), tools)
  const work = async (task: Task): Promise<TaskResult> => {
    if (task.kind === 'kept') {
      const chunk = earlier?.chunk(task.parts)
      return { done: task.parts.length, pieces: chunk === undefined ? [] : [{ kind: 'chunk', chunk }] }
    }
    const { batch } = task
    const done = batch.filter((file) => 'path' in file).length
    if (pool !== null) return { done, pieces: await pool.run(batch) }
    await breath()
    return { done, pieces: renderBatch(batch, tools, renderer) }
  }
  const planned = earlier?.parts(files) ?? files.map((file) => [file, null] as const)
  try {
    yield* pool === null
      ? ordered(tasks(planned, 1), work, 1)
      : ordered(tasks(planned), work, 2 * workers + 1)
  } finally {
    await pool?.close()
  }
}

// Node lets a thread's garbage grow to gigabytes before it collects it. These are what an analysis needs, with room to spare.
const THREAD_MEGABYTES = 192
const MEGABYTES_PER_MEGABYTE = 96

function poolOf(
  thread: ThreadScript,
  threads: number,
  bytes: number,
  tools: RunTools,
): Pool<FoundDump | FileProblem, Piece> {
  const memory = Math.round(THREAD_MEGABYTES + (MEGABYTES_PER_MEGABYTE * bytes) / 1e6)
  const lost = (file: FoundDump | FileProblem, loss: Loss): Piece => lostFile(file, loss, tools)
  return new Pool({ ...thread, threads, memory, patience: null, lost })
}

/** The row of a dump that a thread did not survive. */
function lostFile({ sourceFile }: FoundDump | FileProblem, loss: Loss, tools: RunTools): Piece {
  const renderer = tools.createRenderer()
  const reason = loss.kind === 'died' ? loss.reason : 'it took too long'
  renderer.refusal(sourceFile, analysisFailed(new Error(`its thread is no more: ${reason}`), null), null)
  return { kind: 'chunk', chunk: renderer.take() }
}

/** Lets signals and the progress bar through between two dumps. */
function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function stopWhenAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new Failure(EXIT.interrupted, 'Interrupted; the earlier output is as it was.')
}

function addPiece(report: Report, piece: Piece): void {
  if (piece.kind === 'chunk') report.addChunk(piece.chunk)
  else report.addRecord(piece.record, piece.sha256)
}
