import { Command, CommanderError } from 'commander'
import { EXIT, Failure } from '../run/failure.js'
import { visible } from '../text/visible.js'
import { addAggregateCommand } from './aggregate.js'
import { addAgreementCommand } from './agreement.js'
import type { Cluster } from './cluster.js'
import { addCheckCommand } from './check.js'
import { addCodebookCommand } from './codebook.js'
import type { Context, Engine } from './command.js'
import { addRunCommand } from './run.js'
import { addSheetCommand } from './sheet.js'
import { addPackCommand, addSplitCommand } from './split.js'
import { addAddendsCommand, addTotalsCommand } from './sums.js'
import type { Terminal } from './terminal.js'
import { addWorkerCommand } from './worker.js'

/**
 * One command, from its arguments (without node and the script) to its exit status. Never throws: what goes wrong is
 * worded on `terminal.err`.
 */
export async function main(
  args: readonly string[],
  terminal: Terminal,
  engine: Engine,
  signal: AbortSignal,
  cluster: Cluster | null = null,
): Promise<number> {
  let status: number = EXIT.done
  const finish = (done: number): void => {
    status = done
  }
  try {
    await commands({ terminal, engine, signal, cluster, finish }).parseAsync(args, { from: 'user' })
    return status
  } catch (error) {
    // Commander has already printed what it found.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage
    if (error instanceof Failure) {
      terminal.err(`polylogue: ${error.message.split('\n').map(visible).join('\n')}\n`)
      return error.status
    }
    const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    terminal.err(
      `polylogue: The program failed (${visible(words)}); nothing was written. Please report this.\n`,
    )
    return EXIT.output
  }
}

function commands(context: Context): Command {
  const { terminal, engine } = context
  const program = new Command('polylogue')
    .description(
      'Reads dumps of articles with their reader comments: who said what, what is quoted, who answers whom, and ' +
        'what stance each post takes. Writes tables that open in a spreadsheet.',
    )
    .usage('[run] [DIR] [--output OUT] [options]')
    .version(engine.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.err(text),
      outputError: (text, write) => {
        const lines = text
          .replace(/^error: /, '')
          .trimEnd()
          .split('\n')
        write(`polylogue: ${lines.map(visible).join('\n')}\n`)
      },
      getOutHasColors: () => terminal.color,
      getErrHasColors: () => false,
    })
    .addHelpText('after', '\nWithout a command, "run" is meant: polylogue run --help shows its options.')
    .exitOverride()
    .showHelpAfterError('(polylogue --help shows the options)')
  addRunCommand(program, context)
  addCheckCommand(program, context)
  addCodebookCommand(program, context)
  addSheetCommand(program, context)
  addAgreementCommand(program, context)
  addSplitCommand(program, context)
  addPackCommand(program, context)
  addAddendsCommand(program, context)
  addTotalsCommand(program, context)
  if (context.cluster !== null) {
    addWorkerCommand(program, context.cluster, context)
    addAggregateCommand(program, context.cluster, context)
  }
  return program
}
