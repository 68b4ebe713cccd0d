import type { Words } from '../text/words.js'
import type { PatternNode } from './parse.js'
import { parsePattern } from './parse.js'

export interface CueOptions {
  /** Word lists by name; their entries are cues too and may name other lists. */
  readonly classes: ReadonlyMap<string, readonly string[]>
  /** The stem of a folded word. */
  readonly stem: (form: string) => string
}

export interface CueFault {
  /** Index of the cue. */
  readonly cue: number
  /** What is wrong; no full stop. */
  readonly fault: string
}

/** One occurrence: cue `cue` covers the words `from` to `to` (half-open). */
export interface CueHit {
  readonly cue: number
  readonly from: number
  readonly to: number
}

/** All cues of a language compiled together. Spelling is compared without accents. */
export interface CueMatcher {
  /**
   * The occurrences that lie in the words `from` to `to`, by place: at most one for a cue and a first word, the one
   * with the shortest gaps. The time grows with the words, and with the cues only where their rarest word stands.
   */
  find(words: Words, from: number, to: number): CueHit[]
}

/** Letters without accents and ligatures, so that hasty spelling is read too. */
export function plainForm(form: string): string {
  let ascii = true
  for (let i = 0; i < form.length && ascii; i++) ascii = form.charCodeAt(i) < 128
  if (ascii) return form
  return form
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss')
}

type Step =
  | { readonly op: 'word'; readonly symbol: number; readonly next: number }
  | { readonly op: 'gap'; readonly min: number; readonly max: number; readonly next: number }
  | { readonly op: 'split'; readonly next: number; readonly other: number }
  | { readonly op: 'done' }

interface Compiled {
  readonly steps: readonly Step[]
  readonly entry: number
}

/** A cue is given up where it has more ways to match than this: a guard, not reached by cues people write. */
const MAX_TRIES = 5000

export function compileCues(
  sources: readonly string[],
  options: CueOptions,
): { readonly matcher: CueMatcher; readonly faults: readonly CueFault[] } {
  const symbols = new Symbols(options)
  const faults: CueFault[] = []
  const compiled: (Compiled | null)[] = []
  const starts: number[][] = []
  const required: (readonly (readonly number[])[])[] = []
  for (const [cue, source] of sources.entries()) {
    try {
      const root = symbols.resolve(source)
      if (isGap(firstItem(root)) || isGap(lastItem(root))) throw new CueError('begins or ends with a gap')
      const program = lay(root)
      const first = new Set<number>()
      if (!collectFirst(program, program.entry, first)) throw new CueError('can match without any word')
      compiled.push(program)
      required.push(requiredSymbols(root, symbols))
      for (const symbol of first) (starts[symbol] ??= []).push(cue)
    } catch (error) {
      if (!(error instanceof CueError)) throw error
      faults.push({ cue, fault: error.message })
      compiled.push(null)
      required.push([])
    }
  }

  // A thread's forms are looked up once each.
  const seen = new WeakMap<Words, (readonly number[])[]>()
  const featuresOf = (words: Words): (readonly number[])[] => {
    const known = seen.get(words)
    if (known !== undefined) return known
    const fresh: (readonly number[])[] = []
    seen.set(words, fresh)
    return fresh
  }

  // What was seen in the stretch at work, marked with its number so that nothing needs to be cleared.
  let round = 0
  const present = new Float64Array(symbols.count)
  const checked = new Float64Array(sources.length)
  const possible = new Uint8Array(sources.length)

  const find = (words: Words, from: number, to: number): CueHit[] => {
    const features = featuresOf(words)
    const at = (word: number): readonly number[] => {
      const id = words.id[word] ?? 0
      return (features[id] ??= symbols.of(words.forms[id] ?? ''))
    }
    const now = ++round
    let any = false
    for (let word = from; word < to; word++) {
      for (const symbol of at(word)) {
        present[symbol] = now
        any = true
      }
    }
    const hits: CueHit[] = []
    if (!any) return hits
    const attempt = new Attempt(at, to)
    const mayMatch = (cue: number): boolean => {
      if (checked[cue] !== now) {
        checked[cue] = now
        const needs = required[cue] ?? []
        possible[cue] = needs.every((need) => need.some((symbol) => present[symbol] === now)) ? 1 : 0
      }
      return possible[cue] === 1
    }
    for (let word = from; word < to; word++) {
      let tried: Set<number> | null = null
      const features = at(word)
      for (const symbol of features) {
        for (const cue of starts[symbol] ?? []) {
          if (!mayMatch(cue)) continue
          if (features.length > 1) {
            tried ??= new Set()
            if (tried.has(cue)) continue
            tried.add(cue)
          }
          const program = compiled[cue]
          if (program === undefined || program === null) continue
          const end = attempt.run(program, word)
          if (end > word) hits.push({ cue, from: word, to: end })
        }
      }
    }
    return hits
  }
  return { matcher: { find }, faults }
}

class CueError extends Error {}

/** Tries a cue at a word; made once for each stretch. */
class Attempt {
  private tries = 0

  constructor(
    private readonly at: (word: number) => readonly number[],
    private readonly to: number,
  ) {}

  /** Index behind the last word of the match that begins at `word`, -1 without one. */
  run(program: Compiled, word: number): number {
    this.tries = 0
    return this.step(program.steps, program.entry, word)
  }

  private step(steps: readonly Step[], index: number, place: number): number {
    if (++this.tries > MAX_TRIES) return -1
    const step = steps[index]
    switch (step?.op) {
      case 'done':
        return place
      case 'word':
        return place < this.to && this.at(place).includes(step.symbol)
          ? this.step(steps, step.next, place + 1)
          : -1
      case 'split': {
        const end = this.step(steps, step.next, place)
        return end >= 0 ? end : this.step(steps, step.other, place)
      }
      case 'gap':
        for (let n = step.min; n <= step.max && place + n <= this.to; n++) {
          const end = this.step(steps, step.next, place + n)
          if (end >= 0) return end
        }
        return -1
      default:
        return -1
    }
  }
}

type CueNode =
  | { readonly kind: 'word'; readonly symbol: number }
  | { readonly kind: 'gap'; readonly min: number; readonly max: number }
  | { readonly kind: 'optional'; readonly body: CueNode }
  | { readonly kind: 'either'; readonly options: readonly CueNode[] }
  | { readonly kind: 'sequence'; readonly items: readonly CueNode[] }

/**
 * What a word can be to the cues: this form, this beginning, this end, this stem, a member of that list. Every such
 * question has a number, and a form knows the numbers of those it answers with yes.
 */
class Symbols {
  private readonly tables = {
    literal: new Map<string, number[]>(),
    prefix: new Map<string, number[]>(),
    suffix: new Map<string, number[]>(),
    stem: new Map<string, number[]>(),
  }
  private readonly classes = new Map<string, CueNode>()
  private readonly numbers = new Map<string, number>()
  private readonly weights: number[] = []
  private longestPrefix = 0
  private longestSuffix = 0

  constructor(private readonly options: CueOptions) {}

  get count(): number {
    return this.weights.length
  }

  /** How telling a symbol is: the letters it asks for at least. */
  weight(symbol: number): number {
    return this.weights[symbol] ?? 0
  }

  of(form: string): readonly number[] {
    const { literal, prefix, suffix, stem } = this.tables
    const plain = plainForm(form)
    const found: number[] = [...(literal.get(plain) ?? [])]
    for (let n = 1; n <= Math.min(plain.length, this.longestPrefix); n++) {
      found.push(...(prefix.get(plain.slice(0, n)) ?? []))
    }
    for (let n = 1; n <= Math.min(plain.length, this.longestSuffix); n++) {
      found.push(...(suffix.get(plain.slice(-n)) ?? []))
    }
    if (stem.size > 0) found.push(...(stem.get(plainForm(this.options.stem(form))) ?? []))
    return found.length < 2 ? found : [...new Set(found)]
  }

  /** The cue with its lists put in. Throws a CueError. */
  resolve(source: string, inside: readonly string[] = []): CueNode {
    const parsed = parsePattern(source)
    if (!parsed.ok) throw new CueError(parsed.fault)
    if (parsed.pattern.openStart || parsed.pattern.openEnd) throw new CueError('"…" has no meaning in a cue')
    return this.node(parsed.pattern.root, inside)
  }

  private node(node: PatternNode, inside: readonly string[]): CueNode {
    switch (node.kind) {
      case 'sequence':
        // Marks part words in the text as well, so they say nothing here.
        return {
          kind: 'sequence',
          items: node.items
            .filter((item) => item.kind !== 'literal' || item.word)
            .map((item) => this.node(item, inside)),
        }
      case 'either':
        return { kind: 'either', options: node.options.map((option) => this.node(option, inside)) }
      case 'optional':
        return { kind: 'optional', body: this.node(node.body, inside) }
      case 'gap':
        return node
      case 'class':
        return this.list(node.name, inside)
      case 'slot':
        throw new CueError(`{${node.name}} has no meaning in a cue`)
      case 'literal':
        if (!node.word) throw new CueError(`"${node.form}" is no word`)
        return this.word('literal', node.form)
      default:
        return this.word(node.kind, node.form)
    }
  }

  private word(kind: 'literal' | 'prefix' | 'suffix' | 'stem', form: string): CueNode {
    const symbol = this.number(`${kind} ${form}`, form.length - (kind === 'literal' ? 0 : 1))
    this.enter(kind, form, symbol)
    return { kind: 'word', symbol }
  }

  private enter(kind: 'literal' | 'prefix' | 'suffix' | 'stem', form: string, symbol: number): void {
    const key = plainForm(kind === 'stem' ? this.options.stem(form) : form)
    if (kind === 'prefix') this.longestPrefix = Math.max(this.longestPrefix, key.length)
    if (kind === 'suffix') this.longestSuffix = Math.max(this.longestSuffix, key.length)
    const list = this.tables[kind].get(key)
    if (list === undefined) this.tables[kind].set(key, [symbol])
    else if (!list.includes(symbol)) list.push(symbol)
  }

  private number(name: string, weight: number): number {
    let known = this.numbers.get(name)
    if (known === undefined) {
      known = this.weights.push(weight) - 1
      this.numbers.set(name, known)
    }
    return known
  }

  private list(name: string, inside: readonly string[]): CueNode {
    const known = this.classes.get(name)
    if (known !== undefined) return known
    if (inside.includes(name)) {
      throw new CueError(`the class <${name}> refers to itself: ${[...inside, name].join(' > ')}`)
    }
    const entries = this.options.classes.get(name)
    if (entries === undefined) throw new CueError(`there is no class <${name}>`)
    const own = this.number(`class ${name}`, 3)
    const longer: CueNode[] = []
    let single = false
    for (const entry of entries) {
      const parsed = parsePattern(entry)
      const root = parsed.ok ? parsed.pattern.root : null
      if (root !== null && isSingle(root)) {
        this.enter(root.kind, root.form, own)
        single = true
      } else longer.push(this.resolve(entry, [...inside, name]))
    }
    const options: CueNode[] = single ? [{ kind: 'word', symbol: own }, ...longer] : longer
    if (options.length === 0) throw new CueError(`the class <${name}> is empty`)
    const node: CueNode = { kind: 'either', options }
    this.classes.set(name, node)
    return node
  }
}

type SingleNode = Extract<PatternNode, { readonly form: string }>

function isSingle(node: PatternNode): node is SingleNode {
  return 'form' in node && (node.kind !== 'literal' || node.word)
}

function lay(root: CueNode): Compiled {
  const steps: Step[] = [{ op: 'done' }]
  const add = (step: Step): number => steps.push(step) - 1
  const down = (node: CueNode, next: number): number => {
    switch (node.kind) {
      case 'sequence':
        return node.items.reduceRight((entry, item) => down(item, entry), next)
      case 'optional':
        return add({ op: 'split', next: down(node.body, next), other: next })
      case 'either': {
        const entries = node.options.map((option) => down(option, next))
        return entries.reduceRight((other, entry) => add({ op: 'split', next: entry, other }))
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

/** Adds the symbols a match can begin with; false when it can be over before any word. */
function collectFirst(program: Compiled, index: number, found: Set<number>): boolean {
  const step = program.steps[index]
  switch (step?.op) {
    case 'word':
      found.add(step.symbol)
      return true
    case 'split':
      return [step.next, step.other].every((next) => collectFirst(program, next, found))
    default:
      return false
  }
}

/** Sets of symbols of which every match holds one each. */
function requiredSymbols(node: CueNode, symbols: Symbols): readonly (readonly number[])[] {
  const telling = (list: readonly number[]): number =>
    Math.min(...list.map((symbol) => symbols.weight(symbol))) - list.length / 100
  const of = (part: CueNode): readonly number[] | null => {
    if (part.kind === 'word') return [part.symbol]
    if (part.kind === 'either') {
      const all: number[] = []
      for (const option of part.options) {
        const need = of(option)
        if (need === null) return null
        all.push(...need)
      }
      return all
    }
    if (part.kind !== 'sequence') return null
    const needs = part.items.map(of).filter((need) => need !== null)
    return needs.toSorted((a, b) => telling(b) - telling(a))[0] ?? null
  }
  const parts = node.kind === 'sequence' ? node.items : [node]
  const needs = parts.map(of).filter((need) => need !== null)
  return needs.toSorted((a, b) => telling(b) - telling(a))
}

function firstItem(node: CueNode): CueNode {
  return node.kind === 'sequence' ? (node.items[0] ?? node) : node
}

function lastItem(node: CueNode): CueNode {
  return node.kind === 'sequence' ? (node.items.at(-1) ?? node) : node
}

function isGap(node: CueNode): boolean {
  return node.kind === 'gap'
}
