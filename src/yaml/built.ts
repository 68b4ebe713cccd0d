import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** Beside this file once `npm run build` has run; the sources have none, and read their data files each time. */
const FILE = new URL('./built.json', import.meta.url)

let values: Readonly<Record<string, unknown>> | null = null

/**
 * What a YAML text says, when it is that of a data file which the build has read without fault; undefined for any other
 * text, so that an edited file is read anew. Reading YAML takes longer than all else a small run does.
 */
export function builtValue(source: string): unknown {
  values ??= builtValues()
  return values[keyOf(source)]
}

/** SHA-256 of a text, in hex. */
export function keyOf(source: string): string {
  return createHash('sha256').update(source).digest('hex')
}

function builtValues(): Readonly<Record<string, unknown>> {
  let json: string
  try {
    json = readFileSync(FILE, 'utf8')
  } catch {
    return {}
  }
  const given: unknown = JSON.parse(json)
  return typeof given === 'object' && given !== null ? { ...given } : {}
}
