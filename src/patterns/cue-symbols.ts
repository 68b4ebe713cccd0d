import { CueFilter, UNSURE } from './cue-filter.js'
import type { CueNode } from './cue-program.js'
import type { PatternNode } from './parse.js'
import { parsePattern } from './parse.js'
import { plainForm } from './plain-form.js'

export interface CueOptions {
  /** Word lists by name; their entries are cues too and may name other lists. */
  readonly classes: ReadonlyMap<string, readonly string[]>
  /** The stem of a folded word. */
  readonly stem: (form: string) => string
  /**
   * By word without accents how common it is beside others of its length, in no unit: of a cue's words the rarest are
   * looked for.
   */
  readonly common: ReadonlyMap<string, number>
}

/** Why a cue cannot be compiled. */
export class CueError extends Error {}

type WordKind = 'literal' | 'prefix' | 'suffix' | 'stem'

/** A beginning or an end that words are asked for, with the symbols of those that ask. */
interface Edge {
  readonly form: string
  readonly symbols: number[]
}

/**
 * What a word can be to the cues: this form, this beginning, this end, this stem, a member of that list. Every such
 * question is a symbol, a number, and `of` tells those that a form answers with yes. Spelling is compared without
 * accents.
 */
export class CueSymbols {
  readonly #literals = new Map<string, number[]>()
  readonly #spellings = new Set<string>()
  readonly #stems = new Map<string, number[]>()
  /** By their first three units, or as many as they have, and by their last one; the shorter first. */
  readonly #beginnings = new Map<string, Edge[]>()
  readonly #ends = new Map<number, Edge[]>()
  readonly #filter = new CueFilter()
  readonly #classes = new Map<string, CueNode>()
  readonly #numbers = new Map<string, number>()
  readonly #frequencies: number[] = []
  readonly #options: CueOptions

  constructor(options: CueOptions) {
    this.#options = options
  }

  /** The forms that are asked for as they are, as cues spell them and without accents. */
  get literals(): Iterable<string> {
    return this.#spellings
  }

  /** How often a symbol's words are likely to stand in a text, in a unit of no meaning. */
  frequency(symbol: number): number {
    return this.#frequencies[symbol] ?? 0
  }

  /**
   * Looks at the letters of a word in a text, which is cheap: `NOTHING` where `of` tells nothing of it, `UNSURE` where it
   * must be asked, otherwise what `ofBeginning` takes.
   */
  glance(text: string, start: number, end: number): number {
    return this.#stems.size > 0 ? UNSURE : this.#filter.look(text, start, end)
  }

  /** The symbols of words whose beginning is all that is asked for: of the longest one and those within it. */
  ofBeginning(number: number): readonly number[] {
    return [...new Set(this.#ofBeginnings(this.#filter.beginnings[number] ?? ''))]
  }

  /** The symbols that a folded form answers to, without repetition. */
  of(form: string): readonly number[] {
    const plain = plainForm(form)
    const ends = this.#ends.get(plain.charCodeAt(plain.length - 1)) ?? []
    const found = [
      ...(this.#literals.get(plain) ?? []),
      ...this.#ofBeginnings(plain),
      ...ends.filter((edge) => plain.endsWith(edge.form)).flatMap(({ symbols }) => symbols),
      ...((this.#stems.size > 0 && this.#stems.get(plainForm(this.#options.stem(form)))) || []),
    ]
    return found.length < 2 ? found : [...new Set(found)]
  }

  #ofBeginnings(plain: string): number[] {
    const found: number[] = []
    for (let length = 1; length <= Math.min(HEAD, plain.length); length++) {
      for (const edge of this.#beginnings.get(plain.slice(0, length)) ?? []) {
        if (plain.startsWith(edge.form)) found.push(...edge.symbols)
      }
    }
    return found
  }

  /** The cue with its lists put in. Throws a CueError. */
  resolve(source: string, inside: readonly string[] = []): CueNode {
    const parsed = parsePattern(source)
    if (!parsed.ok) throw new CueError(parsed.fault)
    if (parsed.pattern.openStart || parsed.pattern.openEnd) throw new CueError('"…" has no meaning in a cue')
    return this.#node(parsed.pattern.root, inside)
  }

  #node(node: PatternNode, inside: readonly string[]): CueNode {
    switch (node.kind) {
      case 'sequence':
        // Marks part words in the text as well, so they say nothing here.
        return {
          kind: 'sequence',
          items: node.items
            .filter((item) => item.kind !== 'literal' || item.word)
            .map((item) => this.#node(item, inside)),
        }
      case 'either':
        return { kind: 'either', options: node.options.map((option) => this.#node(option, inside)) }
      case 'optional':
        return { kind: 'optional', body: this.#node(node.body, inside) }
      case 'gap':
        return node
      case 'class':
        return this.#list(node.name, inside)
      case 'slot':
        throw new CueError(`{${node.name}} has no meaning in a cue`)
      case 'literal':
        if (!node.word) throw new CueError(`"${node.form}" is no word`)
        return this.#word('literal', node.form)
      default:
        return this.#word(node.kind, node.form)
    }
  }

  #word(kind: WordKind, form: string): CueNode {
    const symbol = this.#number(`${kind} ${form}`)
    this.#enter(kind, form, symbol)
    this.#frequencies[symbol] = this.#frequencyOf(kind, form)
    return { kind: 'word', symbol }
  }

  #frequencyOf(kind: WordKind, form: string): number {
    const short = 2 ** Math.max(0, LONG - form.length + (kind === 'literal' ? 0 : 1))
    return short * (1 + (this.#options.common.get(plainForm(form)) ?? 0))
  }

  #enter(kind: WordKind, form: string, symbol: number): void {
    const key = plainForm(kind === 'stem' ? this.#options.stem(form) : form)
    if (kind === 'prefix') {
      this.#filter.addBeginning(key)
      enterEdge(this.#beginnings, key.slice(0, HEAD), key, symbol)
    } else if (kind === 'suffix') {
      this.#filter.addEnd(key)
      enterEdge(this.#ends, key.charCodeAt(key.length - 1), key, symbol)
    } else {
      if (kind === 'literal') {
        this.#filter.addLiteral(key)
        this.#spellings.add(key).add(form)
      }
      const table = kind === 'stem' ? this.#stems : this.#literals
      const list = table.get(key)
      if (list === undefined) table.set(key, [symbol])
      else if (!list.includes(symbol)) list.push(symbol)
    }
  }

  #number(name: string): number {
    let known = this.#numbers.get(name)
    if (known === undefined) {
      known = this.#frequencies.push(0) - 1
      this.#numbers.set(name, known)
    }
    return known
  }

  #list(name: string, inside: readonly string[]): CueNode {
    const known = this.#classes.get(name)
    if (known !== undefined) return known
    if (inside.includes(name)) {
      throw new CueError(`the class <${name}> refers to itself: ${[...inside, name].join(' > ')}`)
    }
    const entries = this.#options.classes.get(name)
    if (entries === undefined) throw new CueError(`there is no class <${name}>`)
    const own = this.#number(`class ${name}`)
    const longer: CueNode[] = []
    let single = false
    for (const entry of entries) {
      const parsed = parsePattern(entry)
      const root = parsed.ok ? parsed.pattern.root : null
      if (root !== null && isSingle(root)) {
        this.#enter(root.kind, root.form, own)
        this.#frequencies[own] = this.frequency(own) + this.#frequencyOf(root.kind, root.form)
        single = true
      } else longer.push(this.resolve(entry, [...inside, name]))
    }
    const options: CueNode[] = single ? [{ kind: 'word', symbol: own }, ...longer] : longer
    if (options.length === 0) throw new CueError(`the class <${name}> is empty`)
    const node: CueNode = { kind: 'either', options }
    this.#classes.set(name, node)
    return node
  }
}

/** Letters from which on words are rare. */
const LONG = 7

type SingleNode = Extract<PatternNode, { readonly form: string }>

function isSingle(node: PatternNode): node is SingleNode {
  return 'form' in node && (node.kind !== 'literal' || node.word)
}

const HEAD = 3

function enterEdge<Key>(table: Map<Key, Edge[]>, key: Key, form: string, symbol: number): void {
  const edges = table.get(key) ?? []
  table.set(key, edges)
  const known = edges.find((edge) => edge.form === form)
  if (known === undefined) {
    edges.push({ form, symbols: [symbol] })
    edges.sort((a, b) => a.form.length - b.form.length)
  } else if (!known.symbols.includes(symbol)) known.symbols.push(symbol)
}
