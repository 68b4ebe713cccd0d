import { SEVERITIES } from '../../model/diagnostic.js'
import { defineTable, filled, oneOf, optional } from '../columns.js'
import type { Row } from '../columns.js'
import type { DiagnosticRecord } from '../record.js'

export const problems = defineTable({
  name: 'problems',
  per: 'thing a person should look at',
  description:
    'What was odd, missing or not understood. docs/problems.md says what each code means and what to do.',
  columns: {
    source_file: filled('text', 'Path of the file or folder below the corpus folder.'),
    line: optional(
      'integer',
      '1-based line of the dump, or row of a coding sheet as a spreadsheet numbers it; empty when the whole file is meant.',
    ),
    severity: oneOf(
      SEVERITIES,
      'error: something was not read; warning: rows may be wrong; note: worth knowing.',
    ),
    code: filled('text', 'What it is, from the published list in docs/problems.md.'),
    message: filled('text', 'What is odd, where, what came instead, what to do.'),
  },
  key: [],
  foreign: [],
})

export function problemRow(sourceFile: string, found: DiagnosticRecord): Row<typeof problems.columns> {
  return {
    source_file: sourceFile,
    line: found.line,
    severity: found.severity,
    code: found.code,
    message: found.message,
  }
}
