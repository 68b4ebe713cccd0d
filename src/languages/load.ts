import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { type CheckPattern, type LanguageFault, parseLanguage } from './parse.js'
import type { LanguageData } from './schema.js'

export { type CheckPattern, parseLanguage } from './parse.js'

/** All languages the program knows, in code-point order of their codes. Frozen. */
export interface Languages {
  readonly list: readonly LanguageData[]
  readonly byCode: ReadonlyMap<string, LanguageData>
  /** SHA-256 in hex over the files, in code-point order of their names. */
  readonly hash: string
}

/** Language files that cannot be used: every fault of every file, one a line in the message. */
export class LanguageFaults extends Error {
  readonly faults: readonly LanguageFault[]
  constructor(faults: readonly LanguageFault[]) {
    super(faults.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'))
    this.name = 'LanguageFaults'
    this.faults = faults
  }
}

/**
 * Reads the language files that ship with the program. The folder is named from the package's root because dist/
 * holds no data: the same files serve the sources and the installed package.
 *
 * @throws LanguageFaults when a file cannot be used
 */
export function loadLanguages(checkPattern?: CheckPattern): Languages {
  const folder = new URL('../../src/languages/', import.meta.url)
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => ({ name, source: readFileSync(new URL(name, folder), 'utf8') }))
  return languagesFrom(files, checkPattern)
}

/** The same from texts in memory. Files must be in code-point order of their names. */
export function languagesFrom(
  files: readonly { readonly name: string; readonly source: string }[],
  checkPattern?: CheckPattern,
): Languages {
  const hash = createHash('sha256')
  const faults: LanguageFault[] = []
  const list: LanguageData[] = []
  for (const { name, source } of files) {
    hash.update(`${name}\0${source}\0`)
    const parsed = parseLanguage(source, name, checkPattern)
    if (parsed.language === null) faults.push(...parsed.faults)
    else list.push(parsed.language)
  }
  if (faults.length > 0) throw new LanguageFaults(faults)
  const byCode = new Map(list.map((language) => [language.code, language]))
  return Object.freeze({ list: Object.freeze(list), byCode, hash: hash.digest('hex') })
}
