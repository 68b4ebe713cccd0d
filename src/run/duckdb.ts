import { DuckDBInstance } from '@duckdb/node-api'
import { sumRow } from '../report/sums.js'
import type { SumRow, SumShape } from '../report/sums.js'

// Beyond it DuckDB goes on in files. Each thread, and each buffer of what is read, takes its share of it: with two threads, or the 32 MB
// buffers that are usual, two million groups did not fit. One thread and small buffers sorted six million.
const MEMORY = '256MB'
const THREADS = '1'
const BUFFER = 4 << 20

/**
 * The groups of a file of partial rows, in order of their keys: what `foldGroups` gives, in bounded memory. DuckDB compares
 * texts by their bytes in UTF-8, which is the order of the code points.
 * @param scratch a folder for what does not fit into memory
 */
export async function* queryGroups(path: string, shape: SumShape, scratch: string): AsyncGenerator<SumRow> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: MEMORY,
    threads: THREADS,
    temp_directory: scratch,
    preserve_insertion_order: 'false',
  })
  try {
    const connection = await instance.connect()
    try {
      const result = await connection.stream(groupQuery(path, shape))
      for await (const rows of result.yieldRowsJs()) {
        for (const cells of rows) yield sumRow(cells.map(String), shape)
      }
    } finally {
      connection.closeSync()
    }
  } finally {
    instance.closeSync()
  }
}

/** Keys, sums and times as texts, in the order of a line of the file. */
function groupQuery(path: string, { keys, sums }: SumShape): string {
  const key = Array.from({ length: keys }, (_, n) => `k${n}`)
  const sum = Array.from({ length: sums }, (_, n) => `s${n}`)
  const columns = [
    ...[...key, 'first', 'last'].map((name) => [name, 'VARCHAR'] as const),
    ...sum.map((name) => [name, 'BIGINT'] as const),
  ]
  const types = new Map(columns)
  const order = [...key, ...sum, 'first', 'last']
  return [
    `SELECT ${key.join(', ')},`,
    ...sum.map((name) => `sum(${name})::VARCHAR,`),
    `coalesce(min(nullif("first", '')), ''), coalesce(max("last"), '')`,
    `FROM read_csv(${literal(globbed(path))}, auto_detect = false, header = false, delim = '\t', new_line = '\\n',`,
    // Keys hold no control characters, so these two mean: nothing is quoted, and nothing stands for NULL.
    `quote = '', escape = '', nullstr = '\u0003', buffer_size = ${BUFFER},`,
    `columns = {${order.map((name) => `'${name}': '${types.get(name)}'`).join(', ')}})`,
    `GROUP BY ${key.join(', ')} ORDER BY ${key.join(', ')}`,
  ].join(' ')
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** A path is a pattern to `read_csv`: this one means itself. */
function globbed(path: string): string {
  return path.replace(/[*?[]/g, '[$&]')
}
