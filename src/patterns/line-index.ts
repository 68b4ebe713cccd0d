import type { PatternNode, ParsedPattern } from './parse.js'
import { requiredForms } from './parse.js'
import type { Program } from './program.js'
import { compileProgram } from './program.js'
import type { Tokens } from './tokens.js'

/** A line's pattern, compiled, with what can be said of a line before any matching. */
export interface LineProgram {
  readonly id: string
  readonly program: Program
  /** Sets of forms of which the line must hold one each. */
  readonly needs: readonly (readonly string[])[]
  readonly needsDate: boolean
  readonly needsNumber: boolean
  /** Forms with which the match begins or ends; null where anything else can stand there. */
  readonly first: readonly string[] | null
  readonly last: readonly string[] | null
  readonly openStart: boolean
  readonly openEnd: boolean
}

export function compileLine(id: string, { root, openStart, openEnd }: ParsedPattern): LineProgram {
  return {
    id,
    program: compileProgram(root),
    needs: needsOf(root),
    needsDate: demands(root, 'date'),
    needsNumber: demands(root, 'number'),
    first: openStart ? null : edgeForms(root, 'first'),
    last: openEnd ? null : edgeForms(root, 'last'),
    openStart,
    openEnd,
  }
}

export interface LineIndex {
  /** Indices, ascending, of the patterns that the tokens may match. */
  candidates(tokens: Tokens, dated: boolean): readonly number[]
}

/**
 * Thousands of patterns, of which a line holds the words of a few: each is filed under the forms it begins with, else
 * those it ends with, else its rarest word.
 */
export function indexLines(patterns: readonly LineProgram[], mode: 'line' | 'prefix'): LineIndex {
  const undated = new Files()
  const datedOnly = new Files()
  const frequency = new Map<string, number>()
  for (const { needs } of patterns) {
    for (const form of needs.flat()) frequency.set(form, (frequency.get(form) ?? 0) + 1)
  }
  for (const [index, pattern] of patterns.entries()) {
    const files = pattern.needsDate ? datedOnly : undated
    if (pattern.first !== null) files.add(files.byFirst, pattern.first, index)
    else if (mode === 'line' && pattern.last !== null) files.add(files.byLast, pattern.last, index)
    else {
      const need = rarest(pattern.needs, frequency)
      if (need !== null) files.add(files.byForm, need, index)
      else (pattern.needsNumber ? files.numbered : files.unfiled).push(index)
    }
  }
  return {
    candidates: (tokens, dated) => {
      const numbered = tokens.form.some(startsWithDigit)
      const found: number[] = []
      undated.collect(tokens, numbered, found)
      if (dated) datedOnly.collect(tokens, numbered, found)
      if (found.length === 0) return found
      const forms = new Set(tokens.form)
      const possible = found.filter((index) => {
        const pattern = patterns[index]
        if (pattern === undefined || (pattern.needsNumber && !numbered)) return false
        return pattern.needs.every((need) => need.some((form) => forms.has(form)))
      })
      return possible.length < 2 ? possible : [...new Set(possible)].sort((a, b) => a - b)
    },
  }
}

class Files {
  readonly byFirst = new Map<string, number[]>()
  readonly byLast = new Map<string, number[]>()
  readonly byForm = new Map<string, number[]>()
  readonly numbered: number[] = []
  readonly unfiled: number[] = []

  add(map: Map<string, number[]>, forms: readonly string[], index: number): void {
    for (const form of new Set(forms)) {
      const list = map.get(form)
      if (list === undefined) map.set(form, [index])
      else list.push(index)
    }
  }

  collect(tokens: Tokens, numbered: boolean, found: number[]): void {
    append(found, this.byFirst.get(tokens.form[0] ?? ''))
    append(found, this.byLast.get(tokens.form[tokens.count - 1] ?? ''))
    for (const form of tokens.form) append(found, this.byForm.get(form))
    if (numbered) append(found, this.numbered)
    append(found, this.unfiled)
  }
}

function append(found: number[], list: readonly number[] | undefined): void {
  if (list !== undefined) for (const index of list) found.push(index)
}

function rarest(
  needs: readonly (readonly string[])[],
  frequency: ReadonlyMap<string, number>,
): readonly string[] | null {
  let best: readonly string[] | null = null
  let fewest = Infinity
  for (const need of needs) {
    let count = 0
    for (const form of need) count += frequency.get(form) ?? 0
    if (count < fewest) {
      best = need
      fewest = count
    }
  }
  return best
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

function startsWithDigit(form: string): boolean {
  const unit = form.charCodeAt(0)
  return unit >= 48 && unit <= 57
}
