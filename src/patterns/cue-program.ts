/** A cue with its word lists put in; words are symbols (see cue-symbols.ts). */
export type CueNode =
  | { readonly kind: 'word'; readonly symbol: number }
  | { readonly kind: 'gap'; readonly min: number; readonly max: number }
  | { readonly kind: 'optional'; readonly body: CueNode }
  | { readonly kind: 'either'; readonly options: readonly CueNode[] }
  | { readonly kind: 'sequence'; readonly items: readonly CueNode[] }

/** One step of a compiled cue; `next`, `other` and `entries` are indices of steps. */
export interface CueStep {
  readonly op: 'word' | 'gap' | 'split' | 'either' | 'done'
  readonly next: number
  /** Of a word. */
  readonly symbol: number
  /** Of a gap, in words. */
  readonly min: number
  readonly max: number
  /** Of a split: what is tried where `next` leads nowhere. */
  readonly other: number
  /** Of alternatives, each where it begins. */
  readonly entries: readonly number[]
}

export interface CueProgram {
  readonly steps: readonly CueStep[]
  readonly entry: number
}

const DONE: CueStep = {
  op: 'done',
  next: 0,
  symbol: 0,
  min: 0,
  max: 0,
  other: 0,
  entries: [],
}

/** Lays the tree out as steps, from its end to its start, so that every step knows its successor. */
export function layOut(root: CueNode): CueProgram {
  const steps: CueStep[] = [DONE]
  const add = (step: Partial<CueStep>): number => steps.push({ ...DONE, ...step }) - 1
  const down = (node: CueNode, next: number): number => {
    switch (node.kind) {
      case 'sequence':
        return node.items.reduceRight((entry, item) => down(item, entry), next)
      case 'optional':
        return add({ op: 'split', next: down(node.body, next), other: next })
      case 'either': {
        const entries = node.options.map((option) => down(option, next))
        return add({ op: 'either', entries })
      }
      case 'gap':
        return add({ op: 'gap', min: node.min, max: node.max, next })
      case 'word':
        return add({ op: 'word', symbol: node.symbol, next })
    }
  }
  const entry = down(root, 0)
  return { steps, entry }
}

/** The symbols a match can begin with; null when it can be over before any word. */
export function firstSymbols(program: CueProgram): ReadonlySet<number> | null {
  const found = new Set<number>()
  const collect = (index: number): boolean => {
    const step = program.steps[index]
    switch (step?.op) {
      case 'word':
        found.add(step.symbol)
        return true
      case 'split':
        return collect(step.next) && collect(step.other)
      case 'either':
        return step.entries.every(collect)
      default:
        return false
    }
  }
  return collect(program.entry) ? found : null
}

/**
 * What must stand somewhere in a stretch of words for a cue to be found there, whatever the order: all or any of some
 * symbols and of some parts.
 */
export interface Need {
  readonly all: boolean
  readonly symbols: readonly number[]
  readonly parts: readonly Need[]
}

/** Null where a part can do without any word. `known` keeps the needs of word lists, which many cues name. */
export function needOf(node: CueNode, known: Map<CueNode, Need | null>): Need | null {
  const old = known.get(node)
  if (old !== undefined) return old
  const need = newNeedOf(node, known)
  known.set(node, need)
  return need
}

function newNeedOf(node: CueNode, known: Map<CueNode, Need | null>): Need | null {
  switch (node.kind) {
    case 'word':
      return { all: true, symbols: [node.symbol], parts: [] }
    case 'either': {
      const parts = node.options.map((option) => needOf(option, known))
      return parts.every((part) => part !== null) ? joined(false, parts) : null
    }
    case 'sequence': {
      const parts = node.items.map((item) => needOf(item, known)).filter((part) => part !== null)
      return parts.length < 2 ? (parts[0] ?? null) : joined(true, parts)
    }
    default:
      return null
  }
}

/** Parts that are one word, or of the same kind as the whole, are taken into it. */
function joined(all: boolean, given: readonly Need[]): Need {
  const like = given.filter((part) => part.all === all || isWord(part))
  return {
    all,
    symbols: [...new Set(like.flatMap((part) => part.symbols))],
    parts: [...given.filter((part) => !like.includes(part)), ...like.flatMap((part) => part.parts)],
  }
}

function isWord({ symbols, parts }: Need): boolean {
  return symbols.length === 1 && parts.length === 0
}

/** The alternatives of a need, each of which is enough. */
export function waysOf(need: Need): Need[] {
  if (need.all) return [need]
  return [...need.symbols.map((symbol) => ({ all: true, symbols: [symbol], parts: [] })), ...need.parts]
}

/** Symbols of which every match holds one: the set whose frequencies, in any unit, add up to the least. */
function rarestSymbols(
  need: Need,
  frequency: (symbol: number) => number,
  known: Map<Need, readonly number[]>,
): readonly number[] {
  const old = known.get(need)
  if (old !== undefined) return old
  const often = (set: readonly number[]): number => set.reduce((sum, symbol) => sum + frequency(symbol), 0)
  const sets = need.parts.map((part) => rarestSymbols(part, frequency, known))
  for (const symbol of need.symbols) sets.push([symbol])
  const rarest = need.all
    ? sets.reduce((best, set) => (often(set) < often(best) ? set : best))
    : [...new Set(sets.flat())]
  known.set(need, rarest)
  return rarest
}

/** Sets of symbols of each of which every match holds one, the rarest first: all that a way asks for, the first for filing. */
export function neededSets(
  way: Need,
  frequency: (symbol: number) => number,
  known: Map<Need, readonly number[]>,
): (readonly number[])[] {
  const often = (set: readonly number[]): number => set.reduce((sum, symbol) => sum + frequency(symbol), 0)
  const sets = way.all
    ? [
        ...way.parts.map((part) => rarestSymbols(part, frequency, known)),
        ...way.symbols.map((symbol) => [symbol]),
      ]
    : [rarestSymbols(way, frequency, known)]
  return sets
    .map((set) => ({ set, sum: often(set) }))
    .sort((a, b) => a.sum - b.sum)
    .map(({ set }) => set)
}

export function beginsOrEndsWithGap(node: CueNode): boolean {
  const items = node.kind === 'sequence' ? node.items : [node]
  return items[0]?.kind === 'gap' || items.at(-1)?.kind === 'gap'
}
