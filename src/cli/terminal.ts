import type { RunProgress } from '../run/run.js'

/** Where a command's words go. `cli.ts` hands in the process's streams, tests hand in lists. */
export interface Terminal {
  /** Results, for people and pipes. */
  out(text: string): void
  /** Faults and warnings. */
  err(text: string): void
  /** Whether results may be coloured. */
  readonly color: boolean
  /** How wide results may be: the terminal's width, 80 where there is none. */
  readonly columns: number
  /** A bar on a terminal, nothing elsewhere. `end` takes the bar away. */
  progress(): RunProgress & { end(): void }
}

/**
 * Whether to colour, as users expect it (no-color.org, force-color.org): FORCE_COLOR decides where it is set, then NO_COLOR;
 * else a terminal has colours unless it is a dumb one.
 */
export function wantsColor(isTerminal: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  const forced = env['FORCE_COLOR'] ?? ''
  if (forced !== '') return forced !== '0' && forced !== 'false'
  return isTerminal && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb'
}

export type Paint = (colour: keyof typeof COLOURS, text: string) => string

const COLOURS = { red: 31, yellow: 33, dim: 2, bold: 1 } as const

export function painter(color: boolean): Paint {
  return (colour, text) => (color ? `\u001b[${COLOURS[colour]}m${text}\u001b[0m` : text)
}
