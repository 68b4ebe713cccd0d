import { type Document, LineCounter, isNode, parseDocument, visit } from 'yaml'
import { z } from 'zod'
import { POLARITIES } from '../model/stance.js'
import type { CodebookFault } from './codebook.js'
import { WITHIN } from './codebook.js'
import { builtValue } from '../yaml/built.js'
import { syntaxFault } from '../yaml/syntax.js'
import type { LanguageMarkers, MarkerKind } from './markers.js'
import { MARKER_KINDS } from './markers.js'

const text = z.string().trim().min(1, 'is empty')
const list = z.array(text)
const oneOrMore = z.union([text, list.min(1, 'is empty')]).transform((given) => [given].flat())
const id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'is no id: lower-case letters, digits and hyphens')
const language = z
  .string()
  .regex(/^(?:any|[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)$/, 'is no language code, nor "any"')
const classes = z.record(language, z.record(id, list.min(1, 'is empty'))).default({})

const cue = z
  .strictObject({
    id,
    pattern: oneOrMore,
    weight: z.number().gt(0).max(1).default(0.85),
    polarity: z.enum(POLARITIES).default('favor'),
    near: oneOrMore.default([]),
    notNear: oneOrMore.default([]),
    within: z.enum(WITHIN).default('sentence'),
    notWithin: z.enum(WITHIN).optional(),
    ownNegation: z.boolean().default(false),
    ownVoice: z.boolean().default(false),
    rhetorical: z.boolean().default(false),
    scare: z.boolean().default(false),
    note: z.string().default(''),
  })
  .transform((given) => ({ ...given, notWithin: given.notWithin ?? given.within }))

const example = z.strictObject({
  id,
  language,
  text,
  polarity: z.enum([...POLARITIES, 'none']),
  note: z.string().default(''),
})

const target = z.strictObject({
  id,
  sentence: text,
  labels: z.record(language, text).default({}),
  definition: text,
  code: list.default([]),
  doNotCode: list.default([]),
  examples: z.array(example).default([]),
  cues: z.record(language, z.array(cue).min(1, 'is empty')),
})

const codebook = z.strictObject({
  title: z.string().default(''),
  topic: z.record(language, list).default({}),
  names: z.array(text).default([]),
  classes,
  targets: z.array(target).min(1, 'is empty'),
})
export type CodebookText = z.infer<typeof codebook>

const markerLists = Object.fromEntries(MARKER_KINDS.map((kind) => [kind, list.default([])])) as Record<
  MarkerKind,
  z.ZodDefault<typeof list>
>
const markers = z.strictObject({
  abbreviations: list.default([]),
  classes: z.record(id, list.min(1, 'is empty')).default({}),
  ...markerLists,
})

export type Path = readonly PropertyKey[]

export interface Read<T> {
  /** Null when nothing more can be checked; with faults it has stand-ins for what is faulty. */
  readonly value: T | null
  readonly faults: CodebookFault[]
  /** 1-based line of a place in the file; of the nearest place above it when it is not there. */
  readonly lineOf: (path: Path) => number
}

export function readCodebook(source: string, file: string): Read<CodebookText> {
  return read(codebook, source, file)
}

export function readMarkers(source: string, file: string, language: string): Read<LanguageMarkers> {
  const { value, faults, lineOf } = read(markers, source, file)
  if (value === null) return { value, faults, lineOf }
  const { abbreviations, classes: named, ...patterns } = value
  return { value: { language, abbreviations, classes: named, patterns }, faults, lineOf }
}

function read<T>(shape: z.ZodType<T>, source: string, file: string): Read<T> {
  const built = builtValue(source)
  if (built !== undefined) {
    const known = shape.safeParse(built)
    // Only a fault needs its line: then the text is read as any other, once.
    let text: Read<T> | null = null
    const lineOf = (path: Path): number => (text ??= readText(shape, source, file)).lineOf(path)
    if (known.success) return { value: known.data, faults: [], lineOf }
  }
  return readText(shape, source, file)
}

function readText<T>(shape: z.ZodType<T>, source: string, file: string): Read<T> {
  const counter = new LineCounter()
  const document = parseDocument(source, { lineCounter: counter, version: '1.2' })
  const lineOf = (path: Path): number => lineIn(document, counter, path)
  const broken = syntaxFault(document, counter)
  if (broken !== null) {
    return {
      value: null,
      faults: [{ file, line: broken.line, message: `is no YAML: ${broken.what}` }],
      lineOf,
    }
  }
  const unresolved: CodebookFault[] = []
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return
      const message = `"*${alias.source}" stands for nothing: no "&${alias.source}" comes before it (quote words that begin with *)`
      unresolved.push({ file, line: counter.linePos(alias.range?.[0] ?? 0).line, message })
    },
  })
  if (unresolved.length > 0) return { value: null, faults: unresolved, lineOf }
  const given = plain(document)
  if (given === null) {
    const message = 'its aliases (*name) stand for more than can be read; write the parts out'
    return { value: null, faults: [{ file, line: 1, message }], lineOf }
  }
  const checked = shape.safeParse(given)
  if (checked.success) return { value: checked.data, faults: [], lineOf }
  const faults = checked.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          file,
          line: lineOf([...issue.path, key]),
          message: `${named([...issue.path, key])}: unknown field`,
        }))
      : [{ file, line: lineOf(issue.path), message: `${named(issue.path)}: ${worded(document, issue)}` }],
  )
  return { value: shape.safeParse(mended(given, checked.error.issues)).data ?? null, faults, lineOf }
}

/** The values of the file; null when its aliases multiply beyond measure, for which the library throws. */
function plain(document: Document): unknown {
  try {
    return document.toJS() ?? {}
  } catch {
    return null
  }
}

/** What can stand for a field that must be there; the others have defaults. */
const STAND_INS: Readonly<Record<string, unknown>> = {
  sentence: 'standin',
  definition: 'standin',
  text: 'standin',
  pattern: 'standin',
  language: 'en',
  polarity: 'neither',
  cues: { any: [{ id: 'standin', pattern: 'standin' }] },
}

/** The same with unknown fields left out and stand-ins for faulty ones, so that the rest can be checked too. */
function mended(given: unknown, issues: readonly z.core.$ZodIssue[]): unknown {
  const copy: unknown = structuredClone(given)
  for (const [i, issue] of issues.entries()) {
    if (issue.code === 'unrecognized_keys') {
      const owner = below(copy, issue.path)
      if (owner !== null) for (const key of issue.keys) Reflect.deleteProperty(owner, key)
      continue
    }
    const owner = below(copy, issue.path.slice(0, -1))
    const field = issue.path.at(-1)
    if (owner === null || typeof field !== 'string') continue
    const value = field === 'id' ? `standin-${i}` : STAND_INS[field]
    if (value === undefined) Reflect.deleteProperty(owner, field)
    else Reflect.set(owner, field, value)
  }
  return copy
}

function below(root: unknown, path: Path): object | null {
  let at = root
  for (const part of path) at = isObject(at) ? Reflect.get(at, part) : null
  return isObject(at) ? at : null
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function worded(document: Document, issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message
  return document.hasIn(issue.path) ? issue.message : 'is missing'
}

export function named(path: Path): string {
  return path.length === 0
    ? 'the file'
    : path
        .map((part, i) => (typeof part === 'number' ? `[${part + 1}]` : (i > 0 ? '.' : '') + String(part)))
        .join('')
}

function lineIn(document: Document, counter: LineCounter, path: Path): number {
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true)
    if (isNode(node) && node.range) return counter.linePos(node.range[0]).line
  }
  return 1
}
