import { readFileSync } from 'node:fs'
import { LineCounter, isNode, parseDocument } from 'yaml'
import { z } from 'zod'
import { CODES } from '../model/coding.js'
import type { Code } from '../model/coding.js'

/** The code that a cell's words stand for, null for words that stand for none. */
export type CodeWords = (cell: string) => Code | null

/** What is wrong in the list of words, and on which line (1-based). */
interface CodeWordsFault {
  readonly file: string
  readonly line: number
  readonly message: string
}

/** A list of words that cannot be used, with every fault of it. */
export class CodeWordsFaults extends Error {
  readonly faults: readonly CodeWordsFault[]
  constructor(faults: readonly CodeWordsFault[]) {
    super(faults.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'))
    this.name = 'CodeWordsFaults'
    this.faults = faults
  }
}

const words = z.array(z.string().trim().min(1, 'is empty'))
const shape = z.record(
  z.string().regex(/^[a-z]{2,3}$/, 'is no language code'),
  z.strictObject({ favor: words, against: words, neither: words, none: words }),
)

/** The list that ships with the program. Throws CodeWordsFaults. */
export function loadCodeWords(): CodeWords {
  const name = 'codes.yaml'
  return codeWordsFrom(readFileSync(new URL(`../../src/coding/${name}`, import.meta.url), 'utf8'), name)
}

/**
 * The same from a text. Every fault is named at once: no YAML, a code that is missing or unknown, words without a letter,
 * words that stand for two codes.
 * @throws CodeWordsFaults
 */
export function codeWordsFrom(source: string, file: string): CodeWords {
  const counter = new LineCounter()
  const document = parseDocument(source, { lineCounter: counter, version: '1.2' })
  const faults: CodeWordsFault[] = document.errors.map((error) => ({
    file,
    line: counter.linePos(error.pos[0]).line,
    message: error.message.split('\n')[0] ?? '',
  }))
  if (faults.length > 0) throw new CodeWordsFaults(faults)
  // What is missing has no place of its own: then the line is that of what it is missing from.
  const lineOf = (path: readonly PropertyKey[]): number => {
    const node = document.getIn(path, true)
    const start = isNode(node) ? node.range?.[0] : undefined
    if (start !== undefined) return counter.linePos(start).line
    return path.length === 0 ? 1 : lineOf(path.slice(0, -1))
  }
  const fault = (path: readonly PropertyKey[], message: string): void => {
    faults.push({ file, line: lineOf(path), message: `${path.map(String).join('.')}: ${message}` })
  }
  const read = shape.safeParse(document.toJS())
  if (!read.success) {
    for (const { path, message } of read.error.issues) fault(path, message)
    throw new CodeWordsFaults(faults)
  }
  const codes = new Map<string, Code>(CODES.map((code) => [code, code]))
  for (const [language, lists] of Object.entries(read.data)) {
    for (const code of CODES) {
      for (const [at, word] of lists[code].entries()) {
        const folded = foldedCell(word)
        const known = codes.get(folded)
        if (folded === '') fault([language, code, at], `${JSON.stringify(word)} has no letter or digit`)
        else if (known !== undefined && known !== code) {
          fault([language, code, at], `${JSON.stringify(word)} also stands for ${known}`)
        } else codes.set(folded, code)
      }
    }
  }
  if (faults.length > 0) throw new CodeWordsFaults(faults)
  return (cell) => codes.get(foldedCell(cell)) ?? null
}

/** Lower case, without accents, every run of other characters than letters and digits a space. */
function foldedCell(cell: string): string {
  return cell
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
