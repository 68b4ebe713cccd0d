import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { compileCues, plainForm } from '../patterns/cues.js'
import type { PatternNode } from '../patterns/parse.js'
import { parsePattern } from '../patterns/parse.js'
import { foldWord } from '../text/words.js'
import type { Codebook, CodebookFault, Cue, CueLanguage, Entry, Target } from './codebook.js'
import type { LanguageMarkers } from './markers.js'
import { MARKER_KINDS } from './markers.js'
import type { CodebookText, Path } from './parse.js'
import { named, readCodebook, readMarkers } from './parse.js'
import { stemmerFor } from './stems.js'

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

/** Where in which file a pattern stands, for faults. */
interface Placed {
  readonly file: string
  readonly line: number
  readonly where: string
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
  const hash = createHash('sha256').update(`${source}\0`)
  const markers = new Map<
    string,
    { readonly file: string; readonly data: LanguageMarkers; lineOf: (path: Path) => number }
  >()
  for (const file of markerFiles) {
    hash.update(`${file.name}\0${file.source}\0`)
    const language = file.name.replace(/^.*\//, '').replace(/\.yaml$/, '')
    const read = readMarkers(file.source, file.name, language)
    faults.push(...read.faults)
    if (read.value !== null) markers.set(language, { file: file.name, data: read.value, lineOf: read.lineOf })
  }
  const read = readCodebook(source, fileName)
  faults.push(...read.faults)
  const book = read.value
  if (book === null) return { codebook: null, faults: sorted(faults) }
  const fault = (path: Path, message: string): void => {
    faults.push({ file: fileName, line: read.lineOf(path), message: `${named(path)}: ${message}` })
  }
  findDuplicates(book, fault)
  findClassCycles(book, fault)

  const targets = book.targets.map(asTarget)
  const languages = new Map<string, CueLanguage>()
  const codes = new Set(targets.flatMap((target) => target.cues.map((cue) => cue.language)))
  codes.delete('any')
  for (const code of [...codes].toSorted()) {
    const marker = markers.get(code)
    const sources: string[] = []
    const entries: Entry[] = []
    const places: Placed[] = []
    const add = (pattern: string, entry: Entry, place: Placed): void => {
      sources.push(pattern)
      entries.push(entry)
      places.push(place)
    }
    const negators = new Set(
      ['negation' as const, 'denial' as const].flatMap((kind) =>
        (marker?.data.patterns[kind] ?? []).filter((pattern) => /^\p{L}+$/u.test(pattern)).map(plain),
      ),
    )
    for (const kind of MARKER_KINDS) {
      for (const [i, pattern] of (marker?.data.patterns[kind] ?? []).entries()) {
        const line = marker?.lineOf([kind, i]) ?? 1
        add(
          pattern,
          { kind: 'marker', marker: kind },
          { file: marker?.file ?? '', line, where: named([kind, i]) },
        )
      }
    }
    const contexts = new Set<string>()
    for (const [t, target] of book.targets.entries()) {
      for (const key of [code, 'any']) {
        for (const [c, given] of (target.cues[key] ?? []).entries()) {
          const path: Path = ['targets', t, 'cues', key, c]
          const cue = targets[t]?.cues.find(
            (known) => known.language === key && known.id === `${key}.${given.id}`,
          )
          if (cue === undefined) continue
          const place: Placed = {
            file: fileName,
            line: read.lineOf(path),
            where: `cue "${cue.id}" of "${target.id}"`,
          }
          for (const pattern of cue.patterns) {
            add(
              pattern,
              {
                kind: 'cue',
                target: t,
                cue,
                negates: literalsOf(pattern).some((form) => negators.has(form)),
              },
              place,
            )
          }
          for (const context of [...cue.near, ...cue.notNear]) {
            if (contexts.has(context)) continue
            contexts.add(context)
            add(context, { kind: 'context', source: context }, place)
          }
        }
      }
    }
    for (const key of [code, 'any']) {
      for (const [i, pattern] of (book.topic[key] ?? []).entries()) {
        const path: Path = ['topic', key, i]
        add(pattern, { kind: 'topic' }, { file: fileName, line: read.lineOf(path), where: named(path) })
      }
    }
    const classes = new Map<string, readonly string[]>(Object.entries(marker?.data.classes ?? {}))
    for (const key of ['any', code]) {
      for (const [name, words] of Object.entries(book.classes[key] ?? {})) {
        classes.set(name, key === 'any' ? words : [...words, ...(book.classes['any']?.[name] ?? [])])
      }
    }
    const stem = stemmerFor(code, new Set(book.names.map(foldWord)))
    const compiled = compileCues(sources, { classes, stem })
    for (const { cue, fault: message } of compiled.faults) {
      const place = places[cue]
      if (place === undefined) continue
      faults.push({
        file: place.file,
        line: place.line,
        message: `${place.where}: the pattern "${sources[cue] ?? ''}" is faulty for ${code}: ${message}`,
      })
    }
    languages.set(code, {
      language: code,
      matcher: compiled.matcher,
      entries,
      abbreviations: new Set(marker?.data.abbreviations ?? []),
    })
  }
  if (faults.length > 0) return { codebook: null, faults: sorted(faults) }
  const codebook: Codebook = Object.freeze({
    title: book.title,
    targets: Object.freeze(targets),
    languages,
    hash: hash.digest('hex'),
  })
  return { codebook, faults: [] }
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

type Report = (path: Path, message: string) => void

function findDuplicates(book: CodebookText, fault: Report): void {
  const check = (ids: readonly string[], pathOf: (i: number) => Path): void => {
    const seen = new Map<string, number>()
    for (const [i, id] of ids.entries()) {
      const first = seen.get(id)
      if (first === undefined) seen.set(id, i)
      else fault(pathOf(i), `the id "${id}" is given twice, first as number ${first + 1}`)
    }
  }
  check(
    book.targets.map(({ id }) => id),
    (t) => ['targets', t, 'id'],
  )
  for (const [t, target] of book.targets.entries()) {
    check(
      target.examples.map(({ id }) => id),
      (e) => ['targets', t, 'examples', e, 'id'],
    )
    for (const [language, cues] of Object.entries(target.cues)) {
      check(
        cues.map(({ id }) => id),
        (c) => ['targets', t, 'cues', language, c, 'id'],
      )
    }
  }
}

/** Cycles are named once each, also among classes that no cue uses. */
function findClassCycles(book: CodebookText, fault: Report): void {
  for (const [language, lists] of Object.entries(book.classes)) {
    const done = new Set<string>()
    const visit = (name: string, inside: readonly string[]): void => {
      if (inside.includes(name)) {
        const cycle = [...inside.slice(inside.indexOf(name)), name].map((part) => `<${part}>`)
        fault(['classes', language, name], `refers to itself: ${cycle.join(' > ')}`)
        return
      }
      if (done.has(name)) return
      done.add(name)
      for (const entry of lists[name] ?? [])
        for (const next of classesOf(entry)) visit(next, [...inside, name])
    }
    for (const name of Object.keys(lists)) visit(name, [])
  }
}

function classesOf(pattern: string): string[] {
  return nodesOf(pattern).flatMap((node) => (node.kind === 'class' ? [node.name] : []))
}

function literalsOf(pattern: string): string[] {
  return nodesOf(pattern).flatMap((node) => (node.kind === 'literal' ? [plainForm(node.form)] : []))
}

function nodesOf(pattern: string): PatternNode[] {
  const parsed = parsePattern(pattern)
  if (!parsed.ok) return []
  const all: PatternNode[] = []
  const visit = (node: PatternNode): void => {
    all.push(node)
    if (node.kind === 'sequence') node.items.forEach(visit)
    else if (node.kind === 'either') node.options.forEach(visit)
    else if (node.kind === 'optional') visit(node.body)
  }
  visit(parsed.pattern.root)
  return all
}

function plain(word: string): string {
  return plainForm(foldWord(word))
}
