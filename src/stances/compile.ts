import { compileCues, cueMatcher, plainForm, type CueFault, type CueTables } from '../patterns/cues.js'
import type { Vocabulary } from '../text/vocabulary.js'
import { foldWord } from '../text/words.js'
import type { Claim, Codebook, CodebookFault, CompiledLanguage, CueLanguage } from './codebook.js'
import { nodesOf } from './faults.js'
import type { CodebookText } from './parse.js'
import { placedPatterns, type BookFile, type MarkerFile, type Placed } from './placed.js'
import { stemmerFor } from './stems.js'

export type { BookFile, MarkerFile } from './placed.js'

/** Compiles all cues, contexts and markers of one language; a user's lists never change what the markers name. */
export function compileLanguage(
  language: string,
  book: BookFile,
  markers: MarkerFile | null,
): { readonly compiled: CompiledLanguage; readonly faults: readonly CodebookFault[] } {
  const stem = stemOf(language, book)
  const common = markerWords(markers)
  const faults: CodebookFault[] = []
  const tables = (
    placed: readonly Placed<unknown>[],
    classes: ReadonlyMap<string, readonly string[]>,
  ): CueTables => {
    const patterns = placed.map(({ pattern }) => pattern)
    const { tables: compiled, faults: found } = compileCues(patterns, { classes, stem, common })
    faults.push(...found.flatMap((fault) => worded(fault, placed, language)))
    return compiled
  }
  const words = classesOf(language, book.text)
  const negators = negatorsOf(markers)
  const placed = placedPatterns(language, book, markers)
  const negates = Uint8Array.from(placed.claims, ({ pattern }) =>
    literalsOf(pattern).some((form) => negators.has(form)) ? 1 : 0,
  )
  return {
    compiled: {
      language,
      claims: tables(placed.claims, words),
      negates,
      topics: tables(placed.topics, words),
      contexts: tables(placed.contexts, words),
      markers: tables(placed.markers, new Map(Object.entries(markers?.data.classes ?? {}))),
    },
    faults,
  }
}

/** A language's compiled patterns with what each is for: those of the codebook that they were compiled from. */
export function cueLanguage(
  { language, claims, negates, topics, contexts, markers: marked }: CompiledLanguage,
  book: BookFile,
  markers: MarkerFile | null,
): CueLanguage {
  const stem = stemOf(language, book)
  const placed = placedPatterns(language, book, markers)
  const entries = placed.claims.map(({ entry }, i): Claim => ({ ...entry, negates: negates[i] === 1 }))
  return {
    language,
    claims: { matcher: cueMatcher(claims, stem), entries },
    topics: cueMatcher(topics, stem),
    contexts: {
      matcher: cueMatcher(contexts, stem),
      numbers: new Map(placed.contexts.map(({ entry }, number) => [entry, number])),
    },
    markers: { matcher: cueMatcher(marked, stem), entries: placed.markers.map(({ entry }) => entry) },
    abbreviations: new Set(markers?.data.abbreviations ?? []),
  }
}

function stemOf(language: string, book: BookFile): (form: string) => string {
  return stemmerFor(language, new Set(book.text.names.map(foldWord)))
}

/** Adds the words of all cues, contexts and markers to a vocabulary, so that texts indexed against it are read faster. */
export function enterCues(codebook: Codebook, vocabulary: Vocabulary): void {
  for (const { claims, topics, contexts, markers } of codebook.languages.values()) {
    for (const matcher of [claims.matcher, topics, contexts.matcher, markers.matcher])
      matcher.enter(vocabulary)
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

/** In how many markers each word stands: those of the language's grammar, which most posts have, stand in many. */
function markerWords(markers: MarkerFile | null): ReadonlyMap<string, number> {
  const { patterns, classes } = markers?.data ?? { patterns: {}, classes: {} }
  const counts = new Map<string, number>()
  for (const pattern of [...Object.values(patterns), ...Object.values(classes)].flat()) {
    for (const form of new Set(literalsOf(pattern))) counts.set(form, (counts.get(form) ?? 0) + 1)
  }
  return counts
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
