import type { Report, Sink } from '../report/report.js'
import type { Summary } from '../report/summary.js'
import { analyseFile, analysisFailed } from './analyse.js'
import type { Analyse, Outcome } from './analyse.js'
import { byThread, discover } from './discover.js'
import type { Discovery, FileProblem, FoundDump } from './discover.js'
import { EXIT, Failure } from './failure.js'
import { openOutput } from './output.js'

export interface RunOptions {
  /** The corpus folder, and the folder that the tables go to. */
  readonly folder: string
  readonly output: string
  /** Authors are told apart within a site; empty when not given. */
  readonly site: string
}

/** What a run works with. The pipeline and the report are handed in, so that the run knows neither. */
export interface RunTools {
  readonly analyse: Analyse
  /** `threads`: the ids of all dumps of the corpus. */
  readonly createReport: (sink: (name: string) => Sink, threads: ReadonlySet<string>) => Report
}

export interface RunProgress {
  /** Called once, before the first dump, with how many there are. */
  begin(dumps: number): void
  /** Called after each dump. */
  advance(): void
}

export interface RunResult {
  readonly status: typeof EXIT.done | typeof EXIT.incomplete
  readonly summary: Summary
}

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
    const report = tools.createReport((name) => output.sink(name), threads)
    progress.begin(discovery.dumps.length)
    let used = 0
    let refused = 0
    for (const file of inOrder(discovery)) {
      if ('diagnostic' in file) {
        report.addProblem(file.sourceFile, file.diagnostic)
        if (file.diagnostic.code !== 'link-not-followed') refused++
        continue
      }
      if (addOutcome(report, file, analyseFile(file, options.site, tools.analyse))) used++
      else refused++
      progress.advance()
      await breath()
      stopWhenAborted(signal)
    }
    stopWhenAborted(signal)
    const { summary } = await report.finish()
    output.commit()
    return { status: refused === 0 && used > 0 ? EXIT.done : EXIT.incomplete, summary }
  } finally {
    output.discard()
  }
}

/**
 * All files in order of thread. The results go into the report in this order too: a pool of workers that is handed
 * batches of it keeps what comes back early.
 */
function inOrder(discovery: Discovery): (FoundDump | FileProblem)[] {
  return [...discovery.dumps, ...discovery.problems].sort(byThread)
}

/** Lets signals and the progress bar through between two dumps. */
function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function stopWhenAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new Failure(EXIT.interrupted, 'Interrupted; the earlier output is as it was.')
}

function addOutcome(report: Report, found: FoundDump, outcome: Outcome): boolean {
  if (outcome.kind === 'refused') {
    report.addProblem(found.sourceFile, outcome.diagnostic, outcome.sha256)
    return false
  }
  try {
    report.add(outcome.analysed, outcome.sha256)
    return true
  } catch (error) {
    if (error instanceof Failure) throw error
    report.addProblem(found.sourceFile, analysisFailed(error, 'report'), outcome.sha256)
    return false
  }
}
