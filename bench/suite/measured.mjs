import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * What a Node process took: wall clock and processor time of all its threads in seconds, the most memory it held at a time in MB
 * (2^20 bytes), and what it printed.
 * @typedef {{ seconds: number, cpu: number, peak: number, status: number, out: string }} Taken
 */

const preload = pathToFileURL(new URL('usage.mjs', import.meta.url).pathname).href
let started = 0

/**
 * Runs a script and waits. A process that fails is an error, unless `statuses` names its status.
 *
 * @param {readonly string[]} args of node: options, script, arguments
 * @param {{ cwd?: string, statuses?: readonly number[] }} [how]
 * @returns {Promise<Taken>}
 */
export async function measured(args, { cwd = process.cwd(), statuses = [0] } = {}) {
  const file = join(tmpdir(), `polylogue-usage-${process.pid}-${started++}.json`)
  const began = performance.now()
  const child = spawn(process.execPath, ['--import', preload, ...args], {
    cwd,
    env: { ...process.env, POLYLOGUE_USAGE: file },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (chunk) => (out += chunk))
  child.stderr.setEncoding('utf8').on('data', (chunk) => (err += chunk))
  /** @type {number | null} */
  const status = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve))
  const seconds = (performance.now() - began) / 1000
  if (status === null || !statuses.includes(status)) {
    throw new Error(`${args.join(' ')} ended with ${status ?? 'a signal'}:\n${err || out}`)
  }
  /** @type {{ cpu: number, peak: number }} */
  const { cpu, peak } = JSON.parse(readFileSync(file, 'utf8'))
  rmSync(file)
  return { seconds, cpu, peak, status, out }
}

/**
 * The one that took least of several, by wall clock: what else the machine did is in the others.
 * @param {number} times
 * @param {() => Promise<Taken>} run
 */
export async function best(times, run) {
  let least = await run()
  for (let i = 1; i < times; i++) {
    const next = await run()
    if (next.seconds < least.seconds) least = next
  }
  return least
}
