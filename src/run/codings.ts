import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { SheetFile } from '../coding/gather.js'
import type { CodingFault } from '../model/coding.js'
import { MAX_BYTES } from '../read/decode.js'
import { compareCodePoints } from '../text/order.js'
import { codeOf, reasonOf } from './failure.js'

/** The folder below the corpus folder that holds people's filled sheets. */
export const CODINGS = 'codings'

export interface FoundSheets {
  /** In order of their names by code point. */
  readonly files: readonly (SheetFile & { readonly sha256: string })[]
  /** Files that could not be read, or that look like sheets and are none. */
  readonly faults: readonly CodingFault[]
}

/** The `*.csv` files right in `folder`/codings, none where there is no such folder. Names that begin with `.` or `~` are passed over. */
export function findSheets(folder: string): FoundSheets {
  const files: FoundSheets['files'][number][] = []
  const faults: CodingFault[] = []
  const refuse = (sourceFile: string, message: string): void => {
    faults.push({ sourceFile, diagnostic: { code: 'coding-file-refused', line: null, message } })
  }
  let names: string[]
  try {
    names = readdirSync(join(folder, CODINGS)).sort(compareCodePoints)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') refuse(CODINGS, `The folder cannot be read: ${reasonOf(error)}.`)
    return { files, faults }
  }
  for (const name of names) {
    if (/^[.~]/.test(name)) continue
    const sourceFile = `${CODINGS}/${name}`
    const path = join(folder, CODINGS, name)
    try {
      const stats = statSync(path)
      if (stats.isDirectory())
        refuse(sourceFile, 'Sheets in folders of this folder are not read: move them up.')
      else if (/\.(?:xlsx?|xlsm|ods|numbers)$/i.test(name)) {
        refuse(sourceFile, 'This is a workbook: save the sheet as CSV beside it.')
      } else if (/\.csv$/i.test(name)) {
        if (!isBelow(folder, path))
          refuse(sourceFile, 'This link leads out of the corpus folder and was not followed: copy the file.')
        else if (stats.size > MAX_BYTES)
          refuse(sourceFile, `It has ${stats.size} bytes, and ${MAX_BYTES} can be held.`)
        else {
          const bytes = readFileSync(path)
          files.push({ sourceFile, bytes, sha256: createHash('sha256').update(bytes).digest('hex') })
        }
      }
    } catch (error) {
      refuse(sourceFile, `This file cannot be read: ${reasonOf(error)}.`)
    }
  }
  return { files, faults }
}

function isBelow(folder: string, path: string): boolean {
  const root = realpathSync(folder)
  return realpathSync(path).startsWith(root.endsWith(sep) ? root : root + sep)
}
