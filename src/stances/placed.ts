import type { Claim, Cue, Target } from './codebook.js'
import type { LanguageMarkers, MarkerKind } from './markers.js'
import { MARKER_KINDS } from './markers.js'
import type { CodebookText, Path } from './parse.js'
import { named } from './parse.js'

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
export interface Placed<T> {
  readonly pattern: string
  readonly entry: T
  readonly file: string
  readonly line: () => number
  readonly where: string
}

/** All patterns of a language in the order in which they are compiled. */
export interface PlacedPatterns {
  readonly claims: readonly Placed<Omit<Claim, 'negates'>>[]
  readonly topics: readonly Placed<'topic'>[]
  readonly contexts: readonly Placed<string>[]
  readonly markers: readonly Placed<MarkerKind>[]
}

export function placedPatterns(language: string, book: BookFile, markers: MarkerFile | null): PlacedPatterns {
  return {
    claims: cuePatterns(language, book),
    topics: topicPatterns(language, book),
    contexts: contextPatterns(language, book),
    markers: markerPatterns(markers),
  }
}

function cuePatterns(language: string, book: BookFile): PlacedPatterns['claims'] {
  return cuesOf(language, book).flatMap(({ target, cue, ...place }) =>
    cue.patterns.map((pattern) => ({ pattern, entry: { target, cue }, ...place })),
  )
}

function topicPatterns(language: string, book: BookFile): PlacedPatterns['topics'] {
  return [language, 'any'].flatMap((key) =>
    (book.text.topic[key] ?? []).map((pattern, i) => {
      const path: Path = ['topic', key, i]
      return {
        pattern,
        entry: 'topic' as const,
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
