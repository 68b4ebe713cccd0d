import { Vocabulary } from '../text/vocabulary.js'
import { ALL_GROUPS, lineMatcher, type LineMatcher } from './line-matcher.js'
import { compileLine, demands, type Giver } from './line-program.js'
import type { PatternNode, ParsedPattern } from './parse.js'
import { parsePattern } from './parse.js'

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

function notForLines({ root }: ParsedPattern): string | null {
  const cue = cueNode(root)
  if (cue !== null) {
    return `${cue.kind === 'stem' ? '"~" (same stem)' : '"<…>" (word class)'} has no meaning in a line's pattern`
  }
  if (needsForm(root)) return null
  if ((['date', 'number', 'prefix'] as const).some((what) => demands(root, what))) return null
  return 'matches too much: a pattern needs a word, a mark, {date} or {number} that must be there'
}

/** The first part that only cues may have. */
function cueNode(node: PatternNode): PatternNode | null {
  if (node.kind === 'stem' || node.kind === 'class') return node
  if (node.kind === 'optional') return cueNode(node.body)
  if (node.kind !== 'sequence' && node.kind !== 'either') return null
  for (const part of node.kind === 'sequence' ? node.items : node.options) {
    const found = cueNode(part)
    if (found !== null) return found
  }
  return null
}

/** Whether a word or mark must stand in every text that the pattern matches. */
function needsForm(node: PatternNode): boolean {
  if (node.kind === 'literal') return true
  if (node.kind === 'either') return node.options.every(needsForm)
  return node.kind === 'sequence' && node.items.some(needsForm)
}
