import { readFileSync } from 'node:fs'
import { LanguageFaults, loadLanguages } from '../languages/load.js'
import type { Languages } from '../languages/load.js'
import { analyseThread, createInstruments } from '../pipeline.js'
import { createReport } from '../report/report.js'
import type { RunTools } from '../run/run.js'
import { compiledCodebook, faulty } from './codebook-file.js'
import type { Engine } from './command.js'
import { readRecipe } from './recipe.js'
import type { Recipe } from './recipe.js'

/** The program's own pipeline and report. */
export function createEngine(): Engine {
  const known = version()
  return { version: known, tools: (folder, options) => toolsOf(readRecipe(folder, options, known)) }
}

/** The pipeline and the report by a recipe. Throws a Failure (2) that names every fault of the codebook. */
export function toolsOf({ version, dialect, site, codebook: file }: Recipe): RunTools {
  const languages = languagesThatShip()
  const codebook = compiledCodebook(file)
  const instruments = createInstruments(languages, codebook)
  return {
    analyse: (dump) => analyseThread(dump, instruments),
    createReport: (sink) =>
      createReport(
        {
          dialect,
          targets: codebook.targets.map(({ id }) => id),
          coder: null,
          run: {
            version,
            codebook: { from: file.from, sha256: codebook.hash },
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
