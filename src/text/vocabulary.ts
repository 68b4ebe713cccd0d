import { hashUnits } from './units.js'

/**
 * The words and marks that the program's data speak of, each with a number (0 to `size` - 1). It is filled while the
 * instruments are made, then frozen, and every text is indexed against it: a word of the data has one number in all
 * texts, so that patterns, cues and word lists compare integers and fold nothing.
 */
export class Vocabulary {
  readonly #forms: string[] = []
  readonly #ids = new Map<string, number>()
  #table: FormTable | null = null

  get size(): number {
    return this.#forms.length
  }

  get forms(): readonly string[] {
    return this.#forms
  }

  /** The number of a folded word or mark, which is new if need be. Throws once a text has been indexed. */
  add(form: string): number {
    const known = this.#ids.get(form)
    if (known !== undefined) return known
    if (this.#table !== null) throw new Error(`the vocabulary is frozen: "${form}"`)
    this.#ids.set(form, this.#forms.length)
    return this.#forms.push(form) - 1
  }

  /** The number of a folded word or mark, -1 when the data do not speak of it. */
  idOf(form: string): number {
    return this.#ids.get(form) ?? -1
  }

  /** The forms laid out for finding them by their units. Freezes the vocabulary. */
  table(): FormTable {
    this.#table ??= layOut(this.#forms)
    return this.#table
  }
}

/**
 * An open-addressing table of forms: `slots[hash & mask]` and the slots after it hold form numbers + 1 up to the first
 * 0. Form `id` is `letters` from `from[id]` to `from[id + 1]`.
 */
export interface FormTable {
  readonly mask: number
  readonly slots: Int32Array
  readonly hashes: Int32Array
  readonly letters: Uint16Array
  readonly from: Int32Array
  /** By number how many units the form has. */
  readonly lengths: Int32Array
  /** By number: 1 for forms with a digit. */
  readonly digits: Uint8Array
}

function layOut(forms: readonly string[]): FormTable {
  let capacity = 16
  while (capacity < 4 * forms.length) capacity *= 2
  const mask = capacity - 1
  const slots = new Int32Array(capacity)
  const hashes = new Int32Array(forms.length)
  const from = new Int32Array(forms.length + 1)
  const lengths = Int32Array.from(forms, (form) => form.length)
  const digits = Uint8Array.from(forms, (form) => (/\d/.test(form) ? 1 : 0))
  for (const [id, form] of forms.entries()) {
    const hash = hashUnits(form)
    let slot = slotOf(hash, mask)
    while (slots[slot] !== 0) slot = (slot + 1) & mask
    slots[slot] = id + 1
    hashes[id] = hash
    from[id + 1] = (from[id] ?? 0) + form.length
  }
  const all = forms.join('')
  const letters = Uint16Array.from({ length: all.length }, (_, at) => all.charCodeAt(at))
  return { mask, slots, hashes, letters, from, lengths, digits }
}

/** The first slot to look at: the low bits of such hashes alone are poor. */
export function slotOf(hash: number, mask: number): number {
  return (hash ^ (hash >>> 15)) & mask
}
