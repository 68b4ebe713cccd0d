import { parse } from 'csv-parse/sync'
import { createReport } from '../../src/report/report.js'
import type { ReportOptions } from '../../src/report/report.js'
import type { Summary } from '../../src/report/summary.js'
import { analysed, codingsOf } from './build.js'
import type { ThreadSpec } from './build.js'

export const FACTS = {
  version: '0.0.0',
  codebook: { from: 'default', sha256: 'c'.repeat(64) },
  languages: 'd'.repeat(64),
  codings: [],
  options: { site: '' },
}

export interface Written {
  readonly files: ReadonlyMap<string, string>
  readonly hashes: ReadonlyMap<string, string>
  readonly summary: Summary
  /** A table's rows by column name, as a program reads them. */
  rows(name: string): Record<string, string>[]
}

/** The report's files for these threads, `plain` unless told otherwise. */
export function report(specs: readonly ThreadSpec[], options: Partial<ReportOptions> = {}): Written {
  const texts = new Map<string, string[]>()
  const made = createReport(
    {
      dialect: 'plain',
      targets: ['bubble', 'listing'],
      coder: null,
      codings: codingsOf(specs),
      run: FACTS,
      ...options,
    },
    (name) => {
      const chunks: string[] = []
      texts.set(name, chunks)
      return { write: (chunk) => void chunks.push(chunk) }
    },
  )
  for (const spec of specs) made.add(analysed(spec), 'a'.repeat(64))
  const { files: written, summary } = made.finish()
  const files = new Map([...texts].map(([name, chunks]) => [name, chunks.join('')]))
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
