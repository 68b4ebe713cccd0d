import type { AnyRow, Columns, Table } from './columns.js'
import type { ThreadRecord } from './record.js'
import { sumFile } from './sums.js'
import type { SumRow, SumShape } from './sums.js'
import { agreement } from './tables/agreement.js'
import { authorColumns, authorShape, authorSums, authors } from './tables/authors.js'
import { disagreementRows, disagreements } from './tables/disagreements.js'
import { interactionShape, interactionSums, interactions } from './tables/interactions.js'
import { postRows, posts } from './tables/posts.js'
import { problemRow, problems } from './tables/problems.js'
import { quoteRows, quotes } from './tables/quotes.js'
import { replies, replyRows } from './tables/replies.js'
import { stanceChangeShape, stanceChangeSums, stanceChanges } from './tables/stance-changes.js'
import { stanceReplies, stanceReplyShape, stanceReplySums } from './tables/stance-replies.js'
import { stancesByThread, stancesByThreadRows } from './tables/stances-by-thread.js'
import { stanceRows, stances } from './tables/stances.js'
import { threadRow, threads } from './tables/threads.js'

/** All tables, in the order of the table reference, with the columns that the codebook's targets add. */
export function allTables(targets: readonly string[]) {
  return {
    threads,
    posts,
    quotes,
    replies,
    stances,
    stances_by_thread: stancesByThread,
    interactions,
    stance_replies: stanceReplies,
    authors: { ...authors, columns: authorColumns(targets) },
    stance_changes: stanceChanges,
    agreement,
    disagreements,
    problems,
  } satisfies Record<string, Pick<Table, 'name' | 'per' | 'description' | 'foreign'> & TableShape>
}

interface TableShape {
  readonly columns: Columns
  readonly key: readonly string[]
}

export type TableName = keyof ReturnType<typeof allTables>

/** The rows that one thread adds to each table; tables of sums over threads are not among them. */
export function threadRows(
  record: ThreadRecord,
  targets: readonly string[],
  coder: string | null,
): readonly (readonly [TableName, readonly AnyRow[]])[] {
  return [
    ['threads', [threadRow(record, record.diagnostics.length)]],
    ['posts', postRows(record)],
    ['quotes', quoteRows(record)],
    ['replies', replyRows(record)],
    ['stances', stanceRows(record, targets)],
    ['stances_by_thread', stancesByThreadRows(record, targets, coder)],
    ['disagreements', disagreementRows(record, targets)],
    ['problems', record.diagnostics.map((found) => problemRow(record.source_file, found))],
  ]
}

/** The tables of sums: what tells their groups apart. */
export function sumShapes(targets: readonly string[]): readonly SumShape[] {
  return [interactionShape, stanceReplyShape, authorShape(targets), stanceChangeShape]
}

/** The partial rows that one thread adds to each table of sums. */
export function threadSums(
  record: ThreadRecord,
  targets: readonly string[],
  coder: string | null,
): readonly (readonly [file: string, rows: readonly SumRow[]])[] {
  return [
    [sumFile(interactionShape), interactionSums(record)],
    [sumFile(stanceReplyShape), stanceReplySums(record, coder)],
    [sumFile(authorShape(targets)), authorSums(record, targets, coder)],
    [sumFile(stanceChangeShape), stanceChangeSums(record, targets, coder)],
  ]
}
