import type { Command } from 'commander'
import { addends } from '../cluster/addends.js'
import { totals } from '../cluster/totals.js'
import { EXIT } from '../run/failure.js'
import type { Context } from './command.js'
import { dialectOf, dialectOptions } from './dialect-options.js'
import type { DialectArguments } from './dialect-options.js'

/** `polylogue addends PART --output DIR`: what a part adds to the tables of sums. */
export function addAddendsCommand(program: Command, { finish }: Context): void {
  program
    .command('addends')
    .summary('what a part adds to the tables of sums, for a cluster that adds it up')
    .description(
      'Writes to DIR/TABLE/PART.tsv, for each table of sums over the corpus, what the threads of PART add to it. Lines with equal keys ' +
        'are to be added up and put in order (docs/worker.md); "polylogue totals" then makes the tables.',
    )
    .argument('<PART>', 'what a worker wrote')
    .requiredOption('-o, --output <DIR>', 'the folder for the files; made when it does not exist')
    .addHelpText(
      'after',
      '\nExit status: 0 done; 2 wrong usage, the part is not whole; 3 the files could not be written.',
    )
    .action((part: string, given: { readonly output: string }) => {
      addends(part, given.output)
      finish(EXIT.done)
    })
}

/** `polylogue totals GROUPS --output OUT`: the tables of sums from lines that a cluster has added up. */
export function addTotalsCommand(program: Command, { engine, finish }: Context): void {
  const command = program
    .command('totals')
    .summary('the tables of sums, from lines that a cluster has added up')
    .description(
      'Writes the tables of sums over the corpus to OUT. GROUPS holds shapes.json as "polylogue addends" wrote it and per table a folder ' +
        'of files: a line per group, in order of the keys from file to file (docs/worker.md).',
    )
    .argument('<GROUPS>', 'the folder of the groups')
    .requiredOption('-o, --output <OUT>', 'the folder for the tables; made when it does not exist')
  dialectOptions(command)
    .addHelpText(
      'after',
      '\nExit status: 0 done; 2 wrong usage, groups that are missing or out of order; 3 the output could not be written.',
    )
    .action(async (groups: string, given: DialectArguments & { readonly output: string }) => {
      await totals(groups, given.output, dialectOf(given), engine.version)
      finish(EXIT.done)
    })
}
