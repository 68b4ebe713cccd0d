/** How much a person should worry: the row was not produced, may be wrong, or is worth knowing. */
export const SEVERITIES = ['error', 'warning', 'note'] as const
export type Severity = (typeof SEVERITIES)[number]

/**
 * Every code that `problems.csv` can hold, with the severity it always has. The words are part of the public
 * interface: a code may be added, none changes its meaning. docs/problems.md says what to do about each.
 */
export const DIAGNOSTIC_CODES = {
  // reading
  'dump-unreadable': 'error',
  'dump-empty': 'error',
  'dump-binary': 'error',
  'duplicate-thread': 'error',
  'link-not-followed': 'warning',
  'encoding-guessed': 'note',
  'encoding-damaged': 'warning',
  'line-very-long': 'note',
  'analysis-failed': 'error',
  'input-malformed': 'error',
  'limit-exceeded': 'error',
  // segmenting
  'comments-missing': 'note',
  'comments-beyond-announced': 'warning',
  'comments-not-found': 'warning',
  'frame-unclear': 'warning',
  'region-not-understood': 'warning',
  'author-missing': 'warning',
  'byline-further': 'note',
  'title-missing': 'note',
  'stamp-order-assumed': 'note',
  'stamp-relative': 'note',
  'stamp-unresolved': 'note',
  'stamp-before-article': 'note',
  // quotes
  'quote-end-estimated': 'note',
  'quote-source-missing': 'note',
  'quote-source-tied': 'note',
  // replies
  'reply-to-absent': 'note',
  'reply-name-ambiguous': 'note',
  'reply-impossible': 'warning',
  // language and stances
  'language-unknown': 'note',
  // people's codings
  'coding-file-refused': 'warning',
  'coding-file-damaged': 'warning',
  'coding-key-missing': 'warning',
  'coding-target-unknown': 'warning',
  'coding-column-unknown': 'note',
  'coding-value-unknown': 'warning',
  'coding-coder-invalid': 'warning',
  'coding-coder-twice': 'warning',
  'coding-contradiction': 'warning',
  'coding-duplicate': 'note',
  'coding-ambiguous': 'warning',
  'coding-unmatched': 'warning',
  'coding-moved': 'note',
  'coding-matched-by-words': 'note',
  'model-codings-missing': 'note',
  // report
  'cell-too-long': 'note',
  'row-without-author': 'note',
  'text-ill-formed': 'note',
} as const satisfies Record<string, Severity>
export type DiagnosticCode = keyof typeof DIAGNOSTIC_CODES

/** Something a person should look at. `line` is 1-based in the dump's text, null when the whole file is meant. */
export interface Diagnostic {
  readonly code: DiagnosticCode
  readonly line: number | null
  /** What is odd, what came instead, what to do: one or two sentences, no trailing line break. */
  readonly message: string
}
