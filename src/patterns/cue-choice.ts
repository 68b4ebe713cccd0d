import type { CueNode } from './cue-program.js'

/**
 * Which alternatives are worth trying at a word, as indices in ascending order: those that can begin with it. Lists of
 * dozens of alternatives are common, and a word begins one or two of them.
 */
export interface Choice {
  /** By symbol that the word answers to; those of `always` are among them. */
  readonly bySymbol: ReadonlyMap<number, readonly number[]>
  /** Those that can begin with any word, or without one. */
  readonly always: readonly number[]
}

/** What is known of nodes, since many cues name the same word lists. */
export interface KnownNodes {
  readonly openings: Map<CueNode, ReadonlySet<number> | null>
  readonly choices: Map<CueNode, Choice>
}

export function choiceOf(node: CueNode & { readonly kind: 'either' }, known: KnownNodes): Choice {
  const old = known.choices.get(node)
  if (old !== undefined) return old
  const openings = node.options.map((option) => openingOf(option, known))
  const symbols = new Set(openings.flatMap((opening) => [...(opening ?? [])]))
  const always = openings.flatMap((opening, option) => (opening === null ? [option] : []))
  const bySymbol = new Map<number, number[]>([...symbols].map((symbol) => [symbol, []]))
  for (const [option, opening] of openings.entries()) {
    for (const symbol of opening ?? symbols) bySymbol.get(symbol)?.push(option)
  }
  const choice = { bySymbol, always }
  known.choices.set(node, choice)
  return choice
}

/** The alternatives to try at a word that answers to these symbols. */
export function optionsFor({ bySymbol, always }: Choice, symbols: readonly number[]): readonly number[] {
  let found: readonly number[] | undefined
  for (let i = 0; i < symbols.length; i++) {
    const options = bySymbol.get(symbols[i] ?? 0)
    if (options !== undefined) found = found === undefined ? options : merged(found, options)
  }
  return found ?? always
}

function merged(a: readonly number[], b: readonly number[]): readonly number[] {
  return [...new Set([...a, ...b])].sort((x, y) => x - y)
}

/** The symbols that a match of a node begins with; null where it can begin with any word or hold none. */
function openingOf(node: CueNode, known: KnownNodes): ReadonlySet<number> | null {
  const old = known.openings.get(node)
  if (old !== undefined) return old
  const opening = newOpeningOf(node, known)
  known.openings.set(node, opening)
  return opening
}

function newOpeningOf(node: CueNode, known: KnownNodes): ReadonlySet<number> | null {
  switch (node.kind) {
    case 'word':
      return new Set([node.symbol])
    case 'either': {
      const openings = node.options.map((option) => openingOf(option, known))
      return openings.includes(null) ? null : new Set(openings.flatMap((opening) => [...(opening ?? [])]))
    }
    case 'sequence': {
      const symbols = new Set<number>()
      for (const item of node.items) {
        const opening = openingOf(item.kind === 'optional' ? item.body : item, known)
        if (opening === null) return null
        for (const symbol of opening) symbols.add(symbol)
        if (item.kind !== 'optional') return symbols
      }
      return null
    }
    default:
      return null
  }
}
