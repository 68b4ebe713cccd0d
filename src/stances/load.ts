import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import type { Codebook, CodebookFault, Cue, CueLanguage, Target } from './codebook.js'
import type { BookFile, MarkerFile } from './compile.js'
import { compileLanguage } from './compile.js'
import { findClassCycles, findContradictions, findDuplicates } from './faults.js'
import type { CodebookText, Path } from './parse.js'
import { named, readCodebook, readMarkers } from './parse.js'
import { isSound } from '../yaml/built.js'

export interface SourceFile {
  readonly name: string
  readonly source: string
}

export interface LoadedCodebook {
  /** Null when there is any fault. */
  readonly codebook: Codebook | null
  /** All of them, in order of file and line. */
  readonly faults: readonly CodebookFault[]
}

/** The codebook and the marker files that ship with the program, read from the package's sources. */
export function defaultCodebookFiles(): {
  readonly codebook: SourceFile
  readonly markers: readonly SourceFile[]
} {
  const folder = new URL('../../src/stances/', import.meta.url)
  const source = (name: string): SourceFile => ({ name, source: readFileSync(new URL(name, folder), 'utf8') })
  const markers = readdirSync(new URL('markers/', folder))
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => source(`markers/${name}`))
  return { codebook: source('codebook.yaml'), markers }
}

/** SHA-256 (hex) of all that a codebook's codes depend on. */
export function codebookHash(
  source: string,
  markerFiles: readonly SourceFile[] = defaultCodebookFiles().markers,
): string {
  const hash = createHash('sha256').update(`${source}\0`)
  for (const { name, source: markers } of markerFiles) hash.update(`${name}\0${markers}\0`)
  return hash.digest('hex')
}

/**
 * Reads and compiles a codebook. `markers` are named `<folder>/<language>.yaml`. Every fault is named at once with its
 * line: no YAML, unknown or missing fields, ids given twice, patterns that do not compile or can never match, classes
 * that are missing or refer to themselves.
 */
export function loadCodebook(
  source: string,
  fileName: string,
  markerFiles: readonly SourceFile[] = defaultCodebookFiles().markers,
): LoadedCodebook {
  const faults: CodebookFault[] = []
  const markers = new Map<string, MarkerFile>()
  for (const file of markerFiles) {
    const language = file.name.replace(/^.*\//, '').replace(/\.yaml$/, '')
    const read = readMarkers(file.source, file.name, language)
    faults.push(...read.faults)
    if (read.value !== null) markers.set(language, { file: file.name, data: read.value, lineOf: read.lineOf })
  }
  const read = readCodebook(source, fileName)
  faults.push(...read.faults)
  const book = read.value
  if (book === null) return { codebook: null, faults: sorted(faults) }
  const targets = book.targets.map(asTarget)
  const hash = codebookHash(source, markerFiles)
  const compile = (): CompiledLanguages =>
    compileLanguages({ file: fileName, text: book, targets, lineOf: read.lineOf }, markers)
  if (faults.length === 0 && isSound(hash)) {
    return { codebook: codebookOf(book, targets, hash, () => compile().languages), faults: [] }
  }
  const fault = (path: Path, message: string): void => {
    faults.push({ file: fileName, line: read.lineOf(path), message: `${named(path)}: ${message}` })
  }
  findDuplicates(book, fault)
  findClassCycles(book, fault)
  findContradictions(book, fault)
  const { languages, faults: found } = compile()
  faults.push(...found)
  if (faults.length > 0) return { codebook: null, faults: sorted(faults) }
  return { codebook: codebookOf(book, targets, hash, () => languages), faults: [] }
}

interface CompiledLanguages {
  readonly languages: ReadonlyMap<string, CueLanguage>
  readonly faults: readonly CodebookFault[]
}

/** By the languages that any target has cues for. */
function compileLanguages(file: BookFile, markers: ReadonlyMap<string, MarkerFile>): CompiledLanguages {
  const languages = new Map<string, CueLanguage>()
  const faults: CodebookFault[] = []
  const codes = new Set(file.targets.flatMap((target) => target.cues.map((cue) => cue.language)))
  codes.delete('any')
  for (const code of [...codes].toSorted()) {
    const { compiled, faults: found } = compileLanguage(code, file, markers.get(code) ?? null)
    faults.push(...found)
    languages.set(code, compiled)
  }
  return { languages, faults }
}

/** Its cues are compiled when they are first asked for: a run whose threads analyse asks for none. */
function codebookOf(
  { title }: CodebookText,
  targets: readonly Target[],
  hash: string,
  compiled: () => ReadonlyMap<string, CueLanguage>,
): Codebook {
  let languages: ReadonlyMap<string, CueLanguage> | null = null
  return Object.freeze({
    title,
    targets: Object.freeze(targets),
    hash,
    get languages() {
      return (languages ??= compiled())
    },
  })
}

function asTarget(given: CodebookText['targets'][number]): Target {
  const cues = Object.entries(given.cues).flatMap(([language, list]) =>
    list.map(({ id, pattern, ...rest }): Cue =>
      Object.freeze({ id: `${language}.${id}`, language, patterns: pattern, ...rest }),
    ),
  )
  return Object.freeze({ ...given, cues: Object.freeze(cues) })
}

function sorted(faults: readonly CodebookFault[]): CodebookFault[] {
  return faults.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line))
}
