import { tokensIn } from '../patterns/tokens.js'
import type { Words } from '../text/words.js'
import type { Member } from './members.js'

/** How much of a name was used: all of it, its first words, one of its words, or a word without its last digits. */
export const NAME_PARTS = ['whole', 'beginning', 'word', 'stem'] as const
export type NamePart = (typeof NAME_PARTS)[number]

/** A way to write a member's name, as a run of word ids. */
export interface NameEntry {
  readonly member: Member
  readonly part: NamePart
  /** Its words, folded. */
  readonly forms: readonly string[]
  /** The marks between its words, white space left out: `.` in "jean.dupont". */
  readonly gaps: readonly string[]
  /** Index among all entries. */
  readonly index: number
}

interface Node {
  next: Map<number, Node> | null
  readonly entries: NameEntry[]
}

/** All names of a thread over the ids of its words: one walk finds the longest name that begins at a word. */
export interface NameTrie {
  readonly entries: readonly NameEntry[]
  /** By word id 1 where a name begins with the word: nearly all words begin none. */
  readonly begins: Uint8Array
  /** The longest name at word `at` that ends before word `to`, and the word behind it; null when none begins there. */
  readonly longestAt: (at: number, to: number) => { readonly entry: NameEntry; readonly end: number } | null
}

const MIN_PART = 4
const MAX_NAME_WORDS = 12

/** `text` is the text that `words` index. */
export function buildNameTrie(members: readonly Member[], text: string, words: Words): NameTrie {
  const variants = members.map((member) => variantsOf(member.name))
  const first = new Map<number, Node>()
  const entries: NameEntry[] = []
  const owners = partOwners(members, variants)
  const insert = (variant: Variant, member: Member): void => {
    let nodes = first
    let node: Node | undefined
    for (const form of variant.forms) {
      const id = words.idOf(form)
      if (id < 0) return
      if (node !== undefined) nodes = node.next ??= new Map<number, Node>()
      node = nodes.get(id)
      if (node === undefined) {
        node = { next: null, entries: [] }
        nodes.set(id, node)
      }
    }
    if (node === undefined) return
    const entry = {
      member,
      part: variant.part,
      forms: variant.forms,
      gaps: variant.gaps,
      index: entries.length,
    }
    entries.push(entry)
    node.entries.push(entry)
  }
  for (const [i, member] of members.entries()) {
    for (const variant of variants[i] ?? []) {
      if (variant.part === 'whole' || owners.get(variant.key) === member) insert(variant, member)
    }
  }
  const longestAt = (at: number, to: number): { entry: NameEntry; end: number } | null => {
    let best: { entry: NameEntry; end: number } | null = null
    let nodes: Map<number, Node> | null = first
    for (let i = at; i < to && nodes !== null; i++) {
      const node: Node | undefined = nodes.get(words.id[i] ?? -1)
      if (node === undefined) break
      for (const entry of node.entries) {
        if (gapsFit(entry, text, words, at)) {
          best = { entry, end: i + 1 }
          break
        }
      }
      nodes = node.next
    }
    return best
  }
  const begins = new Uint8Array(words.idCount)
  for (const id of first.keys()) begins[id] = 1
  return { entries, begins, longestAt }
}

interface Variant {
  readonly forms: readonly string[]
  /** The same in one string. */
  readonly key: string
  readonly gaps: readonly string[]
  readonly part: NamePart
}

function variantsOf(name: string): readonly Variant[] {
  const { forms, gaps } = wordsOf(name)
  const count = forms.length
  if (count === 0) return []
  const variants: Variant[] = [{ forms, key: forms.join(' '), gaps, part: 'whole' }]
  for (let length = count - 1; length >= 2; length--) {
    const beginning = forms.slice(0, length)
    const key = beginning.join(' ')
    // The spaces between the words do not count.
    if (key.length - (length - 1) > MIN_PART) {
      variants.push({ forms: beginning, key, gaps: gaps.slice(0, length - 1), part: 'beginning' })
    }
  }
  for (const form of forms) {
    if (form.length < MIN_PART) continue
    const letters = lettersAtStart(form)
    if (count > 1 && !startsWithNumber(form)) variants.push(single(form, 'word'))
    if (letters < form.length && letters >= MIN_PART) variants.push(single(form.slice(0, letters), 'stem'))
  }
  return variants
}

function single(form: string, part: NamePart): Variant {
  return { forms: [form], key: form, gaps: [], part }
}

/** The first words of a name, folded, and the marks between them. */
function wordsOf(name: string): { readonly forms: readonly string[]; readonly gaps: readonly string[] } {
  const found = tokensIn(name, { start: 0, end: name.length })
  const forms: string[] = []
  const gaps: string[] = []
  let end = 0
  for (let i = 0; i < found.count && forms.length < MAX_NAME_WORDS; i++) {
    if (found.word[i] !== true) continue
    if (forms.length > 0) gaps.push(bare(name.slice(end, found.start[i] ?? 0)))
    forms.push(found.form[i] ?? '')
    end = found.end[i] ?? 0
  }
  return { forms, gaps }
}

/** Who alone can be meant by a part of a name; a part that two names share, or that is a name itself, is nobody's. */
function partOwners(
  members: readonly Member[],
  variants: readonly (readonly Variant[])[],
): ReadonlyMap<string, Member | null> {
  const owners = new Map<string, Member | null>()
  for (const [i, member] of members.entries()) {
    for (const { key, part } of variants[i] ?? []) {
      const owner = owners.get(key)
      if (part === 'whole' || (owner !== undefined && owner !== member)) owners.set(key, null)
      else owners.set(key, member)
    }
  }
  return owners
}

function gapsFit(entry: NameEntry, text: string, words: Words, at: number): boolean {
  for (const [i, gap] of entry.gaps.entries()) {
    const from = words.end[at + i] ?? 0
    const to = words.start[at + i + 1] ?? 0
    // a name is written on one line, and its marks are few: the bound keeps hostile gaps cheap
    if (to - from > gap.length + 3) return false
    if (bare(text.slice(from, to)) !== gap) return false
  }
  return true
}

function bare(gap: string): string {
  if (gap === ' ') return ''
  return gap.replace(/[\s\u200b]+/gu, '').replace(/[’‘ʼ′`´]/gu, "'")
}

function startsWithNumber(form: string): boolean {
  return form.charCodeAt(0) < 128 ? isNumber(form, 0) : /^\p{N}/u.test(form)
}

/** How many units stand before the first digit or other number sign. */
function lettersAtStart(form: string): number {
  let i = 0
  while (i < form.length && !isNumber(form, i)) i++
  return i
}

function isNumber(form: string, at: number): boolean {
  const unit = form.charCodeAt(at)
  return unit < 128 ? unit >= 48 && unit <= 57 : /\p{N}/u.test(form.charAt(at))
}
