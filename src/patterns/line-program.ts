import type { Vocabulary } from '../text/vocabulary.js'
import type { ParsedPattern, PatternNode } from './parse.js'
import { requiredForms } from './parse.js'
import type { Program } from './program.js'
import { compileProgram } from './program.js'

/** A pattern for lines, compiled, with what can be said of a line before any matching. Words and marks are vocabulary ids. */
export interface LineProgram {
  /** Bits of the groups that a question may be limited to. */
  readonly groups: number
  /** Everybody who gave this pattern: many stand in the data of several languages. */
  readonly givers: readonly Giver[]
  readonly program: Program
  /** Per step the id of its literal, -1 for other steps. */
  readonly ids: Int32Array
  /** Sets of ids of which the line must hold one each. */
  readonly needs: readonly (readonly number[])[]
  readonly needsDate: boolean
  /** What stands around its date, null where that is not the same for all that it matches. */
  readonly aroundDate: AroundDate | null
  readonly needsNumber: boolean
  /** Whether what it matches begins with a number. */
  readonly numberFirst: boolean
  /** Ids with which the match begins or ends; null where anything else can stand there. */
  readonly first: readonly number[] | null
  readonly last: readonly number[] | null
  /** What the last token begins with, null where the pattern does not end in such a word. */
  readonly lastPrefix: string | null
  /** How many tokens the match can have. */
  readonly least: number
  readonly most: number
  readonly openStart: boolean
  readonly openEnd: boolean
}

/** What a pattern asks for on both sides of its date. */
export interface AroundDate {
  /** How many tokens stand there. */
  readonly leastBefore: number
  readonly mostBefore: number
  readonly leastAfter: number
  readonly mostAfter: number
  /** Ids of the token next to the date; null where anything can stand there. */
  readonly before: readonly number[] | null
  readonly after: readonly number[] | null
}

/** One place in the data where the pattern stands; `index` is its place among all patterns. */
export interface Giver {
  readonly id: string
  readonly index: number
  readonly group: number
}

export function compileLine(
  givers: readonly Giver[],
  { root, openStart, openEnd }: ParsedPattern,
  vocabulary: Vocabulary,
): LineProgram {
  const program = compileProgram(root)
  const idsOf = (forms: readonly string[]): number[] =>
    [...new Set(forms)].map((form) => vocabulary.add(form))
  const edge = (side: 'first' | 'last'): number[] | null => {
    const forms = edgeForms(root, side)
    return forms === null ? null : idsOf(forms)
  }
  return {
    groups: givers.reduce((all, { group }) => all | group, 0),
    givers,
    program,
    ids: Int32Array.from(program.steps, (step) => (step.op === 'literal' ? vocabulary.add(step.form) : -1)),
    needs: needsOf(root).map(idsOf),
    needsDate: demands(root, 'date'),
    aroundDate: aroundDate(root, openStart, openEnd, idsOf),
    needsNumber: demands(root, 'number'),
    numberFirst: !openStart && beginsWithNumber(root),
    first: openStart ? null : edge('first'),
    last: openEnd ? null : edge('last'),
    lastPrefix: openEnd ? null : endingPrefix(root),
    least: tokensOf(root, 'least'),
    most: openStart || openEnd ? Infinity : tokensOf(root, 'most'),
    openStart,
    openEnd,
  }
}

function aroundDate(
  root: PatternNode,
  openStart: boolean,
  openEnd: boolean,
  idsOf: (forms: readonly string[]) => readonly number[],
): AroundDate | null {
  const items = root.kind === 'sequence' ? root.items : [root]
  const at = items.findIndex((item) => item.kind === 'slot' && item.name === 'date')
  if (at < 0) return null
  const before: PatternNode = { kind: 'sequence', items: items.slice(0, at) }
  const after: PatternNode = { kind: 'sequence', items: items.slice(at + 1) }
  const beforeForms = edgeForms(before, 'last')
  const afterForms = edgeForms(after, 'first')
  return {
    leastBefore: tokensOf(before, 'least'),
    mostBefore: openStart ? Infinity : tokensOf(before, 'most'),
    leastAfter: tokensOf(after, 'least'),
    mostAfter: openEnd ? Infinity : tokensOf(after, 'most'),
    before: beforeForms === null ? null : idsOf(beforeForms),
    after: afterForms === null ? null : idsOf(afterForms),
  }
}

/** Whether every text that the pattern matches holds the slot, or a word given by its beginning or end. */
export function demands(node: PatternNode, slot: 'date' | 'number' | 'prefix'): boolean {
  if (node.kind === 'prefix' || node.kind === 'suffix') return slot === 'prefix'
  if (node.kind === 'slot') return node.name === slot
  if (node.kind === 'sequence') return node.items.some((item) => demands(item, slot))
  return node.kind === 'either' && node.options.every((option) => demands(option, slot))
}

/** The forms that each part of the pattern's outer sequence asks for. */
function needsOf(root: PatternNode): (readonly string[])[] {
  const parts = root.kind === 'sequence' ? root.items : [root]
  return parts.map(requiredForms).filter((forms) => forms !== null)
}

/** The literals at one edge of what the pattern matches, null when anything else can stand there. */
function edgeForms(node: PatternNode, edge: 'first' | 'last'): readonly string[] | null {
  if (node.kind === 'literal') return [node.form]
  if (node.kind === 'either') return joined(node.options.map((option) => edgeForms(option, edge)))
  if (node.kind !== 'sequence') return null
  const forms: string[] = []
  for (const item of edge === 'first' ? node.items : node.items.toReversed()) {
    const own = edgeForms(item.kind === 'optional' ? item.body : item, edge)
    if (own === null) return null
    forms.push(...own)
    if (item.kind !== 'optional') return forms
  }
  return null
}

function joined(parts: readonly (readonly string[] | null)[]): readonly string[] | null {
  const all: string[] = []
  for (const part of parts) {
    if (part === null) return null
    all.push(...part)
  }
  return all
}

function beginsWithNumber(node: PatternNode): boolean {
  if (node.kind === 'slot') return node.name === 'number'
  const [first] = node.kind === 'sequence' ? node.items : []
  return first !== undefined && beginsWithNumber(first)
}

function endingPrefix(node: PatternNode): string | null {
  if (node.kind === 'prefix') return node.form
  const last = node.kind === 'sequence' ? node.items.at(-1) : undefined
  return last === undefined ? null : endingPrefix(last)
}

/** Tokens of a printed number: "1 234 567 890". */
const NUMBER_TOKENS = 9

function tokensOf(node: PatternNode, bound: 'least' | 'most'): number {
  switch (node.kind) {
    case 'sequence':
      return node.items.reduce((sum, item) => sum + tokensOf(item, bound), 0)
    case 'either': {
      const options = node.options.map((option) => tokensOf(option, bound))
      return bound === 'least' ? Math.min(...options) : Math.max(...options)
    }
    case 'optional':
      return bound === 'least' ? 0 : tokensOf(node.body, bound)
    case 'gap':
      return bound === 'least' ? node.min : node.max
    case 'slot':
      if (bound === 'least') return 1
      return node.name === 'number'
        ? NUMBER_TOKENS
        : node.name === 'date'
          ? Infinity
          : OPEN_SLOTS[node.name].tokens
    default:
      return 1
  }
}

/** How far an open slot reaches at most. */
export const OPEN_SLOTS = {
  author: { tokens: 24, words: 8, chars: 60 },
  any: { tokens: 40, words: 12, chars: 400 },
  title: { tokens: 80, words: 40, chars: 200 },
} as const
