import type { Command } from 'commander'
import { Option } from 'commander'
import type { DialectName } from '../report/dialect.js'
import { SPREADSHEETS } from './command.js'

export interface DialectArguments {
  readonly plain?: true
  readonly spreadsheet?: (typeof SPREADSHEETS)[number]
}

/** The options that say for whom tables are written. */
export function dialectOptions(command: Command): Command {
  return command
    .option('--plain', 'tables for programs: no byte-order mark, LF, nothing defused')
    .addOption(
      new Option(
        '--spreadsheet <COUNTRY>',
        'tables for a spreadsheet set to this country: ; and decimal comma',
      )
        .choices(SPREADSHEETS)
        .conflicts('plain'),
    )
}

export function dialectOf({ plain, spreadsheet }: DialectArguments): DialectName {
  return plain === true ? 'plain' : (spreadsheet ?? 'default')
}
