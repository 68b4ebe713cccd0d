import type { AnyRow } from './columns.js'
import type { SumRow } from './sums.js'
import type { TableName } from './tables.js'
import { authorRow } from './tables/authors.js'
import { interactionRow } from './tables/interactions.js'
import { stanceChangeRows } from './tables/stance-changes.js'
import { stanceReplyRows } from './tables/stance-replies.js'

type Several<T> = AsyncIterable<T> | Iterable<T>

/** A table of sums, and how its rows are made of its groups, which come in order of their keys. */
interface SumTable {
  readonly name: TableName
  rows(groups: Several<SumRow>): Several<AnyRow>
}

/** All tables of sums over the corpus. */
export function sumTables(targets: readonly string[]): readonly SumTable[] {
  return [
    { name: 'authors', rows: (groups) => rowByRow(groups, (group) => authorRow(group, targets)) },
    { name: 'interactions', rows: (groups) => rowByRow(groups, interactionRow) },
    { name: 'stance_replies', rows: stanceReplyRows },
    { name: 'stance_changes', rows: (groups) => stanceChangeRows(groups, targets) },
  ]
}

async function* rowByRow(groups: Several<SumRow>, row: (group: SumRow) => AnyRow): AsyncGenerator<AnyRow> {
  for await (const group of groups) yield row(group)
}
