import { type Document, LineCounter, isNode, parseDocument } from 'yaml'
import { z } from 'zod'
import { RELATIVE_UNITS } from '../model/stamp.js'
import { foldWord } from '../text/words.js'
import { builtValue } from '../yaml/built.js'
import { syntaxFault } from '../yaml/syntax.js'
import { DATE_ORDERS, type LanguageData, PAGE_LISTS, type PageList } from './schema.js'

/** What is wrong in a language file, and on which line (1-based). */
export interface LanguageFault {
  readonly file: string
  readonly line: number
  readonly message: string
}

export type ParsedLanguage =
  | { readonly language: LanguageData; readonly faults: readonly [] }
  | { readonly language: null; readonly faults: readonly LanguageFault[] }

/** Why a pattern does not compile, in words for people; null when it does. */
export type CheckPattern = (source: string) => string | null

const words = z
  .union([z.string(), z.array(z.string())])
  .transform((given) =>
    (typeof given === 'string' ? given.split(/\s+/) : given).filter((word) => word !== ''),
  )
const phrases = z.array(z.string().trim().min(1, 'is empty')).default([])
const offset = z.string().regex(/^[+-][01]\d:[0-5]\d$/, 'is no place east of UTC such as "+01:00"')

const page = Object.fromEntries(Object.keys(PAGE_LISTS).map((name) => [name, phrases])) as Record<
  PageList,
  typeof phrases
>
const units = Object.fromEntries(RELATIVE_UNITS.map((unit) => [unit, words])) as Record<
  (typeof RELATIVE_UNITS)[number],
  typeof words
>

const shape = z.strictObject({
  code: z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, 'is no BCP 47 code'),
  franc: z.string().regex(/^[a-z]{3}$/, 'is no ISO 639-3 code'),
  name: z.string().min(1, 'is empty'),
  functionWords: words,
  abbreviations: words,
  stamps: z.strictObject({
    months: z.array(words),
    weekdays: z.array(words),
    fillers: words,
    am: words,
    pm: words,
    hourMarks: words,
    minuteMarks: words,
    ordinals: words,
    zones: z.record(z.string().regex(/^[A-Z]{1,5}$/, 'is not in capitals'), offset),
    order: z.enum(DATE_ORDERS),
    relative: z.strictObject({
      phrases,
      vague: phrases,
      about: phrases,
      units: z.strictObject(units),
      numbers: z.record(z.string(), z.int().positive()),
      days: z.record(z.string(), z.int().nonnegative()),
      now: phrases,
    }),
  }),
  page: z.strictObject(page),
})

type Path = readonly PropertyKey[]

/**
 * Reads one language file. Every fault is named at once, each with its line: text that is no YAML, unknown or missing
 * fields, a month or weekday without words, words given twice in one list, empty patterns, patterns that do not
 * compile (as `checkPattern` says), relative phrases without their unit.
 */
export function parseLanguage(source: string, file: string, checkPattern?: CheckPattern): ParsedLanguage {
  const counter = new LineCounter()
  const read = (): Document => parseDocument(source, { lineCounter: counter, version: '1.2' })
  const built = builtValue(source)
  let document = built === undefined ? read() : null
  const broken = document === null ? null : syntaxFault(document, counter)
  if (broken !== null) {
    const message = `is no YAML here: ${broken.what}`
    return { language: null, faults: [{ file, line: broken.line, message }] }
  }
  const faults: LanguageFault[] = []
  const add = (path: Path, message: string): void => {
    document ??= read()
    faults.push({ file, line: lineOf(document, counter, path), message: `${worded(path)} ${message}` })
  }
  const result = shape.safeParse(built ?? document?.toJS())
  if (!result.success) {
    for (const issue of result.error.issues) {
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys) add([...issue.path, key], 'is no field of a language file')
      } else add(issue.path, issueText(issue))
    }
    return { language: null, faults: sorted(faults) }
  }
  const language: LanguageData = result.data
  if (`${language.code}.yaml` !== file.split('/').at(-1))
    add(['code'], `is "${language.code}", not the file's name`)
  checkWords(language, add)
  checkPatterns(language, add, checkPattern)
  return faults.length > 0
    ? { language: null, faults: sorted(faults) }
    : { language: frozen(language), faults: [] }
}

type Add = (path: Path, message: string) => void

function checkWords(language: LanguageData, add: Add): void {
  const { stamps } = language
  for (const [field, count] of [['months', 12] as const, ['weekdays', 7] as const]) {
    const given = stamps[field].length
    if (given !== count) add(['stamps', field], `has ${given} lists of words where ${count} are needed`)
    stamps[field].forEach((list, i) => {
      if (list.length === 0) add(['stamps', field, i], 'has no words')
    })
    twice(stamps[field].flat(), ['stamps', field], add)
  }
  const lists = ['fillers', 'am', 'pm', 'hourMarks', 'minuteMarks', 'ordinals'] as const
  for (const field of lists) twice(stamps[field], ['stamps', field], add)
  twice(language.functionWords, ['functionWords'], add)
  twice(language.abbreviations, ['abbreviations'], add)
  if (language.functionWords.length === 0) add(['functionWords'], 'has no words')
  for (const unit of RELATIVE_UNITS)
    twice(stamps.relative.units[unit], ['stamps', 'relative', 'units', unit], add)
  stamps.relative.phrases.forEach((phrase, i) => {
    if (!phrase.includes('{amount}') || !phrase.includes('{unit}')) {
      add(['stamps', 'relative', 'phrases', i], `needs {amount} and {unit}: "${phrase}"`)
    }
  })
}

function twice(list: readonly string[], path: Path, add: Add): void {
  const seen = new Set<string>()
  list.forEach((word) => {
    const form = foldWord(word)
    if (form !== word) add(path, `has "${word}" where the folded "${form}" is needed`)
    if (seen.has(form)) add(path, `has "${word}" twice`)
    seen.add(form)
  })
}

function checkPatterns(language: LanguageData, add: Add, checkPattern: CheckPattern | undefined): void {
  for (const name of Object.keys(PAGE_LISTS) as PageList[]) {
    const seen = new Set<string>()
    language.page[name].forEach((pattern, i) => {
      const fault = checkPattern?.(pattern) ?? null
      if (fault !== null) add(['page', name, i], `does not compile: ${fault} in "${pattern}"`)
      if (seen.has(pattern)) add(['page', name, i], `stands there twice: "${pattern}"`)
      seen.add(pattern)
    })
  }
}

function issueText(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') {
    return issue.message.includes('undefined') ? 'is missing' : `is not what it should be (${issue.expected})`
  }
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`
  return issue.message
}

function worded(path: Path): string {
  return path.length === 0 ? 'the file' : path.map(String).join('.')
}

/** The line of the node at `path`, or of its nearest ancestor that stands in the file. */
function lineOf(document: Document, counter: LineCounter, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range != null) return counter.linePos(node.range[0]).line
  }
  return 1
}

function sorted(faults: readonly LanguageFault[]): LanguageFault[] {
  return faults.toSorted((a, b) => a.line - b.line)
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) frozen(inner)
    Object.freeze(value)
  }
  return value
}
