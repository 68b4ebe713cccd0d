import { decode } from '../../read/decode.js'
import { readTable } from '../csv.js'
import { foldedHeader, isFixedColumn } from '../header.js'
import { sheet } from './table.js'

/** Whether a file that stands where a sheet is to be written may hold somebody's work: codes, remarks, or no sheet at all. */
export function holdsWork(bytes: Uint8Array): boolean {
  const decoded = decode(bytes)
  if (decoded.kind === 'refused') return decoded.diagnostic.code !== 'dump-empty'
  const { header, rows, unclosed } = readTable(decoded.text, isFixedColumn)
  const names = header.map(foldedHeader)
  if (unclosed !== null || !names.includes('key') || !names.includes('memo')) return true
  const given = new Set([...Object.keys(sheet.columns), 'coder'])
  return rows.some(({ cells }) => cells.some((cell, at) => !given.has(names[at] ?? '') && cell.trim() !== ''))
}
