import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'

/** What the numbers depend on, without anything that tells one machine of a kind from another. */
export function machine() {
  return {
    processor: cpus()[0]?.model.trim() ?? '',
    cores: availableParallelism(),
    memoryGB: Math.round(totalmem() / 2 ** 30),
    system: process.platform,
    node: process.version,
    program: commandVersion(),
  }
}

/** @returns {string} */
function commandVersion() {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version
}
