import { readFileSync } from 'node:fs'
import { CodeWordsFaults, loadCodeWords } from '../coding/code-words.js'
import type { CodeWords } from '../coding/code-words.js'
import { gatherCodings } from '../coding/gather.js'
import type { Codings } from '../coding/gather.js'
import { joinCodings } from '../coding/joiner.js'
import { LanguageFaults, loadLanguages } from '../languages/load.js'
import type { Languages } from '../languages/load.js'
import { analyseThread, createInstruments } from '../pipeline.js'
import { MACHINES } from '../report/counted.js'
import { createReport } from '../report/report.js'
import { EXIT, Failure } from '../run/failure.js'
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

/**
 * The pipeline and the report by a recipe. Throws a Failure (2) that names every fault of the codebook, or the coders that are
 * known when `coder` is none of them.
 */
export function toolsOf({ version, dialect, site, coder, codebook: file, sheets }: Recipe): RunTools {
  const languages = languagesThatShip()
  const codebook = compiledCodebook(file)
  const instruments = createInstruments(languages, codebook)
  const targets = codebook.targets.map(({ id }) => id)
  const codings = gatherCodings(sheets.files, targets, codeWordsThatShip())
  mustBeKnown(coder, codings)
  return {
    analyse: (dump) => analyseThread(dump, instruments),
    createReport: (sink, threads) =>
      createReport(
        {
          dialect,
          targets,
          coder,
          codings: joinCodings(codings.list, [...sheets.faults, ...codings.faults], threads),
          run: {
            version,
            codebook: { from: file.from, sha256: codebook.hash },
            languages: languages.hash,
            codings: sheets.files,
            options: { dialect, site, coder },
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

function codeWordsThatShip(): CodeWords {
  try {
    return loadCodeWords()
  } catch (error) {
    if (!(error instanceof CodeWordsFaults)) throw error
    throw faulty('The list of code words', 'src/coding/', error.faults)
  }
}

function mustBeKnown(coder: string | null, { coders }: Codings): void {
  const known = [...MACHINES, ...coders]
  if (coder === null || known.includes(coder)) return
  throw new Failure(
    EXIT.usage,
    `No coder is called ${JSON.stringify(coder)}; these are known: ${known.join(', ')}.`,
  )
}

function version(): string {
  const file: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  return typeof file === 'object' && file !== null && 'version' in file ? String(file.version) : ''
}
