import type { CueFault } from '../patterns/cues.js'
import { compileCues, plainForm } from '../patterns/cues.js'
import type { Vocabulary } from '../text/vocabulary.js'
import { foldWord } from '../text/words.js'
import type { Claim, Codebook, CodebookFault, Cue, CueLanguage, Instrument, Target } from './codebook.js'
import { nodesOf } from './faults.js'
import type { LanguageMarkers, MarkerKind } from './markers.js'
import { MARKER_KINDS } from './markers.js'
import type { CodebookText, Path } from './parse.js'
import { named } from './parse.js'
import { stemmerFor } from './stems.js'

export interface MarkerFile {
  readonly file: string
  readonly data: LanguageMarkers
  readonly lineOf: (path: Path) => number
}

export interface BookFile {
  readonly file: string
  readonly text: CodebookText
  readonly targets: readonly Target[]
  readonly lineOf: (path: Path) => number
}

/** One pattern to compile, what it is for and where it stands. */
interface Placed<T> {
  readonly pattern: string
  readonly entry: T
  readonly file: string
  readonly line: () => number
  readonly where: string
}

/** All cues, contexts and markers of one language; a user's lists never change what the markers name. */
export function compileLanguage(
  language: string,
  book: BookFile,
  markers: MarkerFile | null,
): { readonly compiled: CueLanguage; readonly faults: readonly CodebookFault[] } {
  const stem = stemmerFor(language, new Set(book.text.names.map(foldWord)))
  const common = markerWords(markers)
  const faults: CodebookFault[] = []
  const instrument = <T>(
    placed: readonly Placed<T>[],
    classes: ReadonlyMap<string, readonly string[]>,
  ): Instrument<T> => {
    const patterns = placed.map(({ pattern }) => pattern)
    const { matcher, faults: found } = compileCues(patterns, { classes, stem, common })
    faults.push(...found.flatMap((fault) => worded(fault, placed, language)))
    return { matcher, entries: placed.map(({ entry }) => entry) }
  }
  const words = classesOf(language, book.text)
  return {
    compiled: {
      language,
      claims: instrument(
        [...cuePatterns(language, book, negatorsOf(markers)), ...topicPatterns(language, book)],
        words,
      ),
      contexts: instrument(contextPatterns(language, book), words),
      markers: instrument(markerPatterns(markers), new Map(Object.entries(markers?.data.classes ?? {}))),
      abbreviations: new Set(markers?.data.abbreviations ?? []),
    },
    faults,
  }
}

/** Adds the words of all cues, contexts and markers to a vocabulary, so that texts indexed against it are read faster. */
export function enterCues(codebook: Codebook, vocabulary: Vocabulary): void {
  for (const { claims, contexts, markers } of codebook.languages.values()) {
    for (const { matcher } of [claims, contexts, markers]) matcher.enter(vocabulary)
  }
}

function worded<T>(
  { cue, fault }: CueFault,
  placed: readonly Placed<T>[],
  language: string,
): CodebookFault[] {
  const place = placed[cue]
  if (place === undefined) return []
  const message = `${place.where}: the pattern "${place.pattern}" is faulty for ${language}: ${fault}`
  return [{ file: place.file, line: place.line(), message }]
}

/** A language's lists with what is listed for any language. */
function classesOf(language: string, book: CodebookText): ReadonlyMap<string, readonly string[]> {
  const any = book.classes['any'] ?? {}
  const own = book.classes[language] ?? {}
  return new Map([
    ...Object.entries(any),
    ...Object.entries(own).map(([name, words]): [string, string[]] => [
      name,
      [...words, ...(any[name] ?? [])],
    ]),
  ])
}

function cuePatterns(language: string, book: BookFile, negators: ReadonlySet<string>): Placed<Claim>[] {
  return cuesOf(language, book).flatMap(({ target, cue, ...place }) =>
    cue.patterns.map((pattern) => ({
      pattern,
      entry: {
        kind: 'cue' as const,
        target,
        cue,
        negates: literalsOf(pattern).some((form) => negators.has(form)),
      },
      ...place,
    })),
  )
}

function topicPatterns(language: string, book: BookFile): Placed<Claim>[] {
  return [language, 'any'].flatMap((key) =>
    (book.text.topic[key] ?? []).map((pattern, i) => {
      const path: Path = ['topic', key, i]
      return {
        pattern,
        entry: { kind: 'topic' as const },
        file: book.file,
        line: () => book.lineOf(path),
        where: named(path),
      }
    }),
  )
}

function contextPatterns(language: string, book: BookFile): Placed<string>[] {
  const contexts = new Map<string, Placed<string>>()
  for (const { cue, file, line, where } of cuesOf(language, book)) {
    for (const pattern of [...cue.near, ...cue.notNear]) {
      if (!contexts.has(pattern)) contexts.set(pattern, { pattern, entry: pattern, file, line, where })
    }
  }
  return [...contexts.values()]
}

function markerPatterns(markers: MarkerFile | null): Placed<MarkerKind>[] {
  if (markers === null) return []
  return MARKER_KINDS.flatMap((kind) =>
    markers.data.patterns[kind].map((pattern, i) => ({
      pattern,
      entry: kind,
      file: markers.file,
      line: () => markers.lineOf([kind, i]),
      where: named([kind, i]),
    })),
  )
}

/** In how many markers each word stands: those of the language's grammar, which most posts have, stand in many. */
function markerWords(markers: MarkerFile | null): ReadonlyMap<string, number> {
  const { patterns, classes } = markers?.data ?? { patterns: {}, classes: {} }
  const counts = new Map<string, number>()
  for (const pattern of [...Object.values(patterns), ...Object.values(classes)].flat()) {
    for (const form of new Set(literalsOf(pattern))) counts.set(form, (counts.get(form) ?? 0) + 1)
  }
  return counts
}

interface PlacedCue {
  readonly target: number
  readonly cue: Cue
  readonly file: string
  readonly line: () => number
  readonly where: string
}

function cuesOf(language: string, book: BookFile): PlacedCue[] {
  return book.targets.flatMap((target, t) =>
    [language, 'any'].flatMap((key) =>
      target.cues
        .filter((cue) => cue.language === key)
        .map((cue, c) => ({
          target: t,
          cue,
          file: book.file,
          line: () => book.lineOf(['targets', t, 'cues', key, c]),
          where: `cue "${cue.id}" of "${target.id}"`,
        })),
    ),
  )
}

/** Single words that deny: a cue that holds one needs no other to be denied. */
function negatorsOf(markers: MarkerFile | null): ReadonlySet<string> {
  const patterns = (['negation', 'denial'] as const).flatMap((kind) => markers?.data.patterns[kind] ?? [])
  return new Set(
    patterns.filter((pattern) => /^\p{L}+$/u.test(pattern)).map((word) => plainForm(foldWord(word))),
  )
}

function literalsOf(pattern: string): string[] {
  return nodesOf(pattern).flatMap((node) => (node.kind === 'literal' ? [plainForm(node.form)] : []))
}
