import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const cli = join(root, 'dist/cli.js')

/** Builds what `npm ci` has built when the sources are newer, so that no test runs an old program. */
export function build(): void {
  const built = existsSync(cli) ? statSync(cli).mtimeMs : 0
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  const stale = sources.some(
    (name) => name.endsWith('.ts') && statSync(join(root, 'src', name)).mtimeMs > built,
  )
  if (stale) spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' })
}

export interface Ended {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

/** The command as a user runs it. */
export function polylogue(args: readonly string[], env: Readonly<Record<string, string>> = {}): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
  return { status, out: stdout, err: stderr }
}

/** The command under way, to be interrupted. */
export function started(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [cli, ...args], { stdio: 'ignore' })
}
