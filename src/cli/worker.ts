import { createReadStream } from 'node:fs'
import type { Command } from 'commander'
import { EXIT, Failure, reasonOf } from '../run/failure.js'
import { openPart } from '../worker/part-file.js'
import type { PartFile } from '../worker/part-file.js'
import { serve } from '../worker/serve.js'
import { visible } from '../text/visible.js'
import type { Cluster, Pipes } from './cluster.js'
import type { Context } from './command.js'
import { positiveNumber, wholeNumber } from './numbers.js'

interface WorkerArguments {
  readonly in?: string
  readonly out?: string
  readonly codebook?: string
  readonly model?: string
  readonly site: string
  readonly workers: number
  readonly maxMegabytes: number
  readonly maxSeconds: number
}

/** `polylogue worker`: dumps as lines of JSON in, analysed threads as lines of JSON out (docs/worker.md). */
export function addWorkerCommand(program: Command, cluster: Cluster, context: Context): void {
  program
    .command('worker')
    .summary('analyse dumps that come as lines of JSON, for clusters')
    .description(
      'Reads dumps as lines of JSON and writes what was found in each as a line of JSON, then an end record with counts and hash. ' +
        '"polylogue aggregate" makes the tables from what workers wrote. The contract is docs/worker.md.',
    )
    .option('--in <FILE>', 'the dumps; standard input without it')
    .option('--out <FILE>', 'the threads; appears whole or not at all. Standard output without it')
    .option('--codebook <FILE>', 'the codebook; the one that ships without it')
    .option(
      '--model <FILE>',
      'a learned coder, the model.json of a run, or "default" for the one that ships; none without it',
    )
    .option('--site <NAME>', 'the site that all dumps come from', '')
    .option('--workers <N>', 'how many threads analyse dumps', wholeNumber(1, 999), 1)
    .option('--max-megabytes <N>', 'larger dumps are set aside', positiveNumber, 64)
    .option('--max-seconds <N>', 'dumps that take longer are set aside', positiveNumber, 300)
    .addHelpText(
      'after',
      '\nExit status: 0 every line is a thread; 1 some were set aside, the others are threads; 2 wrong usage, unreadable input,\n' +
        'faulty codebook; 3 the output could not be written; 130 interrupted. The output has its end record with 0 and 1 only.',
    )
    .action(async (given: WorkerArguments) => {
      context.finish(await work(given, cluster, context))
    })
}

async function work(
  given: WorkerArguments,
  cluster: Cluster,
  { terminal, signal }: Context,
): Promise<number> {
  const limits = { megabytes: given.maxMegabytes, seconds: given.maxSeconds }
  const { facts, thread } = cluster.worker(
    { site: given.site, codebook: given.codebook ?? null, model: given.model ?? null },
    limits,
  )
  const input = given.in === undefined ? cluster.pipes.input() : fileBytes(given.in)
  const output = given.out === undefined ? standard(cluster.pipes) : openPart(given.out)
  try {
    const { threads, quarantined } = await serve({
      input,
      write: output.write,
      thread,
      workers: given.workers,
      limits,
      facts,
      signal,
    })
    output.commit()
    if (quarantined === 0) return EXIT.done
    terminal.err(
      `polylogue: ${quarantined} of ${threads + quarantined} lines were set aside; their quarantine records say why.\n`,
    )
    return EXIT.incomplete
  } finally {
    output.discard()
  }
}

async function* fileBytes(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: 1 << 18 })
  } catch (error) {
    throw new Failure(EXIT.usage, `${visible(path)} cannot be read: ${reasonOf(error)}.`)
  }
}

/** Standard output as it is: nobody can take back what has gone out. */
function standard({ write }: Pipes): PartFile {
  return {
    write: async (chunk: Uint8Array): Promise<void> => {
      try {
        await write(chunk)
      } catch (error) {
        throw new Failure(EXIT.output, `Standard output cannot be written: ${reasonOf(error)}.`)
      }
    },
    commit: () => {},
    discard: () => {},
  }
}
