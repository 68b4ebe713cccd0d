import { availableParallelism } from 'node:os'
import type { Command } from 'commander'
import { EXIT } from '../run/failure.js'
import { run } from '../run/run.js'
import type { RunResult } from '../run/run.js'
import { visible } from '../text/visible.js'
import type { Context, ResultOptions } from './command.js'
import type { Learning } from './learned-text.js'
import { dialectOptions } from './dialect-options.js'
import type { DialectArguments } from './dialect-options.js'
import { wholeNumber } from './numbers.js'
import { summaryText } from './summary.js'

export interface RunArguments extends DialectArguments {
  readonly output: string
  readonly site: string
  readonly coder?: string
  /** A file, or false with --no-model. */
  readonly model?: string | boolean
  readonly workers?: number
  readonly fresh?: true
  readonly quiet?: true
}

/** `polylogue [run] [DIR]`, the main job. */
export function addRunCommand(program: Command, context: Context): void {
  const command = program
    .command('run', { isDefault: true })
    .summary('read a folder of dumps and write the tables (what happens without a command)')
    .description('Reads every *.txt below DIR and writes the tables to OUT.')
  runOptions(command).action(async (folder: string, given: RunArguments) => {
    const { terminal } = context
    const tell: Tell = ({ summary }) => terminal.out(summaryText(summary, given.output, terminal.color))
    context.finish(await runCommand(folder, given, context, tell, true))
  })
}

/** What a run is told on the command line: also for commands that do a run and then say something else of it. */
export function runOptions(command: Command): Command {
  command
    .argument('[DIR]', 'the folder that holds the dumps', 'corpus')
    .option('-o, --output <OUT>', 'the folder for the tables; made when it does not exist', 'output')
  return dialectOptions(command)
    .option(
      '--site <NAME>',
      'the site that all dumps come from; equal names on two sites are two authors',
      '',
    )
    .option(
      '--coder <NAME>',
      "whose codes the counting tables use: codebook, model, or a person with a sheet in DIR/codings; without it people's agreed code, else the codebook's",
    )
    .option(
      '--model <FILE>',
      'use a learned coder that another run has trained (its model.json), or "default" for the one that ships, instead of training one',
    )
    .option('--no-model', 'train and use no learned coder')
    .option(
      '--workers <N>',
      'how many threads analyse dumps; as many as the machine has, unless told otherwise',
      wholeNumber(1, 999),
    )
    .option('--fresh', 'read every dump again, also those that have not changed since the last run')
    .option('-q, --quiet', 'print nothing but faults')
    .addHelpText(
      'after',
      '\nExit status: 0 done; 1 some dump could not be used, or there was none; 2 wrong usage,',
    )
    .addHelpText(
      'after',
      'no such folder, faulty codebook; 3 the output could not be written; 130 interrupted.',
    )
}

/** Prints what came of a run. */
export type Tell = (result: RunResult, learning: Learning) => void

const never = (): boolean => false

/**
 * A run; gives the exit status. `tell` is not called when only faults are to be printed.
 * @param takesStanding whether `tell` can do without what was learned, so that where nothing has changed nothing need be loaded
 */
export async function runCommand(
  folder: string,
  given: RunArguments,
  { terminal, engine, signal }: Context,
  tell: Tell,
  takesStanding = false,
): Promise<number> {
  const options: ResultOptions = {
    plain: given.plain ?? false,
    spreadsheet: given.spreadsheet ?? null,
    site: given.site,
    coder: given.coder ?? null,
    model: typeof given.model === 'string' || given.model === false ? given.model : null,
  }
  const quiet = given.quiet ?? false
  let learning: Learning = { model: null, shortages: [] }
  const bar = quiet ? null : terminal.progress()
  try {
    const result = await run(
      {
        folder,
        output: given.output,
        workers: given.workers ?? availableParallelism(),
        fresh: given.fresh ?? false,
      },
      {
        isSame: takesStanding ? (engine.isSame?.(folder, options) ?? never) : never,
        load: (dumps) => {
          const tools = engine.tools(folder, options, dumps)
          learning = tools.learning ?? learning
          return tools
        },
      },
      bar ?? { begin: () => {}, advance: () => {} },
      signal,
    )
    bar?.end()
    const { status, summary } = result
    if (summary.dumps.used + summary.dumps.refused === 0) {
      terminal.err(
        `polylogue: There is no dump (*.txt) in ${visible(folder)}; the tables have headers only.\n`,
      )
    } else if (quiet && status !== EXIT.done) {
      terminal.err(`polylogue: Some dumps could not be used; see ${visible(given.output)}/problems.csv.\n`)
    }
    if (!quiet) tell(result, learning)
    return status
  } finally {
    bar?.end()
  }
}
