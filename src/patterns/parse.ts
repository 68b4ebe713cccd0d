import { isWordAt } from '../text/words.js'
import { ELLIPSIS, tokensIn } from './tokens.js'

export const SLOTS = ['author', 'date', 'number', 'any', 'title'] as const
export type SlotName = (typeof SLOTS)[number]

/** A pattern as a tree. docs/patterns.md describes what is written how. */
export type PatternNode =
  | { readonly kind: 'literal'; readonly form: string; readonly word: boolean }
  | { readonly kind: 'prefix'; readonly form: string }
  | { readonly kind: 'suffix'; readonly form: string }
  | { readonly kind: 'stem'; readonly form: string }
  | { readonly kind: 'class'; readonly name: string }
  | { readonly kind: 'slot'; readonly name: SlotName }
  | { readonly kind: 'gap'; readonly min: number; readonly max: number }
  | { readonly kind: 'optional'; readonly body: PatternNode }
  | { readonly kind: 'either'; readonly options: readonly PatternNode[] }
  | { readonly kind: 'sequence'; readonly items: readonly PatternNode[] }

export interface ParsedPattern {
  readonly root: PatternNode
  /** The pattern begins or ends with `…`: anything may stand there. */
  readonly openStart: boolean
  readonly openEnd: boolean
}

export type ParseResult =
  { readonly ok: true; readonly pattern: ParsedPattern } | { readonly ok: false; readonly fault: string }

const MAX_SOURCE = 2000
const MAX_DEPTH = 12
const MAX_GAP = 20
const CLASS_NAME = /^[\p{L}\p{N}][\p{L}\p{N}.-]*$/u

class Fault extends Error {}

/** Reads one pattern. Never throws: what is wrong with it comes back as a sentence with the place in the pattern. */
export function parsePattern(source: string): ParseResult {
  if (source.length > MAX_SOURCE) return { ok: false, fault: `longer than ${MAX_SOURCE} characters` }
  let body = source.trim()
  if (body === '') return { ok: false, fault: 'empty' }
  const openStart = body.startsWith('…')
  if (openStart) body = body.slice(1)
  const openEnd = body.endsWith('…') && !body.endsWith('\\…')
  if (openEnd) body = body.slice(0, -1)
  try {
    const root = SPECIAL.test(body) ? new Parser(body).whole() : plainWords(body)
    if (root.kind === 'sequence' && root.items.length === 0) return { ok: false, fault: 'empty' }
    return { ok: true, pattern: { root, openStart, openEnd } }
  } catch (error) {
    if (error instanceof Fault) return { ok: false, fault: error.message }
    throw error
  }
}

/** Marks that mean something in a pattern. */
const SPECIAL = /[\\|()[\]{}<>~_*]/

/** Most patterns are words as a page prints them. */
function plainWords(body: string): PatternNode {
  const items = literals(body)
  const [only] = items
  return items.length === 1 && only !== undefined ? only : { kind: 'sequence', items }
}

class Parser {
  private at = 0
  constructor(private readonly source: string) {}

  whole(): PatternNode {
    const node = this.options(0)
    if (this.at < this.source.length) throw this.fault(`"${this.source.charAt(this.at)}" closes nothing`)
    return node
  }

  private options(depth: number): PatternNode {
    if (depth > MAX_DEPTH) throw this.fault(`nested deeper than ${MAX_DEPTH}`)
    const options = [this.sequence(depth)]
    while (this.source.charAt(this.at) === '|') {
      this.at++
      options.push(this.sequence(depth))
    }
    const [only] = options
    return options.length === 1 && only !== undefined ? only : { kind: 'either', options }
  }

  private sequence(depth: number): PatternNode {
    const items: PatternNode[] = []
    let literal = ''
    const flush = (): void => {
      items.push(...literals(literal))
      literal = ''
    }
    loop: while (this.at < this.source.length) {
      const char = this.source.charAt(this.at)
      switch (char) {
        case '\\':
          if (this.at + 1 >= this.source.length) throw this.fault('a "\\" with nothing after it')
          // A space around the mark keeps "\_" from growing into the word beside it.
          literal += ` ${this.source.charAt(this.at + 1)} `
          this.at += 2
          continue
        case '|':
        case ')':
        case ']':
          break loop
        case '(':
        case '[':
          flush()
          items.push(this.group(char, depth))
          continue
        case '{':
          flush()
          items.push(this.slot())
          continue
        case '}':
          throw this.fault('"}" closes nothing')
        case '<': {
          const node = this.wordClass()
          if (node === null) break
          flush()
          items.push(node)
          continue
        }
        case '~':
          if (!isWordAt(this.source, this.at + 1)) break
          flush()
          items.push({ kind: 'stem', form: this.markedWord() })
          continue
        case '_':
          flush()
          items.push(this.gap())
          continue
        case '*':
          if (this.at > 0 && endsInWord(literal)) {
            this.at++
            flush()
            items.push(asPrefix(items.pop()))
            continue
          }
          if (!isWordAt(this.source, this.at + 1)) break
          flush()
          items.push({ kind: 'suffix', form: this.markedWord() })
          continue
        default:
      }
      literal += char
      this.at++
    }
    flush()
    const [only] = items
    return items.length === 1 && only !== undefined ? only : { kind: 'sequence', items }
  }

  private group(open: string, depth: number): PatternNode {
    const from = this.at
    this.at++
    const body = this.options(depth + 1)
    const close = open === '(' ? ')' : ']'
    if (this.source.charAt(this.at) !== close) {
      this.at = from
      throw this.fault(`"${open}" is not closed with "${close}"`)
    }
    this.at++
    const parts = body.kind === 'either' ? body.options : [body]
    if (parts.some(isEmpty)) {
      this.at = from
      throw this.fault('an empty alternative; write [ ] for what may be missing')
    }
    return open === '[' ? { kind: 'optional', body } : body
  }

  private slot(): PatternNode {
    const close = this.source.indexOf('}', this.at)
    if (close < 0) throw this.fault('"{" is not closed with "}"')
    const name = this.source.slice(this.at + 1, close)
    const slot = SLOTS.find((known) => known === name)
    if (slot === undefined) {
      throw this.fault(`{${name}} is no slot; slots are ${SLOTS.map((known) => `{${known}}`).join(' ')}`)
    }
    this.at = close + 1
    return { kind: 'slot', name: slot }
  }

  /** Null when the "<" is a mark like any other. */
  private wordClass(): PatternNode | null {
    const close = this.source.indexOf('>', this.at)
    if (close < 0) return null
    const name = this.source.slice(this.at + 1, close)
    if (!CLASS_NAME.test(name)) return null
    this.at = close + 1
    return { kind: 'class', name }
  }

  /** The word behind a mark that says how it is compared. */
  private markedWord(): string {
    let end = this.at + 1
    while (end < this.source.length && isWordAt(this.source, end)) end++
    const [word] = literals(this.source.slice(this.at + 1, end))
    if (word?.kind !== 'literal') throw this.fault(`"${this.source.charAt(this.at)}" without a word`)
    this.at = end
    return word.form
  }

  private gap(): PatternNode {
    let end = this.at + 1
    while (end < this.source.length && isWordAt(this.source, end)) end++
    const digits = this.source.slice(this.at + 1, end)
    if (digits !== '' && (!/^[1-9]\d?$/.test(digits) || Number(digits) > MAX_GAP)) {
      throw this.fault(`"_${digits}": a gap is "_" or "_1" to "_${MAX_GAP}"; write "\\_" for the mark`)
    }
    this.at = end
    return digits === '' ? { kind: 'gap', min: 1, max: 1 } : { kind: 'gap', min: 0, max: Number(digits) }
  }

  private fault(what: string): Fault {
    return new Fault(`${what} (character ${this.at + 1} of "${this.source}")`)
  }
}

function isEmpty(node: PatternNode): boolean {
  return node.kind === 'sequence' && node.items.length === 0
}

function endsInWord(literal: string): boolean {
  if (literal === '') return false
  const last = literal.charCodeAt(literal.length - 1)
  return isWordAt(literal, literal.length - (last >= 0xdc00 && last <= 0xdfff ? 2 : 1))
}

function asPrefix(node: PatternNode | undefined): PatternNode {
  if (node?.kind !== 'literal') throw new Fault('"*" without a word before it')
  return { kind: 'prefix', form: node.form }
}

function literals(text: string): PatternNode[] {
  if (text === '') return []
  const tokens = tokensIn(text, { start: 0, end: text.length })
  return tokens.form.map((form, i) => ({ kind: 'literal', form, word: tokens.word[i] ?? false }))
}

/**
 * Tokens of which one must stand in every text that the pattern matches: the alternatives of its most telling
 * literal. Null when the pattern can match without any literal.
 */
export function requiredForms(node: PatternNode): readonly string[] | null {
  switch (node.kind) {
    case 'literal':
      return [node.form]
    case 'either': {
      const all: string[] = []
      for (const option of node.options) {
        const forms = requiredForms(option)
        if (forms === null) return null
        all.push(...forms)
      }
      return all
    }
    case 'sequence': {
      let best: readonly string[] | null = null
      for (const item of node.items) {
        const forms = requiredForms(item)
        if (forms !== null && (best === null || telling(forms) > telling(best))) best = forms
      }
      return best
    }
    default:
      return null
  }
}

/** Long words are rare, marks are everywhere, one way is better than five. */
function telling(forms: readonly string[]): number {
  const shortest = Math.min(
    ...forms.map((form) => (form === ELLIPSIS || !isWordAt(form, 0) ? 0 : form.length)),
  )
  return shortest - forms.length / 100
}
