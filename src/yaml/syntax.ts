import type { Document, LineCounter } from 'yaml'

/**
 * The first place where a text is no YAML, null where it is. Only the first: one bracket too many makes a fault of every
 * word behind it.
 */
export function syntaxFault(
  { errors }: Document,
  counter: LineCounter,
): { readonly line: number; readonly what: string } | null {
  const error = errors[0]
  if (error === undefined) return null
  const what = (error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '')
  return { line: counter.linePos(error.pos[0]).line, what }
}
