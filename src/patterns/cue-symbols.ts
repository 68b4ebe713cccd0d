import type { AskedForms, FormRows } from './cue-forms.js'
import type { CueNode } from './cue-program.js'
import type { PatternNode } from './parse.js'
import { parsePattern } from './parse.js'
import { plainForm } from './plain-form.js'
import { rowsOf } from './rows.js'

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

/**
 * What a word can be to the cues: this form, this beginning, this end, this stem, a member of that list. Every such
 * question is a symbol, a number; `asked` tells what they are. Spelling is compared without accents.
 */
export class CueSymbols {
  readonly #forms: Readonly<Record<WordKind, Map<string, number[]>>> = {
    literal: new Map(),
    prefix: new Map(),
    suffix: new Map(),
    stem: new Map(),
  }
  readonly #spellings = new Set<string>()
  readonly #classes = new Map<string, CueNode>()
  readonly #numbers = new Map<string, number>()
  readonly #frequencies: number[] = []
  readonly #options: CueOptions

  constructor(options: CueOptions) {
    this.#options = options
  }

  /** Symbols are below this. */
  get count(): number {
    return this.#frequencies.length
  }

  /** How often a symbol's words are likely to stand in a text, in a unit of no meaning. */
  frequency(symbol: number): number {
    return this.#frequencies[symbol] ?? 0
  }

  /** What the cues resolved so far ask of words. */
  asked(): AskedForms {
    const { literal, prefix, suffix, stem } = this.#forms
    return {
      spellings: [...this.#spellings],
      literals: formRows(literal),
      stems: formRows(stem),
      beginnings: formRows(prefix),
      ends: formRows(suffix),
    }
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
    if (kind === 'literal') this.#spellings.add(key).add(form)
    const symbols = this.#forms[kind].get(key)
    if (symbols === undefined) this.#forms[kind].set(key, [symbol])
    else if (!symbols.includes(symbol)) symbols.push(symbol)
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

function formRows(table: ReadonlyMap<string, readonly number[]>): FormRows {
  return { forms: [...table.keys()], symbols: rowsOf([...table.values()]) }
}
