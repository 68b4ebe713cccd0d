import { gatherCodings } from '../../src/coding/gather.js'
import type { Codings } from '../../src/coding/gather.js'
import { loadCodeWords } from '../../src/coding/code-words.js'
import type { CodingFault } from '../../src/model/coding.js'

export const TARGETS = ['bubble', 'listing']
const words = loadCodeWords()

/** Sheets as people saved them, by the file's name in codings/. */
export function gathered(files: Readonly<Record<string, string | Uint8Array>>): Codings {
  const found = Object.entries(files).map(([name, content]) => ({
    sourceFile: `codings/${name}`,
    bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
  }))
  return gatherCodings(found, TARGETS, words)
}

/** `A.csv:3 coding-value-unknown`, in the order found. */
export function faultsOf(faults: readonly CodingFault[]): string[] {
  return faults.map(({ sourceFile, diagnostic: { line, code } }) => {
    const name = sourceFile.replace('codings/', '')
    return `${line === null ? name : `${name}:${line}`} ${code}`
  })
}

/** Who said what of which post, without the rest. */
export function said({ list }: Pick<Codings, 'list'>): string[] {
  return list.map(
    ({ coder, key, codes }) =>
      `${coder} ${key} ${codes.map(({ stance, code }) => `${stance}=${code}`).join(' ')}`,
  )
}
