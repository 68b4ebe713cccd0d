import { attributedRows } from './attributed.js'
import type { AnyRow, Columns, Table } from './columns.js'
import type { ThreadRecord } from './record.js'
import { sumFile } from './sums.js'
import type { SumRow, SumShape } from './sums.js'
import type { TableText, WriteCell } from './table-text.js'
import { agreement } from './tables/agreement.js'
import { authorColumns, authorShape, authorSums, authors } from './tables/authors.js'
import { disagreementRows, disagreements } from './tables/disagreements.js'
import { interactionShape, interactionSums, interactions } from './tables/interactions.js'
import { postCells, posts, quotingPosts } from './tables/posts.js'
import { problemRow, problems } from './tables/problems.js'
import { quoteCells, quotes, quotesInPosts } from './tables/quotes.js'
import { replies, repliesOfPosts, replyCells } from './tables/replies.js'
import { stanceChangeShape, stanceChangeSums, stanceChanges } from './tables/stance-changes.js'
import { stanceReplies, stanceReplyShape, stanceReplySums } from './tables/stance-replies.js'
import { stancesByThread, stancesByThreadRows } from './tables/stances-by-thread.js'
import { stanceRows, stances } from './tables/stances.js'
import { threadRow, threads } from './tables/threads.js'
import type { ThreadCells } from './thread-cells.js'

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

/** The rows that one thread adds to a table. */
export interface ThreadRows {
  readonly name: TableName
  readonly count: number
  /** Adds them to `cells.out`. */
  readonly append: (cells: ThreadCells, table: TableText) => void
}

/** The rows that one thread adds to each table; tables of sums over threads are not among them. */
export function threadRows(
  record: ThreadRecord,
  targets: readonly string[],
  coder: string | null,
): readonly ThreadRows[] {
  return [
    made('threads', [threadRow(record, record.diagnostics.length)]),
    written('posts', quotingPosts(record), postCells),
    written('quotes', quotesInPosts(record), quoteCells),
    written('replies', repliesOfPosts(record), replyCells),
    made('stances', stanceRows(record, targets)),
    made('stances_by_thread', stancesByThreadRows(record, targets, coder)),
    made('disagreements', disagreementRows(record, targets)),
    made(
      'problems',
      record.diagnostics.map((found) => problemRow(record.source_file, found)),
    ),
  ]
}

function made(name: TableName, rows: readonly AnyRow[]): ThreadRows {
  const append = ({ out }: ThreadCells, table: TableText): void => {
    for (const row of rows) table.row(out, row)
  }
  return { name, count: rows.length, append }
}

/** For the tables of many rows, without objects that hold their cells. */
function written<T>(name: TableName, all: readonly T[], writers: readonly WriteCell<T>[]): ThreadRows {
  const append = (cells: ThreadCells, table: TableText): void => {
    for (const one of all) table.rowOf(cells, one, writers)
  }
  return { name, count: all.length, append }
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
  const attributed = attributedRows(record)
  return [
    [sumFile(interactionShape), interactionSums(record, attributed)],
    [sumFile(stanceReplyShape), stanceReplySums(record, attributed, coder)],
    [sumFile(authorShape(targets)), authorSums(record, attributed, targets, coder)],
    [sumFile(stanceChangeShape), stanceChangeSums(record, targets, coder)],
  ]
}
