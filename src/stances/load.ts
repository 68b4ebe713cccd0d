import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { builtCues, keepCues } from './built.js'
import type { Codebook, CodebookFault, CompiledCues, Cue, CueLanguage, Target } from './codebook.js'
import type { BookFile, MarkerFile } from './compile.js'
import { compileLanguage, cueLanguage } from './compile.js'
import { findClassCycles, findContradictions, findDuplicates } from './faults.js'
import type { CodebookText, Path } from './parse.js'
import { named, readCodebook, readMarkers } from './parse.js'

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
 * @param known what compiling this codebook made before, which is taken as it is; one of another hash is not looked at
 */
export function loadCodebook(
  source: string,
  fileName: string,
  markerFiles: readonly SourceFile[] = defaultCodebookFiles().markers,
  known: CompiledCues | null = null,
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
  const text = read.value
  if (text === null) return { codebook: null, faults: sorted(faults) }
  const targets = text.targets.map(asTarget)
  const book: BookFile = { file: fileName, text, targets, lineOf: read.lineOf }
  const hash = codebookHash(source, markerFiles)
  if (faults.length === 0) {
    const compiled = known?.hash === hash ? () => known : builtCues(hash)
    if (compiled !== null) return { codebook: codebookOf(book, markers, hash, compiled), faults: [] }
  }
  const fault = (path: Path, message: string): void => {
    faults.push({ file: fileName, line: read.lineOf(path), message: `${named(path)}: ${message}` })
  }
  findDuplicates(text, fault)
  findClassCycles(text, fault)
  findContradictions(text, fault)
  const compiled = codesOf(targets).map((code) => compileLanguage(code, book, markers.get(code) ?? null))
  faults.push(...compiled.flatMap(({ faults: found }) => found))
  if (faults.length > 0) return { codebook: null, faults: sorted(faults) }
  const cues = { hash, languages: compiled.map((language) => language.compiled) }
  keepCues(cues)
  return { codebook: codebookOf(book, markers, hash, () => cues), faults: [] }
}

/** The languages that any target has cues for. */
function codesOf(targets: readonly Target[]): string[] {
  const codes = new Set(targets.flatMap((target) => target.cues.map((cue) => cue.language)))
  codes.delete('any')
  return [...codes].toSorted()
}

/** Its cues are laid out when they are first asked for: a run whose threads analyse asks for none. */
function codebookOf(
  book: BookFile,
  markers: ReadonlyMap<string, MarkerFile>,
  hash: string,
  compiled: () => CompiledCues,
): Codebook {
  let languages: ReadonlyMap<string, CueLanguage> | null = null
  const layOut = (): ReadonlyMap<string, CueLanguage> =>
    new Map(
      compiled().languages.map((language) => [
        language.language,
        cueLanguage(language, book, markers.get(language.language) ?? null),
      ]),
    )
  return Object.freeze({
    title: book.text.title,
    targets: Object.freeze(book.targets),
    hash,
    compiled,
    get languages() {
      return (languages ??= layOut())
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
