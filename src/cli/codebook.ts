import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { CODEBOOK_COLUMNS, codebookTable } from '../report/codebook-table.js'
import { dialects } from '../report/dialect.js'
import { TableWriter } from '../report/table-writer.js'
import { EXIT, Failure, codeOf, reasonOf } from '../run/failure.js'
import { checkCodebook } from '../stances/check.js'
import type { Codebook } from '../stances/codebook.js'
import { chosenCodebook } from './codebook-file.js'
import { codebookText } from './codebook-text.js'
import type { Context } from './command.js'
import { dialectOf, dialectOptions } from './dialect-options.js'
import type { DialectArguments } from './dialect-options.js'

interface CodebookArguments extends DialectArguments {
  readonly table?: true
}

const DEFAULT_FOLDER = 'corpus'

/** `polylogue codebook [DIR]`: the codebook tried on its own examples, or as a table. */
export function addCodebookCommand(program: Command, context: Context): void {
  const command = program
    .command('codebook')
    .summary('check the codebook: its faults, its examples, its cues')
    .description(
      'Reads the codebook that a run on DIR would use (DIR/codebook.yaml, else the default), names every fault with its line, ' +
        'codes its examples as if they were posts, and says which cues were found in them and which never. Writes no files.',
    )
    .argument('[DIR]', `the corpus folder (default: "${DEFAULT_FOLDER}")`)
    .option('--table', 'print the whole codebook as a table (CSV) instead: definitions, examples, cues')
  dialectOptions(command)
    .addHelpText(
      'after',
      '\nExit status: 0 done; 1 an example is not coded as it says; 2 wrong usage, no such folder, faulty codebook.',
    )
    .action((folder: string | undefined, given: CodebookArguments) => {
      context.finish(codebookCommand(folder, given, context))
    })
}

function codebookCommand(
  folder: string | undefined,
  given: CodebookArguments,
  { terminal }: Context,
): number {
  if (folder !== undefined) mustBeFolder(folder)
  const { codebook, from } = chosenCodebook(folder ?? DEFAULT_FOLDER)
  if (given.table === true) {
    writeTable(codebook, given, terminal.out.bind(terminal))
    return EXIT.done
  }
  const check = checkCodebook(codebook)
  const file = from === 'default' ? 'the default' : join(folder ?? DEFAULT_FOLDER, from)
  terminal.out(codebookText({ codebook, file }, check, terminal))
  return check.examples.every(({ passed }) => passed) ? EXIT.done : EXIT.incomplete
}

function writeTable(codebook: Codebook, given: DialectArguments, write: (text: string) => void): void {
  const table = new TableWriter(CODEBOOK_COLUMNS, dialects[dialectOf(given)], write)
  for (const row of codebookTable(codebook)) table.row(row)
}

function mustBeFolder(folder: string): void {
  try {
    if (statSync(folder).isDirectory()) return
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw new Failure(EXIT.usage, `There is no folder ${folder}.`)
    throw new Failure(EXIT.usage, `The folder ${folder} cannot be read: ${reasonOf(error)}.`)
  }
  throw new Failure(EXIT.usage, `${folder} is a file; name the folder that holds codebook.yaml.`)
}
