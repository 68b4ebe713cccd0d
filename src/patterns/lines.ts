import { Vocabulary } from '../text/vocabulary.js'
import { ALL_GROUPS, lineMatcher, type LineMatcher } from './line-matcher.js'
import { compileLine, demands, type Giver } from './line-program.js'
import type { PatternNode, ParsedPattern } from './parse.js'
import { parsePattern, requiredForms } from './parse.js'

export type { LineSlots } from './line-match.js'
export { ALL_GROUPS } from './line-matcher.js'
export type { LineMatcher } from './line-matcher.js'

export interface LinePattern {
  readonly id: string
  readonly source: string
  /** Bits of the groups it belongs to, for questions about some patterns only; all of them by default. */
  readonly group?: number
}

export interface PatternFault {
  readonly id: string
  /** What is wrong, with the place in the pattern; no full stop. */
  readonly fault: string
}

export interface CompiledLines {
  /** Made of the patterns without fault. */
  readonly matcher: LineMatcher
  readonly faults: readonly PatternFault[]
}

/** What is wrong with a line pattern, null when nothing is. */
export function checkPattern(source: string): string | null {
  const parsed = parsePattern(source)
  return parsed.ok ? notForLines(parsed.pattern) : parsed.fault
}

/** The patterns' words are added to the vocabulary, against which the texts are to be indexed. */
export function compileLines(patterns: readonly LinePattern[], vocabulary = new Vocabulary()): CompiledLines {
  const parsed = new Map<string, { readonly pattern: ParsedPattern; readonly givers: Giver[] }>()
  const faults: PatternFault[] = []
  let index = 0
  for (const { id, source, group } of patterns) {
    const known = parsed.get(source)
    const read = known === undefined ? parsePattern(source) : { ok: true as const, pattern: known.pattern }
    const fault = read.ok ? (known === undefined ? notForLines(read.pattern) : null) : read.fault
    if (!read.ok || fault !== null) {
      faults.push({ id, fault: fault ?? '' })
      continue
    }
    const giver = { id, index: index++, group: group ?? ALL_GROUPS }
    if (known === undefined) parsed.set(source, { pattern: read.pattern, givers: [giver] })
    else known.givers.push(giver)
  }
  const compiled = [...parsed.values()].map(({ pattern, givers }) => compileLine(givers, pattern, vocabulary))
  return { faults, matcher: lineMatcher(compiled, vocabulary) }
}

function notForLines(pattern: ParsedPattern): string | null {
  const cue = firstOf(pattern.root, ['stem', 'class'])
  if (cue !== null) {
    return `${cue.kind === 'stem' ? '"~" (same stem)' : '"<…>" (word class)'} has no meaning in a line's pattern`
  }
  if (requiredForms(pattern.root) !== null) return null
  if ((['date', 'number', 'prefix'] as const).some((what) => demands(pattern.root, what))) return null
  return 'matches too much: a pattern needs a word, a mark, {date} or {number} that must be there'
}

function firstOf(node: PatternNode, kinds: readonly PatternNode['kind'][]): PatternNode | null {
  if (kinds.includes(node.kind)) return node
  for (const child of childrenOf(node)) {
    const found = firstOf(child, kinds)
    if (found !== null) return found
  }
  return null
}

function childrenOf(node: PatternNode): readonly PatternNode[] {
  if (node.kind === 'sequence') return node.items
  if (node.kind === 'either') return node.options
  return node.kind === 'optional' ? [node.body] : []
}
