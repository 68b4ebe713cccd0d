import { CueFilter, UNSURE } from './cue-filter.js'
import { plainForm } from './plain-form.js'
import { rowOf, type Rows } from './rows.js'

/** Forms without accents, and per form the symbols (see cue-symbols.ts) of those that ask for it. */
export interface FormRows {
  readonly forms: readonly string[]
  readonly symbols: Rows
}

/** What words are asked by a set of cues, as plain data. */
export interface AskedForms {
  /** The forms that are asked for as they are, as cues spell them and without accents. */
  readonly spellings: readonly string[]
  readonly literals: FormRows
  readonly stems: FormRows
  readonly beginnings: FormRows
  readonly ends: FormRows
}

/** A beginning or an end that words are asked for, with the symbols of those that ask. */
interface Edge {
  readonly form: string
  readonly symbols: Int32Array
}

/** Tells which symbols words answer to. Spelling is compared without accents. */
export class CueForms {
  /** The forms that are asked for as they are, as cues spell them and without accents. */
  readonly spellings: readonly string[]
  readonly #literals: ReadonlyMap<string, Int32Array>
  readonly #stems: ReadonlyMap<string, Int32Array>
  /** By their first three units, or as many as they have, and by their last one; the shorter first. */
  readonly #beginnings: ReadonlyMap<string, readonly Edge[]>
  readonly #ends: ReadonlyMap<number, readonly Edge[]>
  readonly #filter = new CueFilter()
  readonly #stem: (form: string) => string

  /** @param stem the stem of a folded word */
  constructor({ spellings, literals, stems, beginnings, ends }: AskedForms, stem: (form: string) => string) {
    this.spellings = spellings
    this.#literals = byForm(literals)
    this.#stems = byForm(stems)
    this.#beginnings = byKey(beginnings, (form) => form.slice(0, HEAD))
    this.#ends = byKey(ends, (form) => form.charCodeAt(form.length - 1))
    this.#stem = stem
    for (const form of literals.forms) this.#filter.addLiteral(form)
    for (const form of beginnings.forms) this.#filter.addBeginning(form)
    for (const form of ends.forms) this.#filter.addEnd(form)
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
      ...ends.filter((edge) => plain.endsWith(edge.form)).flatMap(({ symbols }) => [...symbols]),
      ...((this.#stems.size > 0 && this.#stems.get(plainForm(this.#stem(form)))) || []),
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
}

const HEAD = 3

function byForm({ forms, symbols }: FormRows): ReadonlyMap<string, Int32Array> {
  return new Map(forms.map((form, i) => [form, rowOf(symbols, i)]))
}

function byKey<Key>({ forms, symbols }: FormRows, keyOf: (form: string) => Key): ReadonlyMap<Key, Edge[]> {
  const table = new Map<Key, Edge[]>()
  for (const [i, form] of forms.entries()) {
    const edge = { form, symbols: rowOf(symbols, i) }
    const edges = table.get(keyOf(form))
    if (edges === undefined) table.set(keyOf(form), [edge])
    else edges.push(edge)
  }
  for (const edges of table.values()) edges.sort((a, b) => a.form.length - b.form.length)
  return table
}
