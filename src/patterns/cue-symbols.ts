import type { CueNode } from './cue-program.js'
import type { PatternNode } from './parse.js'
import { parsePattern } from './parse.js'

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
  readonly #stems = new Map<string, number[]>()
  /** By their first three units, or as many as they have, and by their last one; the shorter first. */
  readonly #beginnings = new Map<string, Edge[]>()
  readonly #ends = new Map<number, Edge[]>()
  /** 1 at the hashes of the keys of `#beginnings`. */
  readonly #edges = new Uint8Array(EDGES)
  readonly #classes = new Map<string, CueNode>()
  readonly #numbers = new Map<string, number>()
  readonly #frequencies: number[] = []
  readonly #options: CueOptions

  constructor(options: CueOptions) {
    this.#options = options
  }

  get count(): number {
    return this.#frequencies.length
  }

  /** The forms that are asked for as they are, without accents. */
  get literals(): Iterable<string> {
    return this.#literals.keys()
  }

  /** How often a symbol's words are likely to stand in a text, in a unit of no meaning. */
  frequency(symbol: number): number {
    return this.#frequencies[symbol] ?? 0
  }

  /** The symbols that a folded form answers to, without repetition. `asIs` false: none asks for this very form. */
  of(form: string, asIs = true): readonly number[] {
    const plain = plainForm(form)
    const literals = asIs || plain !== form ? this.#literals.get(plain) : undefined
    if (literals === undefined && !this.#mayHaveEdge(plain) && this.#stems.size === 0) return NONE
    const found: number[] = []
    const add = (symbols: readonly number[] | undefined): void => {
      if (symbols !== undefined) found.push(...symbols)
    }
    add(literals)
    for (let length = 1; length <= Math.min(HEAD, plain.length); length++) {
      if (this.#edges[hashOfHead(plain, length)] === 0) continue
      for (const edge of this.#beginnings.get(plain.slice(0, length)) ?? []) {
        if (plain.startsWith(edge.form)) add(edge.symbols)
      }
    }
    for (const edge of this.#ends.get(plain.charCodeAt(plain.length - 1)) ?? []) {
      if (plain.endsWith(edge.form)) add(edge.symbols)
    }
    if (this.#stems.size > 0) add(this.#stems.get(plainForm(this.#options.stem(form))))
    return found.length < 2 ? found : [...new Set(found)]
  }

  /** False for most words, and cheap. */
  #mayHaveEdge(plain: string): boolean {
    for (let length = 1; length <= Math.min(HEAD, plain.length); length++) {
      if (this.#edges[hashOfHead(plain, length)] === 1) return true
    }
    return this.#ends.has(plain.charCodeAt(plain.length - 1))
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
      const head = key.slice(0, HEAD)
      this.#edges[hashOfHead(head, head.length)] = 1
      enterEdge(this.#beginnings, head, key, symbol)
    } else if (kind === 'suffix') enterEdge(this.#ends, key.charCodeAt(key.length - 1), key, symbol)
    else {
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

const NONE: readonly number[] = []

/** Letters from which on words are rare. */
const LONG = 7

type SingleNode = Extract<PatternNode, { readonly form: string }>

function isSingle(node: PatternNode): node is SingleNode {
  return 'form' in node && (node.kind !== 'literal' || node.word)
}

const HEAD = 3
const EDGES = 0x4000

/** Over the first units of a form, fewer than `EDGES` and the same for the same units. */
function hashOfHead(form: string, length: number): number {
  let hash = length
  for (let i = 0; i < length; i++) hash = (hash * 31 + form.charCodeAt(i)) & (EDGES - 1)
  return hash
}

function enterEdge<Key>(table: Map<Key, Edge[]>, key: Key, form: string, symbol: number): void {
  const edges = table.get(key) ?? []
  table.set(key, edges)
  const known = edges.find((edge) => edge.form === form)
  if (known === undefined) {
    edges.push({ form, symbols: [symbol] })
    edges.sort((a, b) => a.form.length - b.form.length)
  } else if (!known.symbols.includes(symbol)) known.symbols.push(symbol)
}
