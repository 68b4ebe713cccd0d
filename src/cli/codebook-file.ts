import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EXIT, Failure, codeOf, reasonOf } from '../run/failure.js'
import type { Codebook, CodebookFault } from '../stances/codebook.js'
import { defaultCodebookFiles, loadCodebook } from '../stances/load.js'

const CODEBOOK = 'codebook.yaml'

export interface ChosenCodebook {
  readonly codebook: Codebook
  /** What run.json says of it: the file's name, or `default`. */
  readonly from: string
}

/**
 * The codebook beside the dumps, else the one that ships. Throws a Failure (2) that names every fault with its line.
 */
export function chosenCodebook(folder: string): ChosenCodebook {
  const own = ownCodebook(folder)
  const { codebook, faults } = own === null ? loadDefault() : loadCodebook(own, join(folder, CODEBOOK))
  if (codebook !== null) return { codebook, from: own === null ? 'default' : CODEBOOK }
  throw faulty('The codebook', '', faults)
}

/** All faults of a data file that people edit, each with its place. */
export function faulty(what: string, folder: string, faults: readonly CodebookFault[]): Failure {
  const lines = faults.map(({ file, line, message }) => `  ${folder}${file}:${line}: ${message}`)
  const count = lines.length === 1 ? 'a fault' : `${lines.length} faults`
  return new Failure(EXIT.usage, [`${what} has ${count}; nothing was read:`, ...lines].join('\n'))
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
