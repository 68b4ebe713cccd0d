import { parse } from 'csv-parse/sync'
import { joinCodings } from '../../src/coding/joiner.js'
import { createReport } from '../../src/report/report.js'
import type { Report, ReportOptions } from '../../src/report/report.js'
import type { Summary } from '../../src/report/summary.js'
import { analysed, codingsOf } from './build.js'
import type { ThreadSpec } from './build.js'

export const FACTS = {
  version: '0.0.0',
  codebook: { from: 'default', sha256: 'c'.repeat(64) },
  languages: 'd'.repeat(64),
  codings: [],
  model: null,
  options: { site: '' },
}

export interface Written {
  readonly files: ReadonlyMap<string, string>
  readonly hashes: ReadonlyMap<string, string>
  readonly summary: Summary
  /** A table's rows by column name, as a program reads them. */
  rows(name: string): Record<string, string>[]
}

/** A report that has just begun, and the text of its files so far. */
export function opened(options: Partial<ReportOptions> = {}): { made: Report; files: Map<string, string> } {
  const files = new Map<string, string>()
  const made = createReport(
    {
      dialect: 'plain',
      targets: ['bubble', 'listing'],
      coder: null,
      codings: joinCodings([], [], new Set()),
      model: null,
      run: FACTS,
      ...options,
    },
    (name) => {
      files.set(name, '')
      const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
      return {
        write: (chunk) => void files.set(name, files.get(name) + decoder.decode(chunk, { stream: true })),
      }
    },
  )
  return { made, files }
}

/** The report's files for these threads, `plain` unless told otherwise. */
export async function report(
  specs: readonly ThreadSpec[],
  options: Partial<ReportOptions> = {},
): Promise<Written> {
  const { made, files } = opened({ codings: codingsOf(specs), ...options })
  for (const spec of specs) made.add(analysed(spec), 'a'.repeat(64))
  const { files: written, summary } = await made.finish()
  return {
    files,
    hashes: new Map(written.map(({ name, sha256 }) => [name, sha256])),
    summary,
    rows: (name) =>
      parse(files.get(`${name}.csv`) ?? '', {
        columns: true,
        bom: true,
        delimiter: options.dialect === 'fr' ? ';' : ',',
      }),
  }
}

/** One column of a table. */
export function column(written: Written, table: string, name: string): (string | undefined)[] {
  return written.rows(table).map((row) => row[name])
}
