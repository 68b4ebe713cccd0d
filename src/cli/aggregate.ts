import type { Command } from 'commander'
import { EXIT } from '../run/failure.js'
import { visible } from '../text/visible.js'
import { aggregate } from '../worker/aggregate.js'
import type { Cluster } from './cluster.js'
import type { Context } from './command.js'
import { dialectOf, dialectOptions } from './dialect-options.js'
import type { DialectArguments } from './dialect-options.js'
import { summaryText } from './summary.js'

interface AggregateArguments extends DialectArguments {
  readonly output: string
  readonly expect?: string
  readonly corpus?: string
  readonly coder?: string
  readonly model?: string
  readonly quiet?: true
}

/** `polylogue aggregate PART…`: the tables from what workers wrote. */
export function addAggregateCommand(program: Command, cluster: Cluster, context: Context): void {
  const command = program
    .command('aggregate')
    .summary('make the tables from what workers wrote')
    .description(
      'Checks every part against its end record, puts the threads in order and writes the tables of a run to OUT (docs/worker.md).',
    )
    .argument('<PART...>', 'what "polylogue worker" wrote, in any order')
    .option('-o, --output <OUT>', 'the folder for the tables; made when it does not exist', 'output')
    .option('--expect <LIST>', 'a file with a source_file a line: each must be in one part, and no other')
    .option('--corpus <DIR>', "the corpus folder: people's sheets in DIR/codings are joined")
    .option('--model <FILE>', 'the learned coder that the workers used, for model.json')
    .option('--coder <NAME>', 'as in a run')
  dialectOptions(command)
    .option('-q, --quiet', 'print nothing but faults')
    .addHelpText(
      'after',
      '\nExit status: 0 done; 1 some dump could not be used, or there was none; 2 wrong usage, parts that are not whole or do\n' +
        'not fit together; 3 the output could not be written; 130 interrupted.',
    )
    .action(async (parts: string[], given: AggregateArguments) => {
      context.finish(await put(parts, given, cluster, context))
    })
}

async function put(
  parts: readonly string[],
  given: AggregateArguments,
  cluster: Cluster,
  { terminal, signal }: Context,
): Promise<number> {
  const { output, expect, corpus, coder, model } = given
  const bar = given.quiet === true ? null : terminal.progress()
  try {
    const reportOf = cluster.aggregate({
      dialect: dialectOf(given),
      corpus: corpus ?? null,
      coder: coder ?? null,
      model: model ?? null,
    })
    const idle = { begin: () => {}, advance: () => {} }
    const result = await aggregate({ parts, output, expect: expect ?? null }, reportOf, bar ?? idle, signal)
    bar?.end()
    const { status, summary } = result
    if (given.quiet !== true) terminal.out(summaryText(summary, output, terminal.color))
    else if (status !== EXIT.done) {
      terminal.err(`polylogue: Some dumps could not be used; see ${visible(output)}/problems.csv.\n`)
    }
    return status
  } finally {
    bar?.end()
  }
}
