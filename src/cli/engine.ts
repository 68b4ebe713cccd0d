import { readFileSync } from 'node:fs'
import { LanguageFaults, loadLanguages } from '../languages/load.js'
import type { Languages } from '../languages/load.js'
import { analyseThread, createInstruments } from '../pipeline.js'
import type { DialectName } from '../report/dialect.js'
import { createReport } from '../report/report.js'
import type { RunTools } from '../run/run.js'
import { chosenCodebook, faulty } from './codebook-file.js'
import type { Engine, ResultOptions } from './command.js'

/** The program's own pipeline and report. */
export function createEngine(): Engine {
  const known = version()
  return { version: known, tools: (folder, options) => tools(folder, options, known) }
}

function tools(folder: string, options: ResultOptions, known: string): RunTools {
  const languages = languagesThatShip()
  const { codebook, from } = chosenCodebook(folder)
  const instruments = createInstruments(languages, codebook)
  const { spreadsheet, plain, site } = options
  const dialect: DialectName = plain ? 'plain' : (spreadsheet ?? 'default')
  return {
    analyse: (dump) => analyseThread(dump, instruments),
    createReport: (sink) =>
      createReport(
        {
          dialect,
          targets: codebook.targets.map(({ id }) => id),
          coder: null,
          run: {
            version: known,
            codebook: { from, sha256: codebook.hash },
            languages: languages.hash,
            options: { dialect, site },
          },
        },
        sink,
      ),
  }
}

/** People edit these files too, so their faults are told like those of a codebook. */
function languagesThatShip(): Languages {
  try {
    return loadLanguages()
  } catch (error) {
    if (!(error instanceof LanguageFaults)) throw error
    throw faulty('The language data', 'src/languages/', error.faults)
  }
}

function version(): string {
  const file: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  return typeof file === 'object' && file !== null && 'version' in file ? String(file.version) : ''
}
