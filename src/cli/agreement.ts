import type { Command } from 'commander'
import { visible } from '../text/visible.js'
import { agreementText, sheetProblemsText } from './agreement-text.js'
import type { Context } from './command.js'
import { learnedText } from './learned-text.js'
import { runCommand, runOptions } from './run.js'
import type { RunArguments } from './run.js'

/** `polylogue agreement [DIR]`: a run that ends with how far coders agree. */
export function addAgreementCommand(program: Command, context: Context): void {
  const command = program
    .command('agreement')
    .summary('how far people who coded agree, with each other and with the machine')
    .description(
      'Does a run on DIR and prints how far the people agree whose coding sheets are in DIR/codings: per target per cent agreement, ' +
        "Cohen's kappa and Krippendorff's alpha with 95 % intervals, and the machine's precision, recall and F1. The figures are in " +
        'OUT/agreement.csv, the posts that were coded differently in OUT/disagreements.csv.',
    )
  runOptions(command).action(async (folder: string, given: RunArguments) => {
    const { terminal } = context
    const status = await runCommand(folder, given, context, ({ summary }, learning) => {
      if (summary.agreement.some(({ comparisons }) => comparisons.length > 0)) {
        terminal.out(agreementText(summary, given.output, terminal) + learnedText(learning))
        return
      }
      terminal.err(`polylogue: ${noCodings(visible(folder))}\n`)
      terminal.out(sheetProblemsText(summary, given.output, terminal))
    })
    context.finish(status)
  })
}

function noCodings(folder: string): string {
  return (
    `No post of ${folder} was coded by a person. "polylogue sheet ${folder} --coders NAME,NAME" writes a sheet for each coder; ` +
    `put the filled ones into ${folder.replace(/\/+$/, '')}/codings.`
  )
}
