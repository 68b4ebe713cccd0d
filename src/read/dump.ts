import type { Diagnostic } from '../model/diagnostic.js'
import type { Dump } from '../model/dump.js'
import { decode } from './decode.js'

/** A dump, or why the file cannot be one. */
export type ReadResult =
  | { readonly kind: 'dump'; readonly dump: Dump }
  | { readonly kind: 'refused'; readonly diagnostic: Diagnostic }

/**
 * The bytes of a text dump as a record. `sourceFile` is the path below the corpus folder with `/`, as on disk. Pure:
 * what cannot be read comes back as a diagnostic, never as an exception.
 */
export function readDump(bytes: Uint8Array, sourceFile: string, site = ''): ReadResult {
  const decoded = decode(bytes)
  if (decoded.kind === 'refused') return decoded
  const { capturedAt, pageStart } = captureLine(decoded.text)
  return {
    kind: 'dump',
    dump: {
      thread: threadId(sourceFile),
      sourceFile,
      text: decoded.text,
      capturedAt,
      pageStart,
      site,
      url: '',
      diagnostics: decoded.diagnostics,
    },
  }
}

/** The thread's id: the path in NFC without its last extension. A leading full stop begins no extension. */
export function threadId(sourceFile: string): string {
  const name = sourceFile.slice(sourceFile.lastIndexOf('/') + 1)
  const stop = name.lastIndexOf('.')
  return (stop > 0 ? sourceFile.slice(0, sourceFile.length - name.length + stop) : sourceFile).normalize(
    'NFC',
  )
}

/** ` date 2026-03-05 …`, as crawlers put it before the page's first words. The page begins behind the one space. */
function captureLine(text: string): { capturedAt: string | null; pageStart: number } {
  const found = /^ ?date (\d{4})-(\d{2})-(\d{2})(?=[ \n]|$)/.exec(text)
  if (found === null || !isDate(Number(found[1]), Number(found[2]), Number(found[3]))) {
    return { capturedAt: null, pageStart: 0 }
  }
  const after = found[0].length
  return {
    capturedAt: `${found[1]}-${found[2]}-${found[3]}`,
    pageStart: text[after] === ' ' ? after + 1 : after,
  }
}

function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return day <= (days[month - 1] ?? 0)
}
