import type { Coding, CodingFault } from '../model/coding.js'
import type { DiagnosticCode } from '../model/diagnostic.js'

/** A fault at a row of a sheet; `row` null when the whole file is meant. */
export function fault(
  at: Pick<Coding, 'sourceFile'> & { readonly row: number | null },
  code: DiagnosticCode,
  message: string,
): CodingFault {
  return { sourceFile: at.sourceFile, diagnostic: { code, line: at.row, message } }
}

/** `codings/A.csv row 12` */
export function placeOf({ sourceFile, row }: Pick<Coding, 'sourceFile' | 'row'>): string {
  return `${sourceFile} row ${row}`
}
