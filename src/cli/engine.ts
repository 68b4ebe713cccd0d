import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { CodeWordsFaults, loadCodeWords } from '../coding/code-words.js'
import type { CodeWords } from '../coding/code-words.js'
import { gatherCodings } from '../coding/gather.js'
import type { Codings } from '../coding/gather.js'
import { codedThreads, joinCodings } from '../coding/joiner.js'
import { LanguageFaults, loadLanguages } from '../languages/load.js'
import type { Languages } from '../languages/load.js'
import { analyseThread, createInstruments, withModel } from '../pipeline.js'
import type { Instruments } from '../pipeline.js'
import { MACHINES } from '../report/counted.js'
import { Renderer } from '../report/renderer.js'
import { createReport } from '../report/report.js'
import type { PartsHead } from '../report/part.js'
import type { RunFacts } from '../report/report.js'
import { factsRecord } from '../report/run-json.js'
import type { FoundDump } from '../run/discover.js'
import { EXIT, Failure } from '../run/failure.js'
import type { Codebook, CompiledCues } from '../stances/codebook.js'
import { MODEL_CODER } from '../stances/learn/code.js'
import { codebookHash } from '../stances/load.js'
import { shortageText } from '../stances/learn/enough.js'
import type { Shortage } from '../stances/learn/enough.js'
import type { LearnedModel } from '../stances/learn/model.js'
import { compiledCodebook, faulty } from './codebook-file.js'
import type { Engine, Tools } from './command.js'
import { SHIPPED, checkedModel } from './model-file.js'
import type { ModelText } from './model-file.js'
import { programHash } from './program-hash.js'
import { readRecipe } from './recipe.js'
import type { Recipe } from './recipe.js'
import { shortageNote, trainOn } from './training.js'

/** The program's own pipeline and report. */
export function createEngine(): Engine {
  const known = version()
  return {
    version: known,
    tools: (folder, options, dumps = []) => {
      const recipe = readRecipe(folder, options, known)
      const parts = partsOf(recipe)
      return toolsOf(options.model === null ? learned(recipe, dumps, parts) : recipe, parts)
    },
    isSame: (folder, options) => sameInputs(readRecipe(folder, options, known)),
  }
}

/** Whether an earlier run went by a recipe from which nothing is learned yet: told without compiling anything. */
function sameInputs(recipe: Recipe): (head: PartsHead) => boolean {
  const { version, dialect, site, coder, codebook, sheets, model, learning } = recipe
  const code = programHash()
  const {
    languages: _,
    model: given,
    ...inputs
  } = factsRecord({
    version,
    codebook: { from: codebook.from, sha256: codebookHash(codebook.source) },
    languages: '',
    codings: sheets.files,
    model: modelFact(model),
    options: { dialect, site, coder },
  })
  return (head) => {
    const { languages: __, model: known, ...facts } = head.facts
    // The language data are part of the program; a coder that was trained is what the same codings and dumps make again.
    const learned = learning === 'trained' || isDeepStrictEqual(known, given)
    return head.code === code && head.learning === learning && learned && isDeepStrictEqual(facts, inputs)
  }
}

/** What a thread of a run is started with. */
export interface ThreadData {
  readonly recipe: Recipe
  readonly cues: CompiledCues | null
}

/** What a recipe's files are once they are read. */
interface Parts {
  readonly codebook: Codebook
  readonly languages: Languages
  readonly targets: readonly string[]
  readonly codings: Codings
  /** Made when they are first asked for: where threads analyse, the run itself needs none. */
  readonly instruments: () => Instruments
}

/**
 * Throws a Failure (2) that names every fault of the codebook.
 * @param cues what compiling it made before, if that is known
 */
export function partsOf({ codebook: file, sheets }: Recipe, cues: CompiledCues | null = null): Parts {
  const codebook = compiledCodebook(file, cues)
  const languages = languagesThatShip()
  const targets = codebook.targets.map(({ id }) => id)
  return {
    codebook,
    languages,
    targets,
    codings: gatherCodings(sheets.files, targets, codeWordsThatShip()),
    instruments: once(() => createInstruments(languages, codebook)),
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => (made ??= { value: make() }).value
}

/** The recipe with a coder trained on those of `dumps` that people coded; as it is where nobody coded any. */
function learned(recipe: Recipe, dumps: readonly FoundDump[], parts = partsOf(recipe)): Recipe {
  const { instruments, codings } = parts
  if (codings.list.length === 0) return recipe
  const { text, shortages } = trainOn(dumps, codings, recipe.site, instruments(), recipe.version)
  return { ...recipe, model: text === null ? null : { from: 'trained', path: 'model.json', text }, shortages }
}

/**
 * The pipeline and the report by a recipe. Throws a Failure (2) that names every fault of the codebook or of the learned
 * coder's file, or the coders that are known when `coder` is none of them.
 */
export function toolsOf(recipe: Recipe, parts = partsOf(recipe)): Tools {
  const { version, dialect, site, coder, codebook: file, sheets, model: given, shortages } = recipe
  const { codebook, languages, targets, codings } = parts
  const model = given === null ? null : checkedModel(given, codebook)
  const instruments = once(() =>
    model === null ? parts.instruments() : withModel(parts.instruments(), model),
  )
  mustBeKnown(coder, codings, model, shortages)
  const faults = [...sheets.faults, ...codings.faults, ...shortages.flatMap(shortageNote)]
  const isCoded = codedThreads(codings.list)
  const facts: RunFacts = {
    version,
    codebook: { from: file.from, sha256: codebook.hash },
    languages: languages.hash,
    codings: sheets.files,
    model: modelFact(given),
    options: { dialect, site, coder },
  }
  const code = once(programHash)
  return {
    isSame: (head) =>
      head.code === code() &&
      head.learning === recipe.learning &&
      isDeepStrictEqual(head.facts, factsRecord(facts)),
    learning: { model, shortages },
    site,
    analyse: (dump) => analyseThread(dump, instruments()),
    createRenderer: () => new Renderer({ dialect, targets, coder }),
    isCoded,
    thread: {
      script: new URL('thread.js', import.meta.url),
      // Threads find those of the codebook that ships where the build put them.
      data: { recipe, cues: file.from === 'default' ? null : codebook.compiled() } satisfies ThreadData,
    },
    createReport: (sink, threads, workshop) =>
      createReport(
        {
          dialect,
          targets,
          coder,
          codings: joinCodings(codings.list, faults, threads),
          model: given?.text ?? null,
          run: facts,
          lineage: { code: code(), learning: recipe.learning, isCoded },
        },
        sink,
        workshop,
      ),
  }
}

/** What run.json says of a learned coder. */
export function modelFact(model: ModelText | null): RunFacts['model'] {
  return model === null ? null : { from: model.from, sha256: sha256(model.text) }
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

export function codeWordsThatShip(): CodeWords {
  try {
    return loadCodeWords()
  } catch (error) {
    if (!(error instanceof CodeWordsFaults)) throw error
    throw faulty('The list of code words', 'src/coding/', error.faults)
  }
}

function mustBeKnown(
  coder: string | null,
  { coders }: Codings,
  model: LearnedModel | null,
  shortages: readonly Shortage[],
): void {
  if (coder === MODEL_CODER && model === null) {
    const missing = shortages.map((one) => `${one.stance}: ${shortageText(one)}`)
    const why =
      missing.length === 0 ? 'nobody coded a post' : `what is missing for it is ${missing.join('; ')}`
    throw new Failure(
      EXIT.usage,
      `There is no learned coder to count by: ${why}. With the codebook that ships, --model ${SHIPPED} uses the coder that ships too.`,
    )
  }
  if (coder !== null) mustBeOneOf(coder, [...MACHINES, ...coders])
}

export function mustBeOneOf(coder: string, known: readonly string[]): void {
  if (known.includes(coder)) return
  throw new Failure(
    EXIT.usage,
    `No coder is called ${JSON.stringify(coder)}; these are known: ${known.join(', ')}.`,
  )
}

export function version(): string {
  const file: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  return typeof file === 'object' && file !== null && 'version' in file ? String(file.version) : ''
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
