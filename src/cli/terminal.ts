import type { RunProgress } from '../run/run.js'

/** Where a command's words go. `cli.ts` hands in the process's streams, tests hand in lists. */
export interface Terminal {
  /** Results, for people and pipes. */
  out(text: string): void
  /** Faults and warnings. */
  err(text: string): void
  /** Whether results may be coloured. */
  readonly color: boolean
  /** A bar on a terminal, nothing elsewhere. `end` takes the bar away. */
  progress(): RunProgress & { end(): void }
}

export type Paint = (colour: keyof typeof COLOURS, text: string) => string

const COLOURS = { red: 31, yellow: 33, dim: 2, bold: 1 } as const

export function painter(color: boolean): Paint {
  return (colour, text) => (color ? `\u001b[${COLOURS[colour]}m${text}\u001b[0m` : text)
}

/**
 * Text from files and file names as it may stand on a terminal: controls, which could move the cursor or rename the
 * window, and marks that turn the direction of writing become spaces.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, ' ')
}
