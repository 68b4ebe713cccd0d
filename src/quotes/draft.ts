import type { Span } from '../model/span.js'
import type { Header } from './headers.js'
import type { Passage } from './passages.js'
import type { Range } from './stream.js'

/** A quote as a finder hands it over, before it is numbered and measured. */
export interface Draft extends Span {
  readonly tokens: Range
  readonly passage: Passage | null
  readonly runnerUp: Passage | null
  readonly header: Header | null
  /** Whether it stands inside a sentence or line of the author's own. */
  readonly inline: boolean
  /** Whether one of its ends is an estimate. */
  readonly estimated: boolean
}

/** A draft at a place. All drafts are made here, so that they have one shape. */
export function draftAt({ start, end }: Span, facts: Omit<Draft, keyof Span>): Draft {
  const { tokens, passage, runnerUp, header, inline, estimated } = facts
  return { start, end, tokens, passage, runnerUp, header, inline, estimated }
}
