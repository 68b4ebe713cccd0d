import type { Report, Sink, Workshop } from '../report/report.js'
import type { Summary } from '../report/summary.js'
import { analysisFailed } from './analyse.js'
import { batches, isMoreThan, renderBatch } from './batch.js'
import type { Batch, BatchTools, Piece } from './batch.js'
import { byThread, discover } from './discover.js'
import type { Discovery, FileProblem, FoundDump } from './discover.js'
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
}

/** What a run works with. The pipeline and the report are handed in, so that the run knows neither. */
export interface RunTools extends BatchTools {
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
 * Every dump below `options.folder`, in order of thread, into the tables. Throws a Failure: 2 when the folder cannot be
 * listed or `loadTools` finds a fault, 3 when the output cannot be written, 130 when `signal` aborts; in each case the earlier output stands as it was.
 */
export async function run(
  options: RunOptions,
  loadTools: (dumps: readonly FoundDump[]) => RunTools,
  progress: RunProgress,
  signal: AbortSignal,
): Promise<RunResult> {
  const discovery = await discover(options.folder)
  const tools = loadTools(discovery.dumps)
  const output = openOutput(options.output)
  try {
    const threads = new Set(discovery.dumps.map(({ thread }) => thread))
    const report = tools.createReport((name) => output.sink(name), threads, output.workshop())
    const files = inOrder(discovery)
    progress.begin(discovery.dumps.length)
    for await (const { batch, pieces } of analysed(files, tools, options.workers)) {
      for (const piece of pieces) addPiece(report, piece)
      progress.advance(batch.filter((file) => 'path' in file).length)
      stopWhenAborted(signal)
    }
    stopWhenAborted(signal)
    const { summary } = await report.finish()
    output.commit()
    const { used, refused } = summary.dumps
    return { status: refused === 0 && used > 0 ? EXIT.done : EXIT.incomplete, summary }
  } finally {
    output.discard()
  }
}

/** All files in order of thread. The results go into the report in this order too. */
function inOrder(discovery: Discovery): (FoundDump | FileProblem)[] {
  return [...discovery.dumps, ...discovery.problems].sort(byThread)
}

interface AnalysedBatch {
  readonly batch: Batch
  readonly pieces: readonly Piece[]
}

function analysed(files: Batch, tools: RunTools, workers: number): AsyncIterable<AnalysedBatch> {
  const { thread } = tools
  return workers > 1 && thread !== null && isMoreThan(files, WORTH_THREADS)
    ? inThreads(files, tools, thread, workers)
    : inThisThread(files, tools)
}

async function* inThisThread(files: Batch, tools: RunTools): AsyncGenerator<AnalysedBatch> {
  for (const file of files) {
    yield { batch: [file], pieces: renderBatch([file], tools) }
    await breath()
  }
}

async function* inThreads(
  files: Batch,
  tools: RunTools,
  thread: ThreadScript,
  workers: number,
): AsyncGenerator<AnalysedBatch> {
  const lost = (file: FoundDump | FileProblem, loss: Loss): Piece => lostFile(file, loss, tools)
  const pool = new Pool<FoundDump | FileProblem, Piece>({ ...thread, threads: workers, lost, patience: null })
  const work = async (batch: Batch): Promise<AnalysedBatch> => ({ batch, pieces: await pool.run(batch) })
  try {
    yield* ordered(batches(files), work, 2 * workers + 1)
  } finally {
    await pool.close()
  }
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
