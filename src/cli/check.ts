import { statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { readingJson } from '../check/json.js'
import { describeReading } from '../check/reading.js'
import { renderReading } from '../check/render.js'
import { threadId } from '../read/dump.js'
import { analyseFile } from '../run/analyse.js'
import { EXIT, Failure, codeOf, reasonOf } from '../run/failure.js'
import { visible } from '../text/visible.js'
import type { Context } from './command.js'

interface CheckArguments {
  readonly json?: true
  readonly width?: number
}

/** `polylogue check FILE`: the dump as it was read. */
export function addCheckCommand(program: Command, context: Context): void {
  program
    .command('check')
    .summary('show how one dump is read: posts, quotes, answers, stances, problems')
    .description(
      'Prints the dump line by line as it was read: what each line is and whose, where quotes come from, who answers whom ' +
        'and why, which words carry a stance, and what looks odd. Writes no files.',
    )
    .argument('<FILE>', 'the dump; the codebook is the codebook.yaml beside it, else the default')
    .option('--json', 'the same for programs (docs/check.md)')
    .option('--width <COLUMNS>', 'instead of the terminal’s width, or of 80 where there is none', columns)
    .addHelpText(
      'after',
      '\nColours: on a terminal; NO_COLOR=1 takes them away, FORCE_COLOR=1 keeps them for a pager (less -R).',
    )
    .addHelpText(
      'after',
      'Exit status: 0 done; 1 the dump could not be used; 2 wrong usage, no such file, faulty codebook.',
    )
    .action((file: string, given: CheckArguments) => {
      context.finish(check(file, given, context))
    })
}

function check(file: string, { json, width }: CheckArguments, { terminal, engine }: Context): number {
  mustBeFile(file)
  const sourceFile = basename(file)
  const tools = engine.tools(dirname(file), {
    plain: false,
    spreadsheet: null,
    site: '',
    coder: null,
    model: false,
  })
  const found = { path: file, sourceFile, thread: threadId(sourceFile) }
  const outcome = analyseFile(found, '', tools.analyse)
  if (outcome.kind === 'refused') {
    terminal.err(`polylogue: ${visible(file)}: ${visible(outcome.diagnostic.message)}\n`)
    return EXIT.incomplete
  }
  const reading = describeReading(outcome.analysed)
  terminal.out(
    json === true
      ? readingJson(reading)
      : renderReading(reading, { width: width ?? terminal.columns, colour: terminal.color }),
  )
  return EXIT.done
}

function mustBeFile(file: string): void {
  try {
    if (!statSync(file).isDirectory()) return
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') {
      throw new Failure(EXIT.usage, `There is no file ${file}.`)
    }
    throw new Failure(EXIT.usage, `The file ${file} cannot be read: ${reasonOf(error)}.`)
  }
  throw new Failure(
    EXIT.usage,
    `${file} is a folder; check shows one dump. For a folder: polylogue run ${file}`,
  )
}

function columns(given: string): number {
  const width = Number(given)
  if (!/^\d{1,4}$/.test(given) || width < 40) {
    throw new InvalidArgumentError('A whole number from 40 to 9999 is needed.')
  }
  return width
}
