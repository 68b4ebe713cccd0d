import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { EXIT } from '../run/failure.js'
import { ALL, CODEBOOK, LISTS, pack, split } from '../cluster/split.js'
import { visible } from '../text/visible.js'
import type { Context } from './command.js'

/** `polylogue split DIR --output JOB`: a corpus for several workers. */
export function addSplitCommand(program: Command, { terminal, finish }: Context): void {
  program
    .command('split')
    .summary('part a corpus for workers on several machines')
    .description(
      `Writes lists of the dumps below DIR to JOB/${LISTS}, in order, each for one worker, and the list of all to JOB/${ALL}; DIR/${CODEBOOK} is copied to JOB.`,
    )
    .argument('[DIR]', 'the folder that holds the dumps', 'corpus')
    .requiredOption('-o, --output <JOB>', 'the folder for the lists; made when it does not exist')
    .option('--megabytes <NUMBER>', 'how much each list names', positive, 64)
    .addHelpText(
      'after',
      '\nExit status: 0 done; 1 some file cannot stand in a list, or there is no dump; 2 wrong usage, no such folder,\n' +
        'other lists in JOB; 3 the lists could not be written.',
    )
    .action(async (folder: string, given: { readonly output: string; readonly megabytes: number }) => {
      const { parts, dumps, left } = await split(folder, given.output, given.megabytes * 1e6)
      for (const { sourceFile, diagnostic } of left) {
        terminal.err(`polylogue: ${visible(sourceFile)}: ${visible(diagnostic.message)}\n`)
      }
      if (dumps === 0) terminal.err(`polylogue: There is no dump (*.txt) in ${visible(folder)}.\n`)
      terminal.out(`${dumps} dumps in ${parts} ${parts === 1 ? 'list' : 'lists'}\n`)
      finish(dumps > 0 && left.length === 0 ? EXIT.done : EXIT.incomplete)
    })
}

/** `polylogue pack LIST --corpus DIR --out FILE`: the dumps of a list as a worker reads them. */
export function addPackCommand(program: Command, { finish }: Context): void {
  program
    .command('pack')
    .summary('put the dumps of a list into one file for a worker')
    .description(
      'Writes the dumps that LIST names, one path below DIR a line, to FILE, as lines of JSON for "polylogue worker --in FILE". ' +
        'FILE appears whole or not at all.',
    )
    .argument('<LIST>', 'a list as "polylogue split" writes them')
    .requiredOption('--corpus <DIR>', 'the folder that holds the dumps')
    .requiredOption('--out <FILE>', 'the file for the worker')
    .addHelpText(
      'after',
      '\nExit status: 0 done; 2 wrong usage, no such list; 3 the file could not be written. A dump that cannot be read is\n' +
        'named by the worker.',
    )
    .action((list: string, given: { readonly corpus: string; readonly out: string }) => {
      pack(given.corpus, list, given.out)
      finish(EXIT.done)
    })
}

function positive(given: string): number {
  const number = Number(given)
  if (!(number > 0) || !Number.isFinite(number)) {
    throw new InvalidArgumentError('A number above 0 is expected.')
  }
  return number
}
