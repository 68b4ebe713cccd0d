import type { LineTokens } from './line-tokens.js'

const DIGITS = /^[0-9]{1,12}$/
const THREE = /^[0-9]{3}$/
const SHORT = /^([0-9]{1,6})([km])$/
const TENTHS = /^[0-9]{1,2}$/
const GROUPING = new Set(['.', ',', "'"])
const FACTOR: Readonly<Record<string, number>> = { k: 1_000, m: 1_000_000 }

export interface PrintedNumber {
  readonly value: number
  /** Index behind the number's last token. */
  readonly to: number
}

/** The numbers that can be read at token `at`, the longest first: "5 871", "1.033", "3,827", "12'000", "1,2k", "1,2 M". */
export function numbersAt(tokens: LineTokens, at: number): readonly PrintedNumber[] {
  if (!tokens.isNumber(at)) return []
  const head = tokens.form(at)
  const short = SHORT.exec(head)
  if (short !== null) return [{ value: Number(short[1]) * (FACTOR[short[2] ?? ''] ?? 1), to: at + 1 }]
  if (!DIGITS.test(head)) return []
  const found: PrintedNumber[] = [{ value: Number(head), to: at + 1 }]
  const tenths = SHORT.exec(formAt(tokens, at + 2))
  const point = formAt(tokens, at + 1)
  if ((point === ',' || point === '.') && tenths !== null && touches(tokens, at, at + 2)) {
    const value = Number(`${head}.${tenths[1] ?? ''}`) * (FACTOR[tenths[2] ?? ''] ?? 1)
    return [{ value: Math.round(value), to: at + 3 }]
  }
  const rounded = roundedAt(tokens, at)
  if (rounded !== null) found.unshift(rounded)
  if (head.length > 3) return found
  let digits = head
  let to = at + 1
  while (digits.length <= 9 && to < tokens.count) {
    const marked = GROUPING.has(formAt(tokens, to))
    const group = marked ? to + 1 : to
    if (!THREE.test(formAt(tokens, group))) break
    if (marked ? !touches(tokens, to - 1, group) : !oneSpace(tokens, to - 1)) break
    digits += formAt(tokens, group)
    to = group + 1
    found.unshift({ value: Number(digits), to })
  }
  return found
}

/** "182 k", "1,2 M": the factor apart from the number, as French and Spanish pages set it. */
function roundedAt(tokens: LineTokens, at: number): PrintedNumber | null {
  const point = formAt(tokens, at + 1)
  const tenths = formAt(tokens, at + 2)
  const broken = (point === ',' || point === '.') && TENTHS.test(tenths) && touches(tokens, at, at + 2)
  const last = broken ? at + 2 : at
  const factor = FACTOR[formAt(tokens, last + 1)]
  if (factor === undefined || !oneSpace(tokens, last)) return null
  const value = Number(broken ? `${tokens.form(at)}.${tenths}` : tokens.form(at)) * factor
  return { value: Math.round(value), to: last + 2 }
}

function formAt(tokens: LineTokens, at: number): string {
  return at < tokens.count ? tokens.form(at) : ''
}

/** Whether no space stands between the tokens from `from` to `to`. */
function touches(tokens: LineTokens, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (tokens.end[i] !== tokens.start[i + 1]) return false
  return true
}

/** One space parts the token from the next, also one spelt `&nbsp;`. */
function oneSpace(tokens: LineTokens, at: number): boolean {
  return isOneSpace((tokens.start[at + 1] ?? 0) - (tokens.end[at] ?? 0))
}

export function isOneSpace(width: number): boolean {
  return width === 1 || width === '&nbsp;'.length
}

/** What the reading of numbers sees of a word, besides the value: 1 to 12 for so many digits. */
export function numberClass(form: string): number {
  const unit = form.charCodeAt(0)
  if (!(unit >= 48 && unit <= 57)) return 0
  if (DIGITS.test(form)) return form.length
  return SHORT.test(form) ? 13 : 14
}

export const NUMBER_CLASSES = 15
/** The marks that a number may hold. */
export const NUMBER_MARKS: ReadonlySet<string> = GROUPING
