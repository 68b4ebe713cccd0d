import { readFileSync, readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** The processes that this one has started, and those that they have started: nobody else's are touched. Linux only. */
export function descendants(root: number): number[] {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const stat = textOf(`/proc/${name}/stat`)
    // The command in brackets may hold anything; the parent stands second behind it.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    children.set(parent, [...(children.get(parent) ?? []), Number(name)])
  }
  const found: number[] = []
  for (const waiting = [root]; waiting.length > 0;) {
    const below = children.get(waiting.pop() ?? 0) ?? []
    found.push(...below)
    waiting.push(...below)
  }
  return found
}

/** Whether a process that may be gone already was still there for the signal. */
export function signalled(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}

/** SIGKILL to processes that may be gone already. */
export function killAll(pids: readonly number[]): void {
  for (const pid of pids) signalled(pid, 'SIGKILL')
}

/** Waits until `found` finds something. */
export async function waitFor<T>(found: () => T | undefined, what: string): Promise<T> {
  for (let tries = 0; tries < 20_000; tries++) {
    const value = found()
    if (value !== undefined) return value
    await sleep(5)
  }
  throw new Error(`waited too long for ${what}`)
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
