import { gatherCodings } from '../coding/gather.js'
import { codedThreads, joinCodings } from '../coding/joiner.js'
import { MACHINES } from '../report/counted.js'
import type { DialectName } from '../report/dialect.js'
import { createReport } from '../report/report.js'
import { findSheets } from '../run/codings.js'
import { EXIT, Failure } from '../run/failure.js'
import type { ThreadScript } from '../run/pool.js'
import type { ReportOf } from '../worker/aggregate.js'
import type { Limits } from '../worker/answer.js'
import type { WorkerFacts } from '../worker/end.js'
import { codeWordsThatShip, modelFact, mustBeOneOf, partsOf, version } from './engine.js'
import { checkedModel, readModelText } from './model-file.js'
import { programHash } from './program-hash.js'
import { workerRecipe } from './recipe.js'
import type { Recipe } from './recipe.js'

/** The process's own pipes, as they are. */
export interface Pipes {
  input(): AsyncIterable<Uint8Array>
  /** Resolves when the bytes are gone, rejects when nobody reads on. */
  write(bytes: Uint8Array): Promise<void>
}

/** What decides a worker's results beside its dumps. */
export interface WorkerOptions {
  readonly site: string
  /** Paths; null for the codebook that ships, and for no learned coder. */
  readonly codebook: string | null
  readonly model: string | null
}

export interface WorkerParts {
  readonly facts: WorkerFacts
  readonly thread: ThreadScript
}

/** What an aggregate is told beside its parts. */
export interface AggregateChoice {
  readonly dialect: DialectName
  /** The corpus folder, for people's codings; null without them. */
  readonly corpus: string | null
  readonly coder: string | null
  /** The path of the learned coder that the workers used; null for none. */
  readonly model: string | null
}

/** What the commands for clusters work with. */
export interface Cluster {
  readonly pipes: Pipes
  /** Throws a Failure (2) that names every fault of the files that the options name. */
  worker(options: WorkerOptions, limits: Limits): WorkerParts
  /** The reports of what workers wrote. Throws a Failure (2) when a file that they need is faulty. */
  aggregate(choice: AggregateChoice): ReportOf
}

export function createCluster(pipes: Pipes): Cluster {
  const known = version()
  return {
    pipes,
    worker: (options, limits) => workerOf(workerRecipe(options, known), limits),
    aggregate: (choice) => reportsOf(choice, known),
  }
}

/** What a worker works with. Throws a Failure (2) that names every fault of its files. */
function workerOf(recipe: Recipe, limits: Limits): WorkerParts {
  const { version, site, codebook: file, model } = recipe
  const { codebook, languages, targets } = partsOf(recipe)
  if (model !== null) checkedModel(model, codebook)
  return {
    facts: {
      version,
      codebook: { from: file.from, sha256: codebook.hash },
      languages: { sha256: languages.hash },
      model: modelFact(model),
      options: { site },
      targets: [...targets],
    },
    thread: { script: new URL('worker-thread.js', import.meta.url), data: { recipe, limits } },
  }
}

/** The reports of parts that this version's workers made, with people's codings where there are any. */
function reportsOf({ dialect, corpus, coder, model: path }: AggregateChoice, version: string): ReportOf {
  const sheets = corpus === null ? { files: [], faults: [] } : findSheets(corpus)
  const model = path === null ? null : readModelText(path)
  return (facts, sink, threads, workshop) => {
    if (facts.version !== version) {
      throw new Failure(
        EXIT.usage,
        `Version ${facts.version} made these parts, and this is ${version}: use one version for both.`,
      )
    }
    if (facts.model?.sha256 !== modelFact(model)?.sha256) {
      throw new Failure(
        EXIT.usage,
        facts.model === null
          ? 'The parts were made without a learned coder: leave --model out.'
          : 'The parts were made with a learned coder: name its file with --model.',
      )
    }
    const { targets, codebook, languages } = facts
    const codings = gatherCodings(sheets.files, targets, codeWordsThatShip())
    const known = [...MACHINES, ...codings.coders]
    if (coder !== null) mustBeOneOf(coder, known)
    return createReport(
      {
        dialect,
        targets,
        coder,
        codings: joinCodings(codings.list, [...sheets.faults, ...codings.faults], threads),
        model: model?.text ?? null,
        run: {
          version,
          codebook,
          languages: languages.sha256,
          codings: sheets.files,
          model: facts.model,
          options: { dialect, site: facts.options.site, coder },
        },
        lineage: {
          code: programHash(),
          learning: model === null ? 'none' : 'file',
          isCoded: codedThreads(codings.list),
        },
      },
      sink,
      workshop,
    )
  }
}
