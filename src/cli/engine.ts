import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LanguageFaults, loadLanguages } from '../languages/load.js'
import type { Languages } from '../languages/load.js'
import { analyseThread, createInstruments } from '../pipeline.js'
import type { DialectName } from '../report/dialect.js'
import { createReport } from '../report/report.js'
import { EXIT, Failure, codeOf, reasonOf } from '../run/failure.js'
import type { RunTools } from '../run/run.js'
import type { Codebook, CodebookFault } from '../stances/codebook.js'
import { defaultCodebookFiles, loadCodebook } from '../stances/load.js'
import type { Engine, ResultOptions } from './command.js'

const CODEBOOK = 'codebook.yaml'

/** The program's own pipeline and report. */
export function createEngine(): Engine {
  const known = version()
  return { version: known, tools: (folder, options) => tools(folder, options, known) }
}

function tools(folder: string, options: ResultOptions, known: string): RunTools {
  const languages = languagesThatShip()
  const { codebook, from } = codebookFor(folder)
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

function faulty(what: string, folder: string, faults: readonly CodebookFault[]): Failure {
  const lines = faults.map(({ file, line, message }) => `  ${folder}${file}:${line}: ${message}`)
  const count = lines.length === 1 ? 'a fault' : `${lines.length} faults`
  return new Failure(EXIT.usage, [`${what} has ${count}; nothing was read:`, ...lines].join('\n'))
}

/**
 * The codebook beside the dumps, else the one that ships; `from` is what run.json says of it. Throws a Failure (2) that
 * names every fault with its line.
 */
function codebookFor(folder: string): { readonly codebook: Codebook; readonly from: string } {
  const own = ownCodebook(folder)
  const { codebook, faults } = own === null ? loadDefault() : loadCodebook(own, join(folder, CODEBOOK))
  if (codebook !== null) return { codebook, from: own === null ? 'default' : CODEBOOK }
  throw faulty('The codebook', '', faults)
}

function loadDefault(): ReturnType<typeof loadCodebook> {
  const { codebook } = defaultCodebookFiles()
  return loadCodebook(codebook.source, codebook.name)
}

function ownCodebook(folder: string): string | null {
  const path = join(folder, CODEBOOK)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    const reason = error instanceof TypeError ? 'it is not UTF-8; save it as UTF-8' : reasonOf(error)
    throw new Failure(EXIT.usage, `The codebook ${path} cannot be read: ${reason}.`)
  }
}

function version(): string {
  const file: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  return typeof file === 'object' && file !== null && 'version' in file ? String(file.version) : ''
}
