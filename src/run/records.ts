import { threadRecord } from '../report/record.js'
import type { ThreadRecord } from '../report/record.js'
import { analyseFile } from './analyse.js'
import type { Analyse } from './analyse.js'
import { discover } from './discover.js'
import { EXIT, Failure } from './failure.js'
import type { RunProgress } from './run.js'

/** How many dumps could be used, and how many could not. */
export interface DumpCount {
  readonly used: number
  readonly refused: number
}

/**
 * Every dump below `folder` as its record, in order of thread, one at a time. `begin` is told the ids of all of them and gives
 * back what is to be done with each. Throws a Failure: 2 when the folder cannot be
 * listed, 130 when `signal` aborts.
 */
export async function eachRecord(
  folder: string,
  site: string,
  analyse: Analyse,
  begin: (threads: ReadonlySet<string>) => (record: ThreadRecord) => void,
  progress: RunProgress,
  signal: AbortSignal,
): Promise<DumpCount> {
  const { dumps, problems } = await discover(folder)
  const use = begin(new Set(dumps.map(({ thread }) => thread)))
  progress.begin(dumps.length)
  let used = 0
  for (const dump of dumps) {
    const outcome = analyseFile(dump, site, analyse)
    if (outcome.kind === 'analysed') {
      use(threadRecord(outcome.analysed))
      used++
    }
    progress.advance(1)
    // Lets signals and the progress bar through.
    await new Promise((resolve) => setImmediate(resolve))
    if (signal.aborted) throw new Failure(EXIT.interrupted, 'Interrupted; nothing was written.')
  }
  const unread = problems.filter(({ diagnostic }) => diagnostic.code !== 'link-not-followed').length
  return { used, refused: dumps.length - used + unread }
}
