import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EXIT, Failure, codeOf, reasonOf } from '../run/failure.js'
import type { Codebook, CodebookFault, CompiledCues } from '../stances/codebook.js'
import { defaultCodebookFiles, loadCodebook } from '../stances/load.js'

const CODEBOOK = 'codebook.yaml'

/** A codebook as it stands on disk. */
export interface CodebookFile {
  /** What run.json says of it: the file's name, or `default`. */
  readonly from: string
  /** Where faults in it are. */
  readonly path: string
  readonly source: string
}

export interface ChosenCodebook {
  readonly codebook: Codebook
  /** What run.json says of it: the file's name, or `default`. */
  readonly from: string
}

/**
 * The codebook beside the dumps, else the one that ships. Throws a Failure (2) that names every fault with its line.
 */
export function chosenCodebook(folder: string): ChosenCodebook {
  const file = readCodebookText(folder)
  return { codebook: compiledCodebook(file), from: file.from }
}

/** The same, before it is compiled. Throws a Failure (2) when it cannot be read. */
export function readCodebookText(folder: string): CodebookFile {
  const path = join(folder, CODEBOOK)
  const own = sourceOf(path)
  return own === null ? defaultCodebookText() : { from: CODEBOOK, path, source: own }
}

/** The codebook at `path`, whatever it is called there: run.json says of it what a run would say. Throws a Failure (2). */
export function readCodebookFile(path: string): CodebookFile {
  const source = sourceOf(path)
  if (source === null) throw new Failure(EXIT.usage, `There is no codebook ${path}.`)
  return { from: CODEBOOK, path, source }
}

export function defaultCodebookText(): CodebookFile {
  const { codebook } = defaultCodebookFiles()
  return { from: 'default', path: codebook.name, source: codebook.source }
}

/**
 * Throws a Failure (2) that names every fault with its line.
 * @param cues what compiling it made before, if that is known
 */
export function compiledCodebook({ path, source }: CodebookFile, cues: CompiledCues | null = null): Codebook {
  const { codebook, faults } = loadCodebook(source, path, undefined, cues)
  if (codebook !== null) return codebook
  throw faulty('The codebook', '', faults)
}

/** All faults of a data file that people edit, each with its place. */
export function faulty(what: string, folder: string, faults: readonly CodebookFault[]): Failure {
  const lines = faults.map(({ file, line, message }) => `  ${folder}${file}:${line}: ${message}`)
  const count = lines.length === 1 ? 'a fault' : `${lines.length} faults`
  return new Failure(EXIT.usage, [`${what} has ${count}; nothing was read:`, ...lines].join('\n'))
}

/** Null when there is no such file. */
function sourceOf(path: string): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    const reason = error instanceof TypeError ? 'it is not UTF-8; save it as UTF-8' : reasonOf(error)
    throw new Failure(EXIT.usage, `The codebook ${path} cannot be read: ${reason}.`)
  }
}
