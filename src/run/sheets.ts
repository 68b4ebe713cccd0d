import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { holdsWork } from '../coding/sheet/existing.js'
import { SHEETS_NAME } from '../coding/sheet/write.js'
import { EXIT, Failure, codeOf, reasonOf } from './failure.js'

/** The folder below the output folder for empty sheets. */
export const SHEETS = 'sheets'

/** Describes the sheets to programs, and says how the posts were drawn. */
export const DESCRIPTOR = 'datapackage.json'

/** Throws a Failure (3) when a sheet of one of these coders stands in OUT/sheets and may hold codes. */
export function refuseFilledSheets(output: string, coders: readonly string[], corpus: string): void {
  for (const name of [...coders.map((coder) => `${coder}.csv`), DESCRIPTOR]) {
    const path = join(output, SHEETS, name)
    const bytes = bytesOf(path)
    if (bytes === null || !(name === DESCRIPTOR ? isForeign(bytes) : holdsWork(bytes))) continue
    const what = name === DESCRIPTOR ? 'is not from polylogue sheet' : 'holds codes or remarks'
    throw new Failure(
      EXIT.output,
      `${path} ${what} and is not overwritten: move it ${name === DESCRIPTOR ? 'elsewhere' : `to ${join(corpus, 'codings')}`}, or choose another --output.`,
    )
  }
}

/** Writes all files to OUT/sheets, or none: each under a hidden name first. Throws a Failure (3). */
export function writeSheets(output: string, files: ReadonlyMap<string, string>): void {
  const folder = join(output, SHEETS)
  const hidden = (name: string): string => join(folder, `.${name}-${process.pid}.part`)
  try {
    mkdirSync(folder, { recursive: true })
    for (const [name, text] of files) writeFileSync(hidden(name), text)
    for (const name of files.keys()) renameSync(hidden(name), join(folder, name))
  } catch (error) {
    for (const name of files.keys()) rmSync(hidden(name), { force: true })
    throw new Failure(EXIT.output, `The sheets cannot be written to ${folder}: ${reasonOf(error)}.`)
  }
}

function bytesOf(path: string): Uint8Array | null {
  try {
    return readFileSync(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null
    throw new Failure(EXIT.output, `${path} stands in the way and cannot be read: ${reasonOf(error)}.`)
  }
}

function isForeign(bytes: Uint8Array): boolean {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    return typeof value !== 'object' || value === null || !('name' in value) || value.name !== SHEETS_NAME
  } catch {
    return true
  }
}
