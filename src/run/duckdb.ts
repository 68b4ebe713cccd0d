import { statSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import { GroupAdder } from '../report/sums.js'
import type { SumRow, SumShape } from '../report/sums.js'

// Beyond it DuckDB goes on in files. Each thread, and each buffer of what is read, takes its share of it: two threads, or the
// 32 MB buffers that are usual, leave too little to sort millions of lines. More does not make it faster; half as much is too little
// for the three million lines of a corpus of 1 GB.
const MEMORY = '128MB'
const THREADS = '1'
const BUFFER = 2 << 20

/**
 * The groups of a file of partial rows, in order of their keys: what `foldGroups` gives, in bounded memory. DuckDB sorts the lines, in
 * files where they do not fit into memory, and equal keys are added up as they come: its own sums keep the texts of times where they
 * cannot be moved to a file. Texts are compared by their bytes in UTF-8, which is the order of the code points. Throws when not all
 * lines come back.
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
      const result = await connection.stream(sortedLines(path))
      const groups = new GroupAdder(shape)
      let bytes = 0
      for await (const rows of result.yieldRowsJs()) {
        for (const [cell] of rows) {
          const line = String(cell)
          bytes += Buffer.byteLength(line) + 1
          const group = groups.add(line)
          if (group !== null) yield group
        }
      }
      // Where memory runs out while rows are handed over, they just end, as if there were no more.
      const { size } = statSync(path)
      if (bytes !== size)
        throw new Error(`DuckDB gave back ${bytes} of ${size} bytes with ${MEMORY} of memory`)
      const last = groups.end()
      if (last !== null) yield last
    } finally {
      connection.closeSync()
    }
  } finally {
    instance.closeSync()
  }
}

function sortedLines(path: string): string {
  return [
    `SELECT line FROM read_csv(${literal(globbed(path))}, buffer_size = ${BUFFER}, auto_detect = false, header = false, new_line = '\\n',`,
    // Lines hold no other control characters, so these three mean: one column, nothing is quoted, nothing stands for NULL.
    `delim = '\u0002', quote = '', escape = '', nullstr = '\u0003', columns = {'line': 'VARCHAR'})`,
    // A key that another one begins with is the smaller one, so what parts keys must be smaller than any character.
    `ORDER BY replace(line, chr(9), chr(0))`,
  ].join(' ')
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** A path is a pattern to `read_csv`: this one means itself. */
function globbed(path: string): string {
  return path.replace(/[*?[]/g, '[$&]')
}
