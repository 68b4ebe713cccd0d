import { join } from 'node:path'
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { loadCodeWords } from '../coding/code-words.js'
import { coderName, coderNameFault } from '../coding/coder-name.js'
import { gatherCodings } from '../coding/gather.js'
import { joinCodings } from '../coding/joiner.js'
import { deal } from '../coding/sheet/deal.js'
import type { DealtSheet } from '../coding/sheet/deal.js'
import { Sampler } from '../coding/sheet/sample.js'
import type { Sample } from '../coding/sheet/sample.js'
import { sheetText, sheetsPackage } from '../coding/sheet/write.js'
import type { ThreadRecord } from '../report/record.js'
import { findSheets } from '../run/codings.js'
import { EXIT } from '../run/failure.js'
import { eachRecord } from '../run/records.js'
import { DESCRIPTOR, SHEETS, refuseFilledSheets, writeSheets } from '../run/sheets.js'
import { visible } from '../text/visible.js'
import { chosenCodebook } from './codebook-file.js'
import type { Context } from './command.js'
import { dialectOf, dialectOptions } from './dialect-options.js'
import type { DialectArguments } from './dialect-options.js'

interface SheetArguments extends DialectArguments {
  readonly output: string
  readonly posts: number
  readonly coders: readonly string[]
  readonly seed: number
  /** null: every post goes to every coder. */
  readonly overlap: number | null
  readonly quiet?: true
}

const MOST_POSTS = 10_000

/** `polylogue sheet [DIR]`: empty coding sheets for people. */
export function addSheetCommand(program: Command, context: Context): void {
  const command = program
    .command('sheet')
    .summary('write coding sheets for people, with posts drawn from the corpus')
    .description(
      'Draws posts from the dumps below DIR and writes a sheet for each coder to OUT/sheets: the posts with what they answer, a ' +
        'column per target of the codebook, and a memo. Filled sheets go to DIR/codings, where the next run reads them.',
    )
    .argument('[DIR]', 'the folder that holds the dumps', 'corpus')
    .option('-o, --output <OUT>', 'the folder for the tables; the sheets go to its folder "sheets"', 'output')
    .requiredOption('--coders <NAMES>', 'who is going to code, parted by commas: Anna,Ben', coderNames)
    .option('--posts <NUMBER>', 'how many posts are drawn', wholeNumber(1, MOST_POSTS), 200)
    .option(
      '--overlap <NUMBER>',
      'how many of them every coder gets, the others going to one coder each; "all" for all',
      overlapOf,
      null,
    )
    .option(
      '--seed <NUMBER>',
      'another seed draws other posts, the same one the same',
      wholeNumber(0, 2 ** 32 - 1),
      1,
    )
  dialectOptions(command)
    .option('-q, --quiet', 'print nothing but faults')
    .addHelpText(
      'after',
      '\nExit status: 0 done; 1 some dump could not be used, or no post has words; 2 wrong usage, no such folder,\n' +
        'faulty codebook; 3 the sheets could not be written, or a filled one stands in their place; 130 interrupted.',
    )
    .action(async (folder: string, given: SheetArguments) => {
      context.finish(await sheetCommand(folder, given, context))
    })
}

async function sheetCommand(
  folder: string,
  given: SheetArguments,
  { terminal, engine, signal }: Context,
): Promise<number> {
  const { output, coders, seed, overlap } = given
  refuseFilledSheets(output, coders, folder)
  const { codebook, from } = chosenCodebook(folder)
  const { analyse } = engine.tools(folder, {
    plain: false,
    spreadsheet: null,
    site: '',
    coder: null,
    model: false,
  })
  const sampler = new Sampler(given.posts, seed)
  const targets = codebook.targets.map(({ id }) => id)
  const codings = gatherCodings(findSheets(folder).files, targets, loadCodeWords())
  let codedBefore = 0
  const quiet = given.quiet ?? false
  const bar = quiet ? null : terminal.progress()
  const idle = { begin: () => {}, advance: () => {} }
  const { used, refused } = await eachRecord(
    folder,
    '',
    analyse,
    (threads) => {
      const coded = joinCodings(codings.list, [], threads)
      return (record) => {
        const earlier = codedBy(coders, coded.join(record))
        codedBefore += earlier.size
        sampler.add(record, earlier)
      }
    },
    bar ?? idle,
    signal,
  ).finally(() => bar?.end())
  if (refused > 0) {
    terminal.err(
      `polylogue: ${refused} of ${used + refused} files could not be used; a run says why in problems.csv.\n`,
    )
  }
  const sample = sampler.draw()
  if (sample.posts.length === 0) {
    terminal.err(`polylogue: No post in ${visible(folder)} has words to code; no sheet was written.\n`)
    return EXIT.incomplete
  }
  const common = Math.min(overlap ?? sample.posts.length, sample.posts.length)
  const sheets = deal(sample.posts, coders, common, seed)
  const dialect = dialectOf(given)
  const files = new Map(
    sheets.map((sheet): [string, string] => [`${sheet.coder}.csv`, sheetText(sheet, targets, dialect)]),
  )
  files.set(
    DESCRIPTOR,
    sheetsPackage(sheets, targets, dialect, {
      version: engine.version,
      codebook: { from, sha256: codebook.hash },
      posts: sample.posts.length,
      overlap: common,
      seed,
      strata: sample.strata,
    }),
  )
  writeSheets(output, files)
  if (!quiet) terminal.out(toldText(sheets, sample, { common, codedBefore }, given, folder))
  return refused === 0 ? EXIT.done : EXIT.incomplete
}

/** The posts of a thread that one of these people has coded in an earlier round. */
function codedBy(coders: readonly string[], { codings }: ThreadRecord): ReadonlySet<number> {
  const names = new Set(coders.map((coder) => coder.toLowerCase()))
  return new Set(codings.flatMap(({ post, coder }) => (names.has(coder.toLowerCase()) ? post : [])))
}

function toldText(
  sheets: readonly DealtSheet[],
  { posts, strata }: Sample,
  { common, codedBefore }: { readonly common: number; readonly codedBefore: number },
  given: SheetArguments,
  folder: string,
): string {
  const sum = (coded: boolean, what: 'posts' | 'drawn'): number =>
    strata.reduce((total, stratum) => total + (stratum.coded === coded ? stratum[what] : 0), 0)
  const all = sum(true, 'posts') + sum(false, 'posts')
  const few = posts.length < given.posts ? ` (${given.posts} were asked for; there are no more)` : ''
  const lines = [
    ...sheets.map(
      (sheet, at) =>
        `${at === 0 ? 'sheets' : ''}`.padEnd(10) +
        `${visible(join(given.output, SHEETS, `${sheet.coder}.csv`))}  ${sheet.posts.length} posts`,
    ),
    `drawn     ${posts.length} of ${all} posts with words${few}`,
    `          ${sum(true, 'drawn')} of the ${sum(true, 'posts')} that the codebook codes, ${sum(false, 'drawn')} of the ${sum(false, 'posts')} others`,
    ...(codedBefore > 0
      ? [`          ${codedBefore} that these people have coded before were left out`]
      : []),
    ...(sheets.length > 1 ? [`shared    ${common} posts are on every sheet`] : []),
    `guide     polylogue codebook ${visible(folder)} --table`,
    `next      save the filled sheets as CSV in ${visible(join(folder, 'codings'))} and run again`,
  ]
  return lines.map((line) => `${line}\n`).join('')
}

function coderNames(given: string): readonly string[] {
  const names = given.split(',').map(coderName)
  const seen = new Set<string>()
  for (const name of names) {
    const wrong = coderNameFault(name)
    if (wrong !== null) throw new InvalidArgumentError(`The name of a coder cannot be used: ${wrong}.`)
    if (seen.has(name.toLowerCase())) {
      throw new InvalidArgumentError(
        `${JSON.stringify(name)} is named twice (names that differ in case alone are one).`,
      )
    }
    seen.add(name.toLowerCase())
  }
  return names
}

function overlapOf(given: string): number | null {
  return given === 'all' ? null : wholeNumber(0, MOST_POSTS)(given)
}

function wholeNumber(least: number, most: number): (given: string) => number {
  return (given) => {
    const number = /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN
    if (number >= least && number <= most) return number
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`)
  }
}
