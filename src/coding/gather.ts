import type { Coding, CodingFault } from '../model/coding.js'
import { compareCodePoints } from '../text/order.js'
import type { CodeWords } from './code-words.js'
import { fault } from './fault.js'
import { readSheet } from './read-sheet.js'

/** A file of `codings/` as found on disk. */
export interface SheetFile {
  /** Path below the corpus folder with `/`. */
  readonly sourceFile: string
  readonly bytes: Uint8Array
}

/** All that people coded of a corpus. */
export interface Codings {
  /** In order of file and row. */
  readonly list: readonly Coding[]
  /** The names of the people who coded something, by code point. */
  readonly coders: readonly string[]
  readonly faults: readonly CodingFault[]
}

/** Reads all sheets, which are to come in order of their names. Names that differ in case alone are one person's. Pure. */
export function gatherCodings(
  files: readonly SheetFile[],
  targets: readonly string[],
  words: CodeWords,
): Codings {
  const read = files.map(({ sourceFile, bytes }) => readSheet(bytes, sourceFile, targets, words))
  const faults = read.flatMap((one) => one.faults)
  const { list, faults: spelling } = oneSpelling(read.flatMap((one) => one.codings))
  return {
    list,
    coders: [...new Set(list.map(({ coder }) => coder))].sort(compareCodePoints),
    faults: [...faults, ...spelling, ...codedTwice(list)],
  }
}

function oneSpelling(codings: readonly Coding[]): { list: Coding[]; faults: CodingFault[] } {
  const spellings = new Map<string, Coding>()
  const told = new Set<string>()
  const faults: CodingFault[] = []
  const list = codings.map((coding) => {
    const first = spellings.get(coding.coder.toLowerCase())
    if (first === undefined) spellings.set(coding.coder.toLowerCase(), coding)
    if (first === undefined || first.coder === coding.coder) return coding
    if (!told.has(coding.coder)) {
      told.add(coding.coder)
      const message = `${JSON.stringify(coding.coder)} is taken for ${JSON.stringify(first.coder)} of ${first.sourceFile}: names of two people must differ in more than case.`
      faults.push(fault({ ...coding, row: null }, 'coding-coder-twice', message))
    }
    return { ...coding, coder: first.coder }
  })
  return { list, faults }
}

/** One coder with the same posts in two files: one of them is likely to be an old copy. */
function codedTwice(codings: readonly Coding[]): CodingFault[] {
  const seen = new Map<string, string>()
  const pairs = new Map<string, { readonly coding: Coding; readonly earlier: string; posts: number }>()
  for (const coding of codings) {
    const post = coding.key ?? `\n${coding.author ?? ''}\n${coding.text ?? ''}`
    const unit = `${coding.coder}\n${coding.thread ?? ''}\n${post}`
    const earlier = seen.get(unit)
    if (earlier === undefined) seen.set(unit, coding.sourceFile)
    else if (earlier !== coding.sourceFile) {
      const pair = `${coding.coder}\n${earlier}\n${coding.sourceFile}`
      const known = pairs.get(pair)
      if (known === undefined) pairs.set(pair, { coding, earlier, posts: 1 })
      else known.posts++
    }
  }
  return [...pairs.values()].map(({ coding, earlier, posts }) => {
    const count = posts === 1 ? 'A post' : `${posts} posts`
    const message = `${count} coded by ${JSON.stringify(coding.coder)} ${posts === 1 ? 'is' : 'are'} also in ${earlier}. Equal codes count once, contradictory ones not at all: keep one file.`
    return fault({ ...coding, row: null }, 'coding-coder-twice', message)
  })
}
