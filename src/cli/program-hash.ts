import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * SHA-256 (hex) of the program as it runs and of the data that ship with it. Not the version: somebody who adds a word to a
 * language's file, or mends the program, must not be given what the old one found.
 */
export function programHash(): string {
  const hash = createHash('sha256')
  const root = new URL('../../', import.meta.url)
  const code = new URL('../', import.meta.url)
  for (const [folder, ending] of [
    [code, /\.[jt]s$/],
    [new URL('src/', root), /\.yaml$/],
  ] as const) {
    const names = readdirSync(fileURLToPath(folder), { recursive: true, encoding: 'utf8' })
    const slashed = names.map((name) => name.replaceAll('\\', '/'))
    for (const name of slashed.filter((one) => ending.test(one)).sort()) {
      hash
        .update(`${name}\0`)
        .update(readFileSync(new URL(encodeURI(name), folder)))
        .update('\0')
    }
  }
  return hash.update(readFileSync(new URL('package.json', root))).digest('hex')
}
